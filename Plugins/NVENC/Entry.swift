// SPDX-License-Identifier: Apache-2.0
import PluginABI
import ProviderSDK

/// The library's only exported function; see `serval/library.h`.
@c(serval_provider_entry)
public func entry(_ hostABI: UInt32) -> UnsafePointer<serval_library>? {
    ProviderEntry<NVENCProvider>.table(for: hostABI)
}
