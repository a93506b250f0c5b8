// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials

/// What one test starts, brought to its end in reverse order whatever happens.
final class Scene {
    let folder: TemporaryFolder
    private var programs: [Program] = []

    private init() throws { folder = try TemporaryFolder() }

    /// Runs a test's body; when it throws, shows what the programs said.
    static func with<Result>(_ body: (Scene) throws -> Result) throws -> Result {
        let scene = try Scene()
        defer {
            for program in scene.programs.reversed() { program.stop() }
            scene.folder.remove()
        }
        do {
            return try body(scene)
        } catch {
            scene.programs.forEach(scene.show)
            throw error
        }
    }

    /// A display of 1280×720 in one colour, with something moving in its upper left corner.
    func startDesktop(color: String = "#304050") throws -> XvfbServer {
        let server = try XvfbServer(folder: folder)
        programs.append(server.program)
        try server.fill(color, folder: folder)
        programs.append(
            try Program(
                "gst-launch-1.0",
                [
                    "-q", "videotestsrc", "is-live=true", "pattern=smpte", "horizontal-speed=4", "!",
                    "video/x-raw,width=\(MovingPicture.width),height=\(MovingPicture.height),framerate=30/1",
                    "!",
                    "ximagesink",
                ], environment: ["DISPLAY": server.display], folder: folder))
        return server
    }

    func startServal(_ options: [String] = [], display: XvfbServer?) throws -> ServalProcess {
        let serval = try ServalProcess(options, display: display?.display, folder: folder)
        programs.append(serval.program)
        return serval
    }

    func startChromium() throws -> Chromium {
        let chromium = try Chromium(folder: folder)
        programs.append(chromium.program)
        return chromium
    }

    /// A shell in which `serval` is found, and `ADDRESS` says where it is to listen; in this scene's folder, but with
    /// the tester's home, where compilers keep what they fetched.
    func startTerminal(_ setup: String, port: UInt16) throws -> Terminal {
        var environment = ProcessInfo.processInfo.environment.filter { ["HOME", "PATH"].contains($0.key) }
        environment["PATH"] = BuiltProducts.path(of: "") + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
        environment["ADDRESS"] = "127.0.0.1:\(port)"
        let terminal = try Terminal(setup, environment: environment, folder: folder)
        programs.append(terminal.program)
        return terminal
    }

    /// Runs a command of `serval` to its end.
    func serval(
        _ arguments: [String], display: XvfbServer? = nil, seconds: Double = 60
    ) throws -> CommandResult {
        var environment: [String: String] = [:]
        environment["DISPLAY"] = display?.display
        return try run(
            BuiltProducts.path(of: "serval"), arguments, environment: environment, seconds: seconds)
    }

    /// Runs a program to its end.
    func run(
        _ program: String, _ arguments: [String], environment: [String: String] = [:], seconds: Double = 60
    ) throws -> CommandResult {
        let program = try Program(program, arguments, environment: environment, folder: folder)
        let status = program.end(withinSeconds: seconds)
        return CommandResult(status: status, output: program.output, errorOutput: program.errorOutput)
    }

    private func show(_ program: Program) {
        // The browser complains about the desktop services that it does not find.
        let lines = (program.output + program.errorOutput).split(separator: "\n")
            .filter { !$0.contains("dbus") }.suffix(30)
        print(
            "--- \(program.name) (\(program.runs ? "running" : "ended"))", lines.joined(separator: "\n"),
            separator: "\n")
    }
}

/// The part of the screen that `Scene.startDesktop` keeps moving, from the upper left corner.
enum MovingPicture {
    static let width = 320
    static let height = 240
}
