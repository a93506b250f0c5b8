// SPDX-License-Identifier: Apache-2.0
import Glibc
import Media
import TestFixtures
import Testing
import WorkerProtocol

@testable import GStreamer
@testable import Roles

private let moving =
    "videotestsrc num-buffers=10 ! video/x-raw,format=I420,width=64,height=48,framerate=20/1"

/// What a session's failures are to the pipeline, and to the host.
struct NativeFailureTests {
    /// The codes are GStreamer's: GstStreamError and GstResourceError.
    @Test(arguments: [
        ("INVALID", BusMessage.Failure.Domain.stream, 8, "invalid-call"),
        ("UNSUPPORTED", .stream, 11, "unsupported"),
        ("NO_DEVICE", .resource, 3, "no-device"),
        ("NOT_READY", .resource, 4, "not-ready"),
        ("PERMISSION", .resource, 15, "no-permission"),
        ("SESSION_LIMIT", .resource, 4, "session-limit"),
        ("BUSY", .resource, 4, "busy"),
        ("NO_MEMORY", .resource, 14, "no-memory"),
        ("DEVICE_LOST", .resource, 1, "device-lost"),
        ("DRIVER", .stream, 8, "driver-failed"),
        ("TIMEOUT", .resource, 1, "timeout"),
        ("CANCELLED", .stream, 8, "cancelled"),
        ("FAILED", .stream, 8, "failed"),
    ])
    func `a status becomes GStreamer's class of error, and the host's reason`(
        status: String, domain: BusMessage.Failure.Domain, code: Int, reason: String
    ) throws {
        for flags in [["OPEN_STATUS=SERVAL_E_\(status)"], ["FAIL_AT=2", "FAIL_STATUS=SERVAL_E_\(status)"]] {
            let native = try NativePipeline(flags, source: moving)
            let failure = try #require(try native.run().failure)
            #expect(failure.domain == domain)
            #expect(failure.code == code)
            let failed = try #require(native.element.failure)
            #expect(failed.code.rawValue == reason)
            #expect(failed.text.hasPrefix("the fixture ") && failed.text.hasSuffix(" (fake 42)"))
            #expect(failed.hint == "do something")
        }
    }

    @Test(arguments: [
        ("EMPTY_PACKET", "packet is empty"), ("NO_SPANS", "packet.spans is NULL or empty"),
        ("WRONG_ID", "packet.frame_id is not that of a frame that waits for a packet"),
    ])
    func `a packet that breaks a rule ends the stream by the rule`(flag: String, rule: String) throws {
        let native = try NativePipeline([flag], source: moving)
        let output = try native.run()
        #expect(output.lines.isEmpty)
        #expect(output.failure?.domain == .stream)
        #expect(native.element.failure?.code == "bad-packet")
        #expect(native.element.failure?.text == "Fake: in encode, \(rule)")
    }

    @Test func `a session that waits is interrupted when the pipeline stops`() throws {
        let native = try NativePipeline(["BLOCK_AT=2"], source: moving)
        try native.play()
        _ = try native.wait { $0.lines.count == 2 }
        let isStopped = Monitor<Bool>(false)
        let pipeline = native.pipeline
        WorkerThread.start {
            _ = try? pipeline.setState(.null)
            isStopped.update { $0 = true }
        }
        let stopped: Bool? = isStopped.wait(atMost: NativePipeline.patience) { $0 ? true : nil }
        #expect(stopped == true)
        #expect(native.element.failure == nil)
    }

    @Test(arguments: [
        ("/tmp/serval-no-such-file.so", "fake", "not-a-library"), ("libm.so.6", "fake", "not-a-library"),
        ("", "other", "no-encoder"),
    ])
    func `what cannot be loaded is refused as in a probe`(path: String, encoder: String, code: String) throws {
        let library = try CompiledLibrary("Tests/Fixtures/native/provider.c")
        try Runtime.initialise()
        #expect {
            _ = try NativeElement(
                EncodeStart.NativeEncoder(
                    element: "serval-native-none", library: path.isEmpty ? library.path : path, encoder: encoder,
                    deviceID: "cpu", formats: [.i420]))
        } throws: { error in
            (error as? Reason)?.code.rawValue == code
        }
    }

    @Test func `a library that is not the one that was judged is not loaded`() throws {
        let library = try CompiledLibrary("Tests/Fixtures/native/provider.c")
        try Runtime.initialise()
        let judged = FileIdentity(ofFile: library.path)
        chmod(library.path, 0o777)
        #expect {
            _ = try NativeElement(
                EncodeStart.NativeEncoder(
                    element: "serval-native-none", library: library.path, fileIdentity: judged, encoder: "fake",
                    deviceID: "cpu", formats: [.i420]))
        } throws: { error in
            (error as? Reason)?.code == "file-changed"
        }
    }
}
