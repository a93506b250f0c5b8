// SPDX-License-Identifier: Apache-2.0

/// What an encode worker delivers, known once its first packet is there.
public struct StreamFormat: Codable, Sendable, Hashable {
    public var codec: Codec
    /// The encoded stream's GStreamer caps in text form, such as `video/x-vp8, width=(int)1280, …`.
    public var caps: String
    public var resolution: Resolution
    public var rate: FrameRate

    public init(codec: Codec, caps: String, resolution: Resolution, rate: FrameRate) {
        self.codec = codec
        self.caps = caps
        self.resolution = resolution
        self.rate = rate
    }
}
