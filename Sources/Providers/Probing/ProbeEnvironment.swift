// SPDX-License-Identifier: Apache-2.0
import CProcess

/// What of the environment a probe child sees: enough for drivers and GStreamer, nothing else.
public enum ProbeEnvironment {
    private static let names: Set<String> = [
        "HOME", "PATH", "LANG", "LC_ALL", "TMPDIR", "DISPLAY", "XAUTHORITY", "LD_LIBRARY_PATH",
    ]
    private static let prefixes = ["XDG_", "GST_", "LIBVA_", "CUDA_", "NVIDIA_", "VK_", "MESA_", "ASAN_", "LSAN_"]

    /// The variables as `NAME=value`.
    public static func current() -> [String] {
        var kept = ["SWIFT_BACKTRACE=enable=no", "LD_BIND_NOW=1"]
        var entry = cprocess_environment()
        while let text = entry.pointee {
            let variable = String(cString: text)
            let name = String(variable.prefix { $0 != "=" })
            if names.contains(name) || prefixes.contains(where: name.hasPrefix) { kept.append(variable) }
            entry += 1
        }
        return kept
    }
}
