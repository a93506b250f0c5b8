// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media

/// The packets of a trial, kept to be decoded afterwards.
struct TrialPackets: Sendable {
    struct Kept: Sendable {
        var frame: Int
        var packet: Packet
    }

    /// Of the first packet.
    private(set) var caps: Caps?
    private(set) var kept: [Kept] = []
    /// The beginning of what first left the encoder itself, before any parser.
    private(set) var firstRaw: [UInt8]?
    private var size = 0

    /// Beyond it packets are counted and not kept.
    private static let sizeLimit = 64 << 20
    private static let firstRawLimit = 4096

    mutating func noteRaw(_ buffer: PassingBuffer) {
        if firstRaw == nil { firstRaw = buffer.bytes(atMost: TrialPackets.firstRawLimit) }
    }

    mutating func keep(_ sample: borrowing Sample, frame: Int?) {
        if caps == nil { caps = sample.caps }
        guard let frame, let presentation = sample.presentationTime, size + sample.size <= TrialPackets.sizeLimit
        else { return }
        size += sample.size
        kept.append(
            Kept(
                frame: frame,
                packet: Packet(
                    flags: sample.isKeyframe ? .keyframe : [], presentationNanoseconds: presentation,
                    decodeNanoseconds: sample.decodeTime ?? presentation,
                    durationNanoseconds: sample.duration ?? 0, bytes: sample.bytes())))
    }
}
