// SPDX-License-Identifier: Apache-2.0
import Media
import Pipelines
import WorkerProtocol

extension TrialSubject {
    /// What the trial worker is asked: the recipe expanded for each rate control that it may come down to.
    ///
    /// What was asked for comes first, then a variable bitrate, then constant quality: drivers are known that list a
    /// rate control and fail with it. The user's own properties are tried as they are.
    ///
    /// - Throws: `Reason` with code `unsupported-parameter` when the recipe has no words for the parameters.
    func request(pacedMilliseconds: Int) throws(Reason) -> TrialRequest {
        TrialRequest(
            codec: codec, resolution: resolution, rate: rate, bitrateKbps: targetKbps, profile: expectedProfile,
            liveBitrate: liveBitrate, native: means.native?.start, pacedMilliseconds: pacedMilliseconds,
            attempts: try attempts())
    }

    private func attempts() throws(Reason) -> [TrialRequest.Attempt] {
        switch means {
        case .description(let text):
            [TrialRequest.Attempt(rateControl: parameters.rateControl, encoder: text)]
        case .recipe(_, overrides: _?), .native(_, overrides: _?): [try attempt(parameters.rateControl)]
        case .recipe(_, overrides: nil), .native(_, overrides: nil): try ladder()
        }
    }

    private func ladder() throws(Reason) -> [TrialRequest.Attempt] {
        let asked = try attempt(parameters.rateControl)
        var ladder = [asked]
        for rateControl in [EncoderParameters.RateControl.vbr, .cq] where rateControl != parameters.rateControl {
            // A recipe that has no words for it, or the same ones, has nothing further to try.
            guard let attempt = try? attempt(rateControl),
                !ladder.contains(where: { $0.encoder == attempt.encoder })
            else { continue }
            ladder.append(attempt)
        }
        return ladder
    }

    private func attempt(_ rateControl: EncoderParameters.RateControl) throws(Reason) -> TrialRequest.Attempt {
        var parameters = parameters
        parameters.rateControl = rateControl
        let parts = try means.parts(for: parameters)
        return TrialRequest.Attempt(
            rateControl: rateControl, encoder: PipelineDescription(parts).text,
            properties: parts.lazy.compactMap(\.encoderProperties).first ?? [])
    }

    /// The parameters' own, or else the one that the recipe's caps ask for.
    private var expectedProfile: String {
        guard parameters.profile.isEmpty, case .recipe(let recipe, _) = means else { return parameters.profile }
        let caps = recipe.stages.last { $0.kind == .caps }?.caps ?? ""
        let field = caps.split(separator: ",").map { $0.trimmingWhitespace }.first { $0.hasPrefix("profile=") }
        let profile = field?.dropFirst("profile=".count).replacing("(string)", with: "") ?? ""
        // A list leaves the choice to the encoder.
        return profile.hasPrefix("{") ? "" : String(profile)
    }

    private var liveBitrate: EncodeStart.LiveBitrate? {
        means.liveBitrate.map {
            EncodeStart.LiveBitrate(property: $0.property, numerator: $0.numerator, denominator: $0.denominator)
        }
    }

    /// Nil where the user's own properties or text decide, and do not say it in a property that we know.
    private var targetKbps: Int? {
        switch means {
        case .description: return nil
        case .recipe(_, overrides: nil), .native(_, overrides: nil): return parameters.bitrateKbps
        case .recipe(_, let overrides?), .native(_, let overrides?):
            guard let live = means.liveBitrate, live.numerator > 0,
                let value = overrides.last(where: { $0.name == live.property }).flatMap({ Int64($0.value) })
            else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: live.denominator)
            let kbps = product / live.numerator
            return overflow || kbps < 1 ? nil : Int(kbps)
        }
    }
}

extension TrialSubject.Means {
    /// Nil for what is no native encoder.
    fileprivate var native: TrialSubject.NativeMeans? {
        guard case .native(let native, _) = self else { return nil }
        return native
    }

    fileprivate var liveBitrate: LiveBitrate? {
        switch self {
        case .recipe(let recipe, _): recipe.liveBitrate
        case .native(let native, _): native.encoder.liveBitrate
        case .description: nil
        }
    }

    /// The parts of a pipeline from raw frames to packets.
    fileprivate func parts(for parameters: EncoderParameters) throws(Reason) -> [PipelineDescription.Part] {
        switch self {
        case .recipe(let recipe, let overrides): try recipe.parts(for: parameters, overrides: overrides)
        case .native(let native, let overrides):
            try native.encoding.parts(for: native.encoder, with: parameters, overrides: overrides)
        case .description(let text): [.verbatim(text)]
        }
    }
}

extension PipelineDescription.Part {
    /// What is set on the encoder beside its name; nil for any other part.
    fileprivate var encoderProperties: [ElementRecipe.Property]? {
        guard case .element(_, let properties) = self, let name = properties.first,
            name.name == "name", name.value == "encoder"
        else { return nil }
        return Array(properties.dropFirst())
    }
}

extension Substring {
    fileprivate var trimmingWhitespace: Substring { drop(while: \.isWhitespace) }
}
