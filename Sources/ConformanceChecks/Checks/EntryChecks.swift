// SPDX-License-Identifier: Apache-2.0
import Media
import PluginABI
import ProviderLoading

extension CheckBodies {
    /// The entry, and the table that it returns.
    static let entry: [String: Body] = [
        "entry-table-complete": { subject throws(Unmet) in
            let library = try Library(try subject.table())
            if let id = library.functions.id { subject.introduce(String(cString: id)) }
            return ""
        },
        "entry-struct-size-sane": { subject throws(Unmet) in
            let size = Int(try subject.table().pointee.struct_size)
            let needed = MemoryLayout<serval_library>.size
            try expect(size % 8 == 0, "library.struct_size is \(size), which is no multiple of 8")
            try expect(
                (needed...65536).contains(size), "library.struct_size is \(size); what version 1.0 has takes \(needed)")
            return "\(size) bytes"
        },
        "entry-abi-version": { subject throws(Unmet) in
            let version = try subject.table().pointee.abi
            let (major, minor) = (version >> 16, version & 0xffff)
            try expect(
                major == UInt32(SERVAL_ABI_MAJOR),
                "library.abi is \(major).\(minor), but the entry was asked for version \(SERVAL_ABI_MAJOR)")
            return "built for version \(major).\(minor)"
        },
        "entry-refuses-other-major": { subject throws(Unmet) in
            let entry = try subject.entry()
            for major in [0, UInt32(SERVAL_ABI_MAJOR) + 1, 0xffff] where major != UInt32(SERVAL_ABI_MAJOR) {
                subject.phase("\(SERVAL_PROVIDER_ENTRY) for version \(major)")
                guard let table = entry(major << 16) else { continue }
                // One library may serve several majors, but then says so.
                try expect(
                    table.pointee.abi >> 16 == major,
                    "for version \(major) it returns a table of version \(table.pointee.abi >> 16) in place of NULL")
            }
            return ""
        },
        "entry-ignores-minor": { subject throws(Unmet) in
            let usual = try subject.table()
            let entry = try subject.entry()
            for minor in [UInt32(0), 7, 0xffff] {
                subject.phase("\(SERVAL_PROVIDER_ENTRY) for version \(SERVAL_ABI_MAJOR).\(minor)")
                let table = entry(UInt32(SERVAL_ABI_MAJOR) << 16 | minor)
                try expect(
                    table == usual,
                    "for a host of version \(SERVAL_ABI_MAJOR).\(minor) it returns "
                        + (table == nil ? "NULL" : "another table"))
            }
            return ""
        },
        "entry-idempotent": { subject throws(Unmet) in
            let first = try subject.table()
            for _ in 0..<3 { try expect(try subject.table() == first, "it returns another pointer the second time") }
            return ""
        },
        "entry-strings-utf8": { subject throws(Unmet) in
            let identity = try subject.identity()
            return "\(identity.name) \(identity.version), of \(identity.vendor)"
        },
        "entry-id-reverse-dns": { subject throws(Unmet) in
            let id = try subject.identity().id
            let parts = id.split(separator: ".", omittingEmptySubsequences: false)
            let isPlain = parts.allSatisfy { part in
                !part.isEmpty && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
            }
            try expect(
                parts.count >= 2 && isPlain,
                "the id is \"\(id)\"; begin it with a domain of yours: com.example.\(parts.last ?? "encoder")")
            return id
        },
        "entry-license-spdx": { subject throws(Unmet) in
            let license = try subject.identity().license
            let words = license.split(whereSeparator: { " ()".contains($0) })
            let isExpression =
                !words.isEmpty
                && words.allSatisfy { word in
                    word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-.+:".contains($0)) }
                }
            let hasOperators =
                words.count == 1 || words.contains { ["AND", "OR", "WITH"].contains(String($0)) }
            try expect(
                isExpression && hasOperators,
                "the licence is \"\(license)\"; SPDX writes Apache-2.0, or LicenseRef-Example for one's own")
            return license
        },
        "interface-unknown-null": { subject throws(Unmet) in
            let library = try subject.library()
            for id in ["", "serval.no-such-interface/1", "serval.encoder-factory/99", "serval.encoder-factory"] {
                subject.phase("get_interface(\"\(id)\")")
                try expect(
                    library.interface(id, as: UInt8.self) == nil,
                    "get_interface(\"\(id)\") returns a table; for an unknown id it must be NULL")
            }
            return ""
        },
    ]
}

extension Subject {
    /// The library's strings.
    fileprivate func identity() throws(Unmet) -> ProviderIdentity {
        let table = try table()
        let reader = ABIReader(code: "bad-table", path: "library")
        return try read { () throws(Reason) in
            let library = try reader.copy(table)
            _ = try reader.optionalText("url", library.url)
            return ProviderIdentity(
                id: try reader.text("id", library.id), name: try reader.text("name", library.name),
                vendor: try reader.text("vendor", library.vendor),
                version: try reader.text("version", library.version),
                license: try reader.text("license", library.license))
        }
    }
}
