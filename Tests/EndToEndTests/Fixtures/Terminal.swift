// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A shell that is given one block of commands after the other, as by somebody who types them: folder, variables and
/// background jobs stay. It ends at the first command that fails.
final class Terminal {
    let program: Program
    private let commands: Pipe
    private var count = 0

    /// - Parameter setup: run before all else.
    init(_ setup: String, environment: [String: String], folder: TemporaryFolder) throws {
        commands = try Pipe()
        program = try Program(
            "bash", ["--noprofile", "--norc", "-s"], environment: environment,
            descriptors: [.init(commands.readEnd, as: 0)], folder: folder)
        close(commands.readEnd)
        // Background jobs end with the shell, also after a command that failed.
        try type("set -eu -o pipefail\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n\(setup)\n")
    }

    /// Runs a block to its end.
    ///
    /// - Returns: what it printed.
    @discardableResult
    func run(_ block: String, seconds: Double) throws -> String {
        count += 1
        let end = "=== block \(count) has ended"
        let before = program.output.count
        // No command of the block may read the next block.
        try type("{\n\(block)\n} </dev/null\necho '\(end)'\n")
        return try wait(for: "the commands:\n\(block)", seconds: seconds) {
            let printed = program.output.dropFirst(before)
            if let range = printed.firstRange(of: end + "\n") { return String(printed[..<range.lowerBound]) }
            guard program.runs else {
                throw FixtureError("failed:\n\(block)\n\(program.output)\n\(program.errorOutput)")
            }
            return nil
        }
    }

    private func type(_ text: String) throws {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(commands.writeEnd, $0.baseAddress, $0.count) }
            guard count > 0 else { throw FixtureError("the shell has ended: \(program.errorOutput)") }
            bytes = bytes.dropFirst(count)
        }
    }

    deinit { close(commands.writeEnd) }
}
