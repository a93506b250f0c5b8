// SPDX-License-Identifier: Apache-2.0

/// frame.h: one raw picture on its way into a session.
///
/// Model
///
/// A frame lies in system memory, in planes, in the format and size that the session was opened with
/// (session.h). It is the host's, and lent for one call of `serval_session.encode`. A session that needs it
/// for longer copies it, or keeps it by the service `serval.frame/1` (service/frame.h).
///
/// Rules
///
/// SERVAL-FRAME-1  Rows lie `stride` bytes apart, whatever the width; nothing is promised about the alignment
///                 of `data` or `stride`.
/// SERVAL-FRAME-2  A session MUST NOT read beyond `size` bytes of a plane, nor write to any.
/// SERVAL-FRAME-3  Ids grow from frame to frame. Presentation times grow too; neither needs to do so evenly.
///
/// Room left on purpose: memory of a device (DMA buffers) will come as an extension of the session with an id
/// of its own; until then `planes` is all there is.

#ifndef SERVAL_FRAME_H
#define SERVAL_FRAME_H

#include "abi.h"

SERVAL_BEGIN

/// The packet of this frame MUST be a keyframe: a decoder can start there, with nothing from before.
#define SERVAL_FRAME_FORCE_KEYFRAME 0x1u

/// Frames between the one before and this are missing.
#define SERVAL_FRAME_DISCONTINUITY 0x2u

/// One plane of a frame; owned by the host, valid as long as the frame.
typedef struct serval_plane {
    /// `sizeof(serval_plane)`, in bytes.
    uint32_t struct_size;

    /// From one row's first byte to the next row's. Unit: bytes. At least a row's length.
    uint32_t stride;

    /// The first byte of the first row.
    const uint8_t *SERVAL_NONNULL data;

    /// What may be read from `data` on. Unit: bytes.
    uint64_t size;
} serval_plane;

/// One frame; owned by the host, valid during `serval_session.encode`.
typedef struct serval_frame {
    /// `sizeof(serval_frame)`, in bytes.
    uint32_t struct_size;

    /// Any of SERVAL_FRAME_…, or 0.
    uint32_t flags;

    /// Which frame this is, for `serval_packet.frame_id`.
    uint64_t id;

    /// When to show it, in the time of the stream. Unit: ns.
    int64_t pts_ns;

    /// How long to show it. Unit: ns. 0 when unknown.
    int64_t duration_ns;

    /// The planes, in the order of format.h.
    const serval_plane *SERVAL_NONNULL planes;

    /// How many `planes` has: as the format says.
    uint32_t plane_count;

    /// 0.
    uint32_t padding;

    /// The host's own; a provider MUST NOT touch it.
    void *SERVAL_NULLABLE impl;
} serval_frame;

SERVAL_END

#endif
