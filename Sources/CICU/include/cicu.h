#ifndef CICU_H
#define CICU_H

#include <stdint.h>

/// The release of the ICU library, such as "72.1".
const char *_Nonnull cicu_version(void);

#endif
