// SPDX-License-Identifier: Apache-2.0
import PluginABI

/// Why a call of a session fails: what the host does about it, and the words for the user.
public struct SessionFailure: Error, Sendable, Hashable {
    /// What kind of failure it is; `serval/status.h` has the host's reaction to each.
    public enum Kind: Sendable, Hashable, CaseIterable {
        /// The host broke the contract.
        case invalid
        /// It cannot be done here.
        case unsupported
        /// The device is not there.
        case noDevice
        /// The driver is still starting.
        case notReady
        /// This user may not open the device.
        case permission
        /// The device runs as many sessions as it can.
        case sessionLimit
        /// The device is in use by somebody else.
        case busy
        /// Memory ran out.
        case noMemory
        /// The device was reset or unplugged.
        case deviceLost
        /// The driver answered nonsense.
        case driver
        /// Something did not answer in time.
        case timeout
        /// The host asked to stop.
        case cancelled
        /// Reading or writing failed.
        case io
        /// Anything else.
        case failed
        /// It can be done, but only by opening again.
        case restart
    }

    /// What the host reacts to.
    public var kind: Kind
    /// One sentence for people: which step failed, and with what; may be empty.
    public var text: String
    /// What the user can do; empty for nothing.
    public var hint: String
    /// Whose number `code` is: `va`, `errno`; empty for nobody's.
    public var domain: String
    /// The number that the driver or library gave.
    public var code: Int64

    /// Creates a failure.
    public init(_ kind: Kind, _ text: String = "", hint: String = "", domain: String = "", code: Int64 = 0) {
        self.kind = kind
        self.text = text
        self.hint = hint
        self.domain = domain
        self.code = code
    }

    /// Changing this needs a session that is opened again.
    public static let restart = SessionFailure(.restart)
    /// The host asked to stop.
    public static let cancelled = SessionFailure(.cancelled)
}

extension SessionFailure {
    var status: serval_status {
        switch kind {
        case .invalid: .SERVAL_E_INVALID
        case .unsupported: .SERVAL_E_UNSUPPORTED
        case .noDevice: .SERVAL_E_NO_DEVICE
        case .notReady: .SERVAL_E_NOT_READY
        case .permission: .SERVAL_E_PERMISSION
        case .sessionLimit: .SERVAL_E_SESSION_LIMIT
        case .busy: .SERVAL_E_BUSY
        case .noMemory: .SERVAL_E_NO_MEMORY
        case .deviceLost: .SERVAL_E_DEVICE_LOST
        case .driver: .SERVAL_E_DRIVER
        case .timeout: .SERVAL_E_TIMEOUT
        case .cancelled: .SERVAL_E_CANCELLED
        case .io: .SERVAL_E_IO
        case .failed: .SERVAL_E_FAILED
        case .restart: .SERVAL_E_RESTART
        }
    }

    /// Hands the words to the host.
    ///
    /// - Parameter service: the host's `serval.error/1`.
    func report(to service: UnsafePointer<serval_error>) {
        guard !text.isEmpty else { return }
        let arena = CArena()
        let failure = arena.one(
            serval_failure(
                struct_size: structSize(serval_failure.self), padding: 0, text: arena.string(text),
                hint: arena.optional(hint), domain: arena.optional(domain), code: code))
        withExtendedLifetime(arena) { service.pointee.report(service, failure) }
    }
}
