// SPDX-License-Identifier: Apache-2.0
import Media

/// A kind of file that packets are written to, by the ending of its name.
enum Container: String, CaseIterable {
    case mkv, webm, mp4
    /// The elementary stream as it is.
    case h264, h265

    /// The container for a path; fails with what to write instead.
    static func named(byPath path: String) -> Result<Container, Reason> {
        let file = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        let ending = file.contains(".") ? file.split(separator: ".").last.map { $0.lowercased() } ?? "" : ""
        guard let container = Container(rawValue: ending) else {
            let known = allCases.map { ".\($0.rawValue)" }.joined(separator: ", ")
            return .failure(
                Reason(
                    "unknown-container", "the ending of \(file) names no kind of file that Serval writes",
                    hint: "give the file one of the endings \(known)"))
        }
        return .success(container)
    }

    /// Whether the container, as its muxer writes it, can hold the codec.
    func holds(_ codec: Codec) -> Bool {
        switch self {
        case .mkv: true
        case .webm: [.vp8, .vp9, .av1].contains(codec)
        case .mp4: [.h264, .h265, .av1, .vp9].contains(codec)
        case .h264: codec == .h264
        case .h265: codec == .h265
        }
    }

    /// The elements from packets to file content, in pipeline text.
    func elements(for codec: Codec) -> [String] {
        let parser: [String] =
            switch codec {
            case .h264: ["h264parse"]
            case .h265: ["h265parse"]
            case .av1: ["av1parse"]
            // The MP4 header tells of profile and colours, which only a parser knows.
            case .vp9: self == .mp4 ? ["vp9parse"] : []
            case .vp8: []
            }
        let muxer: [String] =
            switch self {
            case .mkv: ["matroskamux"]
            case .webm: ["webmmux"]
            case .mp4: ["mp4mux"]
            case .h264: ["video/x-h264,stream-format=byte-stream"]
            case .h265: ["video/x-h265,stream-format=byte-stream"]
            }
        return parser + muxer
    }
}
