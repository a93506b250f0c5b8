// SPDX-License-Identifier: Apache-2.0

/// Runs a program once.
struct Evaluator {
    /// A fault with the part of the text, in bytes, that it is about.
    struct Failure: Error {
        var fault: Fault
        var range: Range<Int32>
    }

    private let variables: Variables
    private var stack: [Value] = []
    private var effort: Effort

    static func evaluate(
        _ program: Program, with variables: Variables, effort: inout Effort
    ) throws(Failure) -> Value {
        var evaluator = Evaluator(variables: variables, effort: effort)
        defer { effort = evaluator.effort }
        return try evaluator.run(program.steps)
    }

    private init(variables: Variables, effort: Effort) {
        self.effort = effort
        self.variables = variables
        stack.reserveCapacity(8)
    }

    private mutating func run(_ steps: [Program.Step]) throws(Failure) -> Value {
        var index = 0
        while index < steps.count {
            do throws(Fault) {
                index += try execute(steps[index].instruction)
            } catch {
                throw Failure(fault: error, range: steps[index].range)
            }
        }
        return pop()
    }

    /// Returns how far to go on.
    private mutating func execute(_ instruction: Program.Instruction) throws(Fault) -> Int {
        switch instruction {
        case .push(let value): stack.append(value)
        case .load(let name): stack.append(try value(of: name))
        case .select(let name, let keyCount):
            let value = try select(from: name, keyCount: keyCount)
            stack.append(value)
        case .call(let name): throw callFault(name)
        case .prefix(let prefix):
            let value = try prefix.apply(pop())
            stack.append(value)
        case .infix(let infix): try apply(infix)
        case .decide(let infix, let distance):
            if let left = stack.last, infix.isDecided(by: left) { return distance }
        case .match(let pattern, let isNegated):
            let text = ByteString(bytes: pop().bytes(form: .neko))
            stack.append(.bool(try pattern.matches(text, effort: &effort) != isNegated))
        case .jumpIfZero(let distance): return pop().isZero ? distance : 1
        case .jump(let distance): return distance
        case .array(let count):
            let values = Array(stack.suffix(count))
            stack.removeLast(count)
            stack.append(.array(values))
        case .object(let count): makeObject(count)
        case .function(let function, let count):
            let value = try function.apply(stack.suffix(count))
            stack.removeLast(count)
            stack.append(value)
        }
        return 1
    }

    private mutating func pop() -> Value {
        guard let value = stack.popLast() else { preconditionFailure("an expression's stack is empty") }
        return value
    }

    private mutating func apply(_ infix: InfixOperator) throws(Fault) {
        let right = pop()
        let left = pop()
        stack.append(try infix.apply(left, right, effort: &effort))
    }

    private mutating func makeObject(_ count: Int) {
        var entries: [ByteString: Value] = [:]
        let first = stack.count - 2 * count
        for index in stride(from: first, to: stack.count, by: 2) {
            entries[ByteString(bytes: stack[index + 1].bytes(form: .neko))] = stack[index]
        }
        stack.removeSubrange(first...)
        stack.append(.object(entries))
    }

    private func value(of name: ByteString) throws(Fault) -> Value {
        guard let values = variables.values else { throw Fault("there is no \"\(name)\"") }
        return values[name] ?? .null
    }

    private mutating func select(from name: ByteString, keyCount: Int) throws(Fault) -> Value {
        let keys = stack.suffix(keyCount).map { ByteString(bytes: $0.bytes(form: .neko)) }
        stack.removeLast(keyCount)
        var value = try value(of: name)
        for key in keys {
            switch value {
            case .object(let entries): value = entries[key] ?? .null
            // What is no index of an array selects the array itself, as in the original.
            case .array(let values):
                if let index = Self.index(key), values.indices.contains(index) { value = values[index] }
            default:
                throw Fault(
                    "there is no \"\(key)\" in \"\(name)\", which is \(value.kind.rawValue)",
                    advice: value == .null ? Fault.nullAdvice : nil)
            }
        }
        return value
    }

    /// A key as an integer: decimal digits, with or without a sign.
    private static func index(_ key: ByteString) -> Int? { Int(key.description) }

    private mutating func callFault(_ name: String) -> Fault {
        let value = pop()
        return Fault(
            value == .null
                ? "there is no function \"\(name)\"" : "\"\(name)\" is no function, but \(value.kind.rawValue)",
            advice: "there are two functions: round and date")
    }
}

extension InfixOperator {
    /// The result for two operands, patterns included.
    func apply(_ left: Value, _ right: Value, effort: inout Effort) throws(Fault) -> Value {
        if self == .add { try effort.spend((left.joinedSize + right.joinedSize) / 64) }
        guard self == .matches || self == .matchesNot else { return try apply(left, right) }
        let text = ByteString(bytes: left.bytes(form: .neko))
        let pattern = try Pattern(ByteString(bytes: right.bytes(form: .neko)), effort: &effort)
        return .bool(try pattern.matches(text, effort: &effort) == (self == .matches))
    }
}

extension Value {
    /// About how many bytes a join copies.
    fileprivate var joinedSize: Int {
        switch self {
        case .string(let text): text.bytes.count
        case .array(let values): 8 * values.count
        default: 0
        }
    }
}
