// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Glibc
import Media
import Processes
import WorkerProtocol

/// Feeds an encoder and notes what it does, phase by phase.
///
/// An encoder that does not come back from a frame is waited for without end: the host's deadline knows what that
/// is, and in which phase it was. Belongs to the role's own thread.
struct TrialRun {
    private let pipeline: TrialPipeline
    private let stock: FrameStock
    private let scene: DesktopScene
    private let request: TrialRequest
    private(set) var schedule: TrialSchedule
    private(set) var notes = TrialNotes()
    private let began: Int64
    private var lastPushed = -1

    /// How long an encoder may take frames without giving any back.
    private static let patienceNanoseconds: Int64 = 1_000_000_000
    /// So many frames may be missing without being missed: encoders may drop some.
    private static let overdueLimit = 5
    /// How long the burst lasts at most.
    private static let burstNanoseconds: Int64 = 200_000_000

    /// - Parameter began: When making the pipeline began.
    init(
        _ pipeline: TrialPipeline, scene: DesktopScene, stock: FrameStock, request: TrialRequest,
        schedule: TrialSchedule, began: Int64
    ) {
        self.pipeline = pipeline
        self.scene = scene
        self.stock = stock
        self.request = request
        self.schedule = schedule
        self.began = began
    }

    /// Feeds frames until the first packet is there.
    ///
    /// - Parameter patience: How long an encoder may take frames until then.
    mutating func awaitFirstFrame(patience: Duration) throws(Reason) {
        _ = try push(before: nil)
        let start = MonotonicClock.nowNanoseconds()
        while true {
            let first: TrialLedger.Output? = try wait(until: now + schedule.paceNanoseconds) { $0.outputs.first }
            if let first {
                notes.warmUpNanoseconds = first.time - began
                return
            }
            let isTaking = pipeline.ledger.update { $0.lastEntered } >= lastPushed
            guard isTaking else { continue }
            if now - start > patience.wholeNanoseconds {
                throw Reason(
                    "no-output",
                    "the encoder gave no packet within \(patience), for \(lastPushed - firstPushed + 1) frames",
                    hint: "let it look less far ahead, such as by tune=zerolatency or lag-in-frames=0")
            }
            _ = try push(before: nil)
        }
    }

    /// Feeds frames as fast as they are taken.
    mutating func burst() throws(Reason) {
        try settle()
        try stock.drawAhead(schedule.burst)
        let (cpu, start) = (CPUTime.now, now)
        let first = stock.next
        for _ in 0..<schedule.burst {
            guard try push(before: start + TrialRun.burstNanoseconds) else { break }
        }
        try settle()
        notes.frames = first..<stock.next
        notes.cpuNanoseconds = CPUTime.now - cpu
        let outputs = pipeline.ledger.update { [frames = notes.frames] in $0.outputs(of: frames) }
        let last = outputs.last?.time ?? now
        notes.framesPerSecond = Double(outputs.count) / Double(max(1, last - start)) * 1e9
    }

    /// Feeds frames at the pipeline's own pace, unless the burst has shown that there is no point.
    mutating func paced() throws(Reason) {
        let rate = request.rate.framesPerSecond
        guard notes.framesPerSecond > rate / 5 else { return }
        if notes.framesPerSecond < rate { schedule = schedule.fitting(framesPerSecond: notes.framesPerSecond) }
        // A trial takes two seconds at most, with its decoding: all of it has to be through in the time of the pace.
        let planned = Int64(request.pacedMilliseconds) * 1_000_000
        schedule = schedule.within(nanoseconds: planned - (now - began))
        let first = stock.next
        scene.cut(atFrame: max(first + schedule.cutFrame, stock.nextToDraw))
        let (cpu, start) = (CPUTime.now, now)
        let end = endOfPace(from: start)
        var delays: [Double] = []
        for index in 0..<schedule.paced {
            try stock.drawAhead(1)
            try sleep(until: start + Int64(index) * schedule.paceNanoseconds)
            if index == schedule.keyframeFrame { try requestKeyframe(before: end) }
            if index == schedule.stepFrame { halveBitrate() }
            guard try push(before: end) else { break }
            delays.append(Double(now - start - Int64(index) * schedule.paceNanoseconds))
            try refuseStall()
        }
        try settle()
        notes.frames = first..<stock.next
        notes.isPaced = true
        if delays.sorted().quantile(0.5) > Double(schedule.paceNanoseconds) { limitToSustained() }
        notes.cpuNanoseconds = CPUTime.now - cpu
    }

    /// When to stop waiting for an encoder that does not keep up.
    private func endOfPace(from start: Int64) -> Int64 {
        let planned = Int64(request.pacedMilliseconds) * 1_000_000
        // Generous where the burst has shown that it can: a machine may be busy for a while.
        if notes.framesPerSecond > request.rate.framesPerSecond * 1.5 { return start + 2 * planned }
        // Anything else is not worth more time than the trial of a fast encoder takes.
        return max(start + planned * 2 / 5, began + planned * 6 / 5)
    }

    /// The encoder fell behind and did not catch up: what it has done in the burst was not what it can do.
    private mutating func limitToSustained() {
        let outputs = pipeline.ledger.update { [frames = notes.frames] in $0.outputs(of: frames) }
        guard let first = outputs.first, let last = outputs.last, last.time > first.time else { return }
        notes.framesPerSecond = min(
            notes.framesPerSecond, Double(outputs.count - 1) / Double(last.time - first.time) * 1e9)
    }

    private mutating func requestKeyframe(before deadline: Int64) throws(Reason) {
        // The request must not overtake a frame that waits.
        let last = lastPushed
        let _: Bool? = try wait(until: deadline) { $0.lastEntered >= last ? true : nil }
        notes.enteredAtKeyframeRequest = pipeline.ledger.update { $0.lastEntered }
        pipeline.requestKeyframe()
    }

    private mutating func halveBitrate() {
        guard let kbps = request.bitrateKbps, let binding = request.liveBitrate else { return }
        notes.isHalved = pipeline.setBitrate(kbps / 2, by: binding)
    }
}

// MARK: - Waiting

extension TrialRun {
    private var now: Int64 { MonotonicClock.nowNanoseconds() }
    private var firstPushed: Int { pipeline.ledger.update { $0.entries.keys.min() ?? lastPushed } }

    /// Hands over the next frame as soon as no more than one waits before the encoder; false when `deadline` came
    /// first.
    private mutating func push(before deadline: Int64?) throws(Reason) -> Bool {
        let waiting = lastPushed
        let hasRoom: Bool? = try wait(until: deadline) { $0.lastEntered >= waiting - 1 ? true : nil }
        guard hasRoom != nil else { return false }
        let number = stock.next
        guard pipeline.source.push(try stock.take()) == .taken else {
            // The bus has the reason, or will have it at once.
            try sleep(until: now + TrialRun.patienceNanoseconds)
            throw Reason("pipeline-failed", "the encoder takes no frames and does not say why")
        }
        lastPushed = number
        return true
    }

    /// Waits until all frames are in the encoder, and as many out of it again as ever come by themselves.
    private func settle() throws(Reason) {
        let last = lastPushed
        let _: Bool? = try wait(until: nil) { $0.lastEntered >= last ? true : nil }
        var outputs = -1
        while true {
            let seen = pipeline.ledger.update { ($0.outputs.count, isSettled: $0.overdueFrames == 0) }
            if seen.isSettled { return }
            guard seen.0 > outputs else { break }
            outputs = seen.0
            let _: Bool? = try wait(until: now + TrialRun.patienceNanoseconds) { $0.overdueFrames == 0 ? true : nil }
        }
        try refuseStall(atOnce: true)
    }

    /// Throws when the encoder takes frames and gives nothing back.
    private func refuseStall(atOnce: Bool = false) throws(Reason) {
        let (overdue, lastTime, frame) = pipeline.ledger.update { ledger in
            (ledger.overdueFrames, ledger.outputs.last?.time ?? 0, ledger.lastOut)
        }
        guard overdue >= TrialRun.overdueLimit, atOnce || now - lastTime > TrialRun.patienceNanoseconds else {
            return
        }
        throw Reason(
            "stalled", "the encoder takes frames and gives nothing back since frame \(frame)",
            hint: "check the device and its driver")
    }

    private func sleep(until time: Int64) throws(Reason) {
        let _: Bool? = try wait(until: time) { _ in nil }
    }

    /// Waits until `condition` gives something, or until `deadline`, nil for none; a failure of the pipeline ends it.
    private func wait<Result>(
        until deadline: Int64?, for condition: (TrialLedger) -> Result?
    ) throws(Reason) -> Result? {
        let limit = deadline.map { Duration.nanoseconds(max(0, $0 - now)) }
        let outcome: Swift.Result<Result, Reason>? = pipeline.ledger.wait(atMost: limit) { ledger in
            ledger.failure.map { .failure($0) } ?? condition(ledger).map { .success($0) }
        }
        return try outcome?.get()
    }
}

extension Duration {
    fileprivate var wholeNanoseconds: Int64 {
        components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
    }
}

/// Processor time of this process.
enum CPUTime {
    /// User and system time in nanoseconds, without that of the calling thread: the one that draws the frames.
    static var now: Int64 { read(CLOCK_PROCESS_CPUTIME_ID) - read(CLOCK_THREAD_CPUTIME_ID) }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
