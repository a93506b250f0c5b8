// SPDX-License-Identifier: Apache-2.0
import CVA
import ProviderSDK

/// One of the GStreamer elements that encode through VA-API, and what a driver must offer for it.
struct EncoderModel: Sendable, Hashable {
    /// The GStreamer plugin that has the element.
    enum Plugin: Sendable, Hashable {
        /// `va`, of plugins-bad, since 1.22.
        case va
        /// gstreamer-vaapi, gone since 1.28.
        case vaapi
    }

    /// A profile as VA and as caps name it.
    struct Profile: Sendable, Hashable {
        var va: VAProfile
        var caps: String
    }

    /// The encoder's id, which is the element of the first device.
    var id: String
    var codec: String
    var plugin: Plugin
    /// Any one is enough; the first that the driver has is used.
    var entrypoints: [VAEntrypoint]

    var description: EncoderDescription {
        let path = entrypoints == [VAEntrypointEncSliceLP] ? "VA-API low power" : "VA-API"
        let label = "\(codecName) through \(path)\(plugin == .vaapi ? ", old plugin" : "")"
        return EncoderDescription(id: id, label: label, codec: codec, kind: .hardware, element: id)
    }

    /// For people: `H.264`.
    var codecName: String {
        switch codec {
        case "h264": "H.264"
        case "h265": "H.265"
        default: codec.uppercased()
        }
    }

    /// The profiles that serve, best for browsers first.
    var profiles: [Profile] {
        switch codec {
        case "h264": Self.h264Profiles
        case "h265": [Profile(va: VAProfileHEVCMain, caps: "main")]
        case "vp8": [Profile(va: VAProfileVP8Version0_3, caps: "0")]
        case "vp9": [Profile(va: VAProfileVP9Profile0, caps: "0")]
        default: [Profile(va: VAProfileAV1Profile0, caps: "main")]
        }
    }

    static let h264Profiles = [
        Profile(va: VAProfileH264ConstrainedBaseline, caps: "constrained-baseline"),
        Profile(va: VAProfileH264Main, caps: "main"), Profile(va: VAProfileH264High, caps: "high"),
    ]

    /// All of them, `va` before the plugin that it replaces.
    static let all: [EncoderModel] = [
        slice("vah264enc", "h264"), lowPower("vah264lpenc", "h264"),
        slice("vah265enc", "h265"), lowPower("vah265lpenc", "h265"),
        slice("vaav1enc", "av1"), lowPower("vaav1lpenc", "av1"),
        slice("vavp8enc", "vp8"),
        slice("vavp9enc", "vp9"), lowPower("vavp9lpenc", "vp9"),
        old("vaapih264enc", "h264"), old("vaapih265enc", "h265"),
        old("vaapivp8enc", "vp8"), old("vaapivp9enc", "vp9"),
    ]

    private static func slice(_ id: String, _ codec: String) -> EncoderModel {
        EncoderModel(id: id, codec: codec, plugin: .va, entrypoints: [VAEntrypointEncSlice])
    }

    private static func lowPower(_ id: String, _ codec: String) -> EncoderModel {
        EncoderModel(id: id, codec: codec, plugin: .va, entrypoints: [VAEntrypointEncSliceLP])
    }

    private static func old(_ id: String, _ codec: String) -> EncoderModel {
        EncoderModel(
            id: id, codec: codec, plugin: .vaapi, entrypoints: [VAEntrypointEncSlice, VAEntrypointEncSliceLP])
    }
}

extension EncoderModel {
    /// The names that the element may have on a node; the node's own first, since an element of that name is on
    /// that node for sure.
    ///
    /// The plugin `va` gives the plain names to the first device whose driver starts, and to every other one
    /// names with its node; the element itself tells its node. The old plugin opens one device in a process. From
    /// GStreamer's sources; not verified on hardware with two GPUs.
    func names(on node: RenderNode) -> [String] {
        plugin == .va ? ["va\(node.name)\(id.dropFirst("va".count))", id] : [id]
    }

    /// The first GStreamer that has the element.
    var since: String {
        guard plugin == .va else { return "" }
        return switch codec {
        case "h264", "h265": "1.22"
        case "av1": "1.24"
        default: "1.26"
        }
    }
}
