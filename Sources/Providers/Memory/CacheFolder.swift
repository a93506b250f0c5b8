// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The folder for what may be lost: systemd's `CacheDirectory`, or `serval` in the user's cache.
public enum CacheFolder {
    /// The folder, made where it was not; nil when there is none that is ours to write.
    ///
    /// What others can write is not believed: plans are made from what is remembered there.
    public static func find() -> String? {
        let candidates = [variable("CACHE_DIRECTORY"), cacheHome().map { "\($0)/serval" }]
        for case let folder? in candidates where folder.hasPrefix("/") && make(folder) { return folder }
        return geteuid() == 0 && make("/var/cache/serval") ? "/var/cache/serval" : nil
    }

    /// https://specifications.freedesktop.org/basedir-spec/
    private static func cacheHome() -> String? { variable("XDG_CACHE_HOME") ?? variable("HOME").map { "\($0)/.cache" } }

    private static func variable(_ name: String) -> String? {
        guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { return nil }
        return value
    }

    /// Makes the folder and those above it.
    static func make(_ folder: String) -> Bool {
        var path = ""
        for name in folder.split(separator: "/") {
            path += "/\(name)"
            _ = mkdir(path, 0o700)
        }
        var status = stat()
        guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid(),
            status.st_mode & (S_IWGRP | S_IWOTH) == 0
        else { return false }
        return access(folder, W_OK | X_OK) == 0
    }
}
