// SPDX-License-Identifier: Apache-2.0
import ProviderSDK

/// The syntax of ITU-T H.264 (section 7.3), as far as blocks that are sent as they are, or not at all, need it.
struct BitstreamSyntax: Sendable {
    let width: Int
    let height: Int
    let colours: SessionConfiguration.Colours

    private var columns: Int { (width + 15) / 16 }
    private var rows: Int { (height + 15) / 16 }

    /// A picture that needs none before it, with its parameter sets.
    func keyframe(_ blocks: BlockStore, number: Int) -> [UInt8] {
        var bytes = BitWriter.unit(0x67, sequenceParameters())
        bytes += BitWriter.unit(0x68, pictureParameters())
        var slice = sliceHeader(type: 7, frameNumber: 0, keyframe: number)
        for block in blocks.isChanged.indices {
            slice.unsigned(25)  // I_PCM
            slice.samples(blocks.samples, ofBlock: block)
        }
        return bytes + BitWriter.unit(0x65, slice)
    }

    /// A picture that repeats the one before where nothing changed.
    ///
    /// - Parameters:
    ///   - number: of the picture since the keyframe, from 1.
    ///   - everything: sends also what did not change.
    func frame(_ blocks: BlockStore, number: Int, everything: Bool) -> [UInt8] {
        var slice = sliceHeader(type: 5, frameNumber: number, keyframe: nil)
        var skipped = 0
        for block in blocks.isChanged.indices {
            guard everything || blocks.isChanged[block] else {
                skipped += 1
                continue
            }
            slice.unsigned(skipped)  // mb_skip_run
            slice.unsigned(30)  // I_PCM in a P slice
            slice.samples(blocks.samples, ofBlock: block)
            skipped = 0
        }
        if skipped > 0 { slice.unsigned(skipped) }
        return BitWriter.unit(0x61, slice)
    }

    private func sliceHeader(type: Int, frameNumber: Int, keyframe: Int?) -> BitWriter {
        var bits = BitWriter()
        bits.unsigned(0)  // first_mb_in_slice
        bits.unsigned(type)
        bits.unsigned(0)  // pic_parameter_set_id
        bits.bits(frameNumber % 256, count: 8)
        if let keyframe {
            bits.unsigned(keyframe % 2)  // idr_pic_id: another one for each
            bits.bits(0, count: 2)  // no_output_of_prior_pics_flag, long_term_reference_flag
        } else {
            bits.bits(0, count: 3)  // the reference as it is; adaptive_ref_pic_marking_mode_flag
        }
        bits.unsigned(0)  // slice_qp_delta
        bits.unsigned(1)  // disable_deblocking_filter_idc
        return bits
    }

    private func sequenceParameters() -> BitWriter {
        var bits = BitWriter()
        bits.bits(66, count: 8)  // baseline,
        bits.bits(0b1100_0000, count: 8)  // constrained,
        bits.bits(51, count: 8)  // level 5.1
        bits.unsigned(0)  // seq_parameter_set_id
        bits.unsigned(4)  // frame_num has 8 bits
        bits.unsigned(2)  // pic_order_cnt_type: as decoded
        bits.unsigned(1)  // max_num_ref_frames
        bits.bits(0, count: 1)
        bits.unsigned(columns - 1)
        bits.unsigned(rows - 1)
        bits.bits(0b11, count: 2)  // frame_mbs_only_flag, direct_8x8_inference_flag
        bits.bits(1, count: 1)  // frame_cropping_flag, in units of two samples
        bits.unsigned(0)
        bits.unsigned((columns * 16 - width) / 2)
        bits.unsigned(0)
        bits.unsigned((rows * 16 - height) / 2)
        usability(&bits)
        return bits
    }

    /// What the colours are, and that no picture is reordered (annex E).
    private func usability(_ bits: inout BitWriter) {
        bits.bits(0b1001, count: 4)  // vui_parameters_present_flag, …, video_signal_type_present_flag
        bits.bits(5, count: 3)
        bits.bits(colours.isFullRange ? 1 : 0, count: 1)
        bits.bits(1, count: 1)
        for code in [colours.primaries, colours.transfer, colours.matrix] { bits.bits(Int(code), count: 8) }
        bits.bits(0b000001, count: 6)  // …, bitstream_restriction_flag
        bits.bits(1, count: 1)
        for value in [0, 0, 16, 16, 0, 1] { bits.unsigned(value) }
    }

    private func pictureParameters() -> BitWriter {
        var bits = BitWriter()
        bits.unsigned(0)  // pic_parameter_set_id
        bits.unsigned(0)  // seq_parameter_set_id
        bits.bits(0, count: 2)  // CAVLC
        for _ in 0..<3 { bits.unsigned(0) }  // one slice group, one reference
        bits.bits(0, count: 3)
        for _ in 0..<3 { bits.unsigned(0) }  // no offsets of the quantiser
        bits.bits(0b100, count: 3)  // deblocking_filter_control_present_flag
        return bits
    }
}
