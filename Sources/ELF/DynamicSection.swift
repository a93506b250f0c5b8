// SPDX-License-Identifier: Apache-2.0

/// What the dynamic loader reads first: tags and values.
struct DynamicSection: Sendable {
    /// The tags that are read here. elf(5).
    enum Tag {
        static let end: UInt64 = 0
        static let needed: UInt64 = 1
        static let hash: UInt64 = 4
        static let names: UInt64 = 5
        static let symbols: UInt64 = 6
        static let namesSize: UInt64 = 10
        static let symbolSize: UInt64 = 11
        static let soname: UInt64 = 14
        static let rpath: UInt64 = 15
        static let textRelocations: UInt64 = 22
        static let runPath: UInt64 = 29
        static let flags: UInt64 = 30
        static let gnuHash: UInt64 = 0x6FFF_FEF5
        static let flags1: UInt64 = 0x6FFF_FFFB
        static let definedVersions: UInt64 = 0x6FFF_FFFC
        static let definedVersionCount: UInt64 = 0x6FFF_FFFD
        static let neededVersions: UInt64 = 0x6FFF_FFFE
        static let neededVersionCount: UInt64 = 0x6FFF_FFFF
    }

    private let header: ELFHeader
    private var entries: [(tag: UInt64, value: UInt64)] = []
    private var names: Range<UInt64> = 0..<0

    init(_ header: ELFHeader) throws(ELFError) {
        self.header = header
        guard let segment = header.segments.first(where: { $0.type == ELFHeader.Segment.dynamic }) else { return }
        let size = header.data.wordSize
        for index in 0..<(segment.fileSize / (2 * size)) {
            let place = segment.offset + index * 2 * size
            let tag = try header.data.address(at: place)
            if tag == Tag.end { break }
            entries.append((tag, try header.data.address(at: place + size)))
        }
        guard let address = value(Tag.names) else { return }
        let start = try header.offset(ofAddress: address)
        let length = value(Tag.namesSize) ?? 0
        guard header.data.contains(start, length: length) else {
            throw .malformed("its table of names ends beyond the end of the file")
        }
        names = start..<(start + length)
    }

    func value(_ tag: UInt64) -> UInt64? { entries.first { $0.tag == tag }?.value }

    /// Where the table is in the file that a tag points to.
    func offset(_ tag: UInt64) throws(ELFError) -> UInt64? {
        guard let address = value(tag) else { return nil }
        return try header.offset(ofAddress: address)
    }

    func text(_ offset: UInt64, longest: Int = 4096) throws(ELFError) -> String {
        try header.data.text(
            at: names.lowerBound.saturatingAdd(offset), before: names.upperBound, longest: longest)
    }

    /// The texts of all entries with this tag.
    func texts(_ tag: UInt64) throws(ELFError) -> [String] {
        var texts: [String] = []
        for entry in entries where entry.tag == tag { texts.append(try text(entry.value)) }
        return texts
    }
}
