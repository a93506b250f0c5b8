// SPDX-License-Identifier: Apache-2.0

/// service/thread-check.h: which of the host's calls the caller is in.
///
/// The tags beside the functions say where each may run. This service lets a provider assert it, in its tests
/// and in debug builds: `assert(check->current(check) & SERVAL_THREAD_ENCODE)`.

#ifndef SERVAL_SERVICE_THREAD_CHECK_H
#define SERVAL_SERVICE_THREAD_CHECK_H

#include "../abi.h"

SERVAL_BEGIN

/// The id to give to `serval_host.get_service`; what it returns is a `serval_thread_check`.
#define SERVAL_SERVICE_THREAD_CHECK "serval.thread-check/1"

/// In a call tagged [control].
#define SERVAL_THREAD_CONTROL 0x1u

/// In a call tagged [probe].
#define SERVAL_THREAD_PROBE 0x2u

/// In a call tagged [session].
#define SERVAL_THREAD_SESSION 0x4u

/// In a call tagged [encode].
#define SERVAL_THREAD_ENCODE 0x8u

/// The service; owned by the host, valid as long as the host's table.
typedef struct serval_thread_check {
    /// `sizeof(serval_thread_check)`, in bytes.
    uint32_t struct_size;

    /// 0.
    uint32_t padding;

    /// The host's own; a provider MUST NOT touch it.
    void *SERVAL_NULLABLE impl;

    /// Return SERVAL_THREAD_… of the innermost call of the host that this thread is in; 0 on a thread of the
    /// provider's own, and in calls tagged [any].
    ///
    /// `check` is this table.
    ///
    /// [any]
    /// Since: 1.0
    uint32_t (*SERVAL_NONNULL current)(const struct serval_thread_check *SERVAL_NONNULL check) SERVAL_NOEXCEPT;
} serval_thread_check;

SERVAL_END

#endif
