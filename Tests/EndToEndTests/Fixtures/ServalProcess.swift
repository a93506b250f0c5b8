// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Glibc
import Processes

/// A running `serval run` on a free port of loopback.
struct ServalProcess {
    let program: Program
    /// What it printed: `http://127.0.0.1:40123`.
    let address: String
    let http: HTTPClient

    init(_ options: [String] = [], display: String?, folder: TemporaryFolder) throws {
        var environment: [String: String] = [:]
        environment["DISPLAY"] = display
        let program = try Program(
            BuiltProducts.path(of: "serval"), ["run", "--bind", "127.0.0.1:0"] + options,
            environment: environment, folder: folder)
        let printed = Result {
            try wait(for: "serval to print its address", seconds: 30) {
                guard program.runs else { throw FixtureError("serval ended") }
                return Self.address(in: program.output + program.errorOutput)
            }
        }
        do {
            (address, http) = try printed.map { ($0.text, HTTPClient(port: $0.port)) }.get()
        } catch {
            program.stop()
            throw FixtureError("\(error)\n\(program.output)\n\(program.errorOutput)")
        }
        self.program = program
    }

    /// One entry of `GET /api/streams`.
    func stream(_ id: String) throws -> JSONValue {
        try http.json("/api/streams").array.first { $0["id"].string == id } ?? .null
    }

    /// The process ids of its children whose command line names this role.
    func workers(role: String) -> [pid_t] {
        let listed = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return listed.compactMap { pid_t($0) }.filter { pid in
            Self.parent(of: pid) == program.pid && Self.commandLine(of: pid).dropFirst().contains(role)
        }
    }

    private static func commandLine(of pid: pid_t) -> [String] {
        guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") else { return [] }
        return data.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func parent(of pid: pid_t) -> pid_t? {
        guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else { return nil }
        // The name, in brackets, may hold anything: the fields are counted from its end.
        let fields = String(decoding: data, as: UTF8.self).split(separator: ")").last?.split(separator: " ")
        return fields.flatMap { $0.count > 1 ? pid_t($0[1]) : nil }
    }

    private static func address(in text: String) -> (text: String, port: UInt16)? {
        let prefix = "http://127.0.0.1:"
        guard let found = text.firstRange(of: prefix) else { return nil }
        let digits = text[found.upperBound...].prefix(while: \.isNumber)
        // A number at the very end may not be written to its end yet.
        guard let port = UInt16(digits), port > 0, digits.endIndex < text.endIndex else { return nil }
        return (prefix + digits, port)
    }
}
