// SPDX-License-Identifier: Apache-2.0
import Media
import WorkerProtocol

extension Reason {
    /// Nil when host and worker speak the same version.
    init?(mismatchOf hello: Hello) {
        guard hello.version != workerProtocolVersion else { return nil }
        self.init(
            "version-mismatch",
            "the host speaks version \(hello.version) of the worker protocol, this worker \(workerProtocolVersion)",
            hint: "install serval and serval-worker of the same release, then restart serval")
    }

    /// The host sent what this role does not understand.
    init(_ error: FrameError) {
        self.init(
            "protocol-error", "the host sent what this worker does not understand: \(error)",
            hint: "install serval and serval-worker of the same release, then restart serval")
    }

    /// The host sent something out of turn.
    init(outOfTurn what: String) {
        self.init("protocol-error", "the host sent \(what) out of turn")
    }
}
