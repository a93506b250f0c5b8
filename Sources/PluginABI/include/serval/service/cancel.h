// SPDX-License-Identifier: Apache-2.0

/// service/cancel.h: whether the host still wants what it asked for.
///
/// For work that takes long: a probe that walks over devices, an `open` that waits for a firmware. Ask between
/// two steps; when the answer is 1, return soon, with SERVAL_E_CANCELLED. A provider that never asks is killed
/// when its time is over, and that is held against it.

#ifndef SERVAL_SERVICE_CANCEL_H
#define SERVAL_SERVICE_CANCEL_H

#include "../abi.h"

SERVAL_BEGIN

/// The id to give to `serval_host.get_service`; what it returns is a `serval_cancel`.
#define SERVAL_SERVICE_CANCEL "serval.cancel/1"

/// The service; owned by the host, valid as long as the host's table.
typedef struct serval_cancel {
    /// `sizeof(serval_cancel)`, in bytes.
    uint32_t struct_size;

    /// 0.
    uint32_t padding;

    /// The host's own; a provider MUST NOT touch it.
    void *SERVAL_NULLABLE impl;

    /// Return 1 when the host wants this process's work to end, otherwise 0. Once 1, it stays so.
    ///
    /// `cancel` is this table.
    ///
    /// [any]
    /// Since: 1.0
    int32_t (*SERVAL_NONNULL is_cancelled)(const struct serval_cancel *SERVAL_NONNULL cancel) SERVAL_NOEXCEPT;
} serval_cancel;

SERVAL_END

#endif
