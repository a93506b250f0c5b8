// SPDX-License-Identifier: Apache-2.0

// The encoder. It knows nothing of Serval: session.c stands between them.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// Code points of ITU-T H.273, for the stream to tell.
typedef struct encoder_colours {
    uint8_t primaries, transfer, matrix, is_full_range;
} encoder_colours;

/// One plane of a picture: rows lie `stride` bytes apart, samples of a row `step` bytes.
typedef struct encoder_plane {
    const uint8_t *samples;
    size_t stride, step;
} encoder_plane;

typedef struct encoder encoder;

/// Makes an encoder for pictures of this size; NULL when memory ran out.
encoder *encoder_create(uint32_t width, uint32_t height, encoder_colours colours);

/// Encodes the planes Y, U and V. What is returned is the encoder's, until its next call.
const uint8_t *encoder_encode(encoder *self, const encoder_plane planes[3], int is_keyframe, size_t *size);

void encoder_free(encoder *self);
