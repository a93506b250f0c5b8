// SPDX-License-Identifier: Apache-2.0

/// A picture's size in pixels; both sides are positive.
public struct Resolution: Codable, Sendable, Hashable, CustomStringConvertible {
    public var width: Int
    public var height: Int

    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// The nearest size below with even sides, as 4:2:0 sampling needs; never below 2x2.
    public var roundedToEven: Resolution {
        Resolution(width: max(2, width & ~1), height: max(2, height & ~1))
    }

    /// `1280x720`.
    public var description: String { "\(width)x\(height)" }
}
