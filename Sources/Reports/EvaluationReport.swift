// SPDX-License-Identifier: Apache-2.0

/// What `serval evaluate` answers for one expression: its value's type and text, or what is wrong with it.
public struct EvaluationReport: Codable, Sendable, Hashable {
    public struct Failure: Codable, Sendable, Hashable {
        /// `parse` when no display makes an expression of the text, `evaluate` when this one does not.
        public var `class`: String
        public var text: String
        /// From 1, in characters.
        public var column: Int

        public init(class: String, text: String, column: Int) {
            self.class = `class`
            self.text = text
            self.column = column
        }
    }

    public var ok: Bool
    /// `int`, `float`, `bool`, `string`, `null`, `array`, `object` or `date`.
    public var type: String?
    /// What stands in a pipeline, before it is escaped.
    public var text: String?
    /// The text's bytes, where they are no UTF-8 and `text` has U+FFFD in place of some.
    public var textHex: String?
    public var error: Failure?

    enum CodingKeys: String, CodingKey {
        case ok, type, text, error
        case textHex = "text_hex"
    }

    public init(type: String, text: String, textHex: String? = nil) {
        ok = true
        self.type = type
        self.text = text
        self.textHex = textHex
    }

    public init(error: Failure) {
        ok = false
        self.error = error
    }
}

/// One line of `serval evaluate --jsonl`'s input; what is absent is that of `--screen`.
public struct EvaluationRequest: Codable, Sendable, Hashable {
    public var expr: String
    public var width: Int?
    public var height: Int?
    public var fps: Int?

    public init(expr: String, width: Int? = nil, height: Int? = nil, fps: Int? = nil) {
        self.expr = expr
        self.width = width
        self.height = height
        self.fps = fps
    }
}
