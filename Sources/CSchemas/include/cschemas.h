#ifndef CSCHEMAS_H
#define CSCHEMAS_H

#include <stddef.h>

/// One definition file of schemas/, embedded when the program was built.
struct cschemas_file {
  /// The path below schemas/, such as "forms/2019.json".
  const char *_Nonnull path;
  const unsigned char *_Nonnull bytes;
  size_t length;
};

size_t cschemas_count(void);
struct cschemas_file cschemas_file_at(size_t index);

#endif
