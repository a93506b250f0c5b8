// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Expressions

/// What becomes of an expression on a display of 1280×720 at 30, in one line: `int 1280`, `null`, `parse error`.
func outcome(_ text: String, width: Int = 1280, height: Int = 720, fps: Int = 30) -> String {
    do {
        let variables = Variables(width: width, height: height, fps: fps)
        let value = try Expression(parsing: text).evaluate(with: variables)
        return value == .null ? "null" : "\(value.kind.rawValue) \(value)"
    } catch {
        return error.kind == .parse ? "parse error" : "evaluate error"
    }
}

/// The error of an expression as `COLUMN: TEXT`, with its advice in parentheses; nil when there is none.
func complaint(_ text: String) -> String? {
    do {
        _ = try Expression(parsing: text).evaluate(with: Variables(width: 1280, height: 720, fps: 30))
        return nil
    } catch {
        return "\(error.column): \(error.text)" + (error.advice.map { " (\($0))" } ?? "")
    }
}

/// An expression's text in a pipeline.
func pipelineText(_ text: String, form: TextForm, width: Int = 1280) -> String {
    do {
        return try Expression(parsing: text)
            .text(with: Variables(width: width, height: 720, fps: 30), form: form)
    } catch {
        return "\(error.kind.rawValue) error"
    }
}
