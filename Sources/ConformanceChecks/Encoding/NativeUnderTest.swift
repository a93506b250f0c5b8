// SPDX-License-Identifier: Apache-2.0
import Media
import Pipelines
import PluginABI

/// A native encoder, driven call by call.
struct NativeUnderTest: EncoderUnderTest {
    let subject: Subject
    let encoder: EncoderDescription
    let offer: EncoderOffer

    /// The best of the formats that it takes.
    var formats: [RawFormat] {
        guard case .native(let encoding) = offer.encoding else { return [.i420] }
        return encoding.formats
    }

    /// The most frames that the offer says may be held back.
    var heldFrames: Int {
        guard case .native(let encoding) = offer.encoding else { return 0 }
        return encoding.heldFrames
    }

    func session() throws(Unmet) -> SessionUnderTest { try SessionUnderTest(subject, encoder.id, on: offer.deviceID) }

    func configuration(_ job: EncodeJob) -> SessionConfiguration {
        SessionConfiguration(
            format: formats.first ?? .i420, size: job.size, rate: job.rate, values: values(job.parameters))
    }

    /// A value for each parameter: what is asked for in neutral words, or the default.
    func values(_ parameters: EncoderParameters) -> [ParameterValue] {
        encoder.parameters.map { description in
            var value = ParameterValue(
                parameter: description, integer: description.defaultInteger, text: description.usualText)
            switch description.id {
            case SERVAL_PARAM_BITRATE: value.integer = description.clamped(parameters.bitrateKbps)
            case SERVAL_PARAM_MAX_BITRATE: value.integer = description.clamped(parameters.maxBitrateKbps)
            case SERVAL_PARAM_BUFFER: value.integer = description.clamped(parameters.bufferMilliseconds)
            case SERVAL_PARAM_KEYFRAME_INTERVAL:
                value.integer = description.clamped(parameters.keyframeIntervalFrames)
            case SERVAL_PARAM_THREADS: value.integer = description.clamped(parameters.threads)
            case SERVAL_PARAM_RATE_CONTROL: value.choose(parameters.rateControl.rawValue)
            case SERVAL_PARAM_SPEED: value.choose(parameters.speed.rawValue)
            default: break
            }
            return value
        }
    }

    /// A frame of a job.
    func frame(
        _ number: Int, _ scene: TestScene, _ job: EncodeJob, _ layout: FrameMemory.Layout? = nil
    ) throws(Unmet) -> FrameMemory {
        try FrameMemory(
            scene.picture(number), layout ?? FrameMemory.Layout(format: formats.first ?? .i420), id: UInt64(number),
            flags: job.keyframesAt.contains(number) ? SERVAL_FRAME_FORCE_KEYFRAME : 0,
            pts: job.presentation(number), duration: job.presentation(1))
    }

    func encode(_ job: EncodeJob) throws(Unmet) -> EncodeAnswer {
        try encode(job, configuration(job)) { _ in nil }
    }

    /// The same with a layout for each frame; nil for the usual one.
    func encode(
        _ job: EncodeJob, _ configuration: SessionConfiguration, layout: (Int) -> FrameMemory.Layout?
    ) throws(Unmet) -> EncodeAnswer {
        let session = try session()
        try session.openWorking(configuration)
        let answer = try run(session, job, layout)
        session.close()
        session.destroy()
        return answer
    }

    /// Encodes with a session that is open, and drains it.
    func run(
        _ session: SessionUnderTest, _ job: EncodeJob, _ layout: (Int) -> FrameMemory.Layout? = { _ in nil }
    ) throws(Unmet) -> EncodeAnswer {
        let scene = TestScene(job.size, job.colour)
        var answer = EncodeAnswer()
        for number in 0..<job.frames {
            if let change = job.bitrateChange, change.frame == number {
                answer.isBitrateChanged = changeBitrate(session, to: change.kbps) == .SERVAL_OK
            }
            try session.encodeWorking(try frame(number, scene, job, layout(number)))
        }
        try session.drainWorking()
        if let fault = session.packets.fault { throw .broken(fault) }
        answer.packets = session.packets.packets
        return answer
    }

    /// What `reconfigure` says to another bitrate.
    func changeBitrate(_ session: SessionUnderTest, to kbps: Int) -> serval_status {
        guard let parameter = encoder.parameters.first(where: { $0.id == SERVAL_PARAM_BITRATE && $0.isLive }) else {
            return .SERVAL_E_UNSUPPORTED
        }
        return session.reconfigure([ParameterValue(parameter: parameter, integer: parameter.clamped(kbps))])
    }
}

extension ParameterDescription {
    func clamped(_ value: Int) -> Int64 { Swift.min(Swift.max(Int64(value), minimum), maximum) }

    /// The text when nobody asks.
    fileprivate var usualText: String { defaultText.isEmpty ? choices.first?.value ?? "" : defaultText }
}

extension ParameterValue {
    /// Takes a word, where it is one of the choices.
    fileprivate mutating func choose(_ word: String) {
        if parameter.choices.contains(where: { $0.value == word }) { text = word }
    }
}
