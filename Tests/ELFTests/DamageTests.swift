// SPDX-License-Identifier: Apache-2.0
import ELF
import TestFixtures
import Testing

/// What is no good library is an error or an answer, and never the end of the process.
struct DamageTests {
    @Test func `what is no ELF file is told`() {
        for text in ["", "\u{7F}EL", "#!/bin/sh\n", "!<arch>\n", "/* GNU ld script */ INPUT ( libx.so.1 )"] {
            #expect(throws: ELFError.notELF) { try ELFFile(Array(text.utf8)) }
        }
    }

    @Test func `a file that is cut off is known, wherever that is`() throws {
        let bytes = try CompiledFile.bytes()
        let whole = try ELFFile(bytes)
        for size in stride(from: 64, to: whole.expectedSize, by: 64) {
            #expect(throws: ELFError.truncated(size: size, expected: whole.expectedSize)) {
                try ELFFile(Array(bytes[..<size]))
            }
        }
        for size in 4..<64 {
            #expect(throws: ELFError.self) { try ELFFile(Array(bytes[..<size])) }
        }
    }

    @Test func `the message has both sizes`() throws {
        #expect(
            ELFError.truncated(size: 1234, expected: 5678).description == "is cut off: 1234 of 5678 bytes are there")
    }

    @Test(arguments: ["x86_64-linux-gnu", "i386-linux-gnu", "s390x-linux-gnu"])
    func `damage anywhere is an error or an answer`(target: String) throws {
        let bytes = try CompiledFile.bytes(for: target)
        var numbers = SeededGenerator(seed: 4711)
        var readable = 0
        let rounds = 3000
        for round in 0..<rounds {
            var damaged = bytes
            // Mostly where the headers are, since little of the rest is read.
            let range = round % 3 == 0 ? 0..<bytes.count : 0..<min(1024, bytes.count)
            for _ in 0..<Int.random(in: 1...8, using: &numbers) {
                let place = Int.random(in: range, using: &numbers)
                damaged[place] = [0, 0xFF, UInt8.random(in: 0...255, using: &numbers)][round % 3]
            }
            if CompiledFile.readAll(damaged) { readable += 1 }
        }
        // Damage that nobody reads, and damage that somebody does: the test meets both.
        #expect(readable > rounds / 100)
        #expect(readable < rounds * 99 / 100)
    }

    @Test func `a file of nothing but large numbers is an error`() throws {
        var bytes = try CompiledFile.bytes()
        for place in 24..<bytes.count { bytes[place] = 0xFF }
        #expect(throws: ELFError.self) { try ELFFile(bytes) }
    }
}
