// SPDX-License-Identifier: Apache-2.0

/// Which Debian package brings an element that is not there.
public enum ElementPackage {
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
    ]
}
