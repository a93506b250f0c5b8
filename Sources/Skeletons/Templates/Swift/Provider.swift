// SPDX-License-Identifier: Apache-2.0
import ProviderSDK

/// Who it is, which encoder there is, what it takes, where it works.
struct ThisProvider: Provider {
    // FILL IN: who you are. The id is yours for ever: reverse DNS of a domain that you own.
    let identity = ProviderIdentity(
        id: "com.example.template-name", name: "Template Name", vendor: "Example", version: "0.1",
        license: "LicenseRef-Example")

    // FILL IN: which encoders there are, and what they obey. This one sends each picture as it is, so that it has no
    // bitrate to steer, and does not list `.bitrate`. Configurations name an encoder by its id: never change it once it
    // is out.
    let encoders = [
        EncoderDescription(
            id: "template-name", label: "Template Name (H.264)", codec: "h264", kind: .software,
            parameters: [
                ParameterDescription(
                    .keyframeInterval, .integer(0...1_000_000, default: 0), label: "Keyframe interval",
                    unit: "frames", isLive: true)
            ])
    ]

    /// FILL IN: open the device, ask the driver; a note says why there is none, and what would help. Runs in a process
    /// of its own, the only one that looks for hardware.
    func probe(_ report: ProbeReport) {
        guard report.wants(device: "cpu") else {
            report.note(
                Note(
                    severity: .info, code: "no-device", text: "Template Name encodes on the processor only",
                    encoder: "template-name"))
            return
        }
        report.device(Device(id: "cpu", name: "Processor"))
        report.offer(
            NativeOffer(
                encoder: "template-name", deviceID: "cpu",
                limits: Limits(
                    minimumWidth: 16, minimumHeight: 16, maximumWidth: 4096, maximumHeight: 2304,
                    profiles: ["constrained-baseline"]),
                lacks: [.liveBitrate], formats: [.i420, .nv12]))
    }

    func makeSession(encoder: String, deviceID: String) throws(SessionFailure) -> any EncoderSession {
        guard encoder == "template-name" else { throw SessionFailure(.unsupported, "there is no encoder \(encoder)") }
        guard deviceID == "cpu" else { throw SessionFailure(.noDevice, "there is no device \(deviceID)") }
        return ThisSession()
    }
}
