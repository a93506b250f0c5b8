// SPDX-License-Identifier: Apache-2.0
import Glibc
import LibraryFiles
import Processes

/// The file in which GStreamer remembers its plugins, one for each state of plugins and drivers.
///
/// GStreamer does not notice a driver that appears after its first scan: the plugin `nvcodec` names nothing that its
/// elements depend on, and `va` not whether a node may be opened. With one registry for each state, a change of state
/// is a first scan. The scan costs some seconds, once.
public enum GStreamerRegistry {
    /// Older states' files are deleted beyond this many.
    private static let keptFiles = 4

    /// What elements of GStreamer's plugins depend on, beside the plugins' own files.
    private static let driverSources = [
        "/dev/dri/renderD*", "/dev/nvidia*", "/proc/driver/nvidia/version", "library:libcuda.so.1",
        "library:libnvidia-encode.so.1", "library:libva.so.2", "library:libva-drm.so.2",
        "/usr/lib/*/dri/*_drv_video.so", "environment:LIBVA_*", "environment:CUDA_*", "environment:GST_*",
    ]

    /// Where drivers, device nodes and plugins come and go.
    static let watchedFolders = ["/dev", "/dev/dri", "/proc/driver/nvidia"] + driverFolders + pluginFolders([])

    private static var driverFolders: [String] { FileState.matches(of: "/usr/lib/*/dri") }

    /// The file for the present state, in a folder for caches; older ones beyond four are deleted.
    public static func path(in folder: String, environment: [String]) -> String {
        var hash = StableHash()
        hash.add(installation(environment: environment))
        for source in driverSources.compactMap(InvalidationSource.init) { hash.add(source.state()) }
        for group in groups() { hash.add(String(group)) }
        let path = "\(folder)/registry-\(hash.text).bin"
        prune(folder, except: path)
        return path
    }

    /// GStreamer's library and plugins, as text that changes with them.
    static func installation(environment: [String]) -> String {
        var hash = StableHash()
        for library in ["libgstreamer-1.0.so.0", "libgstvideo-1.0.so.0"] {
            hash.add(InvalidationSource("library:\(library)")?.state() ?? "")
        }
        for folder in pluginFolders(environment) {
            for file in FileState.listing(of: folder, suffix: ".so") { hash.add(file) }
        }
        return hash.text
    }

    /// Where GStreamer looks for plugins: gst/gstregistry.c.
    private static func pluginFolders(_ environment: [String]) -> [String] {
        var folders: [String] = []
        for name in [
            "GST_PLUGIN_PATH_1_0=", "GST_PLUGIN_PATH=", "GST_PLUGIN_SYSTEM_PATH_1_0=", "GST_PLUGIN_SYSTEM_PATH=",
        ] {
            for variable in environment where variable.hasPrefix(name) {
                folders += variable.dropFirst(name.count).split(separator: ":").map(String.init)
            }
        }
        let triple = Multiarch.triple
        return folders + ["/usr/lib/\(triple)/gstreamer-1.0", "/usr/lib64/gstreamer-1.0", "/usr/lib/gstreamer-1.0"]
    }

    private static func groups() -> [gid_t] {
        let count = getgroups(0, nil)
        guard count > 0 else { return [getegid()] }
        var groups = [gid_t](repeating: 0, count: Int(count))
        let filled = getgroups(count, &groups)
        return groups.prefix(Int(max(0, filled))).sorted() + [getegid()]
    }

    private static func prune(_ folder: String, except current: String) {
        let others = FileState.matches(of: "\(folder)/registry-*.bin").filter { $0 != current }
        guard others.count >= keptFiles else { return }
        let byAge = others.map { path in
            var status = stat()
            return (path, stat(path, &status) == 0 ? status.st_mtim.tv_sec : 0)
        }.sorted { $0.1 < $1.1 }
        for (path, _) in byAge.prefix(others.count - keptFiles + 1) { unlink(path) }
    }
}
