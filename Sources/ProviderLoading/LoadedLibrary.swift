// SPDX-License-Identifier: Apache-2.0
import Glibc
import Media
import PluginABI

/// A provider library in this process, for as long as the process lives: it is never unloaded.
///
/// Loading runs the library's own code: only a worker does this.
struct LoadedLibrary {
    let path: String
    private let entry: serval_provider_entry_function

    /// Loads the library and looks up its entry.
    ///
    /// - Parameter identity: what the file must be; nil for any.
    /// - Throws: `file-changed` for another file than the host judged, `not-a-library` for what the dynamic loader
    ///   refuses, `no-entry` for a library of another kind.
    init(path: String, identity: FileIdentity? = nil) throws(Reason) {
        guard path.hasPrefix("/") else {
            // The loader would search for it elsewhere.
            throw Reason(
                "not-a-library", "\(path) is not an absolute path", hint: "give the whole path of the file")
        }
        guard identity == nil || FileIdentity(ofFile: path) == identity else {
            throw Reason(
                "file-changed", "\(path) was replaced or changed since it was judged, and is not loaded",
                hint: "ask again when the change is complete: `serval providers list`")
        }
        guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL | Int32(RTLD_NODELETE)) else {
            let message = dlerror().map { String(cString: $0) } ?? "the dynamic loader gave no reason"
            throw Reason(
                "not-a-library", "\(path) cannot be loaded: \(message)",
                hint: "ldd \(path) shows which library is missing")
        }
        guard let symbol = dlsym(handle, SERVAL_PROVIDER_ENTRY) else {
            throw Reason(
                "no-entry", "\(path) is no provider: it does not export \(SERVAL_PROVIDER_ENTRY)",
                hint: "remove the file from the folder of providers")
        }
        self.path = path
        entry = unsafeBitCast(symbol, to: serval_provider_entry_function.self)
    }

    /// Asks the entry for the library's table and checks it.
    ///
    /// - Throws: `abi-mismatch` for another major version, `bad-table` with the member that is wrong.
    func table() throws(Reason) -> ProviderTable {
        guard let table = entry(SERVAL_ABI) else {
            throw Reason(
                "abi-mismatch", "\(path) does not serve version \(SERVAL_ABI_MAJOR) of the provider ABI",
                hint: "install a build of the provider for this version of Serval")
        }
        return try ProviderTable(table)
    }
}
