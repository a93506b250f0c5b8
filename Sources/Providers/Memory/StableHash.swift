// SPDX-License-Identifier: Apache-2.0

/// A 64-bit FNV-1a hash: the same in every process, unlike the standard library's. Not for secrets.
///
/// http://www.isthe.com/chongo/tech/comp/fnv/
struct StableHash: Sendable {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    /// Sixteen hexadecimal digits.
    var text: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Adds a text; a boundary is hashed too, so that `ab`, `c` and `a`, `bc` differ.
    mutating func add(_ text: String) {
        for byte in text.utf8 { add(byte) }
        add(0xFF)
    }

    private mutating func add(_ byte: UInt8) {
        value ^= UInt64(byte)
        value = value &* 0x0000_0100_0000_01b3
    }
}
