// SPDX-License-Identifier: Apache-2.0
import Glibc
import Media
import Processes
import Testing

@testable import Providers

/// The prober against real processes: a shell script in the worker's place does what bad vendor code does.
@Suite struct ProberTests {
    private func verdict(
        of script: String, skipping devices: Set<String> = [], deadlineMilliseconds: Int = 20_000
    ) async throws -> ProbedProvider {
        let folder = "/tmp/serval-prober-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        mkdir(folder, 0o700)
        defer { _ = unlink(folder + "/worker"); rmdir(folder) }
        let text = "#!/bin/sh\n" + script + "\n"
        let descriptor = open(folder + "/worker", O_CREAT | O_WRONLY | O_CLOEXEC, 0o700)
        try #require(descriptor >= 0)
        _ = text.withCString { write(descriptor, $0, strlen($0)) }
        close(descriptor)
        let prober = Prober(
            worker: WorkerExecutable(path: folder + "/worker"),
            inventoryDeadlineMilliseconds: deadlineMilliseconds, deviceDeadlineMilliseconds: deadlineMilliseconds)
        return await prober.probe(ProviderFile(path: "/nowhere/vendor.so", isBuiltIn: false), skipping: devices)
    }

    /// A record as the shell writes it: length, kind 1, JSON.
    private func record(_ json: String) -> String {
        let length = json.utf8.count + 1
        return
            "printf '\\000\\000\\\(String(length / 256, radix: 8))\\\(String(length % 256, radix: 8))\\001\(json)' >&3"
    }

    private var phase: String { record(#"{"phase":{"_0":"probe"}}"#) }

    @Test func `a worker that says done is empty without offers`() async throws {
        #expect(try await verdict(of: record(#"{"done":{}}"#)).verdict == .empty)
    }

    @Test func `a crash names its signal and phase`() async throws {
        #expect(
            try await verdict(of: phase + "\nkill -SEGV $$").verdict == .crashed(.signalled(SIGSEGV), phase: "probe"))
    }

    @Test func `a hang is killed at the deadline with everything it started`() async throws {
        let marker = "/tmp/serval-prober-child-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        defer { unlink(marker) }
        let provider = try await verdict(
            of: phase + "\nsleep 300 &\necho $! > \(marker)\nwait", deadlineMilliseconds: 1500)
        #expect(provider.verdict == .hung(phase: "probe"))
        let text = try #require(contents(of: marker))
        let child = try #require(text.split(separator: "\n").first.flatMap { Int32($0) })
        // Killed with its group; init reaps it in its own time.
        #expect(await becomesTrue { kill(child, 0) != 0 || isZombie(child) })
    }

    @Test func `exit 0 without the last record is a crash`() async throws {
        #expect(try await verdict(of: "exit 0").verdict == .crashed(.exited(0), phase: "start"))
    }

    @Test func `garbage in place of records is a failure`() async throws {
        let provider = try await verdict(of: "printf 'hello, this is no frame' >&3; sleep 300")
        #expect(provider.verdict.name == "failed")
        #expect(provider.verdict.reason?.code == "bad-record")
    }

    @Test func `what it prints does not mix with its records`() async throws {
        let provider = try await verdict(of: "echo noise; echo more >&2; " + record(#"{"done":{}}"#))
        #expect(provider.verdict == .empty)
    }

    @Test func `closing its outputs and going on is a hang, not a spin`() async throws {
        let provider = try await verdict(of: "exec 1>&- 2>&-\nsleep 300", deadlineMilliseconds: 1000)
        #expect(provider.verdict == .hung(phase: "start"))
    }

    @Test func `a missing worker is a failure with its path`() async {
        let prober = Prober(worker: WorkerExecutable(path: "/nowhere/serval-worker"))
        let provider = await prober.probe(ProviderFile(path: "/nowhere/vendor.so", isBuiltIn: false))
        #expect(provider.verdict.reason?.text == "/nowhere/serval-worker cannot be started: No such file or directory")
    }

    @Test func `each device has a child of its own, and a hang of one costs the others nothing`() async throws {
        let good = record(#"{"device":{"_0":{"id":"pci:2","name":"Good","driver":"","node":""}}}"#)
        let bad = record(#"{"device":{"_0":{"id":"pci:1","name":"Bad","driver":"","node":""}}}"#)
        let note = record(
            #"{"note":{"_0":{"severity":"error","reason":{"code":"no-va-driver","text":"none"},"#
                + #""encoder":"","deviceID":"pci:2"}}}"#)
        let provider = try await verdict(
            of: """
                \(bad)
                \(good)
                case "$*" in
                *inventory*) \(record(#"{"done":{}}"#)) ;;
                *"--device pci:1"*) \(phase); sleep 300 ;;
                *"--device pci:2"*) \(note); \(record(#"{"done":{}}"#)) ;;
                esac
                """, deadlineMilliseconds: 5000)
        #expect(provider.verdict == .empty)
        #expect(provider.deviceVerdicts == ["pci:1": .hung(phase: "probe"), "pci:2": .empty])
        #expect(provider.notes.map(\.reason.code) == ["no-va-driver"])
    }

    @Test func `a device that must not be touched is not asked`() async throws {
        let provider = try await verdict(
            of: """
                \(record(#"{"device":{"_0":{"id":"pci:1","name":"Bad","driver":"","node":""}}}"#))
                case "$*" in
                *inventory*) \(record(#"{"done":{}}"#)) ;;
                *) kill -SEGV $$ ;;
                esac
                """, skipping: ["pci:1"])
        #expect(provider.deviceVerdicts.isEmpty)
    }

    private func contents(of path: String) -> String? {
        guard let file = fopen(path, "re") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    private func isZombie(_ pid: Int32) -> Bool {
        contents(of: "/proc/\(pid)/stat").map { $0.contains(") Z ") } ?? true
    }

    private func becomesTrue(_ condition: () -> Bool) async -> Bool {
        for _ in 0..<200 where !condition() { try? await Task.sleep(for: .milliseconds(50)) }
        return condition()
    }
}
