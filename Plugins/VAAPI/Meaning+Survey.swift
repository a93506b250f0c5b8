// SPDX-License-Identifier: Apache-2.0
import CVA
import ProviderSDK

extension Meaning {
    /// What a driver's answer makes of each encoder. `position` counts the usable nodes before this one; what their
    /// drivers do is not known here, and they are taken to start.
    static func ofSurvey(_ survey: DriverSurvey, on node: RenderNode, position: Int) -> [ProbeReport.Record] {
        let driver = DriverIdentity(vendor: survey.vendor)
        var device = device(of: node)
        device.name = driver.gpu ?? device.name
        device.driver = driver.text
        // Again, now with the driver's own words: the first report is for a driver that never answers.
        var records: [ProbeReport.Record] = [.device(device)]
        if let note = ofDecoder(survey, driver, on: node) { records.append(.note(note)) }
        for model in EncoderModel.all {
            records += of(model, survey, driver, on: node, position: position)
        }
        return records
    }

    /// A driver that encodes nothing at all.
    private static func ofDecoder(_ survey: DriverSurvey, _ driver: DriverIdentity, on node: RenderNode)
        -> Note?
    {
        guard !survey.capabilities.contains(where: \.encodes) else { return nil }
        if isStripped(EncoderModel.all[0], survey, driver) {
            return note(
                node, "codec-stripped",
                "\(driver.text) was built without H.264 and H.265, and encodes nothing", strippedHint)
        }
        let hint =
            driver.family == .nvidiaDecoder
            ? "NVIDIA's GPUs encode through NVENC, which the provider NVENC looks for"
            : "Use another GPU, or encode in software"
        let decodes = survey.capabilities.contains { $0.profile != VAProfileNone }
        return note(
            node, "decode-only",
            "The VA driver \(driver.text) \(decodes ? "decodes, and encodes nothing" : "has no codecs at all")", hint)
    }

    private static func of(
        _ model: EncoderModel, _ survey: DriverSurvey, _ driver: DriverIdentity, on node: RenderNode,
        position: Int
    ) -> [ProbeReport.Record] {
        guard let (profile, capability) = choice(for: model, survey) else {
            return [.note(absence(of: model, survey, driver, on: node))]
        }
        // No formats named is no refusal: older drivers leave the attribute out.
        guard capability.formats.map({ $0 & UInt32(VA_RT_FORMAT_YUV420) != 0 }) ?? true else {
            return [
                .note(
                    note(
                        node, "no-yuv420", "\(model.id): the driver takes no 8-bit 4:2:0", nil,
                        encoder: model.id))
            ]
        }
        if let failure = capability.failure {
            return [
                .note(
                    note(
                        node, "encoder-not-started", "\(model.id): \(words(of: failure))",
                        "Look into dmesg for missing firmware (GuC, HuC)", encoder: model.id))
            ]
        }
        guard model.plugin == .va || position == 0 else {
            return [
                .note(
                    note(
                        node, "one-device-only", "\(model.id) reaches only the first GPU",
                        "Use the elements of GStreamer's plugin va for this one", encoder: model.id,
                        severity: .info))
            ]
        }
        let recipe =
            model.plugin == .va
            ? Recipe.va(model, on: node, profile: profile, capability: capability)
            : Recipe.oldVAAPI(model, profile: profile, capability: capability)
        let offer = Offer(
            encoder: model.id, deviceID: node.deviceID, limits: limits(of: model, capability, survey),
            recipe: recipe)
        return [.offer(offer)] + quantizerOnly(model, capability, on: node)
    }

    private static func words(of failure: SurveyFailure) -> String {
        guard case .start(let function, let status) = failure else { return "the driver does not start it" }
        return "the driver refuses \(function) with \(hexadecimal(status))"
    }

    /// The first entrypoint, and on it the first profile, that the driver has.
    private static func choice(
        for model: EncoderModel, _ survey: DriverSurvey
    ) -> (EncoderModel.Profile, DriverSurvey.Capability)? {
        for entrypoint in model.entrypoints {
            for profile in model.profiles {
                let match = survey.capabilities.first {
                    $0.profile == profile.va && $0.entrypoint == entrypoint
                }
                if let match { return (profile, match) }
            }
        }
        return nil
    }

    private static func limits(
        of model: EncoderModel, _ capability: DriverSurvey.Capability, _ survey: DriverSurvey
    ) -> Limits {
        let profiles = model.profiles.filter { profile in
            survey.capabilities.contains {
                $0.profile == profile.va && $0.entrypoint == capability.entrypoint
            }
        }
        return Limits(
            maximumWidth: Int(capability.maximumWidth ?? 0),
            maximumHeight: Int(capability.maximumHeight ?? 0),
            rateControls: RateControl.neutralNames(capability.rateControls), profiles: profiles.map(\.caps))
    }

    /// Low-power encoding without HuC firmware knows constant quantizers alone.
    private static func quantizerOnly(
        _ model: EncoderModel, _ capability: DriverSurvey.Capability, on node: RenderNode
    ) -> [ProbeReport.Record] {
        guard RateControl.elementNames(capability.rateControls) == ["cqp"] else { return [] }
        let hint =
            capability.entrypoint == VAEntrypointEncSliceLP
            ? "Low-power rate control needs the HuC firmware: i915.enable_guc=2 and firmware-misc-nonfree"
            : nil
        return [
            .note(
                note(
                    node, "constant-quality-only", "\(model.id): the driver controls no bitrate here", hint,
                    encoder: model.id, severity: .warning))
        ]
    }

    private static let strippedHint =
        "Install the distribution's full Mesa (Fedora: mesa-va-drivers-freeworld; Debian's is full)"

    private static func absence(
        of model: EncoderModel, _ survey: DriverSurvey, _ driver: DriverIdentity, on node: RenderNode
    ) -> Note {
        if isStripped(model, survey, driver) {
            return note(
                node, "codec-stripped", "\(driver.text) was built without \(model.codecName)",
                strippedHint, encoder: model.id)
        }
        let wanted = model.entrypoints == [VAEntrypointEncSliceLP] ? "low-power encoding" : "encoding"
        return note(
            node, "not-supported",
            "The VA driver \(driver.text) offers no \(wanted) of \(model.codecName)",
            nil, encoder: model.id)
    }

    /// Distributions that fear patents build Mesa without H.264 and H.265, decoding included, while other codecs are
    /// left. A GPU that only lacks the encoder, such as AMD's Navi 24, still decodes them; one that decodes H.264
    /// but neither VP9 nor AV1 is too old for H.265.
    private static func isStripped(_ model: EncoderModel, _ survey: DriverSurvey, _ driver: DriverIdentity)
        -> Bool
    {
        guard driver.family == .mesa, model.entrypoints != [VAEntrypointEncSliceLP] else { return false }
        let known = Set(survey.capabilities.map(\.profile)).subtracting([VAProfileNone])
        let hasH264 = known.contains { profile in EncoderModel.h264Profiles.contains { $0.va == profile } }
        let modern = [VAProfileVP9Profile0, VAProfileAV1Profile0].contains(where: known.contains)
        switch model.codec {
        case "h264": return !known.isEmpty && !hasH264
        case "h265": return !known.isEmpty && !known.contains(VAProfileHEVCMain) && (modern || !hasH264)
        default: return false
        }
    }
}
