// SPDX-License-Identifier: Apache-2.0

/// The properties of GStreamer's hardware encoders, version by version, in the words of `elements.c`.
///
/// From the sources at the tags 1.22.0, 1.24.0 and 1.26.0 of https://github.com/GStreamer/gstreamer: the folders
/// sys/va and sys/nvcodec of gst-plugins-bad, and gstreamer-vaapi. Those that no recipe names are left out.
enum ElementGenerations {
    /// Of an element of the plugin `va`; nil where that version has none for the codec.
    static func va(_ codec: String, of version: String) -> [String]? {
        let since = ["h264": "1.22", "h265": "1.22", "av1": "1.24"][codec] ?? "1.26"
        guard since <= version else { return nil }
        let controls = version == "1.22" || version == "1.24" ? "cbr vbr vcm cqp" : "cbr vbr vcm cqp icq qvbr"
        let common = [
            "uint key-int-max", "uint bitrate", "uint target-percentage", "uint target-usage", "uint cpb-size",
            "uint min-qp", "uint max-qp", "enum rate-control \(controls)",
        ]
        return common
            + {
                switch codec {
                case "h264": ["uint b-frames", "uint ref-frames", "bool dct8x8", "bool cabac", "bool trellis"]
                case "h265": ["uint b-frames", "uint ref-frames", "bool trellis"]
                case "vp8": ["int loop-filter-level", "uint sharpness-level"]
                default: ["uint gf-group-size", "uint ref-frames", "uint hierarchical-level"]
                }
            }()
    }

    /// Of an element of gstreamer-vaapi, which tells no device.
    static func vaapi(_ codec: String) -> [String] {
        let common = [
            "uint bitrate", "uint target-percentage", "uint keyframe-period", "uint quality-level", "bool trellis",
            "enum rate-control cqp cbr vbr", "enum tune none high-compression low-power",
        ]
        return common
            + {
                switch codec {
                case "vp8": ["uint yac-qi"]
                case "vp9": ["uint yac-qi", "uint cpb-length"]
                case "h264": ["uint max-bframes", "uint refs", "uint cpb-length", "bool cabac", "bool dct8x8"]
                default: ["uint max-bframes", "uint refs", "uint cpb-length"]
                }
            }()
    }

    /// The elements of a codec, as the beginnings of their names, with the properties of each.
    static func nv(_ codec: String, of version: String) -> [(base: String, properties: [String])] {
        switch version {
        case "1.22", "1.24":
            guard codec != "av1" else { return [] }
            return [("nv\(codec)", old), ("nvcuda\(codec)", cuda(codec, of: version))]
        default: return [("nv\(codec)", new(codec))]
        }
    }

    private static let oldPresets = "default hp hq low-latency low-latency-hq low-latency-hp lossless lossless-hp"
    private static let newPresets = "p1 p2 p3 p4 p5 p6 p7"
    private static let tunes = "default high-quality low-latency ultra-low-latency lossless"

    private static let rates = ["uint bitrate", "uint max-bitrate", "uint vbv-buffer-size", "int gop-size"]

    /// gstnvbaseenc.c and its children.
    private static let old =
        rates + [
            "enum preset \(oldPresets)", "enum rc-mode default constqp cbr vbr vbr-minqp cbr-ld-hq cbr-hq vbr-hq",
            "bool zerolatency", "uint bframes", "uint rc-lookahead", "bool aud",
        ]

    /// gstnvh264encoder.cpp and its sibling under their first names.
    private static func cuda(_ codec: String, of version: String) -> [String] {
        let presets = version == "1.22" ? oldPresets : "\(oldPresets) \(newPresets)"
        return rates + [
            "enum preset \(presets)", "enum rate-control cqp vbr cbr cbr-ld-hq cbr-hq vbr-hq",
            "bool zero-reorder-delay", "uint b-frames", "uint rc-lookahead", "bool aud",
        ] + (version == "1.22" ? [] : ["enum tune \(tunes)"]) + (codec == "h264" ? ["bool cabac"] : [])
    }

    /// The same, with the old one's names and its properties' names.
    private static func new(_ codec: String) -> [String] {
        rates + [
            "enum preset \(oldPresets) \(newPresets)", "enum tune \(tunes)",
            "enum rc-mode default constqp cbr vbr vbr-minqp cbr-ld-hq cbr-hq vbr-hq", "bool zerolatency",
            "uint bframes", "uint rc-lookahead",
        ] + (codec == "h264" ? ["bool cabac", "bool aud"] : [])
    }
}
