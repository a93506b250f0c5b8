// SPDX-License-Identifier: Apache-2.0

/// The fixed order of encoders of one tier, where nothing measured decides.
enum EncoderFamily {
    /// New VA elements before the deprecated ones, full encoders before low-power ones; NVENC's own before the
    /// in-between generation; among software, the ones that follow rate and keyframe requests best.
    private static let order: [String] = [
        "vah264enc", "vah265enc", "vaav1enc", "vavp9enc", "vavp8enc",
        "vah264lpenc", "vah265lpenc", "vaav1lpenc", "vavp9lpenc",
        "nvh264enc", "nvh265enc", "nvav1enc", "nvcudah264enc", "nvcudah265enc",
        "vaapih264enc", "vaapih265enc", "vaapivp9enc", "vaapivp8enc",
        "x264enc", "openh264enc", "vp8enc", "vp9enc", "svtav1enc", "av1enc", "x265enc",
    ]

    /// Where an element stands; unknown ones come after all known.
    static func rank(of element: String) -> Int { order.firstIndex(of: element) ?? order.count }
}
