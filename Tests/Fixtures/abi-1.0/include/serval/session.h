// SPDX-License-Identifier: Apache-2.0

/// session.h: how a native encoder encodes, by code of its own.
///
/// Model
///
/// A provider that has no GStreamer element to name brings the encoder itself: its offers have no recipe, and
/// it has the interface `serval.session-factory/1`. The host makes a *session* for each stream, in a worker
/// process that lives for that stream, and wraps it in an element of its own; the provider sees no GStreamer.
/// A session takes raw frames and hands back packets; the parameters are those that the encoder's description
/// lists (params.h).
///
/// Two words are never mixed: *drain* gives out all that is held back, *reset* throws it away.
///
/// Typical sequence
///
///  1. get_interface(SERVAL_SESSION_FACTORY)
///  2. factory->create(encoder, device, &session); the host checks the session's table
///  3. session->open(config, info)
///  4. session->encode(frame, sink) for each frame; now and then session->reconfigure(values)
///  5. session->drain(sink) at the end of the stream
///  6. session->close(), then from 3 with another size, or
///  7. session->destroy()
///
/// Rules
///
/// SERVAL-SESSION-1  `open` and `destroy` are called only while the session is not open; `encode`,
///                   `reconfigure`, `drain`, `reset` and `close` only while it is. `close` does not need a
///                   `drain` before it.
/// SERVAL-SESSION-2  After a failure of `open` the session is not open. After one of `encode`, `drain` or
///                   `reset` the host calls nothing but `close`; SERVAL_E_CANCELLED is no such failure.
/// SERVAL-SESSION-3  The first packet after `open`, `reset` and `drain` is a keyframe, and so is that of every
///                   frame with SERVAL_FRAME_FORCE_KEYFRAME. Others come only as SERVAL_PARAM_KEYFRAME_INTERVAL
///                   asks for them.
/// SERVAL-SESSION-4  A session holds back no more frames than its `open` told, and `open` tells no more than
///                   the offer did.
/// SERVAL-SESSION-5  A change of parameters is in effect from the next frame on, or is refused. Accepting it
///                   and doing nothing is a breach.
/// SERVAL-SESSION-6  There MAY be several sessions, and calls of different sessions at the same time; calls of
///                   one session do not overlap, but for those tagged [any].
/// SERVAL-SESSION-7  A session MUST NOT keep a pointer that it was given beyond the call, but for frames kept
///                   by `serval.frame/1`, which are released before `close` returns.

#ifndef SERVAL_SESSION_H
#define SERVAL_SESSION_H

#include "abi.h"
#include "format.h"
#include "frame.h"
#include "packet.h"
#include "params.h"
#include "status.h"

SERVAL_BEGIN

/// The id to give to `serval_library.get_interface`; what it returns is a `serval_session_factory`.
#define SERVAL_SESSION_FACTORY "serval.session-factory/1"

/// What a session is opened for; owned by the host, valid during `open`.
typedef struct serval_session_config {
    /// `sizeof(serval_session_config)`, in bytes.
    uint32_t struct_size;

    /// One of the offer's formats (format.h).
    uint32_t format;

    /// Unit: pixels. Within the offer's limits; may be odd.
    uint32_t width;

    /// Unit: pixels. Within the offer's limits; may be odd.
    uint32_t height;

    /// Frames in `rate_denominator` seconds. Not 0. Frames MAY come less often.
    uint32_t rate_numerator;

    /// Seconds for `rate_numerator` frames. Not 0.
    uint32_t rate_denominator;

    /// ColourPrimaries of H.273.
    uint32_t colour_primaries;

    /// TransferCharacteristics of H.273.
    uint32_t colour_transfer;

    /// MatrixCoefficients of H.273.
    uint32_t colour_matrix;

    /// 1 when samples use all of 0 … 255, 0 when they use the range for video.
    uint32_t full_range;

    /// A value for each parameter that the encoder's description lists, in its order.
    const serval_value *SERVAL_NULLABLE values;

    /// How many `values` has.
    uint32_t value_count;

    /// 0.
    uint32_t padding;
} serval_session_config;

/// What `open` made of it; owned by the host, zeroed but for `struct_size`, filled by the session.
typedef struct serval_session_info {
    /// `sizeof(serval_session_info)` of the host, in bytes; a session writes no member beyond it.
    uint32_t struct_size;

    /// How many frames may be held back before the first one's packet. Unit: frames. 0, the default: the packet
    /// of a frame comes before its `encode` returns.
    uint32_t held_frames;
} serval_session_info;

/// One encoder at work. Made by the provider; the host keeps the pointer, and gives it back in each call.
///
/// Owned by the library; valid and unchanged from `create` until `destroy` is called.
typedef struct serval_session {
    /// `sizeof(serval_session)`, in bytes.
    uint32_t struct_size;

    /// 0.
    uint32_t padding;

    /// The library's own; the host MUST NOT touch it. May be NULL.
    void *SERVAL_NULLABLE impl;

    /// Take the device, and make ready for frames of this kind. Required.
    ///
    /// `session` is this table. `config` and `info` are owned by the host, and valid during the call.
    ///
    /// [session & !open]
    /// Budget: 2 s
    /// Errors: any of status.h; SERVAL_E_UNSUPPORTED: not with this configuration
    /// Since: 1.0
    serval_status (*SERVAL_NULLABLE open)(
        const struct serval_session *SERVAL_NONNULL session,
        const serval_session_config *SERVAL_NONNULL config,
        serval_session_info *SERVAL_NONNULL info) SERVAL_NOEXCEPT;

    /// Encode a frame, and hand over the packets that are finished, if any. Required.
    ///
    /// `session` is this table. `frame` and `sink` are owned by the host, and valid during the call.
    ///
    /// [encode & open]
    /// Budget: one frame's time
    /// Errors: any of status.h; SERVAL_E_CANCELLED: interrupted, or the sink wants no more
    /// Since: 1.0
    serval_status (*SERVAL_NULLABLE encode)(
        const struct serval_session *SERVAL_NONNULL session, const serval_frame *SERVAL_NONNULL frame,
        const serval_packet_sink *SERVAL_NONNULL sink) SERVAL_NOEXCEPT;

    /// Change parameters between two frames. NULL, the default, stands for SERVAL_E_UNSUPPORTED.
    ///
    /// `session` is this table. `values` has only what changes, of parameters with SERVAL_PARAMETER_LIVE; it is
    /// owned by the host, and valid during the call. After a failure all is as it was before.
    ///
    /// [encode & open]
    /// Budget: 5 ms
    /// Errors: SERVAL_E_RESTART: only by opening again; SERVAL_E_UNSUPPORTED: not at all, or not to this value
    /// Since: 1.0
    serval_status (*SERVAL_NULLABLE reconfigure)(
        const struct serval_session *SERVAL_NONNULL session, const serval_value *SERVAL_NONNULL values,
        uint32_t value_count) SERVAL_NOEXCEPT;

    /// Hand over the packets of all frames that are held back. Required.
    ///
    /// `session` is this table. `sink` is owned by the host, and valid during the call. The session then takes
    /// frames as if it had just been opened.
    ///
    /// [encode & open]
    /// Budget: 1 s
    /// Errors: any of status.h; SERVAL_E_CANCELLED: interrupted, or the sink wants no more
    /// Since: 1.0
    serval_status (*SERVAL_NULLABLE drain)(
        const struct serval_session *SERVAL_NONNULL session, const serval_packet_sink *SERVAL_NONNULL sink)
        SERVAL_NOEXCEPT;

    /// Throw away what is held back. Required.
    ///
    /// `session` is this table. It then takes frames as if it had just been opened; no packet of an earlier
    /// frame comes any more.
    ///
    /// [encode & open]
    /// Budget: 100 ms
    /// Errors: any of status.h
    /// Since: 1.0
    serval_status (*SERVAL_NULLABLE reset)(const struct serval_session *SERVAL_NONNULL session)
        SERVAL_NOEXCEPT;

    /// Make a call that is under way return soon, with SERVAL_E_CANCELLED. NULL, the default, for a session
    /// that never waits for longer than its budgets.
    ///
    /// `session` is this table. A call that begins later is not affected.
    ///
    /// [any]
    /// Budget: 1 ms
    /// Since: 1.0
    void (*SERVAL_NULLABLE interrupt)(const struct serval_session *SERVAL_NONNULL session) SERVAL_NOEXCEPT;

    /// Release the device, and all that `open` and later calls took, frames too. Required.
    ///
    /// `session` is this table. It may be opened again.
    ///
    /// [session & open]
    /// Budget: 1 s
    /// Since: 1.0
    void (*SERVAL_NULLABLE close)(const struct serval_session *SERVAL_NONNULL session) SERVAL_NOEXCEPT;

    /// Free the session. Required.
    ///
    /// `session` is this table, which is gone when this returns.
    ///
    /// [session & !open]
    /// Budget: 100 ms
    /// Since: 1.0
    void (*SERVAL_NULLABLE destroy)(const struct serval_session *SERVAL_NONNULL session) SERVAL_NOEXCEPT;

    /// Return the table of an extension, or NULL for every id that the session does not know. Required.
    ///
    /// `session` is this table. `id` is owned by the host, and valid during the call. What is returned is owned
    /// by the library, has the type that the id stands for (ext/…), and is valid until `destroy` is called.
    ///
    /// [any]
    /// Errors: NULL when the extension is unknown
    /// Since: 1.0
    const void *SERVAL_NULLABLE (*SERVAL_NULLABLE get_extension)(
        const struct serval_session *SERVAL_NONNULL session, const char *SERVAL_NONNULL id) SERVAL_NOEXCEPT;
} serval_session;

/// The interface `serval.session-factory/1`; owned by the library, valid until `deinit` returns.
typedef struct serval_session_factory {
    /// `sizeof(serval_session_factory)`, in bytes.
    uint32_t struct_size;

    /// 0.
    uint32_t padding;

    /// The library's own; the host MUST NOT touch it. May be NULL.
    void *SERVAL_NULLABLE impl;

    /// Make a session of an encoder on a device, without opening the device. Required.
    ///
    /// `factory` is this table. `encoder` and `device` are ids as the provider offered them, owned by the host,
    /// and valid during the call. On success the session's table is written to `session`; on failure it is left
    /// alone.
    ///
    /// [session]
    /// Budget: 100 ms
    /// Errors: SERVAL_E_UNSUPPORTED: no native encoder of this id; any other of status.h
    /// Since: 1.0
    serval_status (*SERVAL_NULLABLE create)(
        const struct serval_session_factory *SERVAL_NONNULL factory, const char *SERVAL_NONNULL encoder,
        const char *SERVAL_NONNULL device,
        const serval_session *SERVAL_NULLABLE *SERVAL_NONNULL session) SERVAL_NOEXCEPT;
} serval_session_factory;

SERVAL_END

#endif
