// SPDX-License-Identifier: Apache-2.0

/// NAL units with their start codes, written bit by bit.
struct BitWriter {
    private(set) var bytes: [UInt8] = []
    /// The bits that do not make up a byte yet.
    private var pending = 0
    private var pendingCount = 0
    private var zeros = 0

    /// Begins a NAL unit.
    mutating func beginUnit(_ header: UInt8) {
        bytes += [0, 0, 0, 1, header]
        zeros = 0
    }

    mutating func endUnit() {
        put(1, bits: 1)
        fillByte()
    }

    /// Appends a byte of a NAL unit; 3 after two zeros keeps what looks like a start code apart (7.4.1).
    mutating func put(byte: UInt8) {
        if zeros >= 2, byte <= 3 {
            bytes.append(3)
            zeros = 0
        }
        bytes.append(byte)
        zeros = byte == 0 ? zeros + 1 : 0
    }

    /// Appends the lowest bits of a number, the highest of them first.
    mutating func put(_ value: Int, bits count: Int) {
        for shift in (0..<count).reversed() {
            pending = pending << 1 | (value >> shift & 1)
            pendingCount += 1
            guard pendingCount == 8 else { continue }
            put(byte: UInt8(truncatingIfNeeded: pending))
            (pending, pendingCount) = (0, 0)
        }
    }

    /// Appends Exp-Golomb codes, ue(v).
    mutating func put(numbers: [Int]) {
        for number in numbers {
            let length = Int.bitWidth - (number + 1).leadingZeroBitCount
            put(number + 1, bits: 2 * length - 1)
        }
    }

    mutating func fillByte() {
        if pendingCount > 0 { put(0, bits: 8 - pendingCount) }
    }
}
