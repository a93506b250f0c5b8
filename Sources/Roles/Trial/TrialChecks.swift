// SPDX-License-Identifier: Apache-2.0
import Media
import WorkerProtocol

/// What rules an encoder out whatever its speed: its stream is not what was asked for.
enum TrialChecks {
    /// Below this nobody recognises anything: a grey or green picture of the scene has 6 to 12 dB, and encoders that
    /// are starved of bits stay above.
    static let leastPSNR = 16.0

    /// The first packet: a viewer must be able to start with it.
    static func firstFrame(isKeyframe: Bool, caps format: StreamFormat, bytes: [UInt8], _ request: TrialRequest)
        -> Reason?
    {
        guard isKeyframe else {
            return Reason(
                "first-frame-not-keyframe", "the stream does not begin with a keyframe: no viewer could start",
                hint: "let serval use another encoder; this one is not fit for live streams")
        }
        if format.resolution != request.resolution {
            return wrongSize(format.resolution, request.resolution)
        }
        guard let header = StreamHeader.read(bytes, codec: request.codec) else {
            // Some formats carry their parameter sets beside the stream; then there is nothing to read here.
            if format.caps.contains("codec_data") { return nil }
            return Reason(
                "no-stream-header",
                "the first keyframe has no \(headerName(request.codec)): viewers cannot start with it",
                hint: "let the parser repeat it: h264parse config-interval=-1")
        }
        return mismatch(of: header, with: request)
    }

    /// A header that says something else than what was asked for.
    static func mismatch(of header: StreamHeader, with request: TrialRequest) -> Reason? {
        if header.resolution != request.resolution { return wrongSize(header.resolution, request.resolution) }
        let fits =
            request.profile.isEmpty
            ? StreamHeader.usualProfiles(of: request.codec).contains(header.profile)
            : header.fits(profile: request.profile)
        guard !fits else { return nil }
        let asked = request.profile.isEmpty ? "one that browsers decode" : request.profile
        return Reason(
            "wrong-profile", "the stream has the profile \(header.profile), asked for was \(asked)",
            hint: "browsers that do not decode \(header.profile) would stay black; "
                + "set the encoder's own properties with gst_params, or use another encoder")
    }

    /// All that came out of a run.
    ///
    /// - Parameter measured: The frames that the numbers are to rest on.
    static func run(_ ledger: TrialLedger, _ measured: Range<Int>) -> Reason? {
        let unmatched = ledger.outputs.count { $0.frame == nil }
        if unmatched * 2 > ledger.outputs.count {
            return Reason(
                "wrong-timestamps",
                "\(unmatched) of \(ledger.outputs.count) packets carry the time of no frame that went in")
        }
        if ledger.outputs(of: measured).isEmpty {
            return Reason("no-output", "no packet came of \(measured.count) frames after the first one")
        }
        if ledger.isReordered {
            return Reason(
                "reorders-frames", "packets come in another order than their frames: viewers would wait for each",
                hint: "switch B-frames off, such as by bframes=0 or b-frames=0 in gst_params")
        }
        return nil
    }

    /// The picture, decoded.
    static func picture(psnrDecibels: Double) -> Reason? {
        guard psnrDecibels < leastPSNR else { return nil }
        let decibels = (psnrDecibels * 10).rounded() / 10
        return Reason(
            "wrong-picture",
            "what is decoded does not resemble what was encoded: \(decibels) dB, as a grey or green picture has",
            hint: "check the device's driver")
    }

    private static func wrongSize(_ got: Resolution, _ asked: Resolution) -> Reason {
        Reason(
            "wrong-size", "the stream is \(got), asked for was \(asked)",
            hint: "set width and height of the pipeline to a size that the encoder takes")
    }

    private static func headerName(_ codec: Codec) -> String {
        switch codec {
        case .h264, .h265: "sequence parameter set"
        case .av1: "sequence header"
        case .vp8, .vp9: "frame header"
        }
    }
}
