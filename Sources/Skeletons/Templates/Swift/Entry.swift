// SPDX-License-Identifier: Apache-2.0
import PluginABI
import ProviderSDK

/// The library's only exported function.
@c(serval_provider_entry)
public func entry(_ hostABI: UInt32) -> UnsafePointer<serval_library>? {
    ProviderEntry<ThisProvider>.table(for: hostABI)
}
