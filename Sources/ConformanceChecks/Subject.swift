// SPDX-License-Identifier: Apache-2.0
import Conformance
import Glibc
import Media
import PluginABI
import ProviderLoading

/// The library under test, in the one process that exists for one check of it.
final class Subject {
    let path: String
    /// The process ends as a program would, with all that the library left to be done at its end.
    var endsByExit = false
    private let tell: (CheckMessage) -> Void
    private var loaded: serval_provider_entry_function?
    private var started: Library?

    /// - Parameter tell: passes on what is about to be done, before it is.
    init(path: String, _ tell: @escaping (CheckMessage) -> Void) {
        self.path = path
        self.tell = tell
    }

    /// Says what is about to be done: where a crash or a hang was is known by it.
    func phase(_ text: String) { tell(.phase(text)) }

    /// Says whose library this is.
    func introduce(_ id: String) { tell(.provider(id)) }

    /// The library's entry; loads it.
    func entry() throws(Unmet) -> serval_provider_entry_function {
        if let loaded { return loaded }
        guard path.hasPrefix("/") else { throw .broken("\(path) is not an absolute path") }
        phase("loading")
        guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL | Int32(RTLD_NODELETE)) else {
            throw .broken(dlerror().map { String(cString: $0) } ?? "the dynamic loader gives no reason")
        }
        guard let symbol = dlsym(handle, SERVAL_PROVIDER_ENTRY) else {
            throw .broken("it does not export \(SERVAL_PROVIDER_ENTRY)")
        }
        let entry = unsafeBitCast(symbol, to: serval_provider_entry_function.self)
        loaded = entry
        return entry
    }

    /// The library's table for this major version.
    func table() throws(Unmet) -> UnsafePointer<serval_library> {
        let entry = try entry()
        phase(SERVAL_PROVIDER_ENTRY)
        guard let table = entry(SERVAL_ABI) else {
            throw .broken("\(SERVAL_PROVIDER_ENTRY) returns NULL for version \(SERVAL_ABI_MAJOR), which Serval speaks")
        }
        return table
    }

    /// The library after `init`, which is called once.
    func library(_ host: OddHost = .usual) throws(Unmet) -> Library {
        if let started { return started }
        let library = try Library(try table())
        try library.initialise(self, host)
        started = library
        return library
    }

    /// Calls `deinit`, so that `library` starts anew.
    func finish() throws(Unmet) {
        guard let started else { return }
        phase("deinit")
        OddHost.calling(as: SERVAL_THREAD_CONTROL) { started.functions.`deinit`?(started.table) }
        self.started = nil
    }
}

/// The library's table with all that is called.
struct Library {
    let table: UnsafePointer<serval_library>
    /// Zero where the provider's table ends before.
    let functions: serval_library

    init(_ table: UnsafePointer<serval_library>) throws(Unmet) {
        self.table = table
        let reader = ABIReader(code: "bad-table", path: "library")
        functions = try read { () throws(Reason) in
            let functions = try reader.copy(table)
            _ = try reader.required("init", functions.`init`)
            _ = try reader.required("deinit", functions.`deinit`)
            _ = try reader.required("get_interface", functions.get_interface)
            return functions
        }
    }

    func initialise(_ subject: Subject, _ host: OddHost) throws(Unmet) {
        subject.phase("init")
        let status = OddHost.calling(as: SERVAL_THREAD_CONTROL) {
            functions.`init`?(table, host.table) ?? .SERVAL_E_FAILED
        }
        guard status == .SERVAL_OK else { throw .broken("init returns \(status.name)\(OddHost.takeWords())") }
    }

    /// Nil for an unknown one.
    func interface<T>(_ id: String, as type: T.Type) -> UnsafePointer<T>? {
        functions.get_interface?(table, id)?.assumingMemoryBound(to: type)
    }
}

/// What Serval's own reader makes of something, or why it refuses it.
func read<Value>(_ body: () throws(Reason) -> Value) throws(Unmet) -> Value {
    do throws(Reason) {
        return try body()
    } catch {
        throw Unmet(error)
    }
}

extension serval_status {
    /// As the header spells it, or the number.
    var name: String {
        let names = [
            "OK", "E_INVALID", "E_UNSUPPORTED", "E_NO_DEVICE", "E_NOT_READY", "E_PERMISSION", "E_SESSION_LIMIT",
            "E_BUSY",
            "E_NO_MEMORY", "E_DEVICE_LOST", "E_DRIVER", "E_TIMEOUT", "E_CANCELLED", "E_IO", "E_FAILED", "E_RESTART",
        ]
        let index = -Int(rawValue)
        return names.indices.contains(index) ? "SERVAL_\(names[index])" : "\(rawValue)"
    }
}
