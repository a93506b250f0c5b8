// SPDX-License-Identifier: Apache-2.0

/// Numbers and strings at places of a file, each place checked.
struct ELFBytes: Sendable {
    let bytes: [UInt8]
    let isLittleEndian: Bool
    /// Whether addresses have 64 bits.
    let is64Bit: Bool

    var count: UInt64 { UInt64(bytes.count) }
    /// Bytes of an address.
    var wordSize: UInt64 { is64Bit ? 8 : 4 }

    func contains(_ offset: UInt64, length: UInt64) -> Bool { offset <= count && length <= count - offset }

    func byte(at offset: UInt64) throws(ELFError) -> UInt8 { UInt8(try number(at: offset, size: 1)) }

    func half(at offset: UInt64) throws(ELFError) -> UInt16 { UInt16(try number(at: offset, size: 2)) }

    func word(at offset: UInt64) throws(ELFError) -> UInt32 { UInt32(try number(at: offset, size: 4)) }

    /// A number as wide as an address.
    func address(at offset: UInt64) throws(ELFError) -> UInt64 { try number(at: offset, size: wordSize) }

    private func number(at offset: UInt64, size: UInt64) throws(ELFError) -> UInt64 {
        guard contains(offset, length: size) else { throw .malformed("a number lies at \(offset), beyond the end") }
        var value: UInt64 = 0
        for index in 0..<size {
            let place = Int(offset + (isLittleEndian ? size - 1 - index : index))
            value = value << 8 | UInt64(bytes[place])
        }
        return value
    }

    /// The text up to its 0 byte, which must come before the table's end.
    func text(at offset: UInt64, before end: UInt64, longest: Int) throws(ELFError) -> String {
        let limit = min(end, count)
        guard offset < limit else { throw .malformed("a name lies at \(offset), outside the table of names") }
        let rest = bytes[Int(offset)..<Int(limit)].prefix(longest + 1)
        guard let zero = rest.firstIndex(of: 0) else { throw .malformed("the name at \(offset) has no end") }
        return String(decoding: rest[..<zero], as: UTF8.self)
    }
}
