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
    /// The GStreamer element that does the work.
    public var element: String

    /// Creates a description.
    public init(id: String, label: String, codec: String, kind: Kind, element: String) {
        self.id = id
        self.label = label
        self.codec = codec
        self.kind = kind
        self.element = element
    }
}
