// SPDX-License-Identifier: Apache-2.0
import ProviderSDK

@testable import NVENC

extension [ProbeReport.Record] {
    var offers: [Offer] { compactMap { if case .offer(let offer) = $0 { offer } else { nil } } }
    var notes: [Note] { compactMap { if case .note(let note) = $0 { note } else { nil } } }
    var devices: [Device] { compactMap { if case .device(let device) = $0 { device } else { nil } } }

    func offer(_ encoder: String) -> Offer? { offers.first { $0.encoder == encoder } }
    func code(_ encoder: String) -> String? { notes.first { $0.encoder == encoder }?.code }
}

extension GPUSurvey {
    /// A GeForce of the Ampere generation: no AV1, and no B frames in H.265.
    static func geForce(_ index: Int = 0, address: String = "0000:01:00.0") -> GPUSurvey {
        let api = APIVersion(major: 12, minor: 1)
        return GPUSurvey(
            index: index, count: 3, name: "NVIDIA GeForce RTX 3060", address: address,
            encoding: .success(
                EncodingSurvey(api: api, codecs: [.make("h264"), .make("h265", maximumBFrames: 0)])))
    }

    static func failed(_ failure: SurveyFailure) -> GPUSurvey {
        GPUSurvey(
            index: 0, count: 1, name: "NVIDIA GeForce RTX 3060", address: "0000:01:00.0",
            encoding: .failure(failure))
    }
}

extension CodecSurvey {
    static func make(_ codec: String, maximumBFrames: Int32 = 4) -> CodecSurvey {
        CodecSurvey(
            codec: codec, minimumWidth: 145, minimumHeight: 49, maximumWidth: 4096, maximumHeight: 4096,
            rateControls: 3, maximumBFrames: maximumBFrames, customBuffer: 1, lookahead: 1)
    }
}

extension NVIDIAInventory {
    static let geForce = NVIDIAInventory(
        gpus: [GPU(address: "0000:01:00.0", kernelDriver: "nvidia", renderNode: "/dev/dri/renderD128")],
        moduleVersion: "535.183.01", deviceFiles: ["nvidia0", "nvidiactl"])
}
