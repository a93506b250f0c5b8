// SPDX-License-Identifier: Apache-2.0

/// What is wrong, before it is known where and in which phase: the parser and the evaluator make an
/// `ExpressionError` of it.
struct Fault: Error {
    var text: String
    /// What to do about it.
    var advice: String?

    init(_ text: String, advice: String? = nil) {
        self.text = text
        self.advice = advice
    }
}
