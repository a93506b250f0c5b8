// SPDX-License-Identifier: Apache-2.0
import Glibc
import Media
import TestFixtures

@testable import ProviderLoading

/// A provider in C, compiled by the test with `-D` flags that break one thing each; removed when it is
/// released.
final class CFixture {
    struct NotWritten: Error { let path: String }

    let path: String
    private let directory: String

    init(_ flags: [String] = [], source: String = CFixture.provider) throws {
        var template = Array("/tmp/serval-fixture-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw NotWritten(path: "/tmp") }
        directory = String(cString: made)
        path = "\(directory)/provider.so"
        let text = "\(directory)/provider.c"
        try CFixture.write(source, to: text)
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let arguments =
            ["cc", "-std=gnu11", "-shared", "-fPIC", "-I/\(root)/Sources/PluginABI/include"] + flags
            + ["-o", path, text]
        try CompiledLibrary.run(arguments)
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
        guard let file = fopen(path, "w") else { throw NotWritten(path: path) }
        fputs(text, file)
        fclose(file)
    }
}
