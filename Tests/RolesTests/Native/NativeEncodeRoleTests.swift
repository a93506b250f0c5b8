// SPDX-License-Identifier: Apache-2.0
import Media
import TestFixtures
import Testing
import WorkerProtocol

@testable import Roles

private typealias EncodeWorker = WorkerUnderTest<EncodeCommand, EncodeEvent>

/// An encode worker with a native encoder, from the host's end of the channel.
struct NativeEncodeRoleTests {
    private func started(_ flags: [String], element: String, device: String = "cpu") throws -> (
        EncodeWorker, CompiledLibrary
    ) {
        let library = try CompiledLibrary("Tests/Fixtures/native/provider.c", flags: flags.map { "-D\($0)" })
        let worker = try EncodeWorker { EncodeRole.run(channel: $0) }
        try worker.send(.hello(Hello()))
        try worker.send(
            .start(
                EncodeStart(
                    description:
                        "videotestsrc is-live=true ! video/x-raw,format=I420,width=64,height=48,framerate=30/1 "
                        + "! \(element) name=encoder bitrate=500 ! appsink name=appsink",
                    codec: .vp8, liveBitrate: .init(property: "bitrate", numerator: 1, denominator: 1),
                    native: .init(
                        element: element, library: library.path, encoder: "fake", deviceID: device,
                        formats: [.i420]))))
        return (worker, library)
    }

    private func failure(of worker: EncodeWorker) throws -> Reason {
        try worker.first { output in
            guard case .event(.failed(let reason)) = output else { return nil }
            return reason
        }
    }

    private func line(_ packet: Packet) -> Line { Line(String(decoding: packet.bytes, as: UTF8.self)) }

    @Test func `it loads the provider, and obeys the host`() throws {
        let (worker, library) = try started([], element: "serval-native-obedient")
        let first = try worker.packet()
        #expect(first.isKeyframe)
        #expect(line(first)["bitrate"] == "500")
        try worker.send(.setBitrate(kbps: 750))
        let changed = try worker.packet { line($0)["bitrate"] == "750" }
        #expect(line(changed)["opened"] == "1")
        try worker.send(.requestKeyframe)
        #expect(line(try worker.packet(where: \.isKeyframe))["forced"] == "1")
        try worker.send(.stop)
        _ = try worker.first { output -> Void? in if case .event(.ended) = output { () } else { nil } }
        #expect(try worker.exitStatus() == 0)
        withExtendedLifetime(library) {}
    }

    @Test(arguments: [
        (["OPEN_STATUS=SERVAL_E_SESSION_LIMIT"], "session-limit", "the fixture does not open (fake 42)"),
        (["FAIL_AT=5"], "failed", "the fixture fails on purpose (fake 42)"),
        (["NULL_SLOT=drain"], "bad-table", "session.drain is NULL"),
        (["NO_SESSIONS"], "bad-table", "library.get_interface knows no \"serval.session-factory/1\""),
        (["CREATE_STATUS=SERVAL_E_BUSY"], "busy", "the fixture makes no session (fake 42)"),
    ])
    func `it ends with the provider's own reason`(flags: [String], code: String, text: String) throws {
        let (worker, library) = try started(flags, element: "serval-native-failing-\(code)")
        let reason = try failure(of: worker)
        #expect(reason.code.rawValue == code)
        #expect(reason.text == text)
        #expect(try worker.exitStatus() == 1)
        withExtendedLifetime(library) {}
    }
}
