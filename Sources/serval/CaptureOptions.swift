// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Host
import Media

/// What to capture, for the commands that capture or plan to.
struct CaptureOptions: ParsableArguments {
    @Option(help: "X display to capture, such as :0 (default: the configuration's, then DISPLAY).")
    var display: String?

    @Flag(help: "Capture the built-in moving picture in place of a display.")
    var demo = false

    func validate() throws {
        if demo, display != nil { throw ValidationError("--demo and --display exclude each other.") }
    }

    func wish(screen: Screen? = nil) -> CaptureWish { CaptureWish(demo: demo, display: display, screen: screen) }
}

/// A screen as `WIDTHxHEIGHT@RATE`.
struct ScreenArgument: ExpressibleByArgument {
    var screen: Screen

    init?(argument: String) {
        guard let screen = Screen(argument) else { return nil }
        self.screen = screen
    }
}
