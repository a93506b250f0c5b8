// SPDX-License-Identifier: Apache-2.0
import Media

/// What the configuration says about which encoders are used.
public struct SelectionRules: Sendable, Hashable {
    /// Those that come before all others, the first of the list first.
    public var prefer: [EncoderPattern]
    /// The only ones that will do; nil for any.
    public var require: [EncoderPattern]?
    /// Those that are never used.
    public var forbid: [EncoderPattern]
    /// The id of the only device that will do, as `Device.id` has it; nil for any.
    public var device: String?

    public init(
        prefer: [EncoderPattern] = [], require: [EncoderPattern]? = nil, forbid: [EncoderPattern] = [],
        device: String? = nil
    ) {
        self.prefer = prefer
        self.require = require
        self.forbid = forbid
        self.device = device
    }

    /// Whether there are fewer encoders to choose from than without rules.
    var restrict: Bool { require != nil || !forbid.isEmpty || device != nil }

    /// The place of an entry in `prefer`; the list's length for one that is not in it.
    func preference(for entry: Catalog.Entry) -> Int {
        prefer.firstIndex { entry.isNamed(by: $0) } ?? prefer.count
    }
}

extension Catalog.Entry {
    /// Whether a pattern fits the encoder's id, its element or its provider's id.
    public func isNamed(by pattern: EncoderPattern) -> Bool { names.contains(where: pattern.matches) }

    /// What it can be called in a configuration.
    public var names: [String] {
        [encoder.id, encoder.element, provider].filter { !$0.isEmpty }
    }

    /// What trials, winners and sessions of it are remembered by.
    public var key: CandidateKey {
        CandidateKey(provider: provider, encoder: encoder.id, device: device?.id ?? "")
    }
}
