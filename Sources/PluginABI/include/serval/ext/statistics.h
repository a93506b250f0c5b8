// SPDX-License-Identifier: Apache-2.0

/// ext/statistics.h: what a session knows about its own work. An extension of sessions.
///
/// The host counts packets and bytes by itself. What it cannot see is how hard the encoder has to press to
/// keep to its rate, and which frames it left out on purpose: this is for reports and trials, and decides
/// nothing while a stream runs.

#ifndef SERVAL_EXT_STATISTICS_H
#define SERVAL_EXT_STATISTICS_H

#include "../session.h"

SERVAL_BEGIN

/// The id to give to `serval_session.get_extension`; what it returns is a `serval_statistics`.
#define SERVAL_EXT_STATISTICS "serval.statistics/1"

/// Numbers since `open`; owned by the host, zeroed but for `struct_size`, filled by the session.
typedef struct serval_statistics_values {
    /// `sizeof(serval_statistics_values)` of the host, in bytes; a session writes no member beyond it.
    uint32_t struct_size;

    /// 0.
    uint32_t padding;

    /// Frames that were encoded. Unit: frames.
    uint64_t encoded_frames;

    /// Frames that were left out to keep to the rate. Unit: frames.
    uint64_t skipped_frames;

    /// The sum of the encoded frames' mean quantisers, on the codec's own scale, times 1000; 0 when unknown.
    uint64_t quantizer_sum_milli;
} serval_statistics_values;

/// The extension; owned by the library, valid until `destroy` is called.
typedef struct serval_statistics {
    /// `sizeof(serval_statistics)`, in bytes.
    uint32_t struct_size;

    /// 0.
    uint32_t padding;

    /// Read the numbers. Required.
    ///
    /// `session` is the table that `get_extension` was called with. `values` is owned by the host, and valid
    /// during the call.
    ///
    /// [encode & open]
    /// Budget: 1 ms
    /// Since: 1.0
    void (*SERVAL_NULLABLE read)(
        const struct serval_session *SERVAL_NONNULL session, serval_statistics_values *SERVAL_NONNULL values)
        SERVAL_NOEXCEPT;
} serval_statistics;

SERVAL_END

#endif
