// SPDX-License-Identifier: Apache-2.0
import Media
import PluginABI

extension Reason {
    /// What a failed call of a provider means; nil for success.
    ///
    /// - Parameters:
    ///   - call: what failed, for the text: `init`, `probe`.
    ///   - words: the provider's own, if it has any.
    init?(_ status: serval_status, of call: String, _ words: ProviderWords.Failure? = nil) {
        guard status.rawValue < 0 else { return nil }
        let (code, meaning): (Code, String) =
            switch status {
            case .SERVAL_E_INVALID: ("invalid-call", "it says that Serval broke the contract")
            case .SERVAL_E_UNSUPPORTED: ("unsupported", "it cannot be done on this machine")
            case .SERVAL_E_NO_DEVICE: ("no-device", "there is no device for it")
            case .SERVAL_E_NOT_READY: ("not-ready", "the driver is still starting")
            case .SERVAL_E_PERMISSION: ("no-permission", "this user may not open the device")
            case .SERVAL_E_SESSION_LIMIT: ("session-limit", "the device runs as many sessions as it can")
            case .SERVAL_E_BUSY: ("busy", "the device is in use")
            case .SERVAL_E_NO_MEMORY: ("no-memory", "memory ran out")
            case .SERVAL_E_DEVICE_LOST: ("device-lost", "the device was reset or unplugged")
            case .SERVAL_E_DRIVER: ("driver-failed", "the driver answered nonsense")
            case .SERVAL_E_TIMEOUT: ("timeout", "something did not answer in time")
            case .SERVAL_E_CANCELLED: ("cancelled", "it was asked to stop")
            case .SERVAL_E_IO: ("io", "reading or writing failed")
            case .SERVAL_E_RESTART: ("restart", "it cannot be done while the session is open")
            default: ("failed", "it gives no reason")
            }
        self.init(
            code, words?.text ?? "the provider's \(call) failed (\(status.rawValue)): \(meaning)", hint: words?.hint)
    }
}
