// SPDX-License-Identifier: Apache-2.0

/// An expression as steps for a machine with a stack.
///
/// Not a tree, so that neither a long chain of operators nor deep nesting costs call depth when it is evaluated
/// or freed. All jumps lead forward.
struct Program: Sendable {
    enum Instruction: Sendable {
        /// Puts a value on the stack.
        case push(Value)
        /// Puts a variable's value on the stack.
        case load(ByteString)
        /// Takes as many keys, and puts what they select from a variable on the stack.
        case select(ByteString, keyCount: Int)
        /// Takes a value that is called but is no function; always fails.
        case call(String)
        case prefix(PrefixOperator)
        case infix(InfixOperator)
        /// Goes on behind the operator, with the left operand as the result, where that one decides.
        case decide(InfixOperator, distance: Int)
        /// Takes a text.
        case match(Pattern, isNegated: Bool)
        /// Takes a value; goes on elsewhere when it is zero.
        case jumpIfZero(distance: Int)
        case jump(distance: Int)
        /// Takes as many values.
        case array(count: Int)
        /// Takes as many pairs of value and key.
        case object(count: Int)
        case function(Function, argumentCount: Int)

        /// Whether its result depends on the display. What selects from a number fails for every display.
        var readsDisplay: Bool {
            if case .load("width") = self { return true }
            if case .load("height") = self { return true }
            if case .load("fps") = self { return true }
            return false
        }
    }

    /// An instruction and the part of the text, in bytes, that its errors are about.
    struct Step: Sendable {
        var instruction: Instruction
        var range: Range<Int32>

        init(_ instruction: Instruction, _ range: Range<Int>) {
            self.instruction = instruction
            self.range = Int32(range.lowerBound)..<Int32(range.upperBound)
        }
    }

    var steps: [Step] = []
}
