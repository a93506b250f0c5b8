// SPDX-License-Identifier: Apache-2.0
import Media

/// A video pipeline from the screen to encoded packets, before it is text.
public struct VideoPipeline: Sendable, Hashable {
    public var source: CaptureSource
    public var screen: Screen
    /// The encoded size; nil for the screen's own.
    public var size: Resolution?
    /// The frame rate; nil for the screen's own.
    public var rate: FrameRate?
    public var showPointer: Bool
    /// The user's own elements before and after the encoder, as written; empty for none.
    public var prefix: String
    public var suffix: String

    public init(
        source: CaptureSource, screen: Screen, size: Resolution? = nil, rate: FrameRate? = nil,
        showPointer: Bool = false, prefix: String = "", suffix: String = ""
    ) {
        self.source = source
        self.screen = screen
        self.size = size
        self.rate = rate
        self.showPointer = showPointer
        self.prefix = prefix
        self.suffix = suffix
    }

    /// What the encoder gets: even sides, since every viewer decodes 4:2:0.
    public var encodedSize: Resolution { (size ?? screen.resolution).roundedToEven }
    public var encodedRate: FrameRate { rate ?? screen.rate }

    /// The whole description around these encoder parts.
    public func description(encoder: [PipelineDescription.Part]) -> PipelineDescription {
        var parts = source.element(showPointer: showPointer)
        parts.append(.caps("video/x-raw,framerate=\(encodedRate.fraction)"))
        if encodedSize != screen.resolution {
            parts.append(.element(factory: "videoscale", properties: []))
            parts.append(.caps("video/x-raw,width=\(encodedSize.width),height=\(encodedSize.height)"))
        }
        // Two frames, the older one dropped: a slow encoder lags by a frame, never more.
        parts.append(
            .element(
                factory: "queue",
                properties: [
                    .init(name: "max-size-buffers", value: "2"), .init(name: "max-size-bytes", value: "0"),
                    .init(name: "max-size-time", value: "0"), .init(name: "leaky", value: "downstream"),
                ]))
        let prefix = verbatim(prefix)
        // As in neko, the prefix stands right before the encoder: it may choose the format, and leave system memory.
        let conversion = prefix.isEmpty ? [] : Array(encoder.prefix { !$0.isEncoder })
        if self.prefix.contains("format=") {
            parts.append(.element(factory: "videoconvert", properties: []))
        } else {
            parts.append(contentsOf: conversion)
        }
        parts.append(contentsOf: prefix)
        parts.append(contentsOf: encoder.dropFirst(conversion.count))
        parts.append(contentsOf: verbatim(suffix))
        parts.append(.element(factory: "appsink", properties: [.init(name: "name", value: "appsink")]))
        return PipelineDescription(parts)
    }

    /// neko's prefix and suffix begin with `!`; ours joins by itself.
    private func verbatim(_ text: String) -> [PipelineDescription.Part] {
        var trimmed = text[...]
        while let first = trimmed.first, first == "!" || first.isWhitespace { trimmed.removeFirst() }
        while let last = trimmed.last, last == "!" || last.isWhitespace { trimmed.removeLast() }
        return trimmed.isEmpty ? [] : [.verbatim(String(trimmed))]
    }
}
