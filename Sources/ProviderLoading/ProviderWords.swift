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

    private struct State {
        var reported: (failure: Failure, thread: pthread_t)?
        var errorLine: String?
    }

    let logTable: HostServices.Table
    let errorTable: HostServices.Table
    private let state = Mutex(State())

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
        state.withLock { state in
            defer { state = State() }
            if let reported = state.reported, pthread_equal(reported.thread, pthread_self()) != 0 {
                return reported.failure
            }
            return state.errorLine.map { Failure(text: $0) }
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
        if level == .SERVAL_LOG_ERROR { state.withLock { $0.errorLine = text } }
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
            state.withLock { $0.reported = (failure, pthread_self()) }
        } catch {
            write(.SERVAL_LOG_ERROR, error.text)
        }
    }
}
