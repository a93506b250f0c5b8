// SPDX-License-Identifier: Apache-2.0
import CProcess
import Glibc
import PluginABI

extension CheckBodies {
    /// What a library does to its process: all from loading to the end of a probe.
    static let behaviour: [String: Body] = [
        "signals-untouched": { subject throws(Unmet) in
            let before = SignalState.read()
            try walk(subject)
            let after = SignalState.read()
            for (number, action) in before.handlers where after.handlers[number] != action {
                throw .broken("the handler of signal \(number) (\(String(cString: strsignal(number)))) is changed")
            }
            try expect(before.mask == after.mask, "the signal mask of the calling thread is changed")
            return ""
        },
        "environment-untouched": { subject throws(Unmet) in
            let before = environmentVariables()
            try walk(subject)
            let changed = environmentVariables().symmetricDifference(before).map { $0.prefix { $0 != "=" } }
            try expect(changed.isEmpty, "\(changed.sorted().joined(separator: ", ")) is changed")
            return ""
        },
        "locale-untouched": { subject throws(Unmet) in
            let before = locale()
            try walk(subject)
            let after = locale()
            try expect(before == after, "the locale was \(before) and is \(after)")
            return ""
        },
        "directory-and-umask-untouched": { subject throws(Unmet) in
            let before = (directory(), mask())
            try walk(subject)
            let after = (directory(), mask())
            try expect(before.0 == after.0, "the working directory was \(before.0) and is \(after.0)")
            try expect(
                before.1 == after.1,
                "the umask was \(String(before.1, radix: 8)) and is \(String(after.1, radix: 8))")
            return ""
        },
        "stdout-silent": { subject throws(Unmet) in
            let text = try written(to: STDOUT_FILENO) { () throws(Unmet) in try walk(subject) }
            try expect(text.isEmpty, "it writes to standard output: \(text.prefix(200))")
            return ""
        },
        "stderr-silent": { subject throws(Unmet) in
            let text = try written(to: STDERR_FILENO) { () throws(Unmet) in try walk(subject) }
            try expect(text.isEmpty, "it writes to standard error: \(text.prefix(200))")
            return ""
        },
        "floating-point-untouched": { subject throws(Unmet) in
            let before = fegetround()
            try walk(subject)
            try expect(fegetround() == before, "the rounding of floating-point numbers is changed")
            return ""
        },
        "teardown-clean": { subject throws(Unmet) in
            try walk(subject)
            try subject.finish()
            subject.phase("exit, after deinit")
            subject.endsByExit = true
            return ""
        },
    ]

    private static func walk(_ subject: Subject) throws(Unmet) {
        _ = try subject.descriptions()
        _ = try ProbeLog.run(subject)
    }

    private static func environmentVariables() -> Set<String> {
        var variables: Set<String> = []
        var entry = cprocess_environment()
        while let text = entry.pointee {
            variables.insert(String(cString: text))
            entry += 1
        }
        return variables
    }

    private static func locale() -> String { setlocale(LC_ALL, nil).map { String(cString: $0) } ?? "" }

    private static func directory() -> String {
        guard let text = getcwd(nil, 0) else { return "" }
        defer { free(text) }
        return String(cString: text)
    }

    private static func mask() -> mode_t {
        let mask = umask(0)
        umask(mask)
        return mask
    }

    /// What is written to a descriptor meanwhile.
    private static func written(to descriptor: Int32, _ body: () throws(Unmet) -> Void) throws(Unmet) -> String {
        var name = Array("/tmp/serval-check-XXXXXX".utf8CString)
        let file = mkstemp(&name)
        unlink(name)
        let kept = dup(descriptor)
        guard file >= 0, kept >= 0 else { throw .notApplicable("no file can be made to catch what is written") }
        fflush(nil)
        dup2(file, descriptor)
        defer {
            dup2(kept, descriptor)
            close(kept)
            close(file)
        }
        try body()
        fflush(nil)
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = pread(file, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}

/// What a library could change of a process's signals.
private struct SignalState {
    var handlers: [Int32: UInt] = [:]
    var mask: [Int32] = []

    static func read() -> SignalState {
        var state = SignalState()
        var mask = sigset_t()
        pthread_sigmask(SIG_BLOCK, nil, &mask)
        for number in Int32(1)...31 {
            var action = sigaction()
            guard sigaction(number, nil, &action) == 0 else { continue }
            state.handlers[number] = unsafeBitCast(action.__sigaction_handler.sa_handler, to: UInt.self)
            if sigismember(&mask, number) == 1 { state.mask.append(number) }
        }
        return state
    }
}
