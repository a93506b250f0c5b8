// SPDX-License-Identifier: Apache-2.0
import Media
import PluginABI
import Synchronization

extension CheckBodies {
    /// Whether what is asked for while it runs is done.
    static let control: [String: Body] = [
        "keyframe-on-request": { subject throws(Unmet) in
            try subject.forEachEncoder { encoder throws(Unmet) in
                try refuseLack(.keyframeOnRequest, of: encoder)
                let asked: Set<Int> = [4, 9, 10]
                let packets = try encoder.encode(encoder.fitted(EncodeJob(frames: 14, keyframesAt: asked))).packets
                let keyframes = Set(packets.filter(\.isKeyframe).map(\.frame))
                // An element merges requests that follow each other at once.
                let wanted: [UInt64] = encoder.isNative ? [4, 9, 10] : [4, 9]
                try expect(
                    wanted.contains { number in packets.contains { $0.frame == number } },
                    "none of the frames that were to be keyframes has a packet")
                let missing = wanted.first { number in
                    packets.contains { $0.frame == number } && !keyframes.contains(number)
                }
                try expect(
                    missing == nil, "frame \(missing ?? 0) was to be a keyframe; keyframes are \(keyframes.sorted())")
                return ""
            }
        },
        "keyframe-only-on-request": { subject throws(Unmet) in
            try subject.forEachEncoder { encoder throws(Unmet) in
                guard encoder.takes(SERVAL_PARAM_KEYFRAME_INTERVAL) else {
                    throw .notApplicable("it takes no \(SERVAL_PARAM_KEYFRAME_INTERVAL)")
                }
                let packets = try encoder.encode(encoder.fitted(EncodeJob(frames: 40))).packets
                let others = packets.filter(\.isKeyframe).map(\.frame).filter { $0 != 0 }
                try expect(others.isEmpty, "without an interval, and without a request, frames \(others) are keyframes")
                return ""
            }
        },
        "keyframe-interval-true": { subject throws(Unmet) in
            try subject.forEachEncoder { encoder throws(Unmet) in
                guard encoder.takes(SERVAL_PARAM_KEYFRAME_INTERVAL) else {
                    throw .notApplicable("it takes no \(SERVAL_PARAM_KEYFRAME_INTERVAL)")
                }
                let job = encoder.fitted(EncodeJob(frames: 25, keyframeIntervalFrames: 8))
                let keyframes = try encoder.encode(job).packets.filter(\.isKeyframe).map(\.frame)
                let gaps = zip(keyframes, keyframes.dropFirst()).map { $1 - $0 }
                // An encoder may put in one more where the picture changes, but not one after the other.
                let isTrue = gaps.count >= 2 && gaps.allSatisfy { $0 <= 8 } && gaps.contains { $0 > 4 }
                try expect(isTrue, "at an interval of 8 frames the keyframes are \(keyframes)")
                return "\(keyframes)"
            }
        },
        "rate-units-true": { subject throws(Unmet) in
            try subject.forEachEncoder { encoder throws(Unmet) in
                guard encoder.takes(SERVAL_PARAM_BITRATE) else { throw .notApplicable("it takes no bitrate") }
                var seen: [String] = []
                for target in [400, 800, 1600] {
                    let kbps = try rate(encoder, EncodeJob(frames: 90, bitrateKbps: target), frames: 15..<90)
                    // Encoders settle at leisure; a wrong unit is off by 8 or by 1000.
                    try expect(
                        kbps < Double(target) * 2 && kbps > Double(target) / 3,
                        "at \(target) kbit/s it gives \(Int(kbps)) kbit/s")
                    seen.append("\(Int(kbps)) of \(target)")
                }
                return seen.joined(separator: ", ") + " kbit/s"
            }
        },
        "rate-live-true": { subject throws(Unmet) in
            try subject.forEachEncoder { encoder throws(Unmet) in
                guard encoder.takes(SERVAL_PARAM_BITRATE) else { throw .notApplicable("it takes no bitrate") }
                try refuseLack(.liveBitrate, of: encoder)
                var job = EncodeJob(frames: 120, bitrateKbps: 2000)
                job.bitrateChange = (frame: 45, kbps: 400)
                job = encoder.fitted(job)
                let answer = try encoder.encode(job)
                guard answer.isBitrateChanged == true else { return "refused" }
                let before = rate(answer, job, frames: 15..<45)
                let after = rate(answer, job, frames: 75..<120)
                try expect(
                    after < before * 0.6,
                    "the change from 2000 to 400 kbit/s is taken, and has no effect: \(Int(before)) kbit/s before, "
                        + "\(Int(after)) after")
                return "\(Int(before)), then \(Int(after)) kbit/s"
            }
        },
        "drain-emits-all": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                let job = native.fitted(EncodeJob(frames: 7, bitrateKbps: 8000))
                let ids = try native.encode(job).packets.map(\.frame)
                try expect(ids.last == 6, "after drain the last packet is that of frame \(ids.last ?? 0), not of 6")
                return ""
            }
        },
        "drain-then-continue": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                let job = native.fitted(EncodeJob())
                let scene = TestScene(job.size)
                let session = try native.session()
                try session.openWorking(native.configuration(job))
                for number in 0..<10 {
                    if number == 5 { try session.drainWorking() }
                    try session.encodeWorking(try native.frame(number, scene, job))
                }
                try session.drainWorking()
                session.close()
                session.destroy()
                let later = session.packets.packets.filter { $0.frame >= 5 }
                guard let first = later.first else { throw .broken("after drain no packet comes any more") }
                try expect(first.isKeyframe, "the first packet after drain is no keyframe")
                return ""
            }
        },
        "reset-drops-all": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                let job = native.fitted(EncodeJob())
                let scene = TestScene(job.size)
                let session = try native.session()
                try session.openWorking(native.configuration(job))
                for number in 0..<5 { try session.encodeWorking(try native.frame(number, scene, job)) }
                let before = session.packets.packets.count
                let status = session.reset()
                try expect(status == .SERVAL_OK, "reset returns \(status.name)\(OddHost.takeWords())")
                try expect(session.packets.packets.count == before, "reset hands over packets")
                for number in 5..<10 { try session.encodeWorking(try native.frame(number, scene, job)) }
                try session.drainWorking()
                session.close()
                session.destroy()
                let later = session.packets.packets.dropFirst(before)
                let old = later.first { $0.frame < 5 }
                try expect(
                    old == nil, "after reset comes the packet of frame \(old?.frame ?? 0), which is from before it")
                try expect(later.first?.isKeyframe == true, "the first packet after reset is no keyframe")
                return ""
            }
        },
        "interrupt-harmless": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                let job = native.fitted(EncodeJob())
                let scene = TestScene(job.size)
                let session = try native.session()
                guard let interrupt = session.functions.interrupt else {
                    session.destroy()
                    throw .notApplicable("it has no interrupt")
                }
                interrupt(session.table)
                try session.openWorking(native.configuration(job))
                for number in 0..<6 {
                    subject.phase("interrupt of \(native.name)")
                    interrupt(session.table)
                    try session.encodeWorking(try native.frame(number, scene, job))
                }
                try session.drainWorking()
                session.close()
                session.destroy()
                try expect(!session.packets.packets.isEmpty, "interrupted between calls, it gives no packet")
                return ""
            }
        },
        "interrupt-from-another-thread": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                let job = native.fitted(EncodeJob(frames: 40))
                let scene = TestScene(job.size)
                let session = try native.session()
                guard session.functions.interrupt != nil else {
                    session.destroy()
                    throw .notApplicable("it has no interrupt")
                }
                try session.openWorking(native.configuration(job))
                let storm = InterruptStorm(session)
                var statuses: [serval_status] = []
                var slowest = Duration.zero
                for number in 0..<job.frames {
                    let frame = try native.frame(number, scene, job)
                    let start = ContinuousClock.now
                    statuses.append(session.encode(frame))
                    slowest = max(slowest, ContinuousClock.now - start)
                }
                storm.end()
                session.close()
                session.destroy()
                let odd = statuses.first { $0 != .SERVAL_OK && $0 != .SERVAL_E_CANCELLED }
                try expect(odd == nil, "interrupted, encode returns \(odd?.name ?? "")")
                try expect(slowest < .seconds(1), "interrupted, encode takes \(slowest.milliseconds) ms")
                return "\(statuses.count { $0 == .SERVAL_E_CANCELLED }) of \(statuses.count) calls were cancelled"
            }
        },
    ]

    /// The rate of some frames' packets, in kbit/s.
    private static func rate(_ answer: EncodeAnswer, _ job: EncodeJob, frames: Range<Int>) -> Double {
        let bytes = answer.packets.filter { frames.contains(Int(clamping: $0.frame)) }.reduce(0) { $0 + $1.bytes.count }
        return Double(bytes) * 8 / 1000 / (Double(frames.count) / job.rate.framesPerSecond)
    }

    private static func rate(
        _ encoder: any EncoderUnderTest, _ job: EncodeJob, frames: Range<Int>
    ) throws(Unmet) -> Double {
        let job = encoder.fitted(job)
        return rate(try encoder.encode(job), job, frames: frames)
    }
}
