// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Media

extension MappingReader {
    /// A text; nil when the key is absent, or given as nothing or blanks, which stand for nothing in neko.
    func optionalText(_ key: String) -> String? {
        guard let scalar = scalar(key, as: "text") else { return nil }
        return scalar.text.allSatisfy(\.isWhitespace) ? nil : scalar.text
    }

    /// A GStreamer description with the sink that packets are taken from.
    func description(_ key: String) -> String? {
        guard let text = optionalText(key), let location = location(key) else { return nil }
        VideoPipelineConfiguration.check(description: text, at: location, faults: faults)
        return text
    }

    /// Frames per second, as `10/1` or a number.
    func fraction(_ key: String) -> FrameRate? {
        guard let scalar = scalar(key, as: "a rate") else { return nil }
        let sides = scalar.text.split(separator: "/", omittingEmptySubsequences: false)
        let numbers = sides.compactMap { Int($0) }
        if numbers.count == sides.count, (1...2).contains(numbers.count) {
            let rate = FrameRate(numbers[0], over: numbers.count == 2 ? numbers[1] : 1)
            let largest = 1_000_000
            let isSound = (1...largest).contains(rate.numerator) && (1...largest).contains(rate.denominator)
            if isSound, rate.framesPerSecond <= 1000 { return rate }
        } else if sides.count == 1, case .decimal(let value) = ScalarForm(scalar.text), value >= 0.01, value <= 1000 {
            return FrameRate(Int((value * 100).rounded()), over: 100)
        }
        faults.error(
            "\(key) must be above 0 and at most 1000, not \(VisibleText.quoted(scalar.text))", at: location(key),
            advice: "write frames per second as a number or a fraction, such as 10 or 10/1")
        return nil
    }

    /// What a text holds that is JSON, as neko takes it for mappings; the node itself when it is anything else.
    ///
    /// Faults within a text that stands in a file are shown with their place in that text.
    static func unfolded(_ node: Node, faults: FaultLog) -> Node {
        guard case .scalar(let scalar) = node.content, scalar.text.hasPrefix("{") else { return node }
        let isWholeSource = node.location.text == scalar.text && node.location.offset == 0
        let source =
            isWholeSource
            ? node.location.source : SourceText(name: "JSON at \(node.location)", text: scalar.text)
        do throws(Diagnostic) {
            return try NodeComposer.document(of: source, limits: YAMLLimits(), faults: faults) ?? node
        } catch {
            faults.add(error)
            return Node(content: .mapping([]), location: node.location)
        }
    }
}
