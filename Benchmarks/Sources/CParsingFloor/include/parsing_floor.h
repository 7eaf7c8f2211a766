#pragma once

#include <stdint.h>

/// Parses UTF-8 as HTML with libxml2 and does nothing with what it finds: no reader that uses libxml2
/// can be faster.
///
/// Returns how many bytes the parser consumed. Shows no header of libxml2, which Gouji imports too.
int64_t parsing_floor(const uint8_t *_Nonnull bytes, int32_t length);
