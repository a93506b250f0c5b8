// SPDX-License-Identifier: Apache-2.0
import ProviderSDK

/// One of the GStreamer elements that encode through NVENC.
///
/// `nvautogpu…enc` is none of them: it picks a GPU by the memory that comes in, so that it says nothing of the
/// GPU that was asked about.
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

    /// The names that the element of GPU `index` may have, among `count` GPUs.
    ///
    /// The first GPU that GStreamer registers has the plain name. The others' names have a number: CUDA's with
    /// the old implementation, how many were registered before with the new one. So all are possible, and the
    /// element itself tells its GPU. From GStreamer's sources; not verified on hardware with two GPUs.
    func names(of index: Int, among count: Int) -> [String] {
        let base = id.dropLast("enc".count)
        let others = (1..<max(count, 1)).filter { $0 != index }
        return (index > 0 ? [index] : []).map { "\(base)device\($0)enc" } + others.map { "\(base)device\($0)enc" }
            + [id]
    }
}
