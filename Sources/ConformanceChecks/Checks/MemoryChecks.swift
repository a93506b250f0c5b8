// SPDX-License-Identifier: Apache-2.0
import Media
import PluginABI

extension CheckBodies {
    /// What sessions do with memory that is not theirs.
    static let memory: [String: Body] = [
        "memory-guard-pages": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                for size in [Resolution(width: 320, height: 192), Resolution(width: 424, height: 238)] {
                    let job = native.fitted(EncodeJob(size: size, frames: 4))
                    for fence in [FrameMemory.Layout.Fence.beyond, .before] {
                        for gap in [0, 32] {
                            _ = try native.encode(job, native.configuration(job)) { _ in
                                FrameMemory.Layout(format: native.formats.first ?? .i420, gap: gap, fence: fence)
                            }
                        }
                    }
                }
                return ""
            }
        },
        "memory-planes-read-only": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                let job = native.fitted(EncodeJob(frames: 4))
                _ = try native.encode(job, native.configuration(job)) { _ in
                    FrameMemory.Layout(format: native.formats.first ?? .i420, isReadOnly: true)
                }
                return ""
            }
        },
        "memory-frame-not-kept": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                let job = native.fitted(EncodeJob(frames: 8))
                let scene = TestScene(job.size)
                let session = try native.session()
                try session.openWorking(native.configuration(job))
                var gone: [FrameMemory] = []
                for number in 0..<job.frames {
                    let frame = try native.frame(number, scene, job)
                    try session.encodeWorking(frame)
                    frame.vanish()
                    gone.append(frame)
                }
                try session.drainWorking()
                session.close()
                session.destroy()
                return withExtendedLifetime(gone) { "" }
            }
        },
        "memory-retained-released": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                let job = native.fitted(EncodeJob(frames: 6))
                let scene = TestScene(job.size)
                for isDrained in [true, false] {
                    let session = try native.session()
                    try session.openWorking(native.configuration(job))
                    for number in 0..<job.frames { try session.encodeWorking(try native.frame(number, scene, job)) }
                    if isDrained { try session.drainWorking() }
                    session.close()
                    let kept = OddHost.retainedFrames
                    session.destroy()
                    try expect(kept == 0, "\(kept) frames are still retained when close returns")
                }
                try expect(!OddHost.wasReleasedInError, "a frame is released that was not retained")
                return ""
            }
        },
        "memory-config-not-kept": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                let job = native.fitted(EncodeJob(frames: 4, keyframesAt: [2]))
                let session = try native.session()
                try session.openWorking(native.configuration(job), isForgotten: true)
                _ = try native.run(session, job)
                session.close()
                session.destroy()
                return ""
            }
        },
        "memory-leak-1000-frames": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                let job = native.fitted(EncodeJob(size: Resolution(width: 160, height: 96)))
                let scene = TestScene(job.size)
                let session = try native.session()
                try session.openWorking(native.configuration(job))
                // The same frames again, so that this check's own memory stays what it is.
                var before = ProcessState.read().residentBytes
                for number in 0..<1200 {
                    if number == 200 { before = ProcessState.read().residentBytes }
                    try session.encodeWorking(try native.frame(number, scene, job))
                    session.packets.forget()
                }
                let grown = ProcessState.read().residentBytes - before
                session.close()
                session.destroy()
                try expect(grown < 8 << 20, "1000 frames leave \(grown >> 10) kB behind")
                return "\(grown >> 10) kB"
            }
        },
    ]
}
