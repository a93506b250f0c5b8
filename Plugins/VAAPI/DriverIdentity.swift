// SPDX-License-Identifier: Apache-2.0

/// A VA driver, as its vendor string tells.
struct DriverIdentity: Sendable, Hashable {
    /// The drivers that need words of their own.
    enum Family: Sendable, Hashable {
        case intelMedia, intelLegacy, mesa, nvidiaDecoder, other
    }

    var family: Family
    /// For people, with the version where there is one: `iHD 23.1.1`.
    var text: String
    /// What the driver calls the GPU; nil when it does not say.
    var gpu: String?

    /// Reads a string such as `Mesa Gallium driver 22.3.6 for AMD Radeon RX 6800 (navi21, LLVM 15.0.6, …)`.
    init(vendor: String) {
        if vendor.contains("iHD") {
            family = .intelMedia
            text = Self.joined("iHD", Self.word(after: " - ", in: vendor))
        } else if vendor.contains("i965") {
            family = .intelLegacy
            text = Self.joined("i965", Self.word(after: " - ", in: vendor))
        } else if vendor.contains("Mesa Gallium") {
            family = .mesa
            text = Self.joined("Mesa", Self.word(after: "driver ", in: vendor))
        } else if vendor.contains("NVDEC") {
            family = .nvidiaDecoder
            text = "nvidia-vaapi-driver"
        } else {
            family = .other
            text = vendor
        }
        if let start = vendor.firstRange(of: " for ")?.upperBound {
            let name = vendor[start...]
            let end = name.firstRange(of: " (")?.lowerBound ?? name.endIndex
            let dash = name.firstRange(of: " - ")?.lowerBound ?? name.endIndex
            gpu = String(name[..<min(end, dash)])
            // What iHD calls all of them.
            if gpu == "Intel(R) Gen Graphics" { gpu = nil }
        }
    }

    private static func word(after marker: String, in text: String) -> Substring? {
        guard let start = text.firstRange(of: marker)?.upperBound else { return nil }
        return text[start...].split(separator: " ").first
    }

    private static func joined(_ name: String, _ version: Substring?) -> String {
        version.map { "\(name) \($0)" } ?? name
    }
}
