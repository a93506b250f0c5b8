// SPDX-License-Identifier: Apache-2.0

/// What a worker adds to the services that every provider gets: those that come from its media code.
public struct HostServices: Sendable {
    /// A service's table, which stays as long as the process.
    public struct Table: @unchecked Sendable {  // it is never written to
        let pointer: UnsafeRawPointer
        public init(_ pointer: UnsafeRawPointer) { self.pointer = pointer }
    }

    /// Says which of SERVAL_THREAD_… the calling thread is in; returns what it was in before.
    public typealias Enter = @Sendable (UInt32) -> UInt32

    /// By id: `serval.frame/1`.
    public var tables: [String: Table]
    public var enter: Enter

    public init(tables: [String: Table], enter: @escaping Enter) {
        self.tables = tables
        self.enter = enter
    }

    /// Gives these to all providers that are loaded from now on.
    public func install() { HostTables.shared.add(self) }

    /// Tells providers that the host wants what it asked for to end.
    public static func cancelAll() { HostTables.shared.isCancelled.store(true, ordering: .relaxed) }
}
