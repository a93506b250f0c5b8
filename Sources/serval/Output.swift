// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Diagnostics
import FoundationEssentials
import Glibc
import Host

/// How data is printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json
}

/// The two ways out: data to standard output, words for people to standard error.
enum Output {
    static func data(_ text: String) { write(visible(text) + "\n", to: STDOUT_FILENO) }
    static func words(_ text: String) { write(visible(text) + "\n", to: STDERR_FILENO) }

    /// Much of what is said comes from libraries and drivers: nothing of it may move the cursor or hide.
    static func visible(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { VisibleText.line(String($0)) }
            .joined(separator: "\n")
    }

    /// What is wrong with the expressions of the pipelines, with the lines in question.
    static func diagnostics(of plan: Plan) {
        for diagnostic in plan.pipelines.flatMap(\.diagnostics) { words("\(diagnostic)") }
    }

    /// A report of the contract: readable JSON, keys sorted.
    static func json(_ report: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        data(String(decoding: try encoder.encode(report), as: UTF8.self))
    }

    /// Unbuffered: what was said is not lost with the process.
    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
