// SPDX-License-Identifier: Apache-2.0
import Glibc

/// One line on the terminal that says what is going on; nothing at all when nobody looks.
struct ProgressLine {
    private let isShown = isatty(STDOUT_FILENO) == 1 && isatty(STDERR_FILENO) == 1

    /// Shows a text in place of the last one.
    func show(_ text: String) { write("\r\u{1B}[2K\(Output.visible(text))…") }

    /// Takes the line away, for what comes next.
    func clear() { write("\r\u{1B}[2K") }

    private func write(_ text: String) {
        guard isShown else { return }
        _ = text.withCString { Glibc.write(STDERR_FILENO, $0, strlen($0)) }
    }
}
