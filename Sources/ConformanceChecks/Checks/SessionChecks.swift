// SPDX-License-Identifier: Apache-2.0
import Media
import PluginABI

extension CheckBodies {
    /// The life of a session.
    static let session: [String: Body] = [
        "session-table-complete": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                _ = try native.session()
                return ""
            }
        },
        "session-open-close": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                let answer = try native.encode(native.fitted(EncodeJob(frames: 4)))
                try expect(!answer.packets.isEmpty, "four frames give no packet")
                return "\(answer.packets.count) packets"
            }
        },
        "session-destroy-never-opened": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                for _ in 0..<3 { try native.session().destroy() }
                return ""
            }
        },
        "session-unknown-encoder": { subject throws(Unmet) in
            _ = try subject.nativesUnderTest()
            let factory = try SessionUnderTest.factory(subject)
            let marker = UnsafePointer<serval_session>(bitPattern: 0x5e54a1)
            var made = marker
            subject.phase("create of an unknown encoder")
            let status = OddHost.calling(as: SERVAL_THREAD_SESSION) {
                factory.pointee.create?(factory, "serval-check-no-such-encoder", "cpu", &made) ?? .SERVAL_E_FAILED
            }
            try expect(
                status == .SERVAL_E_UNSUPPORTED, "create of an unknown encoder returns \(status.name)")
            try expect(made == marker, "create fails, and yet writes to the result")
            return ""
        },
        "session-unknown-extension-null": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                let session = try native.session()
                for id in ["", "serval.no-such-extension/1", "serval.statistics/99"] {
                    subject.phase("get_extension(\"\(id)\") of \(native.name)")
                    try expect(
                        session.functions.get_extension?(session.table, id) == nil,
                        "get_extension(\"\(id)\") returns a table; for an unknown id it must be NULL")
                }
                session.destroy()
                return ""
            }
        },
        "session-close-without-drain": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                let job = native.fitted(EncodeJob())
                let scene = TestScene(job.size)
                for frames in [0, 1, 5] {
                    let session = try native.session()
                    try session.openWorking(native.configuration(job))
                    for number in 0..<frames { try session.encodeWorking(try native.frame(number, scene, job)) }
                    session.close()
                    session.destroy()
                }
                return ""
            }
        },
        "session-close-after-refusal": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                let job = native.fitted(EncodeJob())
                let scene = TestScene(job.size)
                // The sink wants no more in a call that encodes, then in the one that drains.
                for frames in [8, native.heldFrames] {
                    let session = try native.session()
                    try session.openWorking(native.configuration(job))
                    session.packets.limit = 1
                    var last = serval_status.SERVAL_OK
                    for number in 0..<frames where last == .SERVAL_OK {
                        last = session.encode(try native.frame(number, scene, job))
                    }
                    if last == .SERVAL_OK { last = session.drain() }
                    try expect(
                        session.packets.unwanted == 0,
                        "after the sink wanted no more, \(session.packets.unwanted) further packets came in the call")
                    try expect(
                        last == .SERVAL_E_CANCELLED || last == .SERVAL_OK,
                        "a sink that wants no more makes the call return \(last.name)")
                    session.close()
                    session.destroy()
                }
                return ""
            }
        },
        "session-reopen": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                let session = try native.session()
                for size in [
                    Resolution(width: 320, height: 192), .init(width: 640, height: 352), .init(width: 320, height: 192),
                ] {
                    let job = native.fitted(EncodeJob(size: size, frames: 3))
                    let before = session.packets.packets.count
                    try session.openWorking(native.configuration(job))
                    _ = try native.run(session, job)
                    let packets = session.packets.packets.dropFirst(before)
                    try expect(!packets.isEmpty, "opened again at \(job.size), it gives no packet")
                    try expect(packets.first?.isKeyframe == true, "opened again, its first packet is no keyframe")
                    session.close()
                }
                session.destroy()
                return ""
            }
        },
        "session-reopen-50": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                let job = native.fitted(EncodeJob(frames: 2))
                for _ in 0..<10 { _ = try native.encode(job) }
                let before = ProcessState.read()
                for _ in 0..<50 { _ = try native.encode(job) }
                let after = ProcessState.read()
                let grown = after.residentBytes - before.residentBytes
                try expect(after.threads <= before.threads, "\(after.threads - before.threads) threads are left behind")
                let files = after.descriptors.count - before.descriptors.count
                try expect(files <= 0, "\(files) files are left open")
                try expect(grown < 16 << 20, "50 sessions leave \(grown >> 10) kB behind")
                return "\(grown >> 10) kB"
            }
        },
        "session-two-at-once": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                let job = native.fitted(EncodeJob(frames: 6))
                let other = native.fitted(EncodeJob(size: Resolution(width: 256, height: 160), frames: 6))
                let (first, second) = (try native.session(), try native.session())
                try first.openWorking(native.configuration(job))
                try second.openWorking(native.configuration(other))
                let scenes = (TestScene(job.size), TestScene(other.size))
                for number in 0..<6 {
                    try first.encodeWorking(try native.frame(number, scenes.0, job))
                    try second.encodeWorking(try native.frame(number, scenes.1, other))
                }
                for session in [first, second] {
                    try session.drainWorking()
                    try expect(!session.packets.packets.isEmpty, "one of two sessions gives no packet")
                    session.close()
                    session.destroy()
                }
                return ""
            }
        },
        "session-errors-have-text": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                let session = try native.session()
                var configuration = native.configuration(native.fitted(EncodeJob()))
                configuration.fourcc = 0x3434_3434
                let answer = try session.open(configuration)
                defer { session.destroy() }
                guard answer.status != .SERVAL_OK else {
                    session.close()
                    throw .notApplicable("it refuses nothing that was tried")
                }
                try expect(
                    !answer.words.isEmpty,
                    "open refuses a format with \(answer.status.name), and says nothing through \(SERVAL_SERVICE_ERROR)"
                )
                return String(answer.words.dropFirst(2))
            }
        },
    ]
}
