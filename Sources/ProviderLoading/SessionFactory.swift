// SPDX-License-Identifier: Apache-2.0
import Media
import PluginABI

/// A library's interface `serval.session-factory/1`, checked.
// The table is the library's, which never changes it.
struct SessionFactory: @unchecked Sendable {
    private typealias Create =
        @convention(c) (
            UnsafePointer<serval_session_factory>, UnsafePointer<CChar>, UnsafePointer<CChar>,
            UnsafeMutablePointer<UnsafePointer<serval_session>?>
        ) -> serval_status

    private let factory: UnsafePointer<serval_session_factory>
    private let create: Create

    /// - Throws: `bad-table` with the member that is wrong.
    init(_ factory: UnsafePointer<serval_session_factory>) throws(Reason) {
        let reader = ABIReader(code: "bad-table", path: "session_factory")
        let table = try reader.copy(factory)
        self.factory = factory
        create = try reader.required("create", table.create)
    }

    /// Makes a session, which opens nothing yet.
    ///
    /// - Throws: the provider's own reason, or `bad-table` with the member that is wrong.
    func session(of encoder: String, on device: String) throws(Reason) -> NativeSession {
        var made: UnsafePointer<serval_session>?
        let status = HostTables.shared.calling(as: SERVAL_THREAD_SESSION) {
            create(factory, encoder, device, &made)
        }
        if let failure = Reason(status, of: "create", HostTables.shared.words.takeFailure()) { throw failure }
        let reader = ABIReader(code: "bad-table", path: "session")
        return try NativeSession(try reader.required("", made), reader)
    }
}

/// A session of a native encoder, and the functions to call it with: every one that is required is there.
public struct NativeSession {
    /// The provider's table: the first argument of each function.
    public let table: UnsafePointer<serval_session>
    /// Its members; NULL where the provider's table ends before.
    public let functions: serval_session

    package init(_ table: UnsafePointer<serval_session>, _ reader: ABIReader) throws(Reason) {
        let functions = try reader.copy(table)
        _ = try reader.required("open", functions.open)
        _ = try reader.required("encode", functions.encode)
        _ = try reader.required("drain", functions.drain)
        _ = try reader.required("reset", functions.reset)
        _ = try reader.required("close", functions.close)
        _ = try reader.required("destroy", functions.destroy)
        _ = try reader.required("get_extension", functions.get_extension)
        self.table = table
        self.functions = functions
    }

    /// Frees the session, which is not open.
    func destroy() {
        HostTables.shared.calling(as: SERVAL_THREAD_SESSION) { functions.destroy?(table) }
    }
}
