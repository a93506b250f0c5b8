// SPDX-License-Identifier: Apache-2.0
import Expressions

/// Reads any bytes as an expression, and evaluates what is one for two displays.
@c(LLVMFuzzerTestOneInput)
public func fuzzExpressions(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    guard let expression = try? Expression(parsing: text) else { return 0 }
    for variables in [Variables(width: 1280, height: 720, fps: 30), Variables(width: 0, height: -1, fps: .max)] {
        guard let value = try? expression.evaluate(with: variables) else { continue }
        precondition(!expression.isConstant || expression.name == nil || value == .null)
        _ = value.bytes(form: .neko)
        _ = try? expression.text(with: variables, form: .serval)
        _ = try? expression.number(with: variables)
    }
    return 0
}
