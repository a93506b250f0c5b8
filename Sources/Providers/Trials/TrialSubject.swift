// SPDX-License-Identifier: Apache-2.0
import Media
import Pipelines
import WorkerProtocol

/// What a trial is about: everything that its outcome depends on, but the machine.
///
/// Equal subjects may share an outcome; it serves as the key of a cache, together with what identifies the machine.
public struct TrialSubject: Codable, Sendable, Hashable {
    /// How the encoder is run.
    public enum Means: Codable, Sendable, Hashable {
        /// By a recipe, bound to the parameters.
        ///
        /// - overrides: the encoder's properties in place of the recipe's own, when given (`gst_params`).
        case recipe(ElementRecipe, overrides: [ElementRecipe.Property]?)
        /// By a provider's own code, bound to the parameters.
        case native(NativeMeans, overrides: [ElementRecipe.Property]?)
        /// By a text from raw frames to packets, with the encoder as `name=encoder`, as `gst_parse_launch` reads it.
        case description(String)
    }

    /// A native encoder: what its sessions take, what it says of itself, and what is loaded for it.
    public struct NativeMeans: Codable, Sendable, Hashable {
        public var encoding: NativeEncoding
        public var encoder: EncoderDescription
        public var start: EncodeStart.NativeEncoder
    }

    /// The ids of the provider, of its encoder, and of the device; empty where the configuration names an element
    /// that no provider knows.
    public var provider: String
    public var encoder: String
    public var device: String
    /// Software trials disturb each other, and are run one after another.
    public var kind: EncoderDescription.Kind
    public var codec: Codec
    /// The encoded size, with even sides.
    public var resolution: Resolution
    public var rate: FrameRate
    public var parameters: EncoderParameters
    public var means: Means

    public init(
        provider: String = "", encoder: String = "", device: String = "", kind: EncoderDescription.Kind = .software,
        codec: Codec, resolution: Resolution, rate: FrameRate, parameters: EncoderParameters, means: Means
    ) {
        self.provider = provider
        self.encoder = encoder
        self.device = device
        self.kind = kind
        self.codec = codec
        self.resolution = resolution
        self.rate = rate
        self.parameters = parameters
        self.means = means
    }
}

extension TrialSubject {
    /// An entry of the catalog on a requirement's work; nil for one that has no offer.
    ///
    /// - Parameter overrides: the encoder's properties in place of the recipe's own.
    public init?(
        _ entry: Catalog.Entry, for requirement: EncodeRequirement, overrides: [ElementRecipe.Property]? = nil
    ) {
        guard let offer = entry.offer else { return nil }
        self.init(
            provider: entry.provider, encoder: entry.encoder.id, device: entry.device?.id ?? "",
            kind: entry.encoder.kind, codec: requirement.codec, resolution: requirement.resolution,
            rate: requirement.rate, parameters: requirement.parameters,
            means: Means(entry, offer, overrides: overrides))
    }
}

extension TrialSubject.Means {
    /// How an entry's offer is run.
    public init(_ entry: Catalog.Entry, _ offer: EncoderOffer, overrides: [ElementRecipe.Property]? = nil) {
        switch offer.encoding {
        case .element(let recipe): self = .recipe(recipe, overrides: overrides)
        case .native(let encoding):
            let start = EncodeStart.NativeEncoder(entry, offer, encoding)
            self = .native(
                TrialSubject.NativeMeans(encoding: encoding, encoder: entry.encoder, start: start), overrides: overrides
            )
        }
    }
}
