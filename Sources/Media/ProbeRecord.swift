// SPDX-License-Identifier: Apache-2.0

/// What a provider says of itself; never depends on hardware.
public struct ProviderIdentity: Codable, Sendable, Hashable {
    /// Reverse DNS: `org.serval.software`.
    public var id: String
    public var name: String
    public var vendor: String
    public var version: String
    public var license: String

    public init(id: String, name: String, vendor: String, version: String, license: String) {
        self.id = id
        self.name = name
        self.vendor = vendor
        self.version = version
        self.license = license
    }
}

/// One encoder as its provider describes it, before any hardware was asked.
public struct EncoderDescription: Codable, Sendable, Hashable {
    public enum Kind: String, Codable, Sendable { case software, hardware }

    /// Unique within its provider: `x264enc`.
    public var id: String
    public var label: String
    public var codec: Codec
    public var kind: Kind
    /// The GStreamer element that it uses; for a native encoder the one that its worker makes of it.
    public var element: String
    /// What a native encoder takes; empty for an element, whose recipe says it.
    public var parameters: [ParameterDescription]

    public init(
        id: String, label: String, codec: Codec, kind: Kind, element: String, parameters: [ParameterDescription] = []
    ) {
        self.id = id
        self.label = label
        self.codec = codec
        self.kind = kind
        self.element = element
        self.parameters = parameters
    }

    /// The element of the native encoder of this id: `serval-native-fastenc`.
    public static func nativeElement(of encoder: String) -> String { "serval-native-" + elementName(encoder) }
}

/// What an encoder can take; 0 stands for unknown.
public struct EncoderLimits: Codable, Sendable, Hashable {
    public var minimumWidth: Int
    public var minimumHeight: Int
    public var maximumWidth: Int
    public var maximumHeight: Int
    public var rateControls: [String]
    public var profiles: [String]

    public init(
        minimumWidth: Int = 0, minimumHeight: Int = 0, maximumWidth: Int = 0, maximumHeight: Int = 0,
        rateControls: [String] = [], profiles: [String] = []
    ) {
        self.minimumWidth = minimumWidth
        self.minimumHeight = minimumHeight
        self.maximumWidth = maximumWidth
        self.maximumHeight = maximumHeight
        self.rateControls = rateControls
        self.profiles = profiles
    }
}

/// Encoder × device × codec, as probed: this works here, within these limits.
public struct EncoderOffer: Codable, Sendable, Hashable {
    /// What an encoder cannot do, where that decides about its use.
    public enum Lack: String, Codable, Sendable, CaseIterable {
        /// Keyframes come by interval only.
        case keyframeOnRequest = "keyframe-on-request"
        /// The bitrate cannot change while it runs.
        case liveBitrate = "live-bitrate"
        /// It does not keep up with a desktop on usual machines.
        case realTime = "real-time"
    }

    /// What does the work.
    public enum Encoding: Codable, Sendable, Hashable {
        /// A GStreamer element, with nothing of the provider's code.
        case element(ElementRecipe)
        /// The provider's own code.
        case native(NativeEncoding)
    }

    public var encoder: String
    public var deviceID: String
    public var limits: EncoderLimits
    public var lacks: [Lack]
    public var encoding: Encoding
    /// Properties of the recipe that the element here does not have, as `factory.property`; they are left out.
    public var missingProperties: [String]

    public init(
        encoder: String, deviceID: String, limits: EncoderLimits, lacks: [Lack] = [], encoding: Encoding,
        missingProperties: [String] = []
    ) {
        self.encoder = encoder
        self.deviceID = deviceID
        self.limits = limits
        self.lacks = lacks
        self.encoding = encoding
        self.missingProperties = missingProperties
    }

    public init(
        encoder: String, deviceID: String, limits: EncoderLimits, lacks: [Lack] = [], recipe: ElementRecipe,
        missingProperties: [String] = []
    ) {
        self.init(
            encoder: encoder, deviceID: deviceID, limits: limits, lacks: lacks, encoding: .element(recipe),
            missingProperties: missingProperties)
    }

    /// The recipe of an element; nil for the provider's own code.
    public var recipe: ElementRecipe? {
        guard case .element(let recipe) = encoding else { return nil }
        return recipe
    }
}

/// Something that a provider, or the probe itself, wants to be known: mostly why an encoder has no offer.
public struct ProbeNote: Codable, Sendable, Hashable {
    public enum Severity: String, Codable, Sendable { case info, warning, error }

    public var severity: Severity
    public var reason: Reason
    /// The encoder that it is about; empty for all of the provider's.
    public var encoder: String
    /// The device that it is about; empty for none in particular.
    public var deviceID: String

    public init(severity: Severity, reason: Reason, encoder: String = "", deviceID: String = "") {
        self.severity = severity
        self.reason = reason
        self.encoder = encoder
        self.deviceID = deviceID
    }
}

/// One step of a probe, written by the probe child the moment it is known, so that a crash keeps what came before.
public enum ProbeRecord: Codable, Sendable, Hashable {
    /// About to do this: `load`, `entry`, `init`, `describe`, `probe`, `verify`.
    case phase(String)
    case provider(ProviderIdentity)
    /// What its answers depend on, in the form of `serval/invalidation.h`.
    case sources([String])
    case encoder(EncoderDescription)
    case device(Device)
    case offer(EncoderOffer)
    case note(ProbeNote)
    /// The provider, or the library, cannot be used at all.
    case refused(Reason)
    /// All was said.
    case done
}
