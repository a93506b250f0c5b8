// SPDX-License-Identifier: Apache-2.0
import Media
import WorkerProtocol

/// What a trial's run has noted beside its ledger.
struct TrialNotes: Sendable, Hashable {
    /// From the start to the first packet.
    var warmUpNanoseconds: Int64 = 0
    /// Of the burst.
    var framesPerSecond = 0.0
    /// The frames that the numbers rest on: those fed at the pipeline's own pace, or else those of the burst.
    var frames = 0..<0
    /// They were fed at the pipeline's own pace.
    var isPaced = false
    /// User and system time while they were fed, without the drawing.
    var cpuNanoseconds: Int64 = 0
    /// The last frame that had entered the encoder when a keyframe was asked for; nil when none was.
    var enteredAtKeyframeRequest: Int?
    /// The bitrate was halved.
    var isHalved = false
}

extension TrialMeasurement {
    /// What the ledger and the notes of a run come to.
    init(
        ledger: TrialLedger, notes: TrialNotes, schedule: TrialSchedule, request: TrialRequest,
        rateControl: EncoderParameters.RateControl, deviations: [Deviation]
    ) {
        let fed = notes.frames
        let outputs = ledger.outputs(of: fed)
        let latencies = outputs.compactMap { output -> Double? in
            guard let frame = output.frame, let entry = ledger.entries[frame] else { return nil }
            return Double(output.time - entry) / 1e6
        }.sorted()
        func kbps(_ frames: Range<Int>) -> Double? {
            let shifted = (frames.lowerBound + fed.lowerBound..<frames.upperBound + fed.lowerBound).clamped(to: fed)
            guard !shifted.isEmpty else { return nil }
            let bytes = ledger.outputs(of: shifted).reduce(0) { $0 + $1.size }
            return Double(bytes) * 8 / 1000 / (Double(shifted.count) / request.rate.framesPerSecond)
        }
        let bitrate = (notes.isPaced ? kbps(schedule.rateFrames) : nil) ?? kbps(0..<fed.count) ?? 0
        let stepped = notes.isHalved ? kbps(schedule.stepFrames) : nil
        func error(_ kbps: Double, of target: Double) -> Double { (kbps / target - 1) * 100 }
        self.init(
            framesPerSecond: notes.framesPerSecond, latencyP50Milliseconds: latencies.quantile(0.5),
            latencyP95Milliseconds: latencies.quantile(0.95), latencyP99Milliseconds: latencies.quantile(0.99),
            cpuMillisecondsPerFrame: Double(notes.cpuNanoseconds) / 1e6 / Double(max(1, fed.count)),
            bitrateKbps: bitrate, bitrateErrorPercent: request.bitrateKbps.map { error(bitrate, of: Double($0)) },
            bitrateStepErrorPercent: stepped.flatMap { stepped in
                request.bitrateKbps.map { error(stepped, of: Double($0) / 2) }
            },
            keyframeDelayFrames: notes.enteredAtKeyframeRequest.flatMap { entered in
                ledger.outputs.first { $0.isKeyframe && ($0.frame ?? -1) > entered }?.frame.map { $0 - entered }
            },
            psnrDecibels: nil, warmUpMilliseconds: Double(notes.warmUpNanoseconds) / 1e6, rateControl: rateControl,
            deviations: deviations, heldFrames: ledger.heldFrames, pacedFrames: notes.isPaced ? fed.count : 0,
            droppedFrames: TrialMeasurement.dropped(in: fed, ledger),
            framesAfterKeyframeRequest: notes.enteredAtKeyframeRequest.map { max(0, ledger.lastOut - $0) } ?? 0)
    }

    /// Frames that went in and never came out, though later ones did.
    private static func dropped(in frames: Range<Int>, _ ledger: TrialLedger) -> Int {
        let out = Set(ledger.outputs.compactMap(\.frame))
        return frames.filter { ledger.entries[$0] != nil && $0 < ledger.lastOut && !out.contains($0) }.count
    }
}

extension [Double] {
    /// Of sorted values, by linear interpolation; 0 when there are none.
    func quantile(_ part: Double) -> Double {
        guard let last else { return 0 }
        let place = part * Double(count - 1)
        let index = Int(place)
        return index + 1 < count ? self[index] + (place - Double(index)) * (self[index + 1] - self[index]) : last
    }
}
