// SPDX-License-Identifier: Apache-2.0
import CConformance
import Glibc

/// Sees which devices this thread opens from now on, or keeps them from it.
struct DeviceTracer {
    enum Mode {
        /// Only looks.
        case watch
        /// No device is there.
        case hide
        /// No device may be opened.
        case forbid
    }

    /// Begins; once in a process, and for good.
    static func start(_ mode: Mode) throws(Unmet) -> DeviceTracer {
        let cMode =
            switch mode {
            case .watch: DEVICE_WATCH_ONLY
            case .hide: DEVICE_WATCH_HIDE
            case .forbid: DEVICE_WATCH_FORBID
            }
        let failure = device_watch_start(cMode)
        guard failure == 0 else {
            throw .notApplicable(
                "this kernel does not let system calls be watched: \(String(cString: strerror(failure)))")
        }
        return DeviceTracer()
    }

    /// The paths of devices that were opened or were to be, each once.
    var opened: [String] {
        guard let text = device_watch_opened() else { return [] }
        defer { free(text) }
        return Array(Set(String(cString: text).split(separator: "\n").map(String.init))).sorted()
    }
}
