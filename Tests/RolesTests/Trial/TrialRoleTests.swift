// SPDX-License-Identifier: Apache-2.0
import Media
import Testing
import WorkerProtocol

@testable import Roles

private typealias TrialWorker = WorkerUnderTest<TrialCommand, TrialRecord>

@Suite struct TrialRoleTests {
    private let vp8 = "videoconvert ! video/x-raw,format=I420 ! vp8enc name=encoder deadline=1 cpu-used=16"

    private func records(
        _ encoders: [String], codec: Codec = .vp8, resolution: Resolution = .init(width: 320, height: 240),
        rate: FrameRate = FrameRate(30)
    ) throws -> [TrialRecord] {
        let worker = try TrialWorker { TrialRole.run(channel: $0) }
        try worker.send(.hello(Hello()))
        try worker.send(
            .start(
                TrialRequest(
                    codec: codec, resolution: resolution, rate: rate, bitrateKbps: 800, pacedMilliseconds: 300,
                    attempts: encoders.map { .init(rateControl: .cbr, encoder: $0) })))
        return try all(of: worker)
    }

    private func all(of worker: TrialWorker) throws -> [TrialRecord] {
        var records: [TrialRecord] = []
        while let output = try worker.next() {
            if case .event(let record) = output { records.append(record) }
        }
        return records
    }

    private func failure(_ records: [TrialRecord]) -> Reason? {
        guard case .failed(let reason)? = records.last else { return nil }
        return reason
    }

    @Test func `a trial tells each of its steps before it takes it`() throws {
        let records = try records([vp8])
        let phases = records.compactMap { record -> TrialPhase? in
            guard case .phase(let phase) = record else { return nil }
            return phase
        }
        #expect(phases == TrialPhase.allCases)
        #expect(records.first == .hello(Hello()) && records.last == .done)
        #expect(records.count == phases.count + 4)
    }

    @Test(arguments: [FrameRate(5), FrameRate(60), FrameRate(30000, over: 1001)])
    func `frames are recognised by their times at any rate`(rate: FrameRate) throws {
        let measured = try records([vp8], rate: rate).compactMap { record -> TrialMeasurement? in
            guard case .measured(let measurement) = record else { return nil }
            return measurement
        }
        #expect(try #require(measured.first).droppedFrames == 0)
        #expect(measured.first?.keyframeDelayFrames == 1)
    }

    @Test func `the next attempt is made where one is refused, and the first reason counts`() throws {
        let broken = "videoconvert ! video/x-raw,format=RGB ! identity ! vp8enc name=encoder"
        let worked = try records([broken, vp8])
        #expect(worked.last == .done)
        let refusals = worked.compactMap { record -> Reason? in
            guard case .refused(_, let reason) = record else { return nil }
            return reason
        }
        #expect(refusals.map(\.code) == ["not-negotiated"])
        #expect(failure(try records([broken, "nosuchelement name=encoder"]))?.code == "not-negotiated")
    }

    @Test(arguments: [
        ("videoconvert ! nosuchelement name=encoder", Codec.vp8, "no-element"),
        ("videoconvert ! vp8enc name=encoder nosuchproperty=1", .vp8, "bad-description"),
        ("videoconvert ! vp8enc", .vp8, "bad-description"),
        ("videoconvert ! vp8enc name=encoder", .h264, "wrong-codec"),
        ("videoconvert ! videoscale ! video/x-raw,width=160,height=120 ! vp8enc name=encoder", .vp8, "wrong-size"),
        ("videoconvert ! video/x-raw,format=Y444 ! vp9enc name=encoder deadline=1", .vp9, "wrong-profile"),
    ])
    func `what cannot be tried says why`(encoder: String, codec: Codec, code: String) throws {
        let reason = try #require(failure(try records([encoder], codec: codec)))
        #expect(reason.code.rawValue == code, "\(reason)")
    }

    @Test func `sizes that cannot be drawn are refused`() throws {
        let reason = failure(try records([vp8], resolution: Resolution(width: 100_000, height: 100_000)))
        #expect(reason?.code == "bad-request")
    }

    @Test func `a host of another version is refused`() throws {
        let worker = try TrialWorker { TrialRole.run(channel: $0) }
        try worker.send(.hello(Hello(version: workerProtocolVersion + 1)))
        #expect(failure(try all(of: worker))?.code == "version-mismatch")
        #expect(try worker.exitStatus() == 1)
    }

    @Test func `nothing is tried without a greeting`() throws {
        let worker = try TrialWorker { TrialRole.run(channel: $0) }
        try worker.send(
            .start(
                TrialRequest(codec: .vp8, resolution: .init(width: 64, height: 64), rate: FrameRate(30), attempts: [])))
        #expect(failure(try all(of: worker))?.code == "protocol-error")
    }
}
