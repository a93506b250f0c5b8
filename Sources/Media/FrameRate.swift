// SPDX-License-Identifier: Apache-2.0

/// Frames per second, as the exact fraction that caps carry; both parts are positive.
public struct FrameRate: Codable, Sendable, Hashable, CustomStringConvertible {
    public var numerator: Int
    public var denominator: Int

    public init(_ numerator: Int, over denominator: Int = 1) {
        self.numerator = numerator
        self.denominator = denominator
    }

    public var framesPerSecond: Double { Double(numerator) / Double(denominator) }

    /// `30`, or `2997/100` where the rate is not whole.
    public var description: String {
        denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)"
    }

    /// `30/1`, as caps spell it.
    public var fraction: String { "\(numerator)/\(denominator)" }
}
