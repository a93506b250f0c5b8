// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media
import WorkerProtocol

/// A file that packets are written to. Belongs to the role's own thread.
final class PacketFile {
    /// What the pipeline has said of its end.
    private enum End {
        case failed(Reason)
        case written
    }

    /// What may wait in the pipeline before further packets are held back, and the host with them.
    private static let heldBytes = 8 << 20

    private let pipeline: Pipeline
    private let source: AppSource
    private let end = Monitor<End?>(nil)
    /// The time of the file's start, from its first packet; nil before that.
    private var origin: Int64?

    /// Builds the pipeline for the file, without touching the file.
    init(_ format: StreamFormat, path: String, inbox: Inbox<MuxHappening>) throws(Reason) {
        let container = try Container.named(byPath: path).get()
        guard container.holds(format.codec) else {
            throw Reason(
                "container-mismatch", "a .\(container.rawValue) file cannot hold \(format.codec.rawValue)",
                hint: "write to a .mkv file, which holds every codec")
        }
        guard let caps = Caps(format.caps) else {
            throw Reason("protocol-error", "the host sent a format that is none: \(format.caps)")
        }
        let stages = ["appsrc name=source"] + container.elements(for: format.codec) + ["filesink name=file"]
        do throws(ParseError) {
            pipeline = try Pipeline(parsing: stages.joined(separator: " ! "))
        } catch {
            throw Reason(error)
        }
        guard let source = pipeline.element(named: "source").flatMap(AppSource.init),
            let sink = pipeline.element(named: "file")
        else { throw Reason("pipeline-failed", "the pipeline lacks its own ends") }
        self.source = source
        do throws(PropertyError) {
            try sink.setProperty("location", text: path)
            try source.setProperty("format", text: "time")
            try source.setProperty("max-bytes", to: 2 * PacketFile.heldBytes)
        } catch {
            throw Reason("pipeline-failed", error.description)
        }
        source.setCaps(caps)
        watch(inbox)
    }

    private func watch(_ inbox: Inbox<MuxHappening>) {
        pipeline.onMessage { [end] message in
            switch message {
            case .error(let failure): end.update { $0 = $0 ?? .failed(Reason(failure)) }
            case .endOfStream: end.update { $0 = $0 ?? .written }
            case .warning, .latency, .stateChanged, .other: return
            }
            inbox.postAtOnce(.pipeline, important: false)
        }
    }

    /// Creates the file, or replaces one that is there.
    func open() throws(Reason) {
        do throws(Element.StateError) {
            try pipeline.setState(.playing)
        } catch {
            try throwFailure()
            throw Reason("pipeline-failed", error.description)
        }
    }

    /// Throws why the file cannot be written; returns while it can.
    func throwFailure() throws(Reason) {
        if case .failed(let reason) = end.update({ $0 }) { throw reason }
    }

    /// Appends a packet; what comes before the first keyframe is left out, since no player could show it.
    ///
    /// Waits while the disk does not keep up.
    func write(_ packet: Packet) throws(Reason) {
        guard origin != nil || packet.isKeyframe else { return }
        let origin = origin ?? min(packet.decodeNanoseconds, packet.presentationNanoseconds)
        self.origin = origin
        while source.levelBytes > PacketFile.heldBytes {
            if case .failed(let reason)? = end.wait(atMost: .milliseconds(5), for: { $0 }) { throw reason }
        }
        guard
            let buffer = Buffer(
                packet, presentation: packet.presentationNanoseconds - origin,
                decode: packet.decodeNanoseconds - origin)
        else { throw Reason("pipeline-failed", "no memory for a packet of \(packet.bytes.count) bytes") }
        if source.push(buffer) != .taken { try throwFailure() }
    }

    /// Writes all that is held and closes the file, however long the disk takes.
    func finish() throws(Reason) {
        guard origin != nil else {
            throw Reason("no-packets", "nothing was written: no keyframe came before the end")
        }
        source.endStream()
        if case .failed(let reason) = end.wait(for: { $0 }) { throw reason }
        do throws(Element.StateError) {
            try pipeline.setState(.null)
        } catch {
            throw Reason("pipeline-failed", error.description)
        }
    }
}
