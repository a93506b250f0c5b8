// SPDX-License-Identifier: Apache-2.0

/// The NAL units of an H.264 or H.265 access unit in the byte stream format (Annex B of either).
package enum NALUnits {
    /// The units in their order, each with its header and as it was before emulation prevention.
    ///
    /// - Parameter limit: As many are returned at most; parameter sets are among the first.
    package static func first(_ limit: Int, of stream: [UInt8]) -> [[UInt8]] {
        var units: [[UInt8]] = []
        var start: Int?
        var zeros = 0
        for (index, byte) in stream.enumerated() {
            if byte == 1, zeros >= 2 {
                if let start { units.append(payload(stream[start..<index - zeros])) }
                start = index + 1
                if units.count == limit { return units }
            }
            zeros = byte == 0 ? zeros + 1 : 0
        }
        if let start { units.append(payload(stream[start...])) }
        return units
    }

    /// Without the byte 3 that an encoder puts after two zeros. Headers only: the first bytes will do.
    private static func payload(_ unit: ArraySlice<UInt8>) -> [UInt8] {
        var payload: [UInt8] = []
        var zeros = 0
        for byte in unit.prefix(512) {
            if byte == 3, zeros >= 2 {
                zeros = 0
                continue
            }
            zeros = byte == 0 ? zeros + 1 : 0
            payload.append(byte)
        }
        return payload
    }
}
