// SPDX-License-Identifier: Apache-2.0

/// service/frame.h: keeping a frame for longer than the call that brought it.
///
/// For sessions that read a frame after `serval_session.encode` has returned: hardware that works behind, or
/// an encoder that looks ahead. It saves the copy. Hosts that make no sessions do not have it.
///
/// Rules
///
/// SERVAL-FRAMES-1  Each frame that `retain` returned is released exactly once, before `close` returns.
/// SERVAL-FRAMES-2  A session keeps no more frames than the `held_frames` that its `open` told, and one.

#ifndef SERVAL_SERVICE_FRAME_H
#define SERVAL_SERVICE_FRAME_H

#include "../abi.h"
#include "../frame.h"

SERVAL_BEGIN

/// The id to give to `serval_host.get_service`; what it returns is a `serval_frames`.
#define SERVAL_SERVICE_FRAME "serval.frame/1"

/// The service; owned by the host, valid as long as the host's table.
typedef struct serval_frames {
    /// `sizeof(serval_frames)`, in bytes.
    uint32_t struct_size;

    /// 0.
    uint32_t padding;

    /// The host's own; a provider MUST NOT touch it.
    void *SERVAL_NULLABLE impl;

    /// Keep a frame: return it as it can be read until it is released.
    ///
    /// `frames` is this table. `frame` is the one that `encode` was given, and is valid during that call. What
    /// is returned is owned by the host, at an address of its own, and valid until `release`.
    ///
    /// [encode & open]
    /// Errors: NULL when the frame cannot be kept; then copy it
    /// Since: 1.0
    const serval_frame *SERVAL_NULLABLE (*SERVAL_NONNULL retain)(
        const struct serval_frames *SERVAL_NONNULL frames, const serval_frame *SERVAL_NONNULL frame)
        SERVAL_NOEXCEPT;

    /// Give a frame back that `retain` returned.
    ///
    /// `frames` is this table. `frame` is gone when this returns.
    ///
    /// [any]
    /// Since: 1.0
    void (*SERVAL_NONNULL release)(
        const struct serval_frames *SERVAL_NONNULL frames, const serval_frame *SERVAL_NONNULL frame)
        SERVAL_NOEXCEPT;
} serval_frames;

SERVAL_END

#endif
