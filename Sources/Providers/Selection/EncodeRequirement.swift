// SPDX-License-Identifier: Apache-2.0
import Media

/// What a pipeline id asks of an encoder.
public struct EncodeRequirement: Sendable, Hashable {
    public var codec: Codec
    public var resolution: Resolution
    public var rate: FrameRate
    public var parameters: EncoderParameters
    /// What the picture is for.
    public var mode: EncodingMode
    /// The only element that will do; nil for any of the codec.
    public var element: String?

    public init(
        codec: Codec, resolution: Resolution, rate: FrameRate, parameters: EncoderParameters = .init(),
        mode: EncodingMode = .interactive, element: String? = nil
    ) {
        self.codec = codec
        self.resolution = resolution
        self.rate = rate
        self.parameters = parameters
        self.mode = mode
        self.element = element
    }
}
