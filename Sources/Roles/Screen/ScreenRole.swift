// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media
import WorkerProtocol

/// Asks an X server what there is to capture.
public enum ScreenRole {
    /// What is assumed where X does not tell how often the screen changes.
    private static let assumedRate = FrameRate(30)

    /// Sends one `ScreenAnswer`.
    ///
    /// - Parameters:
    ///   - display: The display as X names it, such as `:0`.
    ///   - channel: Where the answer goes.
    /// - Returns: The process's exit status: 0 when there is a screen, 1 when there is none.
    public static func run(display: String, channel: HostChannel) -> Int32 {
        let answer: ScreenAnswer
        do throws(Reason) {
            try Runtime.initialiseForRole()
            answer = .screen(try screen(of: display))
        } catch {
            answer = .failed(error)
        }
        channel.send(answer)
        channel.flush()
        if case .failed = answer { return 1 }
        return 0
    }

    private static func screen(of display: String) throws(Reason) -> Screen {
        guard let source = ElementFactory.named("ximagesrc")?.make() else {
            throw Reason(
                "no-element", "no installed GStreamer plugin has the element ximagesrc",
                hint: ElementPackage.hint(forFactory: "ximagesrc"))
        }
        do {
            try source.setProperty("display-name", text: display)
            // It connects when it is asked for its caps, and captures nothing yet.
            try source.setState(.ready)
        } catch {
            throw noDisplay(display)
        }
        defer { _ = try? source.setState(.null) }
        guard let caps = source.pad("src")?.queryCaps(), let width = caps.integer("width"),
            let height = caps.integer("height"), width > 0, height > 0
        else { throw noDisplay(display) }
        var rate = assumedRate
        if let fraction = caps.fraction("framerate"), fraction.numerator > 0, fraction.denominator > 0 {
            rate = FrameRate(fraction.numerator, over: fraction.denominator)
        }
        return Screen(resolution: Resolution(width: width, height: height), rate: rate)
    }

    private static func noDisplay(_ display: String) -> Reason {
        Reason(
            "no-display", "the X display \(display) cannot be opened",
            hint: "see that the X server runs and that this user may connect to it: "
                + "xdpyinfo -display \(display); or use --demo")
    }
}
