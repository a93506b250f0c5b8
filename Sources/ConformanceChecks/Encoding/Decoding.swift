// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media
import Roles

/// Packets made pictures again, by a decoder of this machine that needs no hardware.
enum Decoding {
    /// The pictures by the numbers of their frames.
    ///
    /// - Throws: not applicable where nothing here decodes the codec.
    static func pictures(
        _ packets: [EncodedPacket], _ codec: Codec, _ job: EncodeJob
    ) throws(Unmet) -> [Int: RawPicture] {
        try read { () throws(Reason) in try Runtime.initialiseForRole() }
        guard let decoder = Decoders.installed(for: codec) else {
            throw .notApplicable("nothing is installed that decodes \(codec.rawValue)")
        }
        let found = Monitor<[Int: RawPicture]>([:])
        let caps =
            "\(codec.streamCaps),width=\(job.size.width),height=\(job.size.height),framerate=\(job.rate.fraction)"
        let pipeline: ShortPipeline
        do throws(Reason) {
            pipeline = try ShortPipeline(
                "\(codec.parser)\(decoder) ! videoconvert", format: "video/x-raw,format=I420", input: caps
            ) { [rate = job.rate] sample in
                guard let time = sample.presentationTime, let picture = RawPicture(sample) else { return }
                let frame = Int((Double(time) / 1e9 * rate.framesPerSecond).rounded())
                found.update { $0[frame] = picture }
            }
        } catch {
            throw .notApplicable("\(decoder) cannot be used: \(error.text)")
        }
        for packet in packets {
            let time = job.presentation(Int(clamping: packet.frame))
            let copy = Packet(
                flags: packet.isKeyframe ? .keyframe : [], presentationNanoseconds: time, decodeNanoseconds: time,
                durationNanoseconds: job.presentation(1), bytes: packet.bytes)
            guard let buffer = Buffer(copy, presentation: time, decode: time) else { break }
            pipeline.source.push(buffer)
        }
        pipeline.finish(within: .seconds(20))
        return found.update { $0 }
    }
}

extension Codec {
    /// The form of the packets.
    fileprivate var streamCaps: String {
        switch self {
        case .h264, .h265: "\(mediaType),stream-format=byte-stream,alignment=au"
        case .av1: "\(mediaType),stream-format=obu-stream,alignment=tu"
        case .vp8, .vp9: mediaType
        }
    }

    /// What some decoders need before them.
    fileprivate var parser: String {
        switch self {
        case .h264: "h264parse ! "
        case .h265: "h265parse ! "
        case .av1: "av1parse ! "
        case .vp8, .vp9: ""
        }
    }
}

extension RawPicture {
    /// A copy of a raw frame in I420.
    fileprivate init?(_ sample: borrowing Sample) {
        let planes = (0..<3).compactMap { plane in sample.withPlane(plane) { ($0.width, $0.height, $0.packed()) } }
        guard planes.count == 3 else { return nil }
        self.init(width: planes[0].0, height: planes[0].1, planes: planes.map(\.2))
    }
}
