// SPDX-License-Identifier: Apache-2.0

// A whole H.264 encoder: macroblocks that changed are sent as they are (I_PCM), all others are skipped. So nothing is
// lost, and nothing is compressed either. It stands here until yours does; the numbers are of ITU-T H.264.

#include "encoder.h"

#include <stdlib.h>
#include <string.h>

/// Bytes of a macroblock: 16 × 16 of Y, then 8 × 8 of U and of V.
#define BLOCK 384

struct encoder {
    uint32_t width, height, columns, rows;
    encoder_colours colours;
    /// The last picture, macroblock after macroblock, and which of them changed with it.
    uint8_t *samples, *is_changed;
    /// What was written, and the bits that do not make up a byte yet.
    uint8_t *stream;
    size_t size;
    uint32_t bits, bit_count, zeros;
    /// Pictures since the last keyframe, and keyframes.
    uint32_t number, keyframes;
};

encoder *encoder_create(uint32_t width, uint32_t height, encoder_colours colours) {
    encoder *self = calloc(1, sizeof *self);
    if (self == NULL) return NULL;
    self->width = width;
    self->height = height;
    self->columns = (width + 15) / 16;
    self->rows = (height + 15) / 16;
    self->colours = colours;
    const size_t blocks = (size_t)self->columns * self->rows;
    self->samples = calloc(blocks, BLOCK);
    self->is_changed = calloc(blocks, 1);
    // A macroblock's header takes less than 8 bytes, and the protection of start codes every third one at most.
    self->stream = malloc(256 + blocks * (BLOCK + 8) * 3 / 2);
    if (self->samples != NULL && self->is_changed != NULL && self->stream != NULL) return self;
    encoder_free(self);
    return NULL;
}

void encoder_free(encoder *self) {
    free(self->samples);
    free(self->is_changed);
    free(self->stream);
    free(self);
}

// Taking a picture. Beyond its edges the last row and column are repeated.

static void take(encoder *self, encoder_plane plane, uint32_t side, size_t start, uint32_t width, uint32_t height) {
    for (uint32_t y = 0; y < self->rows * side; y++) {
        const uint8_t *row = plane.samples + (y < height ? y : height - 1) * plane.stride;
        for (uint32_t column = 0; column < self->columns; column++) {
            const size_t block = (size_t)(y / side) * self->columns + column;
            uint8_t *kept = self->samples + block * BLOCK + start + y % side * side;
            uint8_t difference = 0;
            for (uint32_t x = column * side; x < (column + 1) * side; x++, kept++) {
                const uint8_t sample = row[(x < width ? x : width - 1) * plane.step];
                difference |= *kept ^ sample;
                *kept = sample;
            }
            if (difference != 0) self->is_changed[block] = 1;
        }
    }
}

// Writing bits.

/// Appends a byte of a NAL unit; 3 after two zeros keeps what looks like a start code apart (7.4.1).
static void put_byte(encoder *self, uint8_t byte) {
    if (self->zeros >= 2 && byte <= 3) {
        self->stream[self->size++] = 3;
        self->zeros = 0;
    }
    self->stream[self->size++] = byte;
    self->zeros = byte == 0 ? self->zeros + 1 : 0;
}

static void put_bits(encoder *self, uint32_t value, uint32_t count) {
    while (count-- > 0) {
        self->bits = self->bits << 1 | (value >> count & 1);
        if (++self->bit_count < 8) continue;
        put_byte(self, (uint8_t)self->bits);
        self->bits = self->bit_count = 0;
    }
}

/// An Exp-Golomb code, ue(v).
static void put_number(encoder *self, uint32_t value) {
    uint32_t length = 0;
    while ((value + 1) >> (length + 1) != 0) length++;
    put_bits(self, 0, length);
    put_bits(self, value + 1, length + 1);
}

static void put_numbers(encoder *self, const uint32_t *values, size_t count) {
    for (size_t index = 0; index < count; index++) put_number(self, values[index]);
}

static void fill_byte(encoder *self) {
    if (self->bit_count > 0) put_bits(self, 0, 8 - self->bit_count);
}

static void begin_unit(encoder *self, uint8_t header) {
    memcpy(self->stream + self->size, (const uint8_t[]){0, 0, 0, 1, header}, 5);
    self->size += 5;
    self->zeros = 0;
}

static void end_unit(encoder *self) {
    put_bits(self, 1, 1);
    fill_byte(self);
}

// The syntax (7.3 and E.1).

static void put_parameter_sets(encoder *self) {
    begin_unit(self, 0x67);
    put_bits(self, 66, 8);    // baseline,
    put_bits(self, 0xc0, 8);  // constrained,
    put_bits(self, 51, 8);    // level 5.1
    put_numbers(self, (const uint32_t[]){0, 4, 2, 1}, 4);  // frame_num of 8 bits, order as decoded, one reference
    put_bits(self, 0, 1);
    put_number(self, self->columns - 1);
    put_number(self, self->rows - 1);
    put_bits(self, 7, 3);  // frame_mbs_only_flag, direct_8x8_inference_flag, frame_cropping_flag
    // In units of two samples: an odd side is rounded up.
    const uint32_t crop[] = {0, (self->columns * 16 - self->width) / 2, 0, (self->rows * 16 - self->height) / 2};
    put_numbers(self, crop, 4);
    put_bits(self, 9, 4);  // vui_parameters_present_flag, …, video_signal_type_present_flag
    put_bits(self, 5, 3);
    put_bits(self, self->colours.is_full_range, 1);
    put_bits(self, 1, 1);
    put_bits(self, self->colours.primaries, 8);
    put_bits(self, self->colours.transfer, 8);
    put_bits(self, self->colours.matrix, 8);
    put_bits(self, 3, 7);                                         // …, bitstream_restriction_flag, …
    put_numbers(self, (const uint32_t[]){0, 0, 16, 16, 0, 1}, 6);  // nothing is reordered
    end_unit(self);
    begin_unit(self, 0x68);
    put_numbers(self, (const uint32_t[]){0, 0}, 2);
    put_bits(self, 0, 2);  // CAVLC
    put_numbers(self, (const uint32_t[]){0, 0, 0}, 3);
    put_bits(self, 0, 3);
    put_numbers(self, (const uint32_t[]){0, 0, 0}, 3);
    put_bits(self, 4, 3);  // deblocking_filter_control_present_flag
    end_unit(self);
}

static void put_slice_header(encoder *self, int is_keyframe) {
    begin_unit(self, is_keyframe ? 0x65 : 0x61);
    put_number(self, 0);
    put_number(self, is_keyframe ? 7 : 5);  // I, P
    put_number(self, 0);
    put_bits(self, self->number, 8);  // frame_num
    if (is_keyframe) put_number(self, self->keyframes % 2);  // idr_pic_id: another one for each
    put_bits(self, 0, is_keyframe ? 2 : 3);
    put_number(self, 0);
    put_number(self, 1);  // no deblocking: samples stay as they are
}

static void put_blocks(encoder *self, int is_keyframe) {
    uint32_t skipped = 0;
    for (size_t block = 0; block < (size_t)self->columns * self->rows; block++) {
        if (!is_keyframe && !self->is_changed[block]) {
            skipped++;
            continue;
        }
        if (!is_keyframe) put_number(self, skipped);
        put_number(self, is_keyframe ? 25 : 30);  // I_PCM
        fill_byte(self);
        for (size_t index = 0; index < BLOCK; index++) put_byte(self, self->samples[block * BLOCK + index]);
        skipped = 0;
    }
    if (skipped > 0) put_number(self, skipped);
}

const uint8_t *encoder_encode(encoder *self, const encoder_plane planes[3], int is_keyframe, size_t *size) {
    const uint32_t half_width = (self->width + 1) / 2, half_height = (self->height + 1) / 2;
    memset(self->is_changed, 0, (size_t)self->columns * self->rows);
    take(self, planes[0], 16, 0, self->width, self->height);
    take(self, planes[1], 8, 256, half_width, half_height);
    take(self, planes[2], 8, 320, half_width, half_height);
    self->size = 0;
    self->number = is_keyframe ? 0 : (self->number + 1) % 256;
    if (is_keyframe) {
        self->keyframes++;
        put_parameter_sets(self);
    }
    put_slice_header(self, is_keyframe);
    put_blocks(self, is_keyframe);
    end_unit(self);
    *size = self->size;
    return self->stream;
}
