// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Lines for the host's log: what a worker writes to standard error.
enum Log {
    /// Writes one line at once; standard output is left to foreign code.
    static func write(_ text: String) {
        let line = "serval-worker: \(text)\n"
        _ = line.withCString { Glibc.write(STDERR_FILENO, $0, strlen($0)) }
    }
}
