// SPDX-License-Identifier: Apache-2.0
import CGStreamer

/// GStreamer cannot be used in this process at all.
public struct InitialisationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What GStreamer says.
    public var description: String
}

/// The GStreamer library in this process.
public enum Runtime {
    /// Makes GStreamer ready; everything else in this module comes after it. Further calls do nothing.
    ///
    /// Reads the plugin registry: about 15 ms, and half a second more when the registry must be rebuilt. Any thread.
    ///
    /// - Throws: `InitialisationError` when the library refuses.
    public static func initialise() throws(InitialisationError) {
        var error: UnsafeMutablePointer<GError>?
        guard gst_init_check(nil, nil, &error) == 0 else { return }
        throw InitialisationError(description: takeMessage(of: error) ?? "GStreamer could not be initialised")
    }

    /// The version at run time, such as `GStreamer 1.22.0`.
    public static var version: String { takeString(gst_version_string()) ?? "" }

    /// The version at run time as numbers, such as 1, 22, 0; those of development versions are odd in the second.
    public static var versionNumbers: [Int] {
        var numbers: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
        gst_version(&numbers.0, &numbers.1, &numbers.2, &numbers.3)
        return [Int(numbers.0), Int(numbers.1), Int(numbers.2)]
    }
}

/// Adopts a string that GLib allocated.
func takeString(_ text: UnsafeMutablePointer<CChar>?) -> String? {
    defer { g_free(text) }
    return text.map { String(cString: $0) }
}

/// Adopts an error and returns its message.
func takeMessage(of error: UnsafeMutablePointer<GError>?) -> String? {
    guard let error else { return nil }
    defer { g_error_free(error) }
    return error.pointee.message.map { String(cString: $0) }
}
