// SPDX-License-Identifier: Apache-2.0

extension ELFFile {
    /// The versions of symbols that it needs of each library, as `["libc.so.6": ["GLIBC_2.34", "GLIBC_2.2.5"]]`: what
    /// tells how old a system may be.
    public var neededVersions: [String: [String]] {
        get throws(ELFError) {
            var versions: [String: [String]] = [:]
            try eachVersion(
                at: DynamicSection.Tag.neededVersions, count: DynamicSection.Tag.neededVersionCount, nextAt: 12
            ) { place throws(ELFError) in
                let library = try dynamic.text(UInt64(try header.data.word(at: place + 4)))
                var part = place + UInt64(try header.data.word(at: place + 8))
                for _ in 0..<(try header.data.half(at: place + 2)) {
                    versions[library, default: []].append(
                        try dynamic.text(UInt64(try header.data.word(at: part + 8))))
                    let next = UInt64(try header.data.word(at: part + 12))
                    guard next > 0 else { break }
                    part += next
                }
            }
            return versions
        }
    }

    /// The versions that the file gives to its own symbols.
    var definedVersions: Set<String> {
        get throws(ELFError) {
            var versions: Set<String> = []
            try eachVersion(
                at: DynamicSection.Tag.definedVersions, count: DynamicSection.Tag.definedVersionCount, nextAt: 16
            ) { place throws(ELFError) in
                let name = place + UInt64(try header.data.word(at: place + 12))
                versions.insert(try dynamic.text(UInt64(try header.data.word(at: name))))
            }
            return versions
        }
    }

    /// Visits a chain of entries, each of which says how far the next one is.
    private func eachVersion(
        at tag: UInt64, count countTag: UInt64, nextAt: UInt64, _ visit: (UInt64) throws(ELFError) -> Void
    ) throws(ELFError) {
        guard var place = try dynamic.offset(tag) else { return }
        // As many as there is room for, whatever the file says.
        let count = min(dynamic.value(countTag) ?? 0, header.data.count / 16)
        for _ in 0..<count {
            try visit(place)
            let next = UInt64(try header.data.word(at: place + nextAt))
            guard next > 0 else { return }
            place += next
        }
    }
}
