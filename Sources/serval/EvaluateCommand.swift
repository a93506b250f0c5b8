// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Expressions
import FoundationEssentials
import Media
import Reports

/// `serval evaluate`: what an expression of the configuration comes to.
struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Evaluates an expression: its value, and its text in a pipeline.",
        discussion: """
            With --jsonl it reads {"expr":"width / 2","width":1280,"height":720,"fps":30} a line from standard \
            input, and answers a line each.
            """)

    @Option(help: "The display that it is evaluated for: WIDTHxHEIGHT@RATE (default: 1280x720@30).")
    var screen: ScreenArgument?
    @Flag(help: "Read requests from standard input, a line each.")
    var jsonl = false
    @Option(help: "table or json.")
    var format = OutputFormat.table
    @Argument(help: "The expression.")
    var expression: String?

    func validate() throws {
        guard (expression == nil) == jsonl else {
            throw ValidationError("Give either an expression or --jsonl.")
        }
    }

    func run() throws {
        guard let expression else { return try answerLines() }
        let evaluation = Evaluation(expression, for: variables(of: EvaluationRequest(expr: expression)))
        switch format {
        case .json: try Output.json(evaluation.report)
        case .table: evaluation.print()
        }
        if evaluation.error != nil { throw ExitCode(1) }
    }

    private func variables(of request: EvaluationRequest) -> Variables {
        let ours = screen?.screen ?? Screen(resolution: Resolution(width: 1280, height: 720), rate: FrameRate(30))
        return Variables(
            width: request.width ?? ours.resolution.width, height: request.height ?? ours.resolution.height,
            fps: request.fps ?? Int(ours.rate.framesPerSecond))
    }

    private func answerLines() throws {
        let decoder = JSONDecoder()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var input = LineReader()
        while let line = input.next() {
            let report: EvaluationReport
            if case .whole(let bytes) = line,
                let request = try? decoder.decode(EvaluationRequest.self, from: Data(bytes))
            {
                report = Evaluation(request.expr, for: variables(of: request)).report
            } else {
                report = EvaluationReport(error: .init(class: "parse", text: Self.malformed, column: 1))
            }
            Output.data(String(decoding: try encoder.encode(report), as: UTF8.self))
        }
    }

    private static let malformed = #"the line is not {"expr":TEXT,"width":INTEGER,"height":INTEGER,"fps":INTEGER}"#
}

/// One expression with what became of it.
private struct Evaluation {
    let report: EvaluationReport
    let error: ExpressionError?

    init(_ text: String, for variables: Variables) {
        do {
            let expression = try Expression(parsing: text)
            let value = try expression.evaluate(with: variables)
            let bytes = value == .null ? Array(text.utf8) : value.bytes(form: .serval)
            let isText = String(validating: bytes, as: UTF8.self) != nil
            report = EvaluationReport(
                type: value.kind.rawValue, text: String(decoding: bytes, as: UTF8.self),
                textHex: isText ? nil : bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
            error = nil
        } catch {
            report = EvaluationReport(
                error: .init(class: error.kind.rawValue, text: error.text, column: error.column))
            self.error = error
        }
    }

    func print() {
        if let error { return Output.words("\(error)") }
        Output.data("\(report.type ?? ""): \(report.text ?? "")")
    }
}
