// SPDX-License-Identifier: Apache-2.0
import TestFixtures
import Testing

/// The provider of `Tests/Fixtures/conformance`, with one thing wrong, and what `serval check-plugin` must say to it.
struct FaultyProvider: Sendable, CustomTestStringConvertible {
    /// The fault, as its sources have it; empty for none.
    var fault: String
    /// How many frames are held back.
    var held = 0
    /// For the compiler or the linker.
    var flags: [String] = []
    /// The checks that are run; nil for all.
    var only: String?
    /// How long a check may take; short for those that hang.
    var deadlineSeconds: Int
    /// The checks that it breaks, all of them, with what comes of each.
    var breaks: [String: String]

    init(
        _ fault: String, held: Int = 0, flags: [String] = [], only: String? = nil, deadlineSeconds: Int = 30,
        breaks: [String: String]
    ) {
        self.fault = fault
        self.held = held
        self.flags = flags
        self.only = only
        self.deadlineSeconds = deadlineSeconds
        self.breaks = breaks
    }

    var testDescription: String { fault.isEmpty ? flags.joined(separator: " ") : fault }

    func compiled() throws -> CompiledLibrary {
        var flags = ["-fvisibility=hidden", "-Wall", "-Wextra", "-Werror", "-DHELD=\(held)"] + flags
        if !fault.isEmpty { flags.append("-DFAULT_\(fault)") }
        let sources = ["encoders", "library", "misbehaviour", "openh264", "session"]
        return try CompiledLibrary(
            sources: sources.map { "Tests/Fixtures/conformance/\($0).c" }, flags: flags, libraries: ["-lopenh264"])
    }
}
