// SPDX-License-Identifier: Apache-2.0

/// One encoder as its provider knows it, before any hardware was asked.
public struct EncoderDescription: Sendable, Hashable {
    /// Where the work is done.
    public enum Kind: Sendable, Hashable {
        /// On the processor.
        case software
        /// On a device made for it.
        case hardware
    }

    /// Unique within the provider: `x264enc`.
    public var id: String
    /// For people: `x264 (H.264)`.
    public var label: String
    /// The codec's name: `vp8`, `vp9`, `av1`, `h264`, `h265`.
    public var codec: String
    /// Where the work is done.
    public var kind: Kind
    /// The GStreamer element that does the work; empty for an encoder with code of its own.
    public var element: String
    /// What an encoder with code of its own takes; empty for an element, whose recipe has bindings.
    public var parameters: [ParameterDescription]

    /// Describes an encoder with code of its own, of which `Provider.makeSession` makes sessions.
    public init(id: String, label: String, codec: String, kind: Kind, parameters: [ParameterDescription]) {
        self.id = id
        self.label = label
        self.codec = codec
        self.kind = kind
        element = ""
        self.parameters = parameters
    }

    /// Describes an encoder that is a GStreamer element.
    public init(id: String, label: String, codec: String, kind: Kind, element: String) {
        self.id = id
        self.label = label
        self.codec = codec
        self.kind = kind
        self.element = element
        parameters = []
    }
}
