#ifndef CICU_H
#define CICU_H

#include <stdint.h>

// Plain C types only: a header of ICU's cannot be imported beside Foundation, which carries another
// release of it.

/// The release of the ICU library, such as "72.1".
const char *_Nonnull cicu_version(void);

/// A converter between one encoding and UTF-16. It has state: one per task.
typedef struct cicu_converter cicu_converter;

/// What became of a call.
enum cicu_status {
  /// All of the input was converted.
  cicu_done = 0,
  /// The output is full; the rest of the input waits.
  cicu_more_output = 1,
  /// Bytes that are no character of the encoding; strict converters only.
  cicu_illegal = 2,
  cicu_failed = 3,
};

/// Opens a converter by an encoding's name.
///
/// A strict converter stops at bytes that are no character, any other writes U+FFFD for them.
/// NULL when ICU does not know the name.
cicu_converter *_Nullable cicu_converter_open(const char *_Nonnull encoding, int32_t is_strict);

void cicu_converter_close(cicu_converter *_Nonnull converter);

/// Converts the next piece of an input to UTF-16.
///
/// offsets[i] is the index into this piece of the first byte of the character of units[i], or -1
/// when it lies in a piece before.
///
/// @return The number of units written.
int32_t cicu_converter_decode(cicu_converter *_Nonnull converter, const uint8_t *_Nonnull source,
                              int32_t length, int32_t is_last, int32_t *_Nonnull consumed,
                              uint16_t *_Nonnull units, int32_t capacity,
                              int32_t *_Nonnull offsets, int32_t *_Nonnull status);

/// How many bytes at the end of the pieces so far are the start of a character.
int32_t cicu_converter_pending(cicu_converter *_Nonnull converter);

/// Writes UTF-16 in an encoding.
///
/// @return The number of bytes written; -1 when the encoding has no such character, is unknown, or
/// the bytes do not fit.
int32_t cicu_encode(const char *_Nonnull encoding, const uint16_t *_Nonnull units, int32_t count,
                    uint8_t *_Nonnull bytes, int32_t capacity);

/// Guesses the encoding of bytes.
///
/// @param name Takes the name of the encoding, cut at capacity, with a closing NUL.
/// @return How sure the guess is, of 100; -1 when there is none.
int32_t cicu_detect(const uint8_t *_Nonnull bytes, int32_t length, char *_Nonnull name,
                    int32_t capacity);

/// Replaces each of some characters, one by one, by its simplified form where it has one.
///
/// Takes 20 ms to begin with: for the test of the table that is kept instead.
///
/// @return 0 when ICU has no such conversion; the characters are then unchanged.
int32_t cicu_simplify(uint16_t *_Nonnull characters, int32_t count);

#endif
