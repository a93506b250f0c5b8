// SPDX-License-Identifier: Apache-2.0
import CVA
import Glibc

extension VALibrary {
    /// Asks the driver of one render node what it does. Loads the vendor's driver into this process, which
    /// may crash or hang in it: called in a probe child only.
    ///
    /// - Parameters:
    ///   - driver: the driver to load; nil for libva's own choice.
    ///   - startsEncoders: whether to start an encoder for each profile that encodes, too.
    ///   - report: takes the answer before the driver is ended, since some crash in that.
    func survey(
        _ node: RenderNode, driver: String? = nil, startsEncoders: Bool = false,
        report: (DriverSurvey) -> Void
    ) throws(SurveyFailure) {
        let descriptor = open(node.path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw .open(errno: errno) }
        defer { close(descriptor) }
        guard let display = getDisplay(descriptor) else { throw .display }

        let log = MessageLog()
        defer { withExtendedLifetime(log) {} }
        keepMessages(of: display, in: log)
        if let driver { choose(driver, for: display) }
        var major: Int32 = 0
        var minor: Int32 = 0
        let status = initialize(display, &major, &minor)
        // After a failed vaInitialize no call is allowed, not even vaTerminate: drivers crash in it.
        guard status == VA_STATUS_SUCCESS else { throw .initialize(status: status, messages: log.messages) }
        defer { _ = terminate(display) }

        let vendor = vendorString(display).map { String(cString: $0) } ?? ""
        var survey = DriverSurvey(
            vendor: vendor, capabilities: try capabilities(of: display), messages: log.messages)
        if startsEncoders { startEncoders(of: &survey, on: display) }
        report(survey)
    }

    /// Leaves it to libva where it is too old to be told.
    private func choose(_ driver: String, for display: Display) {
        var name = Array(driver.utf8CString)
        _ = setDriverName?(display, &name)
    }

    private func startEncoders(of survey: inout DriverSurvey, on display: Display) {
        for index in survey.capabilities.indices where survey.capabilities[index].encodes {
            do throws(SurveyFailure) {
                try start(survey.capabilities[index], on: display)
            } catch {
                survey.capabilities[index].failure = error
            }
        }
    }

    /// Has libva's messages appended to `log`, which must outlive the display.
    private func keepMessages(of display: Display, in log: MessageLog) {
        let keep: VAMessageCallback = { context, message in
            guard let context, let message else { return }
            Unmanaged<MessageLog>.fromOpaque(context).takeUnretainedValue().append(String(cString: message))
        }
        let context = Unmanaged.passUnretained(log).toOpaque()
        _ = setErrorCallback(display, keep, context)
        _ = setInfoCallback(display, keep, context)
    }

    private func capabilities(of display: Display) throws(SurveyFailure) -> [DriverSurvey.Capability] {
        // The driver fills what it announced; a negative or absurd announcement must not become an
        // allocation.
        var count = min(max(maximumProfiles(display), 0), 1024)
        var profiles = [VAProfile](repeating: VAProfileNone, count: Int(count) + 1)
        let status = queryProfiles(display, &profiles, &count)
        guard status == VA_STATUS_SUCCESS else {
            throw .query(function: "vaQueryConfigProfiles", status: status)
        }
        var found: [DriverSurvey.Capability] = []
        for profile in profiles.prefix(Int(max(count, 0))) {
            for entrypoint in entrypoints(of: profile, display) {
                found.append(capability(profile, entrypoint, display))
            }
        }
        return found
    }

    /// None when the driver refuses the profile that it has just named: the others still count.
    private func entrypoints(of profile: VAProfile, _ display: Display) -> [VAEntrypoint] {
        var count = min(max(maximumEntrypoints(display), 0), 1024)
        var entrypoints = [VAEntrypoint](repeating: VAEntrypointVLD, count: Int(count) + 1)
        let status = queryEntrypoints(display, profile, &entrypoints, &count)
        return status == VA_STATUS_SUCCESS ? Array(entrypoints.prefix(Int(max(count, 0)))) : []
    }

    private func capability(
        _ profile: VAProfile, _ entrypoint: VAEntrypoint, _ display: Display
    ) -> DriverSurvey.Capability {
        var capability = DriverSurvey.Capability(profile: profile, entrypoint: entrypoint)
        guard capability.encodes else { return capability }
        let asked: [(VAConfigAttribType, WritableKeyPath<DriverSurvey.Capability, UInt32?>)] = [
            (VAConfigAttribRTFormat, \.formats), (VAConfigAttribRateControl, \.rateControls),
            (VAConfigAttribMaxPictureWidth, \.maximumWidth),
            (VAConfigAttribMaxPictureHeight, \.maximumHeight),
            (VAConfigAttribEncQualityRange, \.fastestQuality), (VAConfigAttribEncMaxSlices, \.maximumSlices),
            (VAConfigAttribEncMaxRefFrames, \.referenceFrames),
        ]
        // Preset to "not supported", in case that a driver skips what it does not know.
        let unsupported = UInt32(VA_ATTRIB_NOT_SUPPORTED)
        var attributes = asked.map { VAConfigAttrib(type: $0.0, value: unsupported) }
        let status = getAttributes(display, profile, entrypoint, &attributes, Int32(attributes.count))
        guard status == VA_STATUS_SUCCESS else { return capability }
        for (attribute, (_, field)) in zip(attributes, asked) where attribute.value != unsupported {
            capability[keyPath: field] = attribute.value
        }
        return capability
    }
}
