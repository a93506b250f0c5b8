// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Glibc

/// How far pictures are from what they should be, pixel by pixel.
struct SquaredErrors: Sendable, Hashable {
    private(set) var sum = 0
    private(set) var pixels = 0

    init() {}

    /// - Parameter expected: The whole picture, rows without gaps.
    init(of luma: RawPlane, from expected: [UInt8]) {
        guard expected.count == luma.width * luma.height else { return }
        pixels = expected.count
        sum = expected.withUnsafeBufferPointer { expected in
            var sum = 0
            for row in 0..<luma.height {
                let (one, other) = (luma.first + row * luma.stride, row * luma.width)
                var rowSum = 0
                for column in 0..<luma.width {
                    let difference = Int(one[column]) &- Int(expected[other &+ column])
                    rowSum &+= difference &* difference
                }
                sum += rowSum
            }
            return sum
        }
    }

    mutating func add(_ other: SquaredErrors) {
        sum += other.sum
        pixels += other.pixels
    }

    /// 99 where both are the same, which would be infinite.
    var psnrDecibels: Double {
        guard pixels > 0, sum > 0 else { return 99 }
        return min(99, 10 * log10(255 * 255 * Double(pixels) / Double(sum)))
    }
}

extension RawPlane {
    /// A copy, rows without gaps.
    package func packed() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: width * height) { target, count in
            count = width * height
            guard let base = target.baseAddress else { return }
            for row in 0..<height { memcpy(base + row * width, first + row * stride, width) }
        }
    }
}
