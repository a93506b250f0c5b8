// SPDX-License-Identifier: Apache-2.0

//! A whole H.264 encoder: macroblocks that changed are sent as they are (I_PCM), all others are skipped. So nothing is
//! lost, and nothing is compressed either. It stands here until yours does; the numbers are of ITU-T H.264.
//!
//! It knows nothing of Serval: session.rs stands between them.

/// Bytes of a macroblock: 16 × 16 of Y, then 8 × 8 of U and of V.
const BLOCK: usize = 384;

/// Code points of ITU-T H.273, for the stream to tell.
#[derive(Clone, Copy)]
pub struct Colours {
    pub primaries: u8,
    pub transfer: u8,
    pub matrix: u8,
    pub is_full_range: bool,
}

/// One plane of a picture: rows lie `stride` bytes apart, samples of a row `step` bytes.
pub struct Plane<'a> {
    pub samples: &'a [u8],
    pub stride: usize,
    pub step: usize,
}

pub struct Encoder {
    width: usize,
    height: usize,
    columns: usize,
    rows: usize,
    colours: Colours,
    /// The last picture, macroblock after macroblock, and which of them changed with it.
    samples: Vec<u8>,
    is_changed: Vec<bool>,
    /// Pictures since the last keyframe, and keyframes.
    number: u32,
    keyframes: u32,
}

impl Encoder {
    /// An encoder for pictures of this size, in pixels.
    pub fn new(width: usize, height: usize, colours: Colours) -> Encoder {
        let (columns, rows) = ((width + 15) / 16, (height + 15) / 16);
        Encoder {
            width,
            height,
            columns,
            rows,
            colours,
            samples: vec![0; columns * rows * BLOCK],
            is_changed: vec![false; columns * rows],
            number: 0,
            keyframes: 0,
        }
    }

    /// Encodes the planes Y, U and V.
    pub fn encode(&mut self, planes: &[Plane; 3], is_keyframe: bool) -> Vec<u8> {
        let half = ((self.width + 1) / 2, (self.height + 1) / 2);
        self.is_changed.fill(false);
        self.take(&planes[0], 16, 0, (self.width, self.height));
        self.take(&planes[1], 8, 256, half);
        self.take(&planes[2], 8, 320, half);
        self.number = if is_keyframe { 0 } else { (self.number + 1) % 256 };
        let mut stream = Stream::default();
        if is_keyframe {
            self.keyframes = self.keyframes.wrapping_add(1);
            self.put_parameter_sets(&mut stream);
        }
        self.put_slice_header(&mut stream, is_keyframe);
        self.put_blocks(&mut stream, is_keyframe);
        stream.end_unit();
        stream.bytes
    }

    /// Takes a plane. Beyond its edges the last row and column are repeated.
    fn take(&mut self, plane: &Plane, side: usize, start: usize, (width, height): (usize, usize)) {
        for y in 0..self.rows * side {
            let row = &plane.samples[y.min(height - 1) * plane.stride..];
            for column in 0..self.columns {
                let block = y / side * self.columns + column;
                let first = block * BLOCK + start + y % side * side;
                let mut difference = 0;
                for (offset, kept) in self.samples[first..first + side].iter_mut().enumerate() {
                    let sample = row[(column * side + offset).min(width - 1) * plane.step];
                    difference |= *kept ^ sample;
                    *kept = sample;
                }
                self.is_changed[block] |= difference != 0;
            }
        }
    }

    // The syntax (7.3 and E.1).

    fn put_parameter_sets(&self, stream: &mut Stream) {
        stream.begin_unit(0x67);
        stream.put_bits(66, 8); // baseline,
        stream.put_bits(0xc0, 8); // constrained,
        stream.put_bits(51, 8); // level 5.1
        stream.put_numbers(&[0, 4, 2, 1]); // frame_num of 8 bits, order as decoded, one reference
        stream.put_bits(0, 1);
        stream.put_numbers(&[self.columns as u32 - 1, self.rows as u32 - 1]);
        stream.put_bits(7, 3); // frame_mbs_only_flag, direct_8x8_inference_flag, frame_cropping_flag
        // In units of two samples: an odd side is rounded up.
        let right = (self.columns * 16 - self.width) / 2;
        let bottom = (self.rows * 16 - self.height) / 2;
        stream.put_numbers(&[0, right as u32, 0, bottom as u32]);
        stream.put_bits(9, 4); // vui_parameters_present_flag, …, video_signal_type_present_flag
        stream.put_bits(5, 3);
        stream.put_bits(self.colours.is_full_range as u32, 1);
        stream.put_bits(1, 1);
        stream.put_bits(self.colours.primaries.into(), 8);
        stream.put_bits(self.colours.transfer.into(), 8);
        stream.put_bits(self.colours.matrix.into(), 8);
        stream.put_bits(3, 7); // …, bitstream_restriction_flag, …
        stream.put_numbers(&[0, 0, 16, 16, 0, 1]); // nothing is reordered
        stream.end_unit();
        stream.begin_unit(0x68);
        stream.put_numbers(&[0, 0]);
        stream.put_bits(0, 2); // CAVLC
        stream.put_numbers(&[0, 0, 0]);
        stream.put_bits(0, 3);
        stream.put_numbers(&[0, 0, 0]);
        stream.put_bits(4, 3); // deblocking_filter_control_present_flag
        stream.end_unit();
    }

    fn put_slice_header(&self, stream: &mut Stream, is_keyframe: bool) {
        stream.begin_unit(if is_keyframe { 0x65 } else { 0x61 });
        stream.put_numbers(&[0, if is_keyframe { 7 } else { 5 }, 0]); // I, P
        stream.put_bits(self.number, 8); // frame_num
        if is_keyframe {
            stream.put_number(self.keyframes % 2); // idr_pic_id: another one for each
        }
        stream.put_bits(0, if is_keyframe { 2 } else { 3 });
        stream.put_numbers(&[0, 1]); // no deblocking: samples stay as they are
    }

    fn put_blocks(&self, stream: &mut Stream, is_keyframe: bool) {
        let mut skipped = 0;
        for (samples, &is_changed) in self.samples.chunks_exact(BLOCK).zip(&self.is_changed) {
            if !is_keyframe && !is_changed {
                skipped += 1;
                continue;
            }
            if !is_keyframe {
                stream.put_number(skipped);
            }
            stream.put_number(if is_keyframe { 25 } else { 30 }); // I_PCM
            stream.fill_byte();
            samples.iter().for_each(|&sample| stream.put_byte(sample));
            skipped = 0;
        }
        if skipped > 0 {
            stream.put_number(skipped);
        }
    }
}

/// What was written, and the bits that do not make up a byte yet.
#[derive(Default)]
struct Stream {
    bytes: Vec<u8>,
    bits: u32,
    bit_count: u32,
    zeros: u32,
}

impl Stream {
    /// Appends a byte of a NAL unit; 3 after two zeros keeps what looks like a start code apart (7.4.1).
    fn put_byte(&mut self, byte: u8) {
        if self.zeros >= 2 && byte <= 3 {
            self.bytes.push(3);
            self.zeros = 0;
        }
        self.bytes.push(byte);
        self.zeros = if byte == 0 { self.zeros + 1 } else { 0 };
    }

    fn put_bits(&mut self, value: u32, count: u32) {
        for shift in (0..count).rev() {
            self.bits = self.bits << 1 | (value >> shift & 1);
            self.bit_count += 1;
            if self.bit_count == 8 {
                self.put_byte(self.bits as u8);
                self.bits = 0;
                self.bit_count = 0;
            }
        }
    }

    /// An Exp-Golomb code, ue(v).
    fn put_number(&mut self, value: u32) {
        let length = 31 - (value + 1).leading_zeros();
        self.put_bits(0, length);
        self.put_bits(value + 1, length + 1);
    }

    fn put_numbers(&mut self, values: &[u32]) {
        values.iter().for_each(|&value| self.put_number(value));
    }

    fn fill_byte(&mut self) {
        if self.bit_count > 0 {
            self.put_bits(0, 8 - self.bit_count);
        }
    }

    fn begin_unit(&mut self, header: u8) {
        self.bytes.extend_from_slice(&[0, 0, 0, 1, header]);
        self.zeros = 0;
    }

    fn end_unit(&mut self) {
        self.put_bits(1, 1);
        self.fill_byte();
    }
}
