// SPDX-License-Identifier: Apache-2.0
import Glibc
import Media
import PluginABI
import ProviderLoading

/// A session of a native encoder, called as the host would and as the rules allow.
///
/// Each call is announced first, so that a crash is known by its place, and runs under its thread's tag.
final class SessionUnderTest {
    let table: UnsafePointer<serval_session>
    let functions: serval_session
    /// What it has handed over, with what was wrong about the handing over.
    let packets = PacketLog()
    private let subject: Subject
    private let name: String
    private var fed = 0
    /// The last frames stay where they are, for those who keep pointers: one check is about them.
    private var recent: [FrameMemory] = []

    /// Makes a session, which opens nothing yet.
    init(_ subject: Subject, _ encoder: String, on device: String) throws(Unmet) {
        let factory = try SessionUnderTest.factory(subject)
        self.subject = subject
        name = encoder
        subject.phase("create of \(encoder)")
        var made: UnsafePointer<serval_session>?
        let status = OddHost.calling(as: SERVAL_THREAD_SESSION) {
            factory.pointee.create?(factory, encoder, device, &made) ?? .SERVAL_E_FAILED
        }
        guard status == .SERVAL_OK else {
            throw .broken("create of \(encoder) on \(device) returns \(status.name)\(OddHost.takeWords())")
        }
        guard let made else { throw .broken("create of \(encoder) returns SERVAL_OK and no session") }
        table = made
        functions = try read { () throws(Reason) in
            try NativeSession(made, ABIReader(code: "bad-table", path: "session")).functions
        }
    }

    static func factory(_ subject: Subject) throws(Unmet) -> UnsafePointer<serval_session_factory> {
        guard
            let factory = try subject.library().interface(SERVAL_SESSION_FACTORY, as: serval_session_factory.self)
        else { throw .broken("get_interface knows no \"\(SERVAL_SESSION_FACTORY)\"") }
        try read { () throws(Reason) in
            let reader = ABIReader(code: "bad-table", path: "session_factory")
            _ = try reader.required("create", try reader.copy(factory).create)
        }
        return factory
    }

    /// Opens it; nil for what `open` told, when it refused.
    ///
    /// - Parameter isForgotten: what is passed is gone when this returns, so that touching it ends the process.
    func open(_ configuration: SessionConfiguration, isForgotten: Bool = false) throws(Unmet) -> OpenAnswer {
        subject.phase("open of \(name) at \(configuration.size)")
        return try configuration.withTable(isForgotten: isForgotten) { config in
            // With room for those who write beyond it: one check is about them.
            let info = UnsafeMutablePointer<serval_session_info>.allocate(capacity: 32)
            defer { info.deallocate() }
            info.initialize(repeating: serval_session_info(), count: 32)
            info.pointee.struct_size = UInt32(MemoryLayout<serval_session_info>.size)
            let status = OddHost.calling(as: SERVAL_THREAD_SESSION) {
                functions.open?(table, config, info) ?? .SERVAL_E_FAILED
            }
            return OpenAnswer(status: status, heldFrames: Int(info.pointee.held_frames), words: OddHost.takeWords())
        }
    }

    /// Opens it, which must work.
    @discardableResult
    func openWorking(_ configuration: SessionConfiguration, isForgotten: Bool = false) throws(Unmet) -> OpenAnswer {
        let answer = try open(configuration, isForgotten: isForgotten)
        guard answer.status == .SERVAL_OK else {
            throw .broken("open of \(name) at \(configuration.size) returns \(answer.status.name)\(answer.words)")
        }
        return answer
    }

    /// Encodes a frame.
    func encode(_ memory: FrameMemory) -> serval_status {
        fed += 1
        if recent.count == 8 { recent.removeFirst() }
        recent.append(memory)
        subject.phase("encode of \(name), frame \(fed)")
        return OddHost.calling(as: SERVAL_THREAD_ENCODE) {
            packets.withSink(fed: fed) { functions.encode?(table, memory.frame, $0) ?? .SERVAL_E_FAILED }
        }
    }

    /// Encodes a frame, which must work.
    func encodeWorking(_ memory: FrameMemory) throws(Unmet) {
        let status = encode(memory)
        guard status == .SERVAL_OK else {
            throw .broken("encode of \(name), frame \(fed), returns \(status.name)\(OddHost.takeWords())")
        }
    }

    func drain() -> serval_status {
        subject.phase("drain of \(name)")
        return OddHost.calling(as: SERVAL_THREAD_ENCODE) {
            packets.withSink(fed: fed) { functions.drain?(table, $0) ?? .SERVAL_E_FAILED }
        }
    }

    func drainWorking() throws(Unmet) {
        let status = drain()
        guard status == .SERVAL_OK else {
            throw .broken("drain of \(name) returns \(status.name)\(OddHost.takeWords())")
        }
    }

    func reset() -> serval_status {
        subject.phase("reset of \(name)")
        return OddHost.calling(as: SERVAL_THREAD_ENCODE) { functions.reset?(table) ?? .SERVAL_E_FAILED }
    }

    /// What `reconfigure` answers; SERVAL_E_UNSUPPORTED where there is none.
    func reconfigure(_ values: [ParameterValue]) -> serval_status {
        subject.phase("reconfigure of \(name)")
        guard let reconfigure = functions.reconfigure else { return .SERVAL_E_UNSUPPORTED }
        return ParameterValue.withTables(values) { values, count in
            guard let values else { return .SERVAL_OK }
            return OddHost.calling(as: SERVAL_THREAD_ENCODE) { reconfigure(table, values, count) }
        }
    }

    func close() {
        subject.phase("close of \(name)")
        OddHost.calling(as: SERVAL_THREAD_SESSION) { functions.close?(table) }
    }

    func destroy() {
        subject.phase("destroy of \(name)")
        OddHost.calling(as: SERVAL_THREAD_SESSION) { functions.destroy?(table) }
    }
}

/// What `open` told.
struct OpenAnswer {
    var status: serval_status
    var heldFrames: Int
    /// The reason, as the end of a sentence.
    var words: String
}
