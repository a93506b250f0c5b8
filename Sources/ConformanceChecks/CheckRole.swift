// SPDX-License-Identifier: Apache-2.0
import Conformance
import Glibc
import Roles

/// The worker that holds one provider library against one check.
public enum CheckRole {
    /// Checks on this thread.
    ///
    /// The caller ends the process by `_exit`, since a library that ran here may crash in its destructors.
    ///
    /// - Parameters:
    ///   - path: the library's absolute path.
    ///   - name: the check, as `ConformanceCheck.all` has it.
    /// - Returns: The process's exit status: 0 when the check was carried out, whatever it found; 1 for an unknown one.
    public static func run(library path: String, check name: String, channel: HostChannel) -> Int32 {
        let send = { (message: CheckMessage) in
            channel.send(message)
            // With the kernel before the next step begins: what comes next may take this process with it.
            channel.flush()
        }
        guard let body = CheckBodies.all[name] else { return 1 }
        let subject = Subject(path: path, send)
        do throws(Unmet) {
            send(.finding(.holds(try body(subject))))
        } catch {
            send(.finding(CheckFinding(error)))
        }
        if subject.endsByExit { exit(0) }
        return 0
    }
}

extension CheckFinding {
    init(_ unmet: Unmet) {
        self =
            switch unmet {
            case .broken(let text): .broken(text)
            case .notApplicable(let text): .notApplicable(text)
            }
    }
}

/// What carries out the checks, by their names; each returns what it saw, in a sentence that may be empty.
enum CheckBodies {
    typealias Body = @Sendable (Subject) throws(Unmet) -> String

    static let all: [String: Body] = [
        file, entry, initialisation, describe, probe, isolation, recipe, session, formats, output, control, parameters,
        memory, behaviour,
    ].reduce(into: [:]) { $0.merge($1) { $1 } }
}
