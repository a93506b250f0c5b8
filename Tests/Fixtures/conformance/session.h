// SPDX-License-Identifier: Apache-2.0

// A session of OpenH264 that can hold frames back.
#pragma once

#include <wels/codec_api.h>

#include "faults.h"

/// One encoder at work. The table comes first, and leads back here by `impl`.
typedef struct session {
    serval_session table;
    serval_statistics statistics;
    /// NULL while the session is not open.
    ISVCEncoder *encoder;
    SSourcePicture picture;
    /// Frames that are held back, the oldest first.
    const serval_frame *held[HELD + 1];
    int held_count;
    uint64_t frames, packets;
    int is_drained, is_interrupted;
    // For faults: what was given once and is kept.
    const serval_frame *last_frame;
    const serval_session_config *config;
} session;

/// The session of a table.
static inline session *of(const serval_session *table) { return table->impl; }

/// Says why, and returns the status.
serval_status fail(serval_status status, const char *text, int code);

/// Makes the encoder.
serval_status start_encoder(session *self, const serval_session_config *config);

/// Encodes, and hands over what comes of it.
serval_status encode_now(session *self, const serval_frame *frame, const serval_packet_sink *sink);

/// Another bitrate from the next frame on.
serval_status change_bitrate(session *self, int64_t kbps);
