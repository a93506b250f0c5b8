// SPDX-License-Identifier: Apache-2.0

extension ELFFile {
    /// The names that others can bind to: defined, not local, not hidden. Without versions, each once, in the file's
    /// order.
    public var exportedSymbols: [String] {
        get throws(ELFError) {
            let versions = try definedVersions
            return try symbolNames { symbol, name in
                // The linker adds a symbol for each version that the file defines.
                symbol.isDefined && symbol.isVisible && !(symbol.isAbsolute && versions.contains(name))
            }
        }
    }

    private struct Symbol {
        var name: UInt32
        var info: UInt8
        var other: UInt8
        var section: UInt16

        var isDefined: Bool { section != 0 }
        var isAbsolute: Bool { section == 0xFFF1 }
        /// Global, weak, or one for all processes of a kind that C++ needs.
        var isShared: Bool { [1, 2, 10].contains(info >> 4) }
        /// Default or protected.
        var isVisible: Bool { isShared && [0, 3].contains(other & 3) }
    }

    private var symbolSize: UInt64 { is64Bit ? 24 : 16 }

    private func symbol(at place: UInt64) throws(ELFError) -> Symbol {
        let data = header.data
        let rest = place + (is64Bit ? 4 : 12)
        return Symbol(
            name: try data.word(at: place), info: try data.byte(at: rest), other: try data.byte(at: rest + 1),
            section: try data.half(at: rest + 2))
    }

    private func symbolNames(where isWanted: (Symbol, String) -> Bool) throws(ELFError) -> [String] {
        guard let start = try dynamic.offset(DynamicSection.Tag.symbols) else { return [] }
        let count = try symbolCount(symbolsAt: start)
        guard header.data.contains(start, length: count.multipliedReportingOverflow(by: symbolSize).partialValue),
            count <= header.data.count
        else { throw .malformed("it has \(count) symbols, more than there is room for") }
        var names: [String] = []
        var seen: Set<String> = []
        var room = Self.largestNames
        // The first is never one.
        for index in 1..<max(count, 1) {
            let symbol = try symbol(at: start + index * symbolSize)
            guard symbol.name != 0 else { continue }
            let name = try dynamic.text(UInt64(symbol.name), longest: 65536)
            room -= name.utf8.count
            guard room > 0 else { throw .malformed("the names of its symbols are longer than \(Self.largestNames)") }
            if isWanted(symbol, name), seen.insert(name).inserted { names.append(name) }
        }
        return names
    }

    /// Names may share their bytes, so that a small file could have endlessly many.
    private static var largestNames: Int { 256 << 20 }

    /// The table does not say how long it is: hash tables and section headers do.
    private func symbolCount(symbolsAt start: UInt64) throws(ELFError) -> UInt64 {
        if let hash = try dynamic.offset(DynamicSection.Tag.hash) {
            return UInt64(try header.data.word(at: hash + 4))
        }
        if let count = try header.sectionSymbolCount(symbolsAt: start, entrySize: symbolSize) { return count }
        guard let hash = try dynamic.offset(DynamicSection.Tag.gnuHash) else { return 0 }
        return try gnuHashSymbolCount(hash)
    }

    /// The last symbol is the last one of the chain that begins last.
    private func gnuHashSymbolCount(_ table: UInt64) throws(ELFError) -> UInt64 {
        let data = header.data
        let bucketCount = UInt64(try data.word(at: table))
        let first = UInt64(try data.word(at: table + 4))
        let buckets = table + 16 + UInt64(try data.word(at: table + 8)) * data.wordSize
        guard data.contains(buckets, length: bucketCount * 4) else {
            throw .malformed("its table of hashes ends beyond the end of the file")
        }
        var last: UInt64 = 0
        for index in 0..<bucketCount { last = max(last, UInt64(try data.word(at: buckets + index * 4))) }
        guard last >= first, last > 0 else { return first }
        let chains = buckets + bucketCount * 4
        while try data.word(at: chains + (last - first) * 4) & 1 == 0 { last += 1 }
        return last + 1
    }
}
