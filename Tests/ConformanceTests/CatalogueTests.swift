// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Conformance
@testable import ConformanceChecks

@Suite struct CatalogueTests {
    @Test func `no two checks have the same name`() {
        let names = ConformanceCheck.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.count > 100)
    }

    @Test func `names are words with hyphens, and summaries begin small and have no full stop`() {
        for check in ConformanceCheck.all {
            #expect(check.name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" }, "\(check.name)")
            #expect(check.summary.last != ".", "\(check.name)")
            #expect(check.summary.isEmpty == false, "\(check.name)")
        }
    }

    @Test func `every gate exists, and stands before what depends on it`() {
        var seen: Set<String> = []
        for check in ConformanceCheck.all {
            for gate in check.gates { #expect(seen.contains(gate), "\(check.name) after \(gate)") }
            seen.insert(check.name)
        }
    }

    @Test func `every name has somebody who carries it out, and nobody else is there`() {
        #expect(Set(CheckBodies.all.keys) == Set(ConformanceCheck.all.map(\.name)))
    }

    @Test(arguments: [
        ("elf-loads", "elf-loads", true), ("elf-loads", "elf-load", false), ("elf-loads", "elf-loadss", false),
        ("*", "elf-loads", true), ("*", "", true), ("", "", true), ("", "a", false), ("elf-*", "elf-", true),
        ("elf-*", "memory-elf-", false), ("*-elf-*", "memory-elf-", true), ("a*b*c", "a-b-b-c", true),
        ("a*b*c", "a-c-b", false), ("?", "a", true), ("?", "", false), ("?", "ab", false), ("a?c", "abc", true),
        ("**?", "a", true), ("*?*", "", false), ("***", "abc", true),
    ])
    func `a star stands for any characters, a question mark for one`(pattern: String, text: String, matches: Bool) {
        #expect(Glob(pattern).matches(text) == matches)
    }

    @Test func `a pattern of many stars takes no time`() {
        let pattern = String(repeating: "*a", count: 60) + "b"
        #expect(!Glob(pattern).matches(String(repeating: "a", count: 300)))
    }

    @Test func `checks are chosen by a pattern, in their order`() {
        let names = ConformanceCheck.matching("entry-*").map(\.name)
        #expect(names.contains("entry-abi-version"))
        #expect(names.allSatisfy { $0.hasPrefix("entry-") })
        #expect(names == ConformanceCheck.all.map(\.name).filter(names.contains))
        #expect(ConformanceCheck.matching("nothing-*").isEmpty)
    }
}
