// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media
import WorkerProtocol

/// Decodes what a trial has encoded, with software, and holds it against the scene.
///
/// Runs after the measuring: neither the decoder nor the comparison is in any number but the PSNR.
struct PictureComparison {
    let request: TrialRequest
    let scene: DesktopScene
    /// The raw frames' caps at the encoder, whose colors the scene is converted to.
    let rawCaps: Caps?

    /// Packets that are decoded at most, and how many of them are compared: every third.
    private static let packetLimit = 15
    private static let comparedEvery = 3
    private static let limit = Duration.milliseconds(1500)

    /// The PSNR of the luma over all compared frames; nil when nothing here decodes the codec.
    ///
    /// - Throws: `Reason` with code `not-decodable` when the decoder finds no picture in the packets.
    func psnrDecibels(of packets: TrialPackets) throws(Reason) -> Double? {
        guard let decoder = Decoders.installed(for: request.codec), let caps = packets.caps else { return nil }
        let chosen = PictureComparison.chosen(packets.kept)
        let frames = chosen.enumerated().filter { $0.offset % PictureComparison.comparedEvery == 0 }.map(
            \.element.frame)
        guard !frames.isEmpty, let reference = try reference(frames) else { return nil }
        let errors = try decode(chosen, caps, by: decoder, against: reference)
        guard errors.pixels > 0 else {
            throw Reason(
                "not-decodable", "\(decoder) finds no picture in what was encoded",
                hint: "check the device's driver")
        }
        return errors.psnrDecibels
    }

    /// From the last keyframe that has enough behind it, since decoding takes time.
    private static func chosen(_ kept: [TrialPackets.Kept]) -> ArraySlice<TrialPackets.Kept> {
        let start = kept.lastIndex { $0.packet.isKeyframe && kept.last.map { $0.frame } ?? 0 >= $0.frame + 8 }
        return kept[(start ?? kept.startIndex)...].prefix(packetLimit)
    }

    /// The luma of the scene's frames, converted as they were for the encoder; nil when that cannot be done here.
    private func reference(_ frames: [Int]) throws(Reason) -> [Int: [UInt8]]? {
        let colors = rawCaps?.string("colorimetry").map { ",colorimetry=(string)\($0)" } ?? ""
        let collected = Monitor<[Int: [UInt8]]>([:])
        let conversion = try ShortPipeline(
            "videoconvert", format: "video/x-raw,format=I420\(colors)",
            input: TrialPipeline.sourceCaps(request.resolution, request.rate)
        ) { [rate = request.rate] sample in
            guard let frame = sample.frame(at: rate), let luma = sample.withLuma({ $0.packed() }) else { return }
            collected.update { $0[frame] = luma }
        }
        for frame in frames {
            guard let buffer = FrameBuffer(size: scene.frameSize) else { return nil }
            let start = FrameStock.presentation(ofFrame: frame, at: request.rate)
            _ = buffer.fill(presentation: start, duration: 0) { [scene] memory in scene.draw(frame, into: memory) }
            conversion.source.push(buffer)
        }
        conversion.finish(within: PictureComparison.limit)
        return collected.update { $0 }
    }

    private func decode(
        _ packets: ArraySlice<TrialPackets.Kept>, _ caps: Caps, by decoder: String, against reference: [Int: [UInt8]]
    ) throws(Reason) -> SquaredErrors {
        let errors = Monitor(SquaredErrors())
        let size = request.resolution
        let decoding = try ShortPipeline(
            "\(decoder) ! videoconvert", format: "video/x-raw,format=I420", input: caps.text
        ) { [rate = request.rate] sample in
            guard let frame = sample.frame(at: rate), let expected = reference[frame] else { return }
            let found = sample.withLuma { luma -> SquaredErrors? in
                guard luma.width == size.width, luma.height == size.height else { return nil }
                return SquaredErrors(of: luma, from: expected)
            }
            if let found = found ?? nil { errors.update { $0.add(found) } }
        }
        for kept in packets {
            let packet = kept.packet
            guard
                let buffer = Buffer(
                    packet, presentation: packet.presentationNanoseconds, decode: packet.decodeNanoseconds)
            else { break }
            decoding.source.push(buffer)
        }
        // A slow decoder is not waited for once it has shown something.
        decoding.finish(within: PictureComparison.limit, orAfter: .milliseconds(150)) {
            errors.update { $0.pixels } > 0
        }
        return errors.update { $0 }
    }
}

extension Sample {
    /// Which of the scene's frames it is.
    fileprivate borrowing func frame(at rate: FrameRate) -> Int? {
        presentationTime.map { Int((Double($0) / 1e9 * rate.framesPerSecond).rounded()) }
    }
}
