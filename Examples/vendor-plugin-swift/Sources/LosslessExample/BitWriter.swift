// SPDX-License-Identifier: Apache-2.0

/// Bits in the order that H.264 has them in.
struct BitWriter: Sendable {
    private var bytes: [UInt8] = []
    private var pending = 0
    private var pendingCount = 0

    /// Appends the lowest bits of a number, the highest of them first.
    mutating func bits(_ value: Int, count: Int) {
        for shift in (0..<count).reversed() {
            pending = pending << 1 | (value >> shift & 1)
            pendingCount += 1
            guard pendingCount == 8 else { continue }
            bytes.append(UInt8(truncatingIfNeeded: pending))
            (pending, pendingCount) = (0, 0)
        }
    }

    /// Appends an Exp-Golomb code, ue(v).
    mutating func unsigned(_ value: Int) {
        let length = Int.bitWidth - (value + 1).leadingZeroBitCount
        bits(value + 1, count: 2 * length - 1)
    }

    /// Appends the samples of an I_PCM block, at the next whole byte.
    mutating func samples(_ samples: [UInt8], ofBlock block: Int) {
        if pendingCount > 0 { bits(0, count: 8 - pendingCount) }
        let start = block * BlockStore.blockSize
        bytes += samples[start..<start + BlockStore.blockSize]
    }

    /// A NAL unit with its start code: what was written, ended as section 7.3.2.11 says, without start codes inside.
    static func unit(_ header: UInt8, _ content: consuming BitWriter) -> [UInt8] {
        content.bits(1, count: 1)
        if content.pendingCount > 0 { content.bits(0, count: 8 - content.pendingCount) }
        var unit: [UInt8] = [0, 0, 0, 1, header]
        unit.reserveCapacity(content.bytes.count * 17 / 16)
        var zeros = 0
        for byte in content.bytes {
            if zeros >= 2, byte <= 3 {
                unit.append(3)
                zeros = 0
            }
            unit.append(byte)
            zeros = byte == 0 ? zeros + 1 : 0
        }
        return unit
    }
}
