// SPDX-License-Identifier: Apache-2.0
import Diagnostics

/// A value of a YAML document, with the place where it stands.
struct Node: Sendable {
    enum Content: Sendable {
        case scalar(Scalar)
        case sequence([Node])
        /// In the document's order; no key twice.
        case mapping([Entry])
    }

    struct Entry: Sendable {
        var key: String
        var keyLocation: TextLocation
        var value: Node
    }

    var content: Content
    var location: TextLocation
    /// How many values it stands for, itself included.
    var weight = 1

    var isNull: Bool {
        if case .scalar(let scalar) = content { scalar.isNull } else { false }
    }

    /// What it is, for messages: `a list`, or the text in quotes.
    var phrase: String {
        switch content {
        case .scalar(let scalar) where scalar.isNull: "nothing"
        case .scalar(let scalar): VisibleText.quoted(scalar.text)
        case .sequence: "a list"
        case .mapping: "a mapping of keys"
        }
    }
}
