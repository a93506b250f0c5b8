// SPDX-License-Identifier: Apache-2.0

/// Which Debian package brings an element that is not there.
public enum ElementPackage {
    /// The elements that Serval knows, whatever is installed.
    public static var knownFactories: [String] { packages.keys.sorted() }

    /// The package's name for elements that Serval's pipelines use; nil for others.
    public static func named(forFactory factory: String) -> String? {
        if let exact = packages[factory] { return exact }
        if factory.hasPrefix("avenc_") || factory.hasPrefix("avdec_") { return "gstreamer1.0-libav" }
        if factory.hasPrefix("vaapi") { return "gstreamer1.0-vaapi" }
        if factory.hasPrefix("va") || factory.hasPrefix("nv") { return "gstreamer1.0-plugins-bad" }
        return nil
    }

    /// What to do about a missing element.
    public static func hint(forFactory factory: String) -> String {
        if let package = named(forFactory: factory) { return "apt install \(package)" }
        return "check the spelling; gst-inspect-1.0 lists the elements that are installed"
    }

    /// What to do about a missing element where GStreamer is there to say more: a plugin of hardware that is installed
    /// has its elements only where it finds a device and a driver for it.
    ///
    /// - Returns: Nil where the name is none that Serval knows.
    public static func exactHint(forFactory factory: String) -> String? {
        guard packages[factory] != nil else { return nil }
        if let plugin = hardwarePlugin(ofFactory: factory), ElementFactory.isInstalled(plugin: plugin) {
            return "its plugin \(plugin) is installed, and has it only where it finds a device and its driver: "
                + "`serval encoders` says what is missing"
        }
        return hint(forFactory: factory)
    }

    private static func hardwarePlugin(ofFactory factory: String) -> String? {
        if factory.hasPrefix("vaapi") { return "vaapi" }
        if factory.hasPrefix("va") { return "va" }
        return factory.hasPrefix("nv") || factory.hasPrefix("cuda") ? "nvcodec" : nil
    }

    // gst-inspect-1.0 and apt-file of Debian 12.
    private static let packages: [String: String] = [
        "x264enc": "gstreamer1.0-plugins-ugly",
        "x265enc": "gstreamer1.0-plugins-bad",
        "openh264enc": "gstreamer1.0-plugins-bad",
        "av1enc": "gstreamer1.0-plugins-bad",
        "av1parse": "gstreamer1.0-plugins-bad",
        "h264parse": "gstreamer1.0-plugins-bad",
        "h265parse": "gstreamer1.0-plugins-bad",
        "webrtcbin": "gstreamer1.0-plugins-bad",
        "svtav1enc": "gstreamer1.0-plugins-bad",
        "nicesink": "gstreamer1.0-nice",
        "nicesrc": "gstreamer1.0-nice",
        "vp8enc": "gstreamer1.0-plugins-good",
        "vp9enc": "gstreamer1.0-plugins-good",
        "jpegenc": "gstreamer1.0-plugins-good",
        "ximagesrc": "gstreamer1.0-plugins-good",
        "matroskamux": "gstreamer1.0-plugins-good",
        "webmmux": "gstreamer1.0-plugins-good",
        "mp4mux": "gstreamer1.0-plugins-good",
        "pulsesrc": "gstreamer1.0-pulseaudio",
        "opusenc": "gstreamer1.0-plugins-base",
        "videotestsrc": "gstreamer1.0-plugins-base",
        "videoconvert": "gstreamer1.0-plugins-base",
        "videoscale": "gstreamer1.0-plugins-base",
        "videorate": "gstreamer1.0-plugins-base",
        "appsink": "gstreamer1.0-plugins-base",
        "appsrc": "gstreamer1.0-plugins-base",
        "vp8dec": "gstreamer1.0-plugins-good",
        "flvmux": "gstreamer1.0-plugins-good",
        "pulsesink": "gstreamer1.0-pulseaudio",
        "rtmpsink": "gstreamer1.0-plugins-bad",
        "voaacenc": "gstreamer1.0-plugins-bad",
        "audioconvert": "gstreamer1.0-plugins-base",
        "audioresample": "gstreamer1.0-plugins-base",
        "mulawenc": "gstreamer1.0-plugins-good",
        "alawenc": "gstreamer1.0-plugins-good",
        "v4l2sink": "gstreamer1.0-plugins-good",
        "avenc_g722": "gstreamer1.0-libav",
    ].merging(hardware) { first, _ in first }

    private static let hardware: [String: String] = {
        let nvidia = [
            "nvh264enc", "nvh265enc", "nvav1enc", "nvcudah264enc", "nvcudah265enc", "nvautogpuh264enc",
            "nvautogpuh265enc", "cudaupload", "cudadownload", "cudaconvert", "cudascale", "cudaconvertscale",
        ]
        let va = [
            "vah264enc", "vah264lpenc", "vah265enc", "vah265lpenc", "vavp8enc", "vavp9enc", "vavp9lpenc", "vaav1enc",
            "vaav1lpenc", "vapostproc",
        ]
        let vaapi = [
            "vaapih264enc", "vaapih265enc", "vaapivp8enc", "vaapivp9enc", "vaapijpegenc", "vaapipostproc",
        ]
        let packages =
            (nvidia + va).map { ($0, "gstreamer1.0-plugins-bad") } + vaapi.map { ($0, "gstreamer1.0-vaapi") }
        return Dictionary(uniqueKeysWithValues: packages)
    }()
}
