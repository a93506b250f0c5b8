// SPDX-License-Identifier: Apache-2.0
import CVA
import ProviderSDK

@testable import VAAPI

/// Drivers' answers, shortened to what the tests need; whole ones are in `Tests/Doubles/Machines`.
extension DriverSurvey {
    /// An Intel UHD: everything in H.264, low power with constant quantizers only in H.265, no AV1.
    static let intel = DriverSurvey(
        vendor: "Intel iHD driver for Intel(R) Gen Graphics - 23.1.1 ()",
        capabilities: [
            decoding(VAProfileH264Main), encoding(VAProfileH264Main), encoding(VAProfileH264High),
            encoding(VAProfileH264ConstrainedBaseline),
            encoding(VAProfileH264ConstrainedBaseline, VAEntrypointEncSliceLP),
            decoding(VAProfileHEVCMain), encoding(VAProfileHEVCMain, rateControls: VA_RC_VBR | VA_RC_CQP),
            encoding(VAProfileHEVCMain, VAEntrypointEncSliceLP, rateControls: VA_RC_CQP),
            decoding(VAProfileVP9Profile0),
        ])

    /// A Radeon with distribution Mesa: H.264 and H.265 by slices, no low power, no VP8, VP9, AV1.
    static let radeon = DriverSurvey(
        vendor: "Mesa Gallium driver 22.3.6 for AMD Radeon RX 6800 (navi21, LLVM 15.0.6, DRM 3.49)",
        capabilities: [
            encoding(VAProfileH264ConstrainedBaseline, size: 4096), encoding(VAProfileHEVCMain, size: 7680),
            decoding(VAProfileVP9Profile0), decoding(VAProfileAV1Profile0),
        ])

    static func decoding(_ profile: VAProfile) -> Capability {
        Capability(profile: profile, entrypoint: VAEntrypointVLD)
    }

    static func encoding(
        _ profile: VAProfile, _ entrypoint: VAEntrypoint = VAEntrypointEncSlice,
        rateControls: Int32 = VA_RC_CBR | VA_RC_VBR | VA_RC_CQP, size: UInt32 = 4096
    ) -> Capability {
        Capability(
            profile: profile, entrypoint: entrypoint, formats: UInt32(VA_RT_FORMAT_YUV420),
            rateControls: UInt32(rateControls), maximumWidth: size, maximumHeight: size)
    }
}

extension RenderNode {
    static func make(
        _ number: Int = 128, access: Access = .granted, driver: String = "i915", vendor: UInt32 = 0x8086
    ) -> RenderNode {
        RenderNode(
            number: number, access: access, kernelDriver: driver, bus: "pci", busName: "0000:00:02.0",
            vendorID: vendor, productID: 0x9a49)
    }
}

extension [ProbeReport.Record] {
    var offers: [Offer] { compactMap { if case .offer(let offer) = $0 { offer } else { nil } } }
    var notes: [Note] { compactMap { if case .note(let note) = $0 { note } else { nil } } }
    var devices: [Device] { compactMap { if case .device(let device) = $0 { device } else { nil } } }

    func offer(_ encoder: String) -> Offer? { offers.first { $0.encoder == encoder } }
    func code(_ encoder: String) -> String? { notes.first { $0.encoder == encoder }?.code }
}
