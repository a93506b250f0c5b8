// SPDX-License-Identifier: Apache-2.0

/// The file's header and what it points to: segments and section headers. elf(5).
struct ELFHeader: Sendable {
    /// A part of the file that is mapped, or that tells the loader something.
    struct Segment: Sendable {
        var type: UInt32
        var flags: UInt32
        var offset: UInt64
        var address: UInt64
        var fileSize: UInt64

        static let load: UInt32 = 1
        static let dynamic: UInt32 = 2
        static let stack: UInt32 = 0x6474_E551
        static let executable: UInt32 = 1
    }

    let data: ELFBytes
    let type: UInt16
    let machine: UInt16
    let segments: [Segment]
    /// Where the last of segments and tables ends.
    let expectedSize: UInt64
    private let sectionTable: Table

    /// A table of entries of one size.
    private struct Table {
        var offset: UInt64
        var entrySize: UInt64
        var count: UInt64

        var end: UInt64 { offset.saturatingAdd(entrySize * count) }
    }

    init(_ bytes: [UInt8]) throws(ELFError) {
        guard bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]) else { throw .notELF }
        guard bytes.count >= 16 else { throw .truncated(size: bytes.count, expected: 52) }
        guard bytes[4] == 1 || bytes[4] == 2 else { throw .malformed("its class is \(bytes[4])") }
        guard bytes[5] == 1 || bytes[5] == 2 else { throw .malformed("its byte order is \(bytes[5])") }
        let is64Bit = bytes[4] == 2
        let headerSize = is64Bit ? 64 : 52
        guard bytes.count >= headerSize else { throw .truncated(size: bytes.count, expected: headerSize) }
        data = ELFBytes(bytes: bytes, isLittleEndian: bytes[5] == 1, is64Bit: is64Bit)
        type = try data.half(at: 16)
        machine = try data.half(at: 18)
        // Three addresses, flags, and then the sizes and counts as halves.
        let addresses: UInt64 = 24
        let halves = addresses + 3 * data.wordSize + 4
        let programs = Table(
            offset: try data.address(at: addresses + data.wordSize), entrySize: UInt64(try data.half(at: halves + 2)),
            count: UInt64(try data.half(at: halves + 4)))
        sectionTable = Table(
            offset: try data.address(at: addresses + 2 * data.wordSize),
            entrySize: UInt64(try data.half(at: halves + 6)), count: UInt64(try data.half(at: halves + 8)))
        if programs.count > 0, programs.entrySize != (is64Bit ? 56 : 32) {
            throw .malformed("its program headers have \(programs.entrySize) bytes each")
        }
        if sectionTable.count > 0, sectionTable.entrySize != (is64Bit ? 64 : 40) {
            throw .malformed("its section headers have \(sectionTable.entrySize) bytes each")
        }
        let tables = max(UInt64(headerSize), programs.count > 0 ? programs.end : 0, sectionTable.end)
        guard programs.count == 0 || programs.end <= data.count else {
            throw .truncated(size: bytes.count, expected: Int(clamping: tables))
        }
        var segments: [Segment] = []
        for index in 0..<programs.count {
            segments.append(try Segment(data, at: programs.offset + index * programs.entrySize))
        }
        self.segments = segments
        expectedSize = segments.reduce(tables) { max($0, $1.offset.saturatingAdd($1.fileSize)) }
        guard expectedSize <= data.count else {
            throw .truncated(size: bytes.count, expected: Int(clamping: expectedSize))
        }
    }

    /// Where in the file the byte is that is loaded to this address.
    func offset(ofAddress address: UInt64) throws(ELFError) -> UInt64 {
        for segment in segments where segment.type == Segment.load {
            guard address >= segment.address, address - segment.address < segment.fileSize else { continue }
            return segment.offset + (address - segment.address)
        }
        throw .malformed("nothing is loaded to address \(address)")
    }

    /// The number of entries of the dynamic symbols' section; nil without section headers, which loading needs not.
    func sectionSymbolCount(symbolsAt offset: UInt64, entrySize: UInt64) throws(ELFError) -> UInt64? {
        let dynamicSymbols: UInt32 = 11
        for index in 0..<sectionTable.count {
            let place = sectionTable.offset + index * sectionTable.entrySize
            guard try data.word(at: place + 4) == dynamicSymbols else { continue }
            // Name and type, then flags, address, offset and size.
            let fields = place + 8 + 2 * data.wordSize
            guard try data.address(at: fields) == offset else { continue }
            return try data.address(at: fields + data.wordSize) / entrySize
        }
        return nil
    }
}

extension ELFHeader.Segment {
    fileprivate init(_ data: ELFBytes, at place: UInt64) throws(ELFError) {
        type = try data.word(at: place)
        if data.is64Bit {
            flags = try data.word(at: place + 4)
            offset = try data.address(at: place + 8)
            address = try data.address(at: place + 16)
            fileSize = try data.address(at: place + 32)
        } else {
            offset = try data.address(at: place + 4)
            address = try data.address(at: place + 8)
            fileSize = try data.address(at: place + 16)
            flags = try data.word(at: place + 24)
        }
    }
}

extension UInt64 {
    /// The sum, or the largest number there is.
    func saturatingAdd(_ other: UInt64) -> UInt64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
