// SPDX-License-Identifier: Apache-2.0
import Media

@testable import Providers

/// An entry of a catalog for tests.
func makeEntry(
    _ element: String, codec: Codec = .h264, kind: EncoderDescription.Kind = .software, device: String = "cpu",
    deviceName: String? = nil, provider: String = "org.serval.test", limits: EncoderLimits = .init(),
    lacks: [EncoderOffer.Lack] = [], failure: Reason? = nil
) -> Catalog.Entry {
    let offer = EncoderOffer(
        encoder: element, deviceID: device, limits: limits, lacks: lacks,
        recipe: ElementRecipe(stages: [.init(kind: .encoder, factory: element)], bindings: []))
    return Catalog.Entry(
        provider: provider,
        encoder: EncoderDescription(id: element, label: element, codec: codec, kind: kind, element: element),
        device: Device(id: device, name: deviceName ?? device), state: failure == nil ? .ok : .unavailable,
        reason: failure, offer: failure == nil ? offer : nil)
}

/// 1280x720 at 30 frames a second.
func makeRequirement(
    _ codec: Codec = .h264, mode: EncodingMode = .interactive, element: String? = nil
) -> EncodeRequirement {
    EncodeRequirement(
        codec: codec, resolution: Resolution(width: 1280, height: 720), rate: FrameRate(30), mode: mode,
        element: element)
}

/// A trial of an encoder that does 1280x720 at 30 frames a second with ease.
func makeTrial(
    fps: Double = 120, p99: Double = 20, cpu: Double = 5, bitrateError: Double? = 0, step: Double? = 0,
    keyframeDelay: Int? = 1, psnr: Double? = 30
) -> TrialMeasurement {
    TrialMeasurement(
        framesPerSecond: fps, latencyP50Milliseconds: p99 / 2, latencyP99Milliseconds: p99,
        cpuMillisecondsPerFrame: cpu, bitrateKbps: 2500, bitrateErrorPercent: bitrateError,
        bitrateStepErrorPercent: step, keyframeDelayFrames: keyframeDelay, psnrDecibels: psnr,
        warmUpMilliseconds: 50, rateControl: .cbr)
}

extension SelectionEvidence {
    /// Trials by entry.
    init(_ trials: [(Catalog.Entry, TrialOutcome)], incumbent: Catalog.Entry? = nil) {
        self.init(
            trials: Dictionary(trials.map { ($0.key, $1) }, uniquingKeysWith: { first, _ in first }),
            incumbent: incumbent?.key)
    }
}

extension Selection {
    /// The eligible encoders' ids in their order.
    var order: [String] { eligible.map(\.entry.encoder.id) }

    /// Any candidate's reason by its encoder's id.
    func reason(_ encoder: String) -> Reason? {
        (eligible + rejected).first { $0.entry.encoder.id == encoder }?.reason
    }
}
