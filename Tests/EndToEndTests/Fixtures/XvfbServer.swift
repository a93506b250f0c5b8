// SPDX-License-Identifier: Apache-2.0
import Glibc

/// An X server without a screen, on a display number that was free.
struct XvfbServer {
    static let width = 1280
    static let height = 720

    let program: Program
    /// As in DISPLAY: `:81`.
    let display: String

    init(folder: TemporaryFolder) throws {
        let number = try Pipe()
        let started = Result {
            // -noreset: the root's colour outlives the program that set it.
            try Program(
                "Xvfb",
                [
                    "-displayfd", "3", "-screen", "0", "\(Self.width)x\(Self.height)x24", "-nolisten", "tcp",
                    "-noreset",
                ], descriptors: [.init(number.writeEnd, as: 3)], folder: folder)
        }
        close(number.writeEnd)
        defer { close(number.readEnd) }
        program = try started.get()
        do {
            display = ":" + (try Self.readNumber(from: number.readEnd, of: program))
        } catch {
            program.stop()
            throw error
        }
    }

    /// Fills the whole screen with one colour, as `#rrggbb`.
    func fill(_ color: String, folder: TemporaryFolder) throws {
        let setting = try Program("xsetroot", ["-display", display, "-solid", color], folder: folder)
        guard setting.end(withinSeconds: 10) == .exited(0) else {
            throw FixtureError("xsetroot: \(setting.errorOutput)")
        }
    }

    private static func readNumber(from descriptor: Int32, of program: Program) throws -> String {
        let deadline = Deadline(seconds: 15)
        var text: [UInt8] = []
        while text.last != UInt8(ascii: "\n") {
            var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            poll(&poller, 1, deadline.millisecondsLeft)
            var byte: UInt8 = 0
            guard !deadline.hasPassed, read(descriptor, &byte, 1) == 1 else {
                throw FixtureError("Xvfb did not start: \(program.errorOutput)")
            }
            text.append(byte)
        }
        return String(decoding: text.dropLast(), as: UTF8.self)
    }
}
