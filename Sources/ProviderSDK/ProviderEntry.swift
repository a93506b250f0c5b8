// SPDX-License-Identifier: Apache-2.0
import PluginABI
import Synchronization

/// What a provider library's only exported function returns.
///
/// This is the whole of it, in a file `Entry.swift`:
/// ```swift
/// @c(serval_provider_entry)
/// public func entry(_ hostABI: UInt32) -> UnsafePointer<serval_library>? {
///     ProviderEntry<MyProvider>.table(for: hostABI)
/// }
/// ```
public enum ProviderEntry<Source: Provider> {
    /// The library's table, or nil for a host of another major version of the ABI.
    ///
    /// Creates the provider at the first call; the table is the same at each further one, and lives as long
    /// as the process. May be called on any thread.
    public static func table(for hostABI: UInt32) -> UnsafePointer<serval_library>? {
        guard hostABI >> 16 == UInt32(SERVAL_ABI_MAJOR) else { return nil }
        return tablesByProvider.withLock { tables in
            if let known = tables[ObjectIdentifier(Source.self)] { return known }
            let made = ProviderTables(Source())
            tables[ObjectIdentifier(Source.self)] = made
            return made
        }.library
    }
}

/// Outside of the generic type, which cannot store it.
private let tablesByProvider = Mutex<[ObjectIdentifier: ProviderTables]>([:])
