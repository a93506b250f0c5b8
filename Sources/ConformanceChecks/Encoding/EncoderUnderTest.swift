// SPDX-License-Identifier: Apache-2.0
import Media
import Pipelines

/// Frames to encode, and what is asked for on the way.
struct EncodeJob {
    var size = Resolution(width: 320, height: 192)
    var rate = FrameRate(30)
    var frames = 12
    var colour = TestScene.Colour.faint
    var bitrateKbps = 1500
    /// 0 for keyframes on request only.
    var keyframeIntervalFrames = 0
    /// The numbers of the frames for which a keyframe is asked for.
    var keyframesAt: Set<Int> = []
    /// From the frame of this number on, another bitrate.
    var bitrateChange: (frame: Int, kbps: Int)?

    var parameters: EncoderParameters {
        EncoderParameters(bitrateKbps: bitrateKbps, keyframeIntervalFrames: keyframeIntervalFrames, threads: 1)
    }

    /// When a frame is shown.
    func presentation(_ frame: Int) -> Int64 {
        Int64(frame) * 1_000_000_000 * Int64(rate.denominator) / Int64(rate.numerator)
    }
}

/// What came of a job.
struct EncodeAnswer {
    var packets: [EncodedPacket] = []
    /// Whether the change of the bitrate was taken; nil when none was asked for, false when it was refused.
    var isBitrateChanged: Bool?
    /// Whether packets had the times of their frames.
    var areTimesTrue = true

    var bytes: Int { packets.reduce(0) { $0 + $1.bytes.count } }
}

/// An offer at work, whatever the kind of its encoder.
protocol EncoderUnderTest {
    var encoder: EncoderDescription { get }
    var offer: EncoderOffer { get }

    /// Encodes, to the last packet.
    func encode(_ job: EncodeJob) throws(Unmet) -> EncodeAnswer
}

extension EncoderUnderTest {
    /// `openh264 on cpu`.
    var name: String { "\(encoder.id) on \(offer.deviceID)" }
    var codec: Codec { encoder.codec }
    var isNative: Bool { offer.recipe == nil }

    /// What this encoder takes, near the size that a job has.
    func fitted(_ job: EncodeJob) -> EncodeJob {
        var job = job
        let limits = offer.limits
        job.size.width = min(
            max(job.size.width, (limits.minimumWidth + 15) / 16 * 16),
            limits.maximumWidth > 0 ? limits.maximumWidth : .max)
        job.size.height = min(
            max(job.size.height, (limits.minimumHeight + 15) / 16 * 16),
            limits.maximumHeight > 0 ? limits.maximumHeight : .max)
        return job
    }

    /// Whether a native encoder takes a parameter; an element's recipe binds it.
    func takes(_ parameter: String) -> Bool {
        guard let recipe = offer.recipe else { return encoder.parameters.contains { $0.id == parameter } }
        return recipe.bindings.contains { $0.parameter == parameter }
    }
}

extension Subject {
    /// Every offer that can be used here; the elements' recipes are fitted to what is installed.
    func encodersUnderTest() throws(Unmet) -> [any EncoderUnderTest] {
        var found: [any EncoderUnderTest] = []
        for (encoder, offer) in try offers() {
            if offer.recipe == nil {
                found.append(NativeUnderTest(subject: self, encoder: encoder, offer: offer))
            } else if let fitted = try? RecipeUnderTest.fitted(offer) {
                found.append(RecipeUnderTest(subject: self, encoder: encoder, offer: fitted))
            }
        }
        guard !found.isEmpty else { throw .notApplicable("no encoder of it works on this machine") }
        return found
    }

    /// The native encoders alone.
    func nativesUnderTest() throws(Unmet) -> [NativeUnderTest] {
        let natives = try offers().filter { $0.offer.recipe == nil }
            .map { NativeUnderTest(subject: self, encoder: $0.encoder, offer: $0.offer) }
        guard !natives.isEmpty else { throw .notApplicable("no native encoder is offered on this machine") }
        return natives
    }

    /// Holds each encoder against `body`, which throws at the first that does not hold.
    func forEachEncoder(_ body: (any EncoderUnderTest) throws(Unmet) -> String) throws(Unmet) -> String {
        try each(try encodersUnderTest(), named: { $0.name }, body)
    }

    func forEachNative(_ body: (NativeUnderTest) throws(Unmet) -> String) throws(Unmet) -> String {
        try each(try nativesUnderTest(), named: { $0.name }, body)
    }

    private func each<E>(
        _ encoders: [E], named name: (E) -> String, _ body: (E) throws(Unmet) -> String
    ) throws(Unmet) -> String {
        var seen: [String] = []
        var passedOver: [String] = []
        for encoder in encoders {
            do throws(Unmet) {
                let text = try body(encoder)
                seen.append(text.isEmpty ? name(encoder) : "\(name(encoder)): \(text)")
            } catch .notApplicable(let text) {
                passedOver.append("\(name(encoder)): \(text)")
            } catch .broken(let text) {
                throw .broken("\(name(encoder)): \(text)")
            }
        }
        guard !seen.isEmpty else { throw .notApplicable(passedOver.joined(separator: "; ")) }
        return (seen + passedOver.map { "left out: \($0)" }).joined(separator: "; ")
    }
}
