// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media
import Processes
import WorkerProtocol

/// The worker that encodes a few frames with one encoder, as a pipeline would, and measures it.
///
/// Every message of the channel is a `TrialRecord`, and is with the kernel before the next step begins: where it
/// crashes or hangs is known by the last one.
public struct TrialRole {
    private let channel: HostChannel

    /// Tries on this thread what the host asks for.
    ///
    /// The caller ends the process by `_exit`: an encoder that has failed is left as it is.
    ///
    /// - Returns: The process's exit status: 0 when the trial was carried out, whatever it found; 1 when the host
    ///   asked for nothing that can be tried.
    public static func run(channel: HostChannel) -> Int32 {
        let role = TrialRole(channel: channel)
        role.send(.hello(Hello()))
        do throws(Reason) {
            guard let request = try role.awaitRequest() else { return 0 }
            try role.perform(request)
            role.send(.done)
            return 0
        } catch {
            role.send(.failed(error))
            return error.code == "protocol-error" || error.code == "version-mismatch" ? 1 : 0
        }
    }

    private func send(_ record: TrialRecord) {
        channel.send(record)
        channel.flush()
    }

    /// Nil when the host is gone.
    private func awaitRequest() throws(Reason) -> TrialRequest? {
        let command = try channel.firstCommand(TrialCommand.self, of: "a trial") {
            if case .hello(let hello) = $0 { hello } else { nil }
        }
        guard case .start(let request)? = command else { return nil }
        try check(request)
        return request
    }

    /// What nothing could be drawn or timed for.
    private func check(_ request: TrialRequest) throws(Reason) {
        let (size, rate) = (request.resolution, request.rate)
        guard (16...16384).contains(size.width), (16...16384).contains(size.height), rate.numerator > 0,
            rate.denominator > 0, (0.1...1000).contains(rate.framesPerSecond), !request.attempts.isEmpty,
            (100...10_000).contains(request.pacedMilliseconds)
        else {
            throw Reason(
                "bad-request", "a trial of \(size) at \(rate) frames a second is not possible",
                hint: "try sizes from 16x16 to 16384x16384 and rates up to 1000")
        }
    }

    private func perform(_ request: TrialRequest) throws(Reason) {
        send(.phase(.prepare))
        try Runtime.initialiseForRole()
        let native = try request.native.map { encoder throws(Reason) in try NativeElement(encoder) }
        let scene = DesktopScene(resolution: request.resolution)
        let stock = FrameStock(scene: scene, rate: request.rate)
        let schedule = TrialSchedule(rate: request.rate, pacedMilliseconds: request.pacedMilliseconds)
        try stock.drawAhead(schedule.burst + 1)
        let (attempt, pipeline, started) = try firstToDeliver(request, native, scene, stock, schedule)
        var run = started
        // Whatever fails from here on leaves the encoder as it is: to stop it may hang.
        let kept = Unmanaged.passRetained(pipeline)
        try checkFirstFrame(pipeline, request)
        let deviations = pipeline.deviations(from: attempt.properties)
        send(.phase(.burst))
        try run.burst()
        send(.phase(.paced))
        try run.paced()
        let ledger = pipeline.ledger.update { $0 }
        if let reason = TrialChecks.run(ledger, run.notes.frames) { throw reason }
        let rawCaps = pipeline.rawCaps
        send(.phase(.stop))
        try pipeline.stop()
        kept.release()
        send(
            .measured(
                TrialMeasurement(
                    ledger: ledger, notes: run.notes, schedule: run.schedule, request: request,
                    rateControl: attempt.rateControl, deviations: deviations)))
        send(.phase(.decode))
        let comparison = PictureComparison(request: request, scene: scene, rawCaps: rawCaps)
        guard let decibels = try comparison.psnrDecibels(of: pipeline.packets.update({ $0 })) else { return }
        send(.picture(psnrDecibels: decibels))
        if let reason = TrialChecks.picture(psnrDecibels: decibels) { throw reason }
    }

    /// The first of the attempts that has delivered its first frame.
    ///
    /// - Throws: The first attempt's reason when none does: it is what was asked for.
    private func firstToDeliver(
        _ request: TrialRequest, _ native: NativeElement?, _ scene: DesktopScene, _ stock: FrameStock,
        _ schedule: TrialSchedule
    ) throws(Reason) -> (TrialRequest.Attempt, TrialPipeline, TrialRun) {
        var firstReason: Reason?
        for attempt in request.attempts {
            send(.phase(.start))
            let began = MonotonicClock.nowNanoseconds()
            var failed: TrialPipeline?
            do throws(Reason) {
                let pipeline = try TrialPipeline(attempt, of: request, native: native)
                failed = pipeline
                try pipeline.start()
                send(.phase(.firstFrame))
                var run = TrialRun(
                    pipeline, scene: scene, stock: stock, request: request, schedule: schedule, began: began)
                // All attempts together stay within the host's deadline.
                try run.awaitFirstFrame(patience: firstReason == nil ? .seconds(2) : .seconds(1))
                return (attempt, pipeline, run)
            } catch {
                // A stream that was refused behind the encoder says more by its header.
                let reason = failed.flatMap { headerMismatch($0, request) } ?? error
                send(.refused(attempt.rateControl, reason))
                firstReason = firstReason ?? reason
                send(.phase(.stop))
                // What does not stop is not tried a second time, and its own words come first.
                _ = try? failed?.stop()
            }
        }
        throw firstReason ?? Reason("bad-request", "there is nothing to try")
    }

    private func headerMismatch(_ pipeline: TrialPipeline, _ request: TrialRequest) -> Reason? {
        pipeline.packets.update { $0.firstRaw }
            .flatMap { StreamHeader.read($0, codec: request.codec) }
            .flatMap { TrialChecks.mismatch(of: $0, with: request) }
    }

    private func checkFirstFrame(_ pipeline: TrialPipeline, _ request: TrialRequest) throws(Reason) {
        let (first, caps) = pipeline.packets.update { ($0.kept.first, $0.caps) }
        guard let first, let caps else { throw Reason("wrong-timestamps", "the first packet has no timestamp") }
        switch StreamFormat.read(caps, codec: request.codec) {
        case .failure(let reason): throw reason
        case .success(let format):
            let reason = TrialChecks.firstFrame(
                isKeyframe: first.packet.isKeyframe, caps: format, bytes: first.packet.bytes, request)
            if let reason { throw reason }
        }
    }
}
