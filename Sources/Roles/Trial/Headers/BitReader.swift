// SPDX-License-Identifier: Apache-2.0

/// Reads a header bit by bit, the most significant first; past the end it reads zeros and says so.
package struct BitReader {
    private let bytes: [UInt8]
    private var position = 0
    /// More was read than there is.
    package private(set) var isExhausted = false

    package init(_ bytes: some Sequence<UInt8>) { self.bytes = [UInt8](bytes) }

    /// The next bits as a number; 64 at most.
    package mutating func bits(_ count: Int) -> Int {
        var value: UInt64 = 0
        for _ in 0..<count { value = value << 1 | nextBit() }
        return Int(truncatingIfNeeded: value)
    }

    package mutating func flag() -> Bool { nextBit() == 1 }

    package mutating func skip(_ count: Int) {
        position += count
        if position > bytes.count * 8 { isExhausted = true }
    }

    /// An Exp-Golomb number without a sign, `ue(v)` of H.264 and H.265, and `uvlc()` of AV1; at most 32 bits.
    package mutating func exponentialGolomb() -> Int {
        var zeros = 0
        while !isExhausted, !flag() { zeros += 1 }
        guard zeros < 32 else {
            isExhausted = true
            return 0
        }
        return (1 << zeros) - 1 + bits(zeros)
    }

    /// As many bytes as `leb128()` of AV1 takes: seven bits each, the least significant first.
    package mutating func leb128() -> Int {
        var value = 0
        for index in 0..<8 {
            let byte = bits(8)
            value |= (byte & 0x7f) << (index * 7)
            if byte & 0x80 == 0 { return value }
        }
        isExhausted = true
        return 0
    }

    private mutating func nextBit() -> UInt64 {
        guard position < bytes.count * 8 else {
            isExhausted = true
            return 0
        }
        defer { position += 1 }
        return UInt64(bytes[position / 8] >> (7 - position % 8) & 1)
    }
}
