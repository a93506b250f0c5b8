// SPDX-License-Identifier: Apache-2.0
import Glibc
import TestFixtures
import Testing

@testable import Providers

@Suite struct MemoryFileTests {
    @Test func `what was written is read`() throws {
        let scratch = try Scratch()
        let file = MemoryFile<[Int]>(path: "\(scratch.path)/memory.json")
        #expect(file.read().isEmpty)
        #expect(file.update { $0["a"] = [1, 2] })
        #expect(file.update { $0["b"] = [3] })
        #expect(file.read() == ["a": [1, 2], "b": [3]])
    }

    @Test(arguments: ["", "{", "[]", #"{"schema":0,"entries":{}}"#, #"{"schema":1,"entries":{"a":"text"}}"#])
    func `what cannot be read is as if it were not there`(content: String) throws {
        let scratch = try Scratch()
        let path = try scratch.write(content, to: "memory.json")
        let file = MemoryFile<[Int]>(path: path)
        #expect(file.read().isEmpty)
        #expect(file.update { $0["a"] = [1] })
        #expect(file.read() == ["a": [1]])
    }

    @Test func `what cannot be written is no more than forgotten`() {
        let file = MemoryFile<[Int]>(path: "/nowhere/memory.json")
        #expect(!file.update { $0["a"] = [1] })
    }

    @Test(arguments: [nil, "/nowhere/memory.json"])
    func `what cannot be written is remembered by this process`(path: String?) {
        let file = MemoryFile<[Int]>(path: path)
        #expect(!file.update { $0["a"] = [1] })
        #expect(!file.update { $0["b"] = [2] })
        #expect(file.read() == ["a": [1], "b": [2]])
    }

    @Test func `what could not be written is written when it can be`() throws {
        let scratch = try Scratch()
        let file = MemoryFile<[Int]>(path: "\(scratch.path)/late/memory.json")
        #expect(!file.update { $0["a"] = [1] })
        try scratch.write("", to: "late/other")
        #expect(file.update { $0["b"] = [2] })
        #expect(MemoryFile<[Int]>(path: "\(scratch.path)/late/memory.json").read() == ["a": [1], "b": [2]])
    }

    @Test func `writers at the same time lose nothing of each other`() async throws {
        let scratch = try Scratch()
        let path = "\(scratch.path)/memory.json"
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask { MemoryFile<Int>(path: path).update { $0["\(number)"] = number } }
            }
        }
        #expect(MemoryFile<Int>(path: path).read().count == 20)
    }
}
