// SPDX-License-Identifier: Apache-2.0
import Media

extension EncoderOffer {
    /// The parts of a pipeline that encode as offered; see `ElementRecipe.parts` and `NativeEncoding.parts`.
    public func parts(
        for encoder: EncoderDescription, with parameters: EncoderParameters,
        overrides: [ElementRecipe.Property]? = nil
    ) throws(Reason) -> [PipelineDescription.Part] {
        switch encoding {
        case .element(let recipe): try recipe.parts(for: parameters, overrides: overrides)
        case .native(let native): try native.parts(for: encoder, with: parameters, overrides: overrides)
        }
    }

    /// How the bitrate changes while the encoder runs; nil where it needs a restart.
    public func liveBitrate(of encoder: EncoderDescription) -> LiveBitrate? {
        switch encoding {
        case .element(let recipe): recipe.liveBitrate
        case .native: encoder.liveBitrate
        }
    }
}
