// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Glibc
import Processes

/// A real GStreamer plugin whose encoders go wrong in one chosen way, for tests of whatever must cope with that.
///
/// `faultyh264enc` and `faultyvp8enc` take `fault=…`, `frames=N` (the fault begins after them), `delay=MS`,
/// `bitrate=KBPS` and `rate-control=…`; `gst-inspect-1.0 faultyh264enc` explains each fault. The sources are in the
/// folder of the same name.
public enum FaultyEncoder {
    /// What goes wrong; the raw value is the element's word for it.
    public enum Fault: String, Sendable, CaseIterable {
        case none, refuse, error, stall, hang, crash, exit, fork, garbage, fill, slow, hold, reorder, grey
        case refuseCBR = "refuse-cbr"
        case wrongProfile = "wrong-profile"
        case noFirstKeyframe = "no-first-keyframe"
        case ignoreKeyframes = "ignore-keyframes"
        case ignoreBitrate = "ignore-bitrate"
        case coerceBitrate = "coerce-bitrate"
    }

    /// The plugin could not be compiled.
    public struct CompilerFailed: Error, CustomStringConvertible {
        public var description: String
    }

    /// This process's environment and, in it, a GStreamer that has the plugin; for children.
    ///
    /// The first call of a test run compiles it. The plugin's registry is one of its own: nobody else's GStreamer
    /// learns of these elements.
    public static func environment() throws -> [String] {
        let folder = try compiled.get()
        var variables = ProcessInfo.processInfo.environment
        variables["GST_PLUGIN_PATH"] = folder
        // A crash here is no news to anybody.
        variables["SWIFT_BACKTRACE"] = "enable=no"
        variables["GST_REGISTRY"] = folder + "/registry.bin"
        return variables.map { "\($0.key)=\($0.value)" }.sorted()
    }

    /// The folder with the plugin.
    private static let compiled = Result { try compile() }

    private static func compile() throws -> String {
        let sources = "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/") + "/FaultyEncoder"
        let folder = WorkerExecutable.ownFolder() + "/faulty-encoder"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // Another process may be at it too: what is renamed is whole. The scan of all plugins is done here, where no
        // deadline runs.
        let script = """
            cc -std=gnu11 -Wall -Wextra -Wno-unused-parameter -shared -fPIC \
            $(pkg-config --cflags gstreamer-video-1.0) '\(sources)'/*.c -o '\(folder)/\(getpid()).tmp' \
            $(pkg-config --libs gstreamer-video-1.0) && mv '\(folder)/\(getpid()).tmp' '\(folder)/libgstfaultyenc.so' \
            && GST_PLUGIN_PATH='\(folder)' GST_REGISTRY='\(folder)/registry.bin' \
            gst-inspect-1.0 faultyh264enc > /dev/null
            """
        let compiler = try ChildProcess(
            path: "/bin/sh", arguments: ["-c", script],
            descriptors: [.init(STDERR_FILENO, as: 1), .init(STDERR_FILENO, as: 2)])
        guard compiler.end(withinMilliseconds: 60_000) == .exited(0) else {
            throw CompilerFailed(description: "the faulty encoder does not compile: \(script)")
        }
        return folder
    }
}
