#include "cicu.h"

#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/ucsdet.h>
#include <unicode/utrans.h>
#include <unicode/uvernum.h>

const char *cicu_version(void) { return U_ICU_VERSION; }

cicu_converter *cicu_converter_open(const char *encoding, int32_t is_strict) {
  UErrorCode error = U_ZERO_ERROR;
  UConverter *converter = ucnv_open(encoding, &error);
  if (U_FAILURE(error)) return NULL;
  if (is_strict) {
    ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &error);
    if (U_FAILURE(error)) {
      ucnv_close(converter);
      return NULL;
    }
  }
  return (cicu_converter *)converter;
}

void cicu_converter_close(cicu_converter *converter) { ucnv_close((UConverter *)converter); }

int32_t cicu_converter_decode(cicu_converter *converter, const uint8_t *source, int32_t length,
                              int32_t is_last, int32_t *consumed, uint16_t *units,
                              int32_t capacity, int32_t *offsets, int32_t *status) {
  const char *from = (const char *)source;
  UChar *to = units;
  UErrorCode error = U_ZERO_ERROR;
  ucnv_toUnicode((UConverter *)converter, &to, units + capacity, &from,
                 (const char *)source + length, offsets, is_last != 0, &error);
  *consumed = (int32_t)(from - (const char *)source);
  if (error == U_BUFFER_OVERFLOW_ERROR) {
    *status = cicu_more_output;
  } else if (error == U_ILLEGAL_CHAR_FOUND || error == U_INVALID_CHAR_FOUND ||
             error == U_TRUNCATED_CHAR_FOUND || error == U_ILLEGAL_ESCAPE_SEQUENCE ||
             error == U_UNSUPPORTED_ESCAPE_SEQUENCE) {
    *status = cicu_illegal;
  } else {
    *status = U_FAILURE(error) ? cicu_failed : cicu_done;
  }
  return (int32_t)(to - units);
}

int32_t cicu_converter_pending(cicu_converter *converter) {
  UErrorCode error = U_ZERO_ERROR;
  int32_t count = ucnv_toUCountPending((UConverter *)converter, &error);
  return U_FAILURE(error) || count < 0 ? 0 : count;
}

int32_t cicu_encode(const char *encoding, const uint16_t *units, int32_t count, uint8_t *bytes,
                    int32_t capacity) {
  UErrorCode error = U_ZERO_ERROR;
  UConverter *converter = ucnv_open(encoding, &error);
  if (U_FAILURE(error)) return -1;
  ucnv_setFromUCallBack(converter, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &error);
  int32_t length = ucnv_fromUChars(converter, (char *)bytes, capacity, units, count, &error);
  ucnv_close(converter);
  return U_FAILURE(error) ? -1 : length;
}

int32_t cicu_detect(const uint8_t *bytes, int32_t length, char *name, int32_t capacity) {
  UErrorCode error = U_ZERO_ERROR;
  UCharsetDetector *detector = ucsdet_open(&error);
  if (U_FAILURE(error)) return -1;
  int32_t confidence = -1;
  ucsdet_setText(detector, (const char *)bytes, length, &error);
  const UCharsetMatch *match = ucsdet_detect(detector, &error);
  if (U_SUCCESS(error) && match != NULL && capacity > 0) {
    const char *found = ucsdet_getName(match, &error);
    int32_t sure = ucsdet_getConfidence(match, &error);
    if (U_SUCCESS(error)) {
      strncpy(name, found, (size_t)capacity - 1);
      name[capacity - 1] = 0;
      confidence = sure;
    }
  }
  ucsdet_close(detector);
  return confidence;
}

int32_t cicu_simplify(uint16_t *characters, int32_t count) {
  static const UChar id[] = u"Hant-Hans";
  UErrorCode error = U_ZERO_ERROR;
  UTransliterator *transliterator =
      utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &error);
  if (U_FAILURE(error)) return 0;
  for (int32_t index = 0; index < count; index++) {
    UChar text[8] = {characters[index]};
    int32_t length = 1;
    int32_t limit = 1;
    error = U_ZERO_ERROR;
    utrans_transUChars(transliterator, text, &length, 8, 0, &limit, &error);
    if (U_SUCCESS(error) && length == 1) characters[index] = text[0];
  }
  utrans_close(transliterator);
  return 1;
}
