// SPDX-License-Identifier: Apache-2.0
import Glibc
import PluginABI
import Roles

/// A thread that interrupts a session again and again, every millisecond.
final class InterruptStorm {
    private let state = Monitor((isWanted: true, isOver: false))

    init(_ session: SessionUnderTest) {
        // The table is the library's, and any thread may interrupt.
        nonisolated(unsafe) let table = session.table
        let interrupt = session.functions.interrupt
        WorkerThread.start { [state] in
            while state.update({ $0.isWanted }) {
                interrupt?(table)
                usleep(1000)
            }
            state.update { $0.isOver = true }
        }
    }

    /// Returns when no interrupt is under way any more.
    func end() {
        state.update { $0.isWanted = false }
        state.wait { $0.isOver ? () : nil }
    }
}
