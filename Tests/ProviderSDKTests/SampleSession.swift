// SPDX-License-Identifier: Apache-2.0
import ProviderSDK

/// A session that says in its packets what it was given.
final class SampleSession: EncoderSession {
    private var configuration: SessionConfiguration?
    private var bitrate: Int64 = 0

    func open(_ configuration: SessionConfiguration) throws(SessionFailure) -> Int {
        guard configuration.width != 13 else {
            throw SessionFailure(.sessionLimit, "13 is too many", hint: "try 14", domain: "sample", code: -5)
        }
        self.configuration = configuration
        bitrate = configuration.values.integer(.bitrate) ?? -1
        return 2
    }

    func encode(_ frame: borrowing Frame, into packets: borrowing PacketSink) throws(SessionFailure) {
        var sums: [Int] = []
        for plane in 0..<frame.planeCount {
            sums.append(
                frame.withPlane(plane) { bytes, stride in
                    var sum = stride * 1000
                    for index in bytes.indices { sum += Int(bytes[index]) }
                    return sum
                })
        }
        let text = "\(frame.id) \(frame.presentationNanoseconds) \(frame.mustBeKeyframe) \(bitrate) \(sums)"
        try packets.hand(
            Packet(Array(text.utf8), of: frame.id, isKeyframe: frame.mustBeKeyframe, isDroppable: frame.isAfterGap))
        if packets.isInterrupted { throw .cancelled }
    }

    func reconfigure(_ values: ParameterValues) throws(SessionFailure) {
        guard let bitrate = values.integer(.bitrate) else { throw .restart }
        self.bitrate = bitrate
    }

    func drain(into packets: borrowing PacketSink) throws(SessionFailure) {
        let format = configuration.map { "\($0)" } ?? ""
        try packets.hand(Packet(Array(format.utf8), of: 99, isKeyframe: true))
    }

    func reset() throws(SessionFailure) { throw SessionFailure(.deviceLost) }

    func close() { configuration = nil }
}

/// A provider with one encoder that has code of its own.
struct SampleNativeProvider: Provider {
    let identity = ProviderIdentity(
        id: "com.example.native", name: "Native", vendor: "Example", version: "1", license: "MIT")

    let encoders = [
        EncoderDescription(
            id: "fast", label: "Fast", codec: "h264", kind: .hardware,
            parameters: [
                ParameterDescription(
                    .bitrate, .integer(1...9000, default: 700), label: "Bitrate", help: "The rate", unit: "kbit/s",
                    isLive: true),
                ParameterDescription(.speed, .choice(["fast", "medium"])),
                ParameterDescription("com.example.loud", .toggle(default: true), isAdvanced: true),
                ParameterDescription("com.example.motto", .text(default: "onwards")),
                ParameterDescription("com.example.any", .integer(default: -3)),
            ])
    ]

    func probe(_ report: ProbeReport) {
        report.device(Device(id: "cpu", name: "Processor"))
        report.offer(
            NativeOffer(
                encoder: "fast", deviceID: "cpu", limits: Limits(maximumWidth: 640), lacks: [.realTime],
                formats: [.nv12, .i420], heldFrames: 2))
    }

    func makeSession(encoder: String, deviceID: String) throws(SessionFailure) -> any EncoderSession {
        guard encoder == "fast", deviceID == "cpu" else {
            throw SessionFailure(.unsupported, "no \(encoder) on \(deviceID)")
        }
        return SampleSession()
    }
}
