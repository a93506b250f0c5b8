// SPDX-License-Identifier: Apache-2.0
import Glibc
import Media
import Processes
import TestFixtures
import Testing

@testable import Providers

/// The survey with a script in the worker's place that notes down each time it is asked: files that are not to be
/// loaded never come as far as that.
struct ProviderTrustTests {
    private let scratch: Scratch
    private let path: String

    init() throws {
        scratch = try Scratch()
        try scratch.write(
            """
            #!/bin/sh
            echo "$*" >> \(scratch.path)/asked
            printf '\\000\\000\\000\\014\\001{"done":{}}' >&3

            """, to: "worker", mode: 0o755)
        path = try scratch.write(SmallLibrary.bytes(), to: "providers/vendor.so")
    }

    private func survey(pins: [String: String]? = nil) -> ProviderSurvey {
        ProviderSurvey(
            path: SearchPath(builtIn: [], folders: ["\(scratch.path)/providers"]),
            prober: Prober(worker: WorkerExecutable(path: "\(scratch.path)/worker")),
            memory: MemoryFile(path: "\(scratch.path)/providers.json"), pins: pins.map(ProviderPins.init),
            sums: MemoryFile(path: "\(scratch.path)/sums.json"))
    }

    private func asked() -> [String] {
        defer { unlink("\(scratch.path)/asked") }
        let text = String(decoding: (try? SmallLibrary.bytes(of: "\(scratch.path)/asked")) ?? [], as: UTF8.self)
        return text.split(separator: "\n").map(String.init)
    }

    private func reason(_ survey: ProviderSurvey) async -> Reason? {
        let provider = await survey.catalog().providers.first
        if provider?.isUnloaded == true {
            #expect(provider?.verdict.name == "refused")
            #expect(provider?.encoders.isEmpty == true)
        }
        return provider?.verdict.reason
    }

    @Test func `what others can write to is not asked, until that is mended`() async {
        chmod(path, 0o666)
        #expect(await reason(survey())?.code == "writable-by-others")
        #expect(asked().isEmpty)
        let report = await survey().catalog().providersReport.providers.first
        #expect(report?.trust == .refused)
        #expect(report?.reason?.hint == "`chmod go-w \(path)`")
        chmod(path, 0o644)
        #expect(await reason(survey()) == nil)
        #expect(asked().count == 1)
    }

    @Test func `a folder on the way counts, and what was learnt before is remembered`() async {
        #expect(await reason(survey()) == nil)
        #expect(asked().count == 1)
        chmod(scratch.path, 0o777)
        #expect(await reason(survey())?.hint == "`chmod go-w \(scratch.path)`")
        chmod(scratch.path, 0o755)
        #expect(await reason(survey()) == nil)
        #expect(asked().isEmpty)
    }

    @Test(.enabled(if: geteuid() == 0, "only root gives files away")) func `another user's file is not asked`() async {
        chown(path, 12345, 12345)
        #expect(await reason(survey())?.code == "untrusted-owner")
        chown(path, 0, 0)
        chown("\(scratch.path)/providers", 12345, 12345)
        #expect(await reason(survey())?.code == "untrusted-owner")
        #expect(asked().isEmpty)
    }

    @Test func `with pins, only what is pinned is asked, and only as long as it is that`() async throws {
        #expect(await reason(survey(pins: [:]))?.code == "not-pinned")
        let sum = try #require(FileSum(ofFile: path)).sum
        let pinned = survey(pins: ["vendor.so": sum])
        #expect(await reason(pinned) == nil)
        #expect(asked().count == 1)
        #expect(await pinned.catalog().providersReport.providers.first?.trust == .pinned)
        try scratch.write(SmallLibrary.bytes() + [0], to: "providers/vendor.so")
        let refusal = await reason(pinned)
        #expect(refusal?.code == "pin-mismatch")
        #expect(refusal?.text.contains(sum) == true)
        #expect(asked().isEmpty)
    }

    @Test func `a sum is not believed for another state of the file`() async throws {
        let sum = try #require(FileSum(ofFile: path)).sum
        let pinned = survey(pins: ["vendor.so": sum])
        #expect(await reason(pinned) == nil)
        // The same size and time of change as before, but other bytes.
        var status = stat()
        #expect(stat(path, &status) == 0)
        var bytes = try SmallLibrary.bytes()
        bytes[bytes.count - 1] ^= 1
        try scratch.write(bytes, to: "providers/vendor.so")
        let times = [status.st_atim, status.st_mtim]
        #expect(utimensat(AT_FDCWD, path, times, 0) == 0)
        #expect(await reason(pinned)?.code == "pin-mismatch")
    }

    @Test func `the worker is told which file was judged`() async throws {
        _ = await survey().catalog()
        let identity = try #require(FileIdentity(ofFile: path))
        #expect(asked() == ["probe \(path) --depth inventory --identity \(identity)"])
        #expect(FileIdentity(identity.description) == identity)
        #expect(FileIdentity("1:2:3") == nil)
    }

    @Test func `what is learnt of a file that is replaced meanwhile is not remembered`() async throws {
        try scratch.write(
            """
            #!/bin/sh
            echo "$*" >> \(scratch.path)/asked
            chmod 600 "$2"
            printf '\\000\\000\\000\\014\\001{"done":{}}' >&3

            """, to: "worker", mode: 0o755)
        chmod("\(scratch.path)/worker", 0o755)
        _ = await survey().catalog()
        #expect(asked().count == 1)
        #expect(survey().recall().questions.map(\.why) == ["it was never asked"])
    }

    @Test func `a library that cannot be loaded here is not asked`() async throws {
        try scratch.write(Array(try SmallLibrary.bytes()[..<1000]), to: "providers/vendor.so")
        #expect(await reason(survey())?.code == "truncated")
        _ = try SmallLibrary.build(path, for: "i386-linux-gnu")
        #expect(await reason(survey())?.code == "wrong-class")
        let dependency = try SmallLibrary.build(
            "\(scratch.path)/libserval-test-gone.so.1", flags: ["-Wl,-soname,libserval-test-gone.so.1"])
        try SmallLibrary.build(path, needing: [dependency])
        unlink(dependency)
        #expect(await reason(survey())?.text.contains("libserval-test-gone.so.1") == true)
        #expect(asked().isEmpty)
    }

    @Test func `a link is judged by all that it leads through`() async {
        rename(path, "\(scratch.path)/target.so")
        symlink("\(scratch.path)/target.so", path)
        #expect(await reason(survey()) == nil)
        chmod("\(scratch.path)/providers", 0o777)
        #expect(await reason(survey())?.code == "writable-by-others")
        chmod("\(scratch.path)/providers", 0o755)
        chmod("\(scratch.path)/target.so", 0o666)
        #expect(await reason(survey())?.hint == "`chmod go-w \(scratch.path)/target.so`")
    }

    @Test func `a variable names absolute folders only, and never the working directory`() {
        let variable = ProviderPathVariable(":/a::lib:.:/b:")
        #expect(variable.folders == ["/a", "/b"])
        #expect(variable.faults.count == 2)
        #expect(variable.faults.first?.contains("\"lib\" is no absolute path") == true)
        #expect(ProviderPathVariable("").folders.isEmpty)
    }
}
