// SPDX-License-Identifier: Apache-2.0
import ELF
import Media
import TestFixtures
import Testing

@testable import LibraryFiles

/// Real files that are no libraries for this machine, each with its own words.
struct LibrarySoundnessTests {
    private func refusal(_ bytes: [UInt8]) -> Reason? {
        do throws(ELFError) {
            return LibrarySoundness.refusal(of: "/opt/vendor.so", .success(try ELFFile(bytes)))
        } catch {
            return LibrarySoundness.refusal(of: "/opt/vendor.so", .failure(error))
        }
    }

    private func refusal(builtFor target: String) throws -> Reason? {
        let scratch = try Scratch()
        return refusal(try SmallLibrary.bytes(of: SmallLibrary.build("\(scratch.path)/other.so", for: target)))
    }

    @Test func `a library for this machine is fine`() throws {
        #expect(refusal(try SmallLibrary.bytes()) == nil)
    }

    @Test func `a 32-bit library is named as one`() throws {
        let reason = try refusal(builtFor: "i386-linux-gnu")
        #expect(reason?.code == "wrong-class")
        #expect(reason?.text.contains("is a 32-bit library (x86 (32-bit)); Serval is a 64-bit program") == true)
    }

    @Test func `another machine's library names both machines`() throws {
        let own = ELFFile.name(ofMachine: ELFFile.ownMachine)
        let (target, name) =
            own == "aarch64" ? ("x86_64-linux-gnu", "x86-64") : ("aarch64-linux-gnu", "aarch64")
        let reason = try refusal(builtFor: target)
        #expect(reason?.code == "wrong-machine")
        #expect(reason?.text == "/opt/vendor.so is built for \(name); this machine is \(own)")
        #expect(reason?.hint == "install the build of the provider for \(own)")
    }

    @Test func `a library that is cut off says by how much`() throws {
        let bytes = try SmallLibrary.bytes()
        let reason = refusal(Array(bytes[..<1234]))
        #expect(reason?.code == "truncated")
        let whole = try ELFFile(bytes).expectedSize
        #expect(reason?.text == "/opt/vendor.so is cut off: 1234 of \(whole) bytes are there")
        #expect(reason?.hint == "copy it again")
    }

    @Test func `scripts, programs and object files are no libraries`() throws {
        let scratch = try Scratch()
        #expect(refusal(Array("#!/bin/sh\n".utf8))?.code == "not-a-library")
        let object = try SmallLibrary.build("\(scratch.path)/a.o", flags: ["-c"])
        #expect(refusal(try SmallLibrary.bytes(of: object))?.text.contains("an object file of a compiler") == true)
        #expect(refusal(try SmallLibrary.bytes(of: "/bin/sh"))?.text.contains("is a program") == true)
    }
}
