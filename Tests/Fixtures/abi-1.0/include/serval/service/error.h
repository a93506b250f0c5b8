// SPDX-License-Identifier: Apache-2.0

/// service/error.h: the words behind a status, for the user.
///
/// A status chooses the host's reaction (status.h); what the user reads comes from here. Report a failure just
/// before the function that failed returns it: the host takes the last report of the same thread as the reason
/// of that call. Without the service, and in `init`, the last line at SERVAL_LOG_ERROR stands in.
/// In a probe the words are a note (note.h).

#ifndef SERVAL_SERVICE_ERROR_H
#define SERVAL_SERVICE_ERROR_H

#include "../abi.h"

SERVAL_BEGIN

/// The id to give to `serval_host.get_service`; what it returns is a `serval_error`.
#define SERVAL_SERVICE_ERROR "serval.error/1"

/// What failed; owned by the provider, valid during `report`. Strings are UTF-8.
typedef struct serval_failure {
    /// `sizeof(serval_failure)`, in bytes.
    uint32_t struct_size;

    /// 0.
    uint32_t padding;

    /// One sentence for people: which step failed, and with what. Required, not empty.
    const char *SERVAL_NULLABLE text;

    /// One sentence: what the user can do. NULL or empty, the default, for nothing.
    const char *SERVAL_NULLABLE hint;

    /// Whose number `code` is: `errno`, `va`, `cuda`, `openh264`. NULL or empty, the default, for nobody's.
    const char *SERVAL_NULLABLE domain;

    /// The number that the driver or library gave. 0 by default.
    int64_t code;
} serval_failure;

/// The service; owned by the host, valid as long as the host's table.
typedef struct serval_error {
    /// `sizeof(serval_error)`, in bytes.
    uint32_t struct_size;

    /// 0.
    uint32_t padding;

    /// The host's own; a provider MUST NOT touch it.
    void *SERVAL_NULLABLE impl;

    /// Say why the call that is under way on this thread is about to fail.
    ///
    /// `error` is this table. `failure`, and all that it points to, is owned by the provider, and valid during
    /// the call: the host copies it.
    ///
    /// [any]
    /// Since: 1.0
    void (*SERVAL_NONNULL report)(
        const struct serval_error *SERVAL_NONNULL error, const serval_failure *SERVAL_NONNULL failure)
        SERVAL_NOEXCEPT;
} serval_error;

SERVAL_END

#endif
