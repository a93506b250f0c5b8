// SPDX-License-Identifier: Apache-2.0
import ProviderSDK

/// One of the GStreamer elements that encode through NVENC.
struct EncoderModel: Sendable, Hashable {
    /// How an element spells its properties.
    enum Generation: Sendable, Hashable {
        /// `nvh264enc` and `nvh265enc`: of the old implementation up to 1.24, of the new one since 1.26.
        case plain
        /// `nvav1enc`: since 1.26 only.
        case modern
        /// The new implementation under its name of 1.22 and 1.24.
        case cuda
    }

    /// The encoder's id, which is the element of the first GPU.
    var id: String
    var codec: String
    var generation: Generation

    var description: EncoderDescription {
        let label =
            "\(codecName) through NVENC\(generation == .cuda ? ", CUDA mode of GStreamer 1.22" : "")"
        return EncoderDescription(id: id, label: label, codec: codec, kind: .hardware, element: id)
    }

    /// For people: `H.264`.
    var codecName: String {
        switch codec {
        case "h264": "H.264"
        case "h265": "H.265"
        default: codec.uppercased()
        }
    }

    static let all = [
        EncoderModel(id: "nvh264enc", codec: "h264", generation: .plain),
        EncoderModel(id: "nvh265enc", codec: "h265", generation: .plain),
        EncoderModel(id: "nvav1enc", codec: "av1", generation: .modern),
        EncoderModel(id: "nvcudah264enc", codec: "h264", generation: .cuda),
        EncoderModel(id: "nvcudah265enc", codec: "h265", generation: .cuda),
    ]

    /// The element factory for this encoder on a GPU.
    ///
    /// GStreamer gives the plain names to the first GPU that encodes, and to every other one names with
    /// CUDA's number of it. From its sources; not verified on hardware with two GPUs.
    func factory(on gpu: GPUSurvey, isFirst: Bool) -> String {
        isFirst ? id : "\(id.dropLast("enc".count))device\(gpu.index)enc"
    }
}
