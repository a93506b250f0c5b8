// SPDX-License-Identifier: Apache-2.0

/// What the names in an expression stand for.
public struct Variables: Sendable {
    /// Nil when there are no names at all, so that each one is an error.
    let values: [ByteString: Value]?

    /// The display at the time of capture: its size in pixels and its rate in frames per second.
    ///
    /// A rate beyond 16 bits is cut to what fits, as the original has it.
    public init(width: Int, height: Int, fps: Int) {
        values = ["width": .int(width), "height": .int(height), "fps": .int16(Int16(clamping: fps))]
    }

    init(values: [ByteString: Value]?) {
        self.values = values
    }
}
