// SPDX-License-Identifier: Apache-2.0
import Media
import Roles

extension CheckBodies {
    /// The stream of every encoder that works here.
    static let output: [String: Body] = [
        "output-first-is-keyframe": { subject throws(Unmet) in
            try subject.forEachEncoder { encoder throws(Unmet) in
                let packets = try encoder.encode(encoder.fitted(EncodeJob(frames: 3))).packets
                guard let first = packets.first else { throw .broken("three frames give no packet") }
                try expect(first.isKeyframe, "the first packet is not marked as a keyframe")
                return ""
            }
        },
        "output-parses": { subject throws(Unmet) in
            try subject.forEachEncoder { encoder throws(Unmet) in
                let packets = try encoder.encode(encoder.fitted(EncodeJob(frames: 3))).packets
                guard let first = packets.first else { throw .broken("three frames give no packet") }
                let fault = packets.lazy.compactMap {
                    StreamForm.fault(of: $0.bytes, encoder.codec, isNative: encoder.isNative)
                }.first
                if let fault { throw .broken(fault) }
                guard StreamHeader.read(first.bytes, codec: encoder.codec) != nil else {
                    throw .broken("the first packet has no header of \(encoder.codec.rawValue)")
                }
                return "\(first.bytes.count) bytes"
            }
        },
        "output-size-true": { subject throws(Unmet) in
            try subject.forEachEncoder { encoder throws(Unmet) in
                for size in [Resolution(width: 320, height: 192), Resolution(width: 424, height: 234)] {
                    let job = encoder.fitted(EncodeJob(size: size, frames: 4))
                    let header = try firstHeader(encoder, job)
                    try expect(
                        header.resolution == job.size, "at \(job.size) the stream says that it is \(header.resolution)")
                }
                return ""
            }
        },
        "output-profile-decodable": { subject throws(Unmet) in
            try subject.forEachEncoder { encoder throws(Unmet) in
                let profile = try firstHeader(encoder, encoder.fitted(EncodeJob(frames: 4))).profile
                try expect(
                    StreamHeader.usualProfiles(of: encoder.codec).contains(profile),
                    "the profile is \(profile), which browsers do not decode")
                return profile
            }
        },
        "output-headers-in-keyframes": { subject throws(Unmet) in
            try subject.forEachEncoder { encoder throws(Unmet) in
                try refuseLack(.keyframeOnRequest, of: encoder)
                let job = encoder.fitted(EncodeJob(frames: 8, keyframesAt: [4]))
                let keyframes = try encoder.encode(job).packets.filter(\.isKeyframe)
                for packet in keyframes {
                    try expect(
                        StreamHeader.read(packet.bytes, codec: encoder.codec) != nil,
                        "the keyframe of frame \(packet.frame) has no header: who joins there sees nothing")
                }
                return "\(keyframes.count) keyframes"
            }
        },
        "output-keyframe-flag-true": { subject throws(Unmet) in
            try subject.forEachEncoder { encoder throws(Unmet) in
                let job = encoder.fitted(EncodeJob(frames: 10, keyframesAt: [5]))
                for packet in try encoder.encode(job).packets {
                    guard let isKeyframe = StreamForm.isKeyframe(packet.bytes, encoder.codec) else { continue }
                    try expect(
                        isKeyframe == packet.isKeyframe,
                        "the packet of frame \(packet.frame) is \(isKeyframe ? "" : "no ")keyframe, and is marked as "
                            + (packet.isKeyframe ? "one" : "none"))
                }
                return ""
            }
        },
        "output-decodes-similar": { subject throws(Unmet) in
            try subject.forEachEncoder { encoder throws(Unmet) in
                let job = encoder.fitted(EncodeJob(frames: 15, bitrateKbps: 3000))
                let packets = try encoder.encode(job).packets
                let pictures = try Decoding.pictures(packets, encoder.codec, job)
                let scene = TestScene(job.size)
                try expect(
                    pictures.count * 2 >= packets.count,
                    "of \(packets.count) packets a decoder makes \(pictures.count) pictures")
                var worst = 99.0
                for (number, picture) in pictures {
                    try expect(
                        picture.width == job.size.width && picture.height == job.size.height,
                        "the decoded picture has \(picture.width)x\(picture.height)")
                    worst = min(worst, picture.psnrDecibels(of: scene.picture(number))[0])
                }
                try expect(worst >= 20, "a decoded picture is not the one that went in: \(worst.tenths) dB")
                return "\(worst.tenths) dB at least"
            }
        },
        "output-chroma-true": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                let job = native.fitted(EncodeJob(frames: 3, colour: .strong, bitrateKbps: 8000))
                try compare(try native.encode(job), native, job, "")
                return ""
            }
        },
        "output-frame-ids": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                let job = native.fitted(EncodeJob())
                let ids = try native.encode(job).packets.map(\.frame)
                try expect(Set(ids).count == ids.count, "a frame has more than one packet: \(ids)")
                try expect(ids == ids.sorted(), "packets come out of order: \(ids)")
                let unknown = ids.first { $0 >= UInt64(job.frames) }
                try expect(unknown == nil, "a packet names frame \(unknown ?? 0), which was never given")
                return ""
            }
        },
        "output-timestamps": { subject throws(Unmet) in
            try subject.forEachEncoder { encoder throws(Unmet) in
                guard !encoder.isNative else { throw .notApplicable("a native encoder gives no times") }
                let answer = try encoder.encode(encoder.fitted(EncodeJob()))
                let frames = answer.packets.map(\.frame)
                try expect(answer.areTimesTrue, "a packet does not have the time of its frame")
                try expect(
                    frames == frames.sorted() && Set(frames).count == frames.count,
                    "packets come out of order: \(frames)")
                return ""
            }
        },
        "output-nothing-skipped": { subject throws(Unmet) in
            try subject.forEachEncoder { encoder throws(Unmet) in
                let job = encoder.fitted(EncodeJob(bitrateKbps: 8000))
                let count = try encoder.encode(job).packets.count
                try expect(count == job.frames, "\(job.frames) frames give \(count) packets")
                return ""
            }
        },
        "output-holds-nothing-back": { subject throws(Unmet) in
            try subject.forEachEncoder { encoder throws(Unmet) in
                let packets = try encoder.encode(encoder.fitted(EncodeJob(frames: 8))).packets
                let held = packets.map { $0.fed - 1 - Int(clamping: $0.frame) }.max() ?? 0
                try expect(held <= 0, "a packet comes \(held) frames after its own")
                return ""
            }
        },
        "output-colours-signalled": { subject throws(Unmet) in
            try subject.forEachEncoder { encoder throws(Unmet) in
                guard encoder.codec == .h264 || encoder.codec == .h265 else {
                    throw .notApplicable("\(encoder.codec.rawValue) is not looked into")
                }
                let packets = try encoder.encode(encoder.fitted(EncodeJob(frames: 4))).packets
                guard let first = packets.first else { throw .broken("four frames give no packet") }
                let caps = try Parsing.caps(of: first.bytes, encoder.codec)
                let colorimetry = caps.string("colorimetry") ?? ""
                try expect(
                    !colorimetry.isEmpty, "the stream does not tell what its colours mean, so that viewers guess")
                return colorimetry
            }
        },
        "output-on-its-thread": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                let job = native.fitted(EncodeJob())
                let session = try native.session()
                try session.openWorking(native.configuration(job))
                _ = try native.run(session, job)
                session.close()
                session.destroy()
                try expect(
                    session.packets.astray == 0,
                    "\(session.packets.astray) packets come on another thread, or outside of a call")
                return ""
            }
        },
        "output-deterministic-start": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                let job = native.fitted(EncodeJob(frames: 1))
                let (first, second) = (try native.encode(job), try native.encode(job))
                try expect(
                    first.packets.first?.bytes == second.packets.first?.bytes,
                    "two sessions make different first packets of the same frame")
                return ""
            }
        },
    ]

    /// The header of a job's first packet.
    private static func firstHeader(_ encoder: any EncoderUnderTest, _ job: EncodeJob) throws(Unmet) -> StreamHeader {
        guard let first = try encoder.encode(job).packets.first,
            let header = StreamHeader.read(first.bytes, codec: encoder.codec)
        else { throw .broken("at \(job.size) the first packet has no header") }
        return header
    }

    /// Goes on only where the offer does not say that it cannot do it.
    static func refuseLack(_ lack: EncoderOffer.Lack, of encoder: any EncoderUnderTest) throws(Unmet) {
        guard !encoder.offer.lacks.contains(lack) else {
            throw .notApplicable("the offer says that it lacks \(lack.rawValue)")
        }
    }
}
