// SPDX-License-Identifier: Apache-2.0
import ProviderSDK

/// A whole H.264 encoder: macroblocks that changed are sent as they are (I_PCM), all others are skipped. So nothing is
/// lost, and nothing is compressed either. It stands here until yours does; the numbers are of ITU-T H.264.
struct BlockEncoder {
    /// Bytes of a macroblock: 16 × 16 of Y, then 8 × 8 of U and of V.
    private static let blockSize = 384

    private let width: Int
    private let height: Int
    private let columns: Int
    private let rows: Int
    private let colours: SessionConfiguration.Colours
    /// The last picture, macroblock after macroblock, and which of them changed with it.
    private var samples: [UInt8]
    private var isChanged: [Bool]
    /// Pictures since the last keyframe, and keyframes.
    private var number = 0
    private var keyframes = 0

    /// An encoder for pictures of this size, in pixels.
    init(width: Int, height: Int, colours: SessionConfiguration.Colours) {
        self.width = width
        self.height = height
        self.colours = colours
        columns = (width + 15) / 16
        rows = (height + 15) / 16
        samples = [UInt8](repeating: 0, count: columns * rows * Self.blockSize)
        isChanged = [Bool](repeating: false, count: columns * rows)
    }

    /// Takes a plane of the next picture. Beyond its edges the last row and column are repeated.
    mutating func take(plane: Int, _ bytes: Span<UInt8>, first: Int, stride: Int, step: Int) {
        let side = plane == 0 ? 16 : 8
        let start = plane == 0 ? 0 : plane == 1 ? 256 : 320
        let (width, height) = plane == 0 ? (width, height) : ((width + 1) / 2, (height + 1) / 2)
        for y in 0..<rows * side {
            let row = first + min(y, height - 1) * stride
            for column in 0..<columns {
                let block = y / side * columns + column
                var target = block * Self.blockSize + start + y % side * side
                var difference: UInt8 = 0
                for x in column * side..<(column + 1) * side {
                    let sample = bytes[row + min(x, width - 1) * step]
                    difference |= samples[target] ^ sample
                    samples[target] = sample
                    target += 1
                }
                if difference != 0 { isChanged[block] = true }
            }
        }
    }

    /// The picture whose planes were taken.
    mutating func encode(isKeyframe: Bool) -> [UInt8] {
        number = isKeyframe ? 0 : (number + 1) % 256
        var stream = BitWriter()
        if isKeyframe {
            keyframes += 1
            putParameterSets(&stream)
        }
        putSliceHeader(&stream, isKeyframe: isKeyframe)
        putBlocks(&stream, isKeyframe: isKeyframe)
        stream.endUnit()
        for block in isChanged.indices { isChanged[block] = false }
        return stream.bytes
    }

    // The syntax (7.3 and E.1).

    private func putParameterSets(_ stream: inout BitWriter) {
        stream.beginUnit(0x67)
        stream.put(66, bits: 8)  // baseline,
        stream.put(0xc0, bits: 8)  // constrained,
        stream.put(51, bits: 8)  // level 5.1
        stream.put(numbers: [0, 4, 2, 1])  // frame_num of 8 bits, order as decoded, one reference
        stream.put(0, bits: 1)
        stream.put(numbers: [columns - 1, rows - 1])
        stream.put(7, bits: 3)  // frame_mbs_only_flag, direct_8x8_inference_flag, frame_cropping_flag
        // In units of two samples: an odd side is rounded up.
        stream.put(numbers: [0, (columns * 16 - width) / 2, 0, (rows * 16 - height) / 2])
        stream.put(9, bits: 4)  // vui_parameters_present_flag, …, video_signal_type_present_flag
        stream.put(5, bits: 3)
        stream.put(colours.isFullRange ? 1 : 0, bits: 1)
        stream.put(1, bits: 1)
        for code in [colours.primaries, colours.transfer, colours.matrix] { stream.put(Int(code), bits: 8) }
        stream.put(3, bits: 7)  // …, bitstream_restriction_flag, …
        stream.put(numbers: [0, 0, 16, 16, 0, 1])  // nothing is reordered
        stream.endUnit()
        stream.beginUnit(0x68)
        stream.put(numbers: [0, 0])
        stream.put(0, bits: 2)  // CAVLC
        stream.put(numbers: [0, 0, 0])
        stream.put(0, bits: 3)
        stream.put(numbers: [0, 0, 0])
        stream.put(4, bits: 3)  // deblocking_filter_control_present_flag
        stream.endUnit()
    }

    private func putSliceHeader(_ stream: inout BitWriter, isKeyframe: Bool) {
        stream.beginUnit(isKeyframe ? 0x65 : 0x61)
        stream.put(numbers: [0, isKeyframe ? 7 : 5, 0])  // I, P
        stream.put(number, bits: 8)  // frame_num
        if isKeyframe { stream.put(numbers: [keyframes % 2]) }  // idr_pic_id: another one for each
        stream.put(0, bits: isKeyframe ? 2 : 3)
        stream.put(numbers: [0, 1])  // no deblocking: samples stay as they are
    }

    private func putBlocks(_ stream: inout BitWriter, isKeyframe: Bool) {
        var skipped = 0
        for block in isChanged.indices {
            guard isKeyframe || isChanged[block] else {
                skipped += 1
                continue
            }
            stream.put(numbers: isKeyframe ? [25] : [skipped, 30])  // I_PCM
            stream.fillByte()
            let start = block * Self.blockSize
            for index in start..<start + Self.blockSize { stream.put(byte: samples[index]) }
            skipped = 0
        }
        if skipped > 0 { stream.put(numbers: [skipped]) }
    }
}
