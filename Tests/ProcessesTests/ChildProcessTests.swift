// SPDX-License-Identifier: Apache-2.0
import Glibc
import Testing

@testable import Processes

@Suite struct ChildProcessTests {
    private func run(_ script: String, descriptors: [ChildProcess.Descriptor] = []) throws -> ChildProcess {
        try ChildProcess(path: "/bin/bash", arguments: ["-c", script], descriptors: descriptors)
    }

    @Test func `its exit is a value`() throws {
        #expect(try run("exit 7").end(withinMilliseconds: 10_000) == .exited(7))
        #expect(try run("kill -ABRT $$").end(withinMilliseconds: 10_000) == .signalled(SIGABRT))
    }

    @Test func `a child that does not end is killed`() throws {
        #expect(try run("sleep 300").end(withinMilliseconds: 50) == .signalled(SIGKILL))
    }

    @Test func `descriptors arrive under their new numbers, even when these cross`() throws {
        var first: [Int32] = [-1, -1]
        var second: [Int32] = [-1, -1]
        #expect(pipe(&first) == 0 && pipe(&second) == 0)
        defer { (first + second).forEach { close($0) } }
        let child = try run(
            "echo one >&\(second[1]); echo two >&\(first[1])",
            descriptors: [.init(first[1], as: second[1]), .init(second[1], as: first[1])])
        try #require(child.end(withinMilliseconds: 10_000) == .exited(0))
        var buffer = [UInt8](repeating: 0, count: 4)
        #expect(read(first[0], &buffer, 4) == 4 && String(decoding: buffer, as: UTF8.self) == "one\n")
        #expect(read(second[0], &buffer, 4) == 4 && String(decoding: buffer, as: UTF8.self) == "two\n")
    }

    @Test func `nothing else is inherited`() throws {
        let descriptor = open("/dev/null", O_RDONLY)
        defer { close(descriptor) }
        // A high target must not let what lies below it through.
        let child = try run(
            "test ! -e /proc/self/fd/\(descriptor) && test -e /proc/self/fd/200",
            descriptors: [.init(descriptor, as: 200)])
        #expect(child.end(withinMilliseconds: 10_000) == .exited(0))
    }

    @Test func `a program that is not there says so`() {
        #expect(throws: SpawnError(path: "/nowhere", errno: ENOENT)) {
            try ChildProcess(path: "/nowhere", arguments: [], descriptors: [])
        }
    }

    @Test func `statuses read like a sentence`() {
        #expect(ExitStatus.exited(1).description == "exited with status 1")
        #expect(ExitStatus.signalled(11).description == "killed by signal 11 (Segmentation fault)")
    }
}
