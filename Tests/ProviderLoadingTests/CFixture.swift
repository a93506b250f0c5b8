// SPDX-License-Identifier: Apache-2.0
import Glibc
import Media

@testable import ProviderLoading

/// A provider in C, compiled by the test with `-D` flags that break one thing each; removed when it is
/// released.
final class CFixture {
    struct CompilerFailed: Error { let arguments: [String] }

    let path: String
    private let directory: String

    init(_ flags: [String] = [], source: String = CFixture.provider) throws {
        var template = Array("/tmp/serval-fixture-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw CompilerFailed(arguments: ["mkdtemp"]) }
        directory = String(cString: made)
        path = "\(directory)/provider.so"
        let text = "\(directory)/provider.c"
        try CFixture.write(source, to: text)
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let arguments =
            ["cc", "-std=gnu11", "-shared", "-fPIC", "-I/\(root)/Sources/PluginABI/include"] + flags
            + ["-o", path, text]
        guard CFixture.run(arguments) == 0 else { throw CompilerFailed(arguments: arguments) }
    }

    deinit {
        unlink(path)
        unlink("\(directory)/provider.c")
        rmdir(directory)
    }

    /// What a probe of this library emits.
    func records() -> [ProbeRecord] {
        var records: [ProbeRecord] = []
        ProviderProbe(library: path).run { record in
            records.append(record)
            return true
        }
        return records
    }

    /// Why the probe ended; nil when it was not refused.
    func refusal() -> Reason? {
        guard case .refused(let reason)? = records().last else { return nil }
        return reason
    }

    static func write(_ text: String, to path: String) throws {
        guard let file = fopen(path, "w") else { throw CompilerFailed(arguments: [path]) }
        fputs(text, file)
        fclose(file)
    }

    private static func run(_ arguments: [String]) -> Int32 {
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        defer { pointers.forEach { free($0) } }
        pointers.append(nil)
        var child: pid_t = 0
        guard posix_spawnp(&child, arguments[0], nil, nil, pointers, environ) == 0 else { return -1 }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        return status
    }
}
