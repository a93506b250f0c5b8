// SPDX-License-Identifier: Apache-2.0
import Media

/// What a video pipeline captures.
public enum CaptureSource: Sendable, Hashable {
    /// An X display by name, such as `:0`.
    case display(String)
    /// The built-in moving picture.
    case demo(Resolution)

    func element(showPointer: Bool) -> [PipelineDescription.Part] {
        switch self {
        case .display(let name):
            [
                .element(
                    factory: "ximagesrc",
                    properties: [
                        .init(name: "display-name", value: name),
                        .init(name: "show-pointer", value: showPointer ? "true" : "false"),
                        .init(name: "use-damage", value: "false"),
                    ])
            ]
        case .demo(let size):
            [
                .element(
                    factory: "videotestsrc",
                    properties: [
                        .init(name: "is-live", value: "true"), .init(name: "pattern", value: "smpte"),
                        .init(name: "horizontal-speed", value: "4"),
                    ]),
                .caps("video/x-raw,width=\(size.width),height=\(size.height)"),
            ]
        }
    }
}
