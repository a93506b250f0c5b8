// SPDX-License-Identifier: Apache-2.0

/// packet.h: what a session makes of a frame, and where it goes.
///
/// Model
///
/// A packet is one whole access unit. The session hands it to the sink that `encode` or `drain` was given; the
/// host copies it before the sink's function returns, so that no memory ever changes its owner. It may lie in
/// several spans, which the host puts together: an encoder that writes slices or headers apart need not.
///
/// Form of the bytes
///
///     h264, h265   Annex B with start codes; every keyframe with its parameter sets before it
///     vp8, vp9     one frame, without any container; for VP9 with all of its superframe
///     av1          one temporal unit of OBUs with sizes (low overhead), without temporal delimiters;
///                  every keyframe with its sequence header before it
///
/// Rules
///
/// SERVAL-PACKET-1  There is at most one packet for a frame, and packets come in the order of their frames.
/// SERVAL-PACKET-2  A frame that is older than one whose packet came, and has none, was skipped.
/// SERVAL-PACKET-3  `frame_id` is that of a frame that `encode` was given since `open` or the last `reset`.
/// SERVAL-PACKET-4  A packet is not empty.
/// SERVAL-PACKET-5  After the sink returned something else than SERVAL_OK, the session MUST NOT hand over
///                  anything more in this call, and SHOULD return soon, with SERVAL_E_CANCELLED.

#ifndef SERVAL_PACKET_H
#define SERVAL_PACKET_H

#include "abi.h"
#include "status.h"

SERVAL_BEGIN

/// A decoder can start here: nothing after it refers to anything before it.
#define SERVAL_PACKET_KEYFRAME 0x1u

/// No other packet refers to it: it may be left out.
#define SERVAL_PACKET_DROPPABLE 0x2u

/// A run of bytes; owned by the session, valid during `serval_packet_sink.packet`.
typedef struct serval_span {
    /// `sizeof(serval_span)`, in bytes.
    uint32_t struct_size;

    /// 0.
    uint32_t padding;

    /// The first byte. NULL only when `size` is 0.
    const uint8_t *SERVAL_NULLABLE data;

    /// How many there are. Unit: bytes.
    uint64_t size;
} serval_span;

/// One packet; owned by the session, valid during `serval_packet_sink.packet`.
typedef struct serval_packet {
    /// `sizeof(serval_packet)`, in bytes.
    uint32_t struct_size;

    /// Any of SERVAL_PACKET_…, or 0.
    uint32_t flags;

    /// The `serval_frame.id` of the frame that it shows.
    uint64_t frame_id;

    /// Its bytes, in order. Required.
    const serval_span *SERVAL_NULLABLE spans;

    /// How many `spans` has; 1 … 1024.
    uint32_t span_count;

    /// 0.
    uint32_t padding;
} serval_packet;

/// Where packets go; owned by the host, valid during the call that it was given to.
typedef struct serval_packet_sink {
    /// `sizeof(serval_packet_sink)`, in bytes.
    uint32_t struct_size;

    /// 0.
    uint32_t padding;

    /// The host's own; a provider MUST NOT touch it.
    void *SERVAL_NULLABLE impl;

    /// Hand over a packet.
    ///
    /// `sink` is this table. `packet`, and all that it points to, is owned by the session, and valid during
    /// the call. Called on the thread that the session was called on, before that call returns.
    ///
    /// [encode & open]
    /// Errors: SERVAL_E_INVALID: the packet breaks a rule; SERVAL_E_CANCELLED: the host wants no more
    /// Since: 1.0
    serval_status (*SERVAL_NONNULL packet)(
        const struct serval_packet_sink *SERVAL_NONNULL sink, const serval_packet *SERVAL_NONNULL packet)
        SERVAL_NOEXCEPT;
} serval_packet_sink;

SERVAL_END

#endif
