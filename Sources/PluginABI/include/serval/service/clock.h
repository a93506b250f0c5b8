// SPDX-License-Identifier: Apache-2.0

/// service/clock.h: the host's time.
///
/// For providers that measure or pace themselves, in any language, on the clock that the host's own numbers
/// are of. It says nothing about `serval_frame.pts_ns`, which is the time of the stream.

#ifndef SERVAL_SERVICE_CLOCK_H
#define SERVAL_SERVICE_CLOCK_H

#include "../abi.h"

SERVAL_BEGIN

/// The id to give to `serval_host.get_service`; what it returns is a `serval_clock`.
#define SERVAL_SERVICE_CLOCK "serval.clock/1"

/// The service; owned by the host, valid as long as the host's table.
typedef struct serval_clock {
    /// `sizeof(serval_clock)`, in bytes.
    uint32_t struct_size;

    /// 0.
    uint32_t padding;

    /// The host's own; a provider MUST NOT touch it.
    void *SERVAL_NULLABLE impl;

    /// Return the time of CLOCK_MONOTONIC. Unit: ns.
    ///
    /// `clock` is this table.
    ///
    /// [any]
    /// Since: 1.0
    int64_t (*SERVAL_NONNULL now_ns)(const struct serval_clock *SERVAL_NONNULL clock) SERVAL_NOEXCEPT;
} serval_clock;

SERVAL_END

#endif
