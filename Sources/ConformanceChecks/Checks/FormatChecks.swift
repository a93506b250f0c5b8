// SPDX-License-Identifier: Apache-2.0
import Media
import PluginABI
import Roles

extension CheckBodies {
    /// What sessions are opened for, and how frames lie in memory.
    static let formats: [String: Body] = [
        "session-odd-size": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                let job = native.fitted(EncodeJob(size: Resolution(width: 321, height: 193), frames: 3))
                let session = try native.session()
                let answer = try session.open(native.configuration(job))
                guard answer.status == .SERVAL_OK else {
                    try expect(
                        answer.status == .SERVAL_E_UNSUPPORTED,
                        "open at \(job.size) returns \(answer.status.name)\(answer.words)")
                    session.destroy()
                    return "refused"
                }
                let packets = try native.run(session, job).packets
                session.close()
                session.destroy()
                guard let first = packets.first, let header = StreamHeader.read(first.bytes, codec: native.codec) else {
                    throw .broken("at \(job.size) the first packet has no header")
                }
                // H.264 and H.265 cannot cut off half a sample of colour.
                let even = Resolution(width: (job.size.width + 1) / 2 * 2, height: (job.size.height + 1) / 2 * 2)
                let isEven = header.resolution == even && (native.codec == .h264 || native.codec == .h265)
                try expect(
                    header.resolution == job.size || isEven,
                    "at \(job.size) the stream says that it is \(header.resolution)")
                return "\(header.resolution)"
            }
        },
        "session-unknown-format": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                var configuration = native.configuration(native.fitted(EncodeJob()))
                configuration.fourcc = 0x3434_3434
                let session = try native.session()
                let answer = try session.open(configuration)
                try expect(answer.status != .SERVAL_OK, "open takes the format 0x34343434, which nobody offered")
                session.destroy()
                return answer.status.name
            }
        },
        "session-each-format": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                let job = native.fitted(EncodeJob(frames: 3, colour: .strong, bitrateKbps: 8000))
                for format in native.formats {
                    var configuration = native.configuration(job)
                    configuration.format = format
                    let answer = try native.encode(job, configuration) { _ in FrameMemory.Layout(format: format) }
                    try compare(answer, native, job, "in the format \(format.rawValue)")
                }
                return native.formats.map(\.rawValue).joined(separator: ", ")
            }
        },
        "session-strides": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                let job = native.fitted(EncodeJob(frames: 3, colour: .strong, bitrateKbps: 8000))
                for (gap, offset) in [(1, 0), (64, 3), (37, 1)] {
                    let answer = try native.encode(job, native.configuration(job)) { _ in
                        FrameMemory.Layout(format: native.formats.first ?? .i420, gap: gap, offset: offset)
                    }
                    try compare(answer, native, job, "with \(gap) bytes between rows, \(offset) off alignment,")
                }
                return ""
            }
        },
        "session-uneven-times": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                let job = native.fitted(EncodeJob())
                let scene = TestScene(job.size)
                let session = try native.session()
                try session.openWorking(native.configuration(job))
                var time: Int64 = 0
                for (number, step) in [0, 33, 1, 900, 33, 5000, 2, 33].enumerated() {
                    time += Int64(step) * 1_000_000
                    let frame = try FrameMemory(
                        scene.picture(number), FrameMemory.Layout(format: native.formats.first ?? .i420),
                        id: UInt64(number * 7), flags: step > 500 ? SERVAL_FRAME_DISCONTINUITY : 0, pts: time,
                        duration: 0)
                    try session.encodeWorking(frame)
                }
                try session.drainWorking()
                session.close()
                session.destroy()
                let ids = session.packets.packets.map(\.frame)
                try expect(ids == ids.sorted() && Set(ids).count == ids.count, "packets name the frames \(ids)")
                try expect(!ids.isEmpty, "frames that come unevenly give no packet")
                return ""
            }
        },
        "session-info-within-size": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                let session = try native.session()
                let size = MemoryLayout<serval_session_info>.size
                let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: size + 256, alignment: 16)
                defer { memory.deallocate() }
                for index in memory.indices { memory[index] = index < size ? 0 : 0xa5 }
                memory.storeBytes(of: UInt32(size), as: UInt32.self)
                subject.phase("open of \(native.name)")
                let status = try native.configuration(native.fitted(EncodeJob())).withTable(isForgotten: false) {
                    config in
                    guard let info = memory.baseAddress?.assumingMemoryBound(to: serval_session_info.self) else {
                        return serval_status.SERVAL_E_FAILED
                    }
                    return OddHost.calling(as: SERVAL_THREAD_SESSION) {
                        session.functions.open?(session.table, config, info) ?? .SERVAL_E_FAILED
                    }
                }
                if status == .SERVAL_OK { session.close() }
                session.destroy()
                try expect(
                    memory[size...].allSatisfy { $0 == 0xa5 }, "open writes beyond the \(size) bytes of its info")
                try expect(
                    memory.load(as: UInt32.self) == UInt32(size), "open changes info.struct_size")
                return ""
            }
        },
        "session-newer-host": { subject throws(Unmet) in
            _ = try subject.library(.newer)
            return try subject.forEachNative { native throws(Unmet) in
                let job = native.fitted(EncodeJob(frames: 3, colour: .strong, bitrateKbps: 8000))
                var configuration = native.configuration(job)
                configuration.extra = 64
                let answer = try native.encode(job, configuration) { _ in
                    FrameMemory.Layout(format: native.formats.first ?? .i420, extra: 64)
                }
                try compare(answer, native, job, "with structs that are longer")
                return ""
            }
        },
        "session-held-frames-true": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                let job = native.fitted(EncodeJob(frames: 20))
                let session = try native.session()
                let told = try session.openWorking(native.configuration(job)).heldFrames
                try expect(
                    told <= native.heldFrames,
                    "open tells that \(told) frames are held back, the offer \(native.heldFrames)")
                let packets = try native.run(session, job).packets
                session.close()
                session.destroy()
                for packet in packets {
                    let held = packet.fed - 1 - Int(clamping: packet.frame)
                    try expect(
                        held <= told,
                        "the packet of frame \(packet.frame) comes \(held) frames later; open told \(told)")
                }
                return "\(told) frames"
            }
        },
    ]

    /// Decodes, and holds each picture against the one that went in.
    static func compare(
        _ answer: EncodeAnswer, _ encoder: some EncoderUnderTest, _ job: EncodeJob, _ circumstance: String
    ) throws(Unmet) {
        let pictures = try Decoding.pictures(answer.packets, encoder.codec, job)
        try expect(!pictures.isEmpty, "\(circumstance) no picture can be decoded")
        let scene = TestScene(job.size, job.colour)
        for (number, picture) in pictures.sorted(by: { $0.key < $1.key }) {
            try expect(
                picture.width == job.size.width && picture.height == job.size.height,
                "\(circumstance) the decoded picture has \(picture.width)x\(picture.height)")
            let psnr = picture.psnrDecibels(of: scene.picture(number))
            try expect(
                psnr[0] >= 24, "\(circumstance) picture \(number) is not the one that went in: \(psnr[0].tenths) dB")
            try expect(
                psnr[1] >= 24 && psnr[2] >= 24,
                "\(circumstance) picture \(number) has other colours than went in: \(psnr[1].tenths) and "
                    + "\(psnr[2].tenths) dB")
        }
    }
}

extension Double {
    /// With one digit behind the point.
    var tenths: String {
        let scaled = Int((self * 10).rounded())
        return "\(scaled < 0 ? "-" : "")\(abs(scaled) / 10).\(abs(scaled) % 10)"
    }
}
