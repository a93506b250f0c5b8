// SPDX-License-Identifier: Apache-2.0
import Media

extension Reason {
    /// Why a description cannot be built.
    public init(_ error: ParseError) {
        switch error.problem {
        case .missingElements(let names):
            let name = names.first ?? ""
            self.init(
                "no-element", "no installed GStreamer plugin has the element \(name)",
                hint: ElementPackage.hint(forFactory: name))
        case .property:
            self.init(
                "bad-description", "the pipeline description cannot be built: \(error.description)",
                hint: "gst-inspect-1.0 ELEMENT lists its properties and their values")
        case .link:
            self.init(
                "not-negotiated", "the pipeline's elements do not fit together: \(error.description)",
                hint: "put a converter between them, such as videoconvert")
        case .syntax, .notAPipeline, .other:
            self.init("bad-description", "the pipeline description cannot be built: \(error.description)")
        }
    }

    /// Why a running or starting pipeline failed.
    public init(_ failure: BusMessage.Failure) {
        let place =
            failure.factory.isEmpty || failure.element == failure.factory
            ? failure.element : "\(failure.factory) (\(failure.element))"
        let text = "\(place): \(failure.message)\(failure.detail.isEmpty ? "" : " \(failure.detail)")"
        switch failure {
        case _ where failure.factory == "ximagesrc" && failure.domain == .resource:
            self.init(
                "no-display", text,
                hint: "see that the X server runs and that this user may connect to it: xdpyinfo -display :N")
        case _ where failure.factory == "pulsesrc" && failure.domain == .resource:
            self.init("no-audio", text, hint: "see that PulseAudio or PipeWire runs: pactl info")
        case _ where failure.factory == "filesink" && failure.domain == .resource:
            self.init("cannot-write", text, hint: "see that the folder exists, is writable and has space")
        case _ where failure.debug.contains("not-negotiated"):
            self.init(
                "not-negotiated", "\(text): two neighbours in the pipeline have no format in common",
                hint: "compare the sizes, formats and rates that the description asks for")
        case _ where failure.element == "encoder" || failure.factory.hasSuffix("enc"):
            self.init("encoder-failed", text)
        default: self.init("pipeline-failed", text)
        }
    }
}

extension BusMessage.Failure {
    /// What the debug text says beyond the place in GStreamer's source; empty when it says no more.
    fileprivate var detail: String {
        let lines = debug.split(separator: "\n").dropFirst()
        return lines.isEmpty ? "" : "(\(lines.joined(separator: ", ")))"
    }
}
