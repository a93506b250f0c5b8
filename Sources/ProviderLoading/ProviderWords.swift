// SPDX-License-Identifier: Apache-2.0
import Glibc
import Media
import PluginABI
import Synchronization

/// What providers say: lines for the log, and the reasons of their failures.
// The tables do not change once they are made; what changes is behind the mutex.
final class ProviderWords: @unchecked Sendable {
    /// A failure as a provider reported it.
    struct Failure: Sendable {
        var text: String
        var hint: String?
    }

    /// What was said on one thread since the last failure that was taken there.
    private struct Said {
        var failure: Failure?
        var errorLine: String?
    }

    /// More threads than a provider has any use for: what was said on others is forgotten.
    private static let mostThreads = 64

    let logTable: HostServices.Table
    let errorTable: HostServices.Table
    private let said = Mutex<[pthread_t: Said]>([:])

    init() {
        logTable = HostServices.Table(
            permanent(
                serval_log(
                    struct_size: UInt32(MemoryLayout<serval_log>.size), padding: 0, impl: nil,
                    write: { _, level, text in HostTables.shared.words.write(level, String(cString: text)) })))
        errorTable = HostServices.Table(
            permanent(
                serval_error(
                    struct_size: UInt32(MemoryLayout<serval_error>.size), padding: 0, impl: nil,
                    report: { _, failure in HostTables.shared.words.report(failure) })))
    }

    /// The reason of a call that just failed on this thread, in the provider's words; forgets it.
    func takeFailure() -> Failure? {
        said.withLock { threads in
            let said = threads.removeValue(forKey: pthread_self())
            return said?.failure ?? said?.errorLine.map { Failure(text: $0) }
        }
    }

    private func note(_ change: (inout Said) -> Void) {
        said.withLock { threads in
            if threads.count >= Self.mostThreads { threads = threads.filter { $0.key == pthread_self() } }
            change(&threads[pthread_self(), default: Said()])
        }
    }

    private func write(_ level: serval_log_level, _ text: String) {
        let word =
            switch level {
            case .SERVAL_LOG_DEBUG: "debug"
            case .SERVAL_LOG_WARNING: "warning"
            case .SERVAL_LOG_ERROR: "error"
            default: "info"
            }
        if level == .SERVAL_LOG_ERROR { note { $0.errorLine = text } }
        let line = Array("provider: \(word): \(text.prefix(4096))\n".utf8)
        // The worker's stderr is the host's log; a line that does not fit there is lost.
        _ = Glibc.write(STDERR_FILENO, line, line.count)
    }

    private func report(_ pointer: UnsafePointer<serval_failure>) {
        do throws(Reason) {
            let reader = ABIReader(path: "failure")
            let table = try reader.copy(pointer)
            let domain = try reader.optionalText("domain", table.domain)
            let hint = try reader.optionalText("hint", table.hint)
            let text = try reader.text("text", table.text)
            let failure = Failure(
                text: domain.isEmpty ? text : "\(text) (\(domain) \(table.code))", hint: hint.isEmpty ? nil : hint)
            note { $0.failure = failure }
        } catch {
            write(.SERVAL_LOG_ERROR, error.text)
        }
    }
}
