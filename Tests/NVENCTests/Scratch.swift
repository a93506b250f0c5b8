// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A directory of the test's own, gone with it.
final class Scratch {
    struct Failure: Error { var text: String }

    let path: String

    init() throws {
        var template = Array("/tmp/serval-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure(text: "mkdtemp failed with errno \(errno)") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { _ = system("rm -rf '\(path)'") }

    /// Writes a file below the directory, with the directories on the way to it.
    func write(_ text: String, to name: String) throws {
        try makeParent(of: name)
        guard let file = fopen("\(path)/\(name)", "w") else { throw Failure(text: "cannot write \(name)") }
        defer { fclose(file) }
        guard fputs(text, file) >= 0 else { throw Failure(text: "cannot write \(name)") }
    }

    /// Makes a symbolic link below the directory; its target need not exist.
    func link(_ name: String, to target: String) throws {
        try makeParent(of: name)
        guard symlink(target, "\(path)/\(name)") == 0 else { throw Failure(text: "cannot link \(name)") }
    }

    /// Compiles C into a shared library below the directory, and returns its path.
    func library(_ name: String, _ source: String, defining macro: String? = nil) throws -> String {
        try write(source, to: "\(name).c")
        let define = macro.map { "-D\($0)" } ?? ""
        let command = "cc -Wall -Werror -shared -fPIC \(define) -o '\(path)/\(name)' '\(path)/\(name).c'"
        guard system(command) == 0 else { throw Failure(text: "failed: \(command)") }
        return "\(path)/\(name)"
    }

    private func makeParent(of name: String) throws {
        let parent = name.split(separator: "/").dropLast().joined(separator: "/")
        guard system("mkdir -p '\(path)/\(parent)'") == 0 else {
            throw Failure(text: "cannot make \(parent)")
        }
    }
}
