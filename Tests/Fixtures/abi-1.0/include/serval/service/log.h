// SPDX-License-Identifier: Apache-2.0

/// service/log.h: lines for the host's log.
///
/// For what a developer wants to know. What a user should know about an encoder is a note (note.h), which
/// is shown beside that encoder. When `serval_library.init` fails, the last line at SERVAL_LOG_ERROR is
/// shown as the reason.

#ifndef SERVAL_SERVICE_LOG_H
#define SERVAL_SERVICE_LOG_H

#include "../abi.h"

SERVAL_BEGIN

/// The id to give to `serval_host.get_service`; what it returns is a `serval_log`.
#define SERVAL_SERVICE_LOG "serval.log/1"

/// How much a line matters.
SERVAL_ENUM(serval_log_level, int32_t) {
    /// For somebody who looks for a fault.
    SERVAL_LOG_DEBUG = 0,
    /// Worth a line in any log.
    SERVAL_LOG_INFO = 1,
    /// It works, but not as it should.
    SERVAL_LOG_WARNING = 2,
    /// It does not work.
    SERVAL_LOG_ERROR = 3
};

/// The service; owned by the host, valid as long as the host's table.
typedef struct serval_log {
    /// `sizeof(serval_log)`, in bytes.
    uint32_t struct_size;

    /// 0.
    uint32_t padding;

    /// The host's own; a provider MUST NOT touch it.
    void *SERVAL_NULLABLE impl;

    /// Write one line.
    ///
    /// `log` is this table. `text` is UTF-8 without a line break at its end, owned by the provider, and valid
    /// during the call: the host copies it. Long or frequent lines may be cut or dropped.
    ///
    /// [any]
    /// Since: 1.0
    void (*SERVAL_NONNULL write)(
        const struct serval_log *SERVAL_NONNULL log, serval_log_level level,
        const char *SERVAL_NONNULL text) SERVAL_NOEXCEPT;
} serval_log;

SERVAL_END

#endif
