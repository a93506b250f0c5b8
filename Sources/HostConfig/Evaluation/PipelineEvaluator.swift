// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Expressions
import Media

/// Evaluates a pipeline's expressions, and finds every result that makes no sense where it is used.
struct PipelineEvaluator {
    private let pipeline: VideoPipelineConfiguration
    /// Nil to evaluate only what is the same for every screen.
    private let screen: Screen?
    private let faults: FaultLog

    static func evaluate(
        _ pipeline: VideoPipelineConfiguration, for screen: Screen?, faults: FaultLog
    ) -> EvaluatedPipeline {
        PipelineEvaluator(pipeline: pipeline, screen: screen, faults: faults).evaluated()
    }

    private func evaluated() -> EvaluatedPipeline {
        var evaluated = EvaluatedPipeline(pipeline)
        // A description makes all else ineffective, faults included.
        guard pipeline.description == nil else { return evaluated }
        evaluated.rate = pipeline.fps.flatMap(rate)
        let sides = 1...32768
        let width = pipeline.width.flatMap { whole(.width, $0, in: sides, .towardZero) }
        let height = pipeline.height.flatMap { whole(.height, $0, in: sides, .towardZero) }
        if let width, let height { evaluated.size = Resolution(width: width, height: height) }
        let bitrates = 1...1_000_000
        evaluated.bitrateKbps = pipeline.bitrate.flatMap { whole(.bitrate, $0, in: bitrates) }
        evaluated.maxBitrateKbps = pipeline.maxBitrate.flatMap { whole(.maxBitrate, $0, in: bitrates) }
        evaluated.keyframeIntervalFrames = pipeline.keyframeInterval.flatMap {
            whole(.keyframeInterval, $0, in: 0...100_000)
        }
        if let bitrate = evaluated.bitrateKbps, let most = evaluated.maxBitrateKbps, most < bitrate {
            faults.error(
                "max_bitrate is below bitrate" + forScreen(unless: false), at: pipeline.location(of: .maxBitrate),
                advice: "leave it out to have it follow bitrate")
        }
        for parameter in pipeline.parameters {
            guard let text = propertyText(parameter) else { continue }
            evaluated.properties.append(.init(name: parameter.name, value: text))
        }
        return evaluated
    }

    /// The value; nil, with a fault, when there is none, and nil when it depends on a screen that is not known.
    private func value(_ expression: ConfiguredExpression) -> Value? {
        guard screen != nil || expression.expression.isConstant else { return nil }
        let size = screen?.resolution ?? Resolution(width: 1280, height: 720)
        let rate = screen?.rate.framesPerSecond ?? 30
        let variables = Variables(width: size.width, height: size.height, fps: Int(rate.rounded()))
        do throws(ExpressionError) {
            return try expression.expression.evaluate(with: variables, effort: &faults.effort)
        } catch {
            faults.add(expression.diagnostic(for: error))
            return nil
        }
    }

    /// What is added to a message about a result that is another on another screen.
    private func forScreen(unless isConstant: Bool) -> String {
        guard !isConstant, let screen else { return "" }
        return " for a display of \(screen)"
    }
}

// MARK: - Numbers

extension PipelineEvaluator {
    private func number(_ key: VideoPipelineConfiguration.Key, _ expression: ConfiguredExpression) -> Double? {
        guard let value = value(expression) else { return nil }
        if let number = value.number { return number }
        let result = value == .null ? "null" : "the \(value.kind.rawValue) \(VisibleText.quoted(value.description))"
        faults.error(
            "\(key.rawValue) must be a number, but is \(result)"
                + forScreen(unless: expression.expression.isConstant),
            at: expression.location, advice: value == .null ? Self.nullAdvice(expression.expression) : nil)
        return nil
    }

    private func whole(
        _ key: VideoPipelineConfiguration.Key, _ expression: ConfiguredExpression, in bounds: ClosedRange<Int>,
        _ rule: FloatingPointRoundingRule = .toNearestOrAwayFromZero
    ) -> Int? {
        guard let number = number(key, expression) else { return nil }
        let whole = number.rounded(rule)
        // Written so that what is no number fails, too.
        guard whole >= Double(bounds.lowerBound), whole <= Double(bounds.upperBound) else {
            fault(key, expression, "from \(bounds.lowerBound) to \(bounds.upperBound)", number)
            return nil
        }
        return Int(whole)
    }

    /// Exact in hundredths, as in neko: 29.97 is 2997/100, 23.976 is 2397/100.
    private func rate(_ expression: ConfiguredExpression) -> FrameRate? {
        guard let value = number(.fps, expression) else { return nil }
        guard value >= 0.01, value <= 1000 else {
            fault(.fps, expression, "above 0 and at most 1000", value)
            return nil
        }
        if value == value.rounded() { return FrameRate(Int(value)) }
        // The nearest hundredth stands for itself where only its binary form falls short, as with 0.29.
        let hundredths = value * 100
        let nearest = hundredths.rounded()
        return FrameRate(Int(abs(hundredths - nearest) < 1e-6 ? nearest : hundredths), over: 100)
    }

    private func fault(
        _ key: VideoPipelineConfiguration.Key, _ expression: ConfiguredExpression, _ wanted: String, _ number: Double
    ) {
        let written = Value.float(number).text(form: .serval)
        let result = written == expression.text ? "" : ", but is \(written)"
        faults.error(
            "\(key.rawValue) must be \(wanted)\(result)" + forScreen(unless: expression.expression.isConstant),
            at: expression.location)
    }
}

// MARK: - Properties

extension PipelineEvaluator {
    /// What a property is set to: whole numbers in plain digits, and a name without a value as itself.
    private func propertyText(_ parameter: ElementParameter) -> String? {
        let expression = parameter.value.expression
        guard let value = value(parameter.value) else { return nil }
        switch value {
        case .null:
            if let name = expression.name { return name }
            fault(parameter, "has no value", advice: Self.nullAdvice(expression))
        case .array, .object, .date:
            fault(
                parameter, "is the \(value.kind.rawValue) \(VisibleText.quoted(value.description))",
                advice: "a property takes a number, a text, true or false")
        case .float(let number) where !number.isFinite: fault(parameter, "is \(value), which is no number")
        case .bool, .int, .int16, .float: return value.text(form: .serval)
        case .string(let text):
            if let text = String(validating: text.bytes, as: UTF8.self), !text.utf8.contains(0) { return text }
            fault(parameter, "is a text with bytes that no property can have")
        }
        return nil
    }

    private func fault(_ parameter: ElementParameter, _ what: String, advice: String? = nil) {
        faults.error(
            "\(parameter.name) \(what)" + forScreen(unless: parameter.value.expression.isConstant),
            at: parameter.value.location, advice: advice)
    }

    private static func nullAdvice(_ expression: Expression) -> String {
        if let name = expression.name { return "\(name) is no variable: there are width, height and fps" }
        return "words need double quotes within the expression, and a condition an else branch"
    }
}
