// SPDX-License-Identifier: Apache-2.0

/// A YAML scalar: its text, and how it was written.
struct Scalar: Sendable, Hashable {
    enum Style: Sendable, Hashable { case plain, quoted, block }

    /// What stands there after YAML's own escapes and folding, and nothing else is done to it.
    var text: String
    var style: Style
    /// The explicit tag, such as `!!str` in its long form; nil for none.
    var tag: String?

    /// YAML takes it for text whatever it looks like: it is quoted, or tagged as text.
    var isAlwaysText: Bool {
        switch tag {
        case nil: style != .plain
        case "tag:yaml.org,2002:str", "!": true
        default: false
        }
    }

    /// Nothing at all, `~` or `null`.
    var isNull: Bool {
        !isAlwaysText && ["", "~", "null", "Null", "NULL"].contains(text)
    }

    static let knownTags: Set<String> = [
        "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float",
        "tag:yaml.org,2002:bool",
        "tag:yaml.org,2002:null",
    ]
}
