// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A picture in memory, four bytes a pixel, blue first: what a capture of an X display gives.
///
/// Belongs to one thread. Rows follow each other without a gap.
final class Canvas {
    let width: Int
    let height: Int
    let pixels: UnsafeMutablePointer<UInt32>

    init(width: Int, height: Int, color: UInt32) {
        self.width = width
        self.height = height
        pixels = .allocate(capacity: width * height)
        pixels.initialize(repeating: color, count: width * height)
    }

    deinit { pixels.deallocate() }

    /// Writes pixels into a row; they must fit.
    func set(x: Int, y: Int, _ row: [UInt32]) {
        row.withUnsafeBufferPointer { source in
            guard let first = source.baseAddress else { return }
            (pixels + y * width + x).update(from: first, count: row.count)
        }
    }
}

/// Numbers that look like chance and are the same in every process (SplitMix64).
package struct FixedNumbers {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
        return value ^ value >> 31
    }

    /// A number from 0 up to but not including `limit`.
    package mutating func next(below limit: Int) -> Int { Int(next() % UInt64(limit)) }
}
