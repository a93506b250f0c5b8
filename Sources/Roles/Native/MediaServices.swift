// SPDX-License-Identifier: Apache-2.0
import NativeEncoder
import PluginABI
import ProviderLoading

extension HostServices {
    /// Installs what providers get in a worker that only asks.
    static func installForProbe() {
        HostServices(
            tables: [SERVAL_SERVICE_THREAD_CHECK: Table(native_encoder_thread_check())],
            enter: { native_encoder_enter($0) }
        ).install()
    }

    /// Installs what providers get in a worker that encodes.
    static func installForSessions() {
        HostServices(
            tables: [
                SERVAL_SERVICE_THREAD_CHECK: Table(native_encoder_thread_check()),
                SERVAL_SERVICE_FRAME: Table(native_encoder_frames()),
            ],
            enter: { native_encoder_enter($0) }
        ).install()
    }
}
