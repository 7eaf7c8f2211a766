#include "parsing_floor.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

static void start_element(void *context, const xmlChar *name, const xmlChar **attributes) {}
static void end_element(void *context, const xmlChar *name) {}
static void characters(void *context, const xmlChar *text, int length) {}

int64_t parsing_floor(const uint8_t *bytes, int32_t length) {
  htmlParserCtxtPtr context = htmlCreateMemoryParserCtxt((const char *)bytes, length);
  if (context == NULL) return 0;
  // The encoding that the page declares has no say, as in Gouji.
  htmlCtxtUseOptions(context, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                  HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC | XML_PARSE_HUGE);
  xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8);
  memset(context->sax, 0, sizeof *context->sax);
  context->sax->startElement = start_element;
  context->sax->endElement = end_element;
  context->sax->characters = characters;
  context->sax->ignorableWhitespace = characters;
  context->sax->cdataBlock = characters;
  htmlParseDocument(context);
  int64_t consumed = context->input->cur - context->input->base;
  htmlFreeParserCtxt(context);
  return consumed;
}
