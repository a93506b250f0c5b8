// SPDX-License-Identifier: Apache-2.0
import Glibc

/// How a process ended: a value, not an error.
public enum ExitStatus: Codable, Sendable, Hashable, CustomStringConvertible {
    case exited(Int32)
    case signalled(Int32)
    /// It ended, but its status was not to be had.
    case unknown

    /// `exited with status 1`, `killed by signal 11 (Segmentation fault)`.
    public var description: String {
        switch self {
        case .exited(let code): "exited with status \(code)"
        case .signalled(let number): "killed by signal \(number) (\(String(cString: strsignal(number))))"
        case .unknown: "ended with an unknown status"
        }
    }
}
