// SPDX-License-Identifier: Apache-2.0

/// note.h: what a user should know about a probe.
///
/// Model
///
/// An encoder that does not work is shown with the reason and with what to do about it. Both come from
/// here: only the provider knows what its driver's errors mean. `text` says which step failed and with
/// what; `hint` says what would have to be there or be done. Neither says so by a code alone.

#ifndef SERVAL_NOTE_H
#define SERVAL_NOTE_H

#include "abi.h"

SERVAL_BEGIN

/// How much a note matters. A host takes a value that it does not know for SERVAL_SEVERITY_INFO.
SERVAL_ENUM(serval_severity, int32_t) {
    /// Worth knowing.
    SERVAL_SEVERITY_INFO = 1,
    /// It works, but less well than it could.
    SERVAL_SEVERITY_WARNING = 2,
    /// It does not work.
    SERVAL_SEVERITY_ERROR = 3
};

/// One note; owned by whoever reports it. Strings are UTF-8.
typedef struct serval_note {
    /// `sizeof(serval_note)`, in bytes.
    uint32_t struct_size;

    /// How much it matters.
    serval_severity severity;

    /// Stable, for programs, lower case with hyphens: `no-device`, `no-permission`. Required, not empty.
    const char *SERVAL_NULLABLE code;

    /// One sentence for people: what failed, and with what. Required, not empty.
    const char *SERVAL_NULLABLE text;

    /// One sentence: what the user can do. NULL or empty, the default, for nothing.
    const char *SERVAL_NULLABLE hint;

    /// The id of the encoder that it is about. NULL or empty, the default, for all of the provider's.
    const char *SERVAL_NULLABLE encoder;

    /// The id of the device that it is about. NULL or empty, the default, for none in particular.
    const char *SERVAL_NULLABLE device;
} serval_note;

SERVAL_END

#endif
