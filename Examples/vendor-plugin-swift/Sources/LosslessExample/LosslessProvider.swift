// SPDX-License-Identifier: Apache-2.0
import ProviderSDK

/// A provider with one native encoder, which is all of it in Swift and needs nothing but a processor.
struct LosslessProvider: Provider {
    let identity = ProviderIdentity(
        id: "com.example.lossless", name: "Lossless example", vendor: "Example", version: "1.0",
        license: "Apache-2.0")

    let encoders = [
        EncoderDescription(
            id: "lossless-example", label: "Lossless H.264, the example", codec: "h264", kind: .software,
            parameters: [
                ParameterDescription(
                    .keyframeInterval, .integer(0...1_000_000, default: 0), label: "Keyframe interval",
                    unit: "frames", isLive: true),
                ParameterDescription(
                    "com.example.refresh", .toggle(default: false), label: "Refresh",
                    help: "Send every block of every frame", isAdvanced: true),
            ])
    ]

    func probe(_ report: ProbeReport) {
        guard report.wants(device: "cpu") else { return }
        report.device(Device(id: "cpu", name: "Processor"))
        report.offer(
            NativeOffer(
                encoder: "lossless-example", deviceID: "cpu",
                limits: Limits(
                    minimumWidth: 16, minimumHeight: 16, maximumWidth: 4096, maximumHeight: 2304,
                    profiles: ["constrained-baseline"]),
                // It has no rate to change: it takes what the picture needs.
                lacks: [.liveBitrate], formats: [.i420]))
    }

    func makeSession(encoder: String, deviceID: String) throws(SessionFailure) -> any EncoderSession {
        guard encoder == "lossless-example" else { throw SessionFailure(.unsupported, "there is no \(encoder)") }
        return LosslessSession()
    }
}
