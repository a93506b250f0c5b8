// SPDX-License-Identifier: Apache-2.0

/// What is captured: its size and how often it changes at most.
public struct Screen: Codable, Sendable, Hashable, CustomStringConvertible {
    public var resolution: Resolution
    public var rate: FrameRate

    public init(resolution: Resolution, rate: FrameRate) {
        self.resolution = resolution
        self.rate = rate
    }

    /// `1280x720@30`.
    public var description: String { "\(resolution)@\(rate)" }

    /// Reads `1280x720@30`; nil for anything else, sides or rates of 0 included.
    public init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let sides = parts[0].split(separator: "x", omittingEmptySubsequences: false)
        guard parts.count == 2, sides.count == 2, let width = Int(sides[0]), let height = Int(sides[1]),
            let rate = Int(parts[1]), (1...32768).contains(width), (1...32768).contains(height),
            (1...1000).contains(rate)
        else { return nil }
        self.init(resolution: Resolution(width: width, height: height), rate: FrameRate(rate))
    }
}
