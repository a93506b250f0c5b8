// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media
import Roles

/// What GStreamer's parsers read in a stream.
enum Parsing {
    /// The caps that the codec's parser makes of a keyframe.
    static func caps(of keyframe: [UInt8], _ codec: Codec) throws(Unmet) -> Caps {
        try read { () throws(Reason) in try Runtime.initialiseForRole() }
        let found = Monitor<Caps?>(nil)
        let pipeline: ShortPipeline
        do throws(Reason) {
            pipeline = try ShortPipeline(
                codec == .h264 ? "h264parse" : "h265parse",
                format: "\(codec.mediaType),stream-format=byte-stream,alignment=au",
                input: "\(codec.mediaType),stream-format=byte-stream"
            ) { sample in
                let caps = sample.caps
                found.update { $0 = $0 ?? caps }
            }
        } catch {
            throw .notApplicable("the parser cannot be used: \(error.text)")
        }
        let packet = Packet(
            flags: .keyframe, presentationNanoseconds: 0, decodeNanoseconds: 0, durationNanoseconds: 0, bytes: keyframe)
        if let buffer = Buffer(packet, presentation: 0) { pipeline.source.push(buffer) }
        pipeline.finish(within: .seconds(10))
        guard let caps = found.update({ $0 }) else { throw .broken("the codec's parser finds nothing in a keyframe") }
        return caps
    }
}
