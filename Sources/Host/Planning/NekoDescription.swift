// SPDX-License-Identifier: Apache-2.0
import Expressions
import HostConfig
import Media

/// The pipeline description that neko makes of an entry of `capture.video.pipelines`, to the letter.
///
/// For whoever compares: Serval's own differs wherever docs/compatibility.md says so. Only the order of the encoder's
/// properties is the file's here, and random there.
public struct NekoDescription: Sendable {
    private let pipeline: VideoPipelineConfiguration
    private let variables: Variables

    /// The description for a screen.
    ///
    /// - Throws: the error of the first expression that fails, in neko's order: rate, width, height, properties.
    public static func text(
        of pipeline: VideoPipelineConfiguration, display: String, screen: Screen
    ) throws(ExpressionError) -> String {
        if let description = pipeline.description { return replacingFirst("{display}", in: description, with: display) }
        let variables = Variables(
            width: screen.resolution.width, height: screen.resolution.height,
            fps: Int(screen.rate.framesPerSecond.rounded()))
        let parts = try NekoDescription(pipeline: pipeline, variables: variables).parts()
        let source =
            "ximagesrc display-name=\(display) show-pointer=\(pipeline.showPointer) use-damage=false"
        return "\(source) \(parts.joined(separator: " ")) ! appsink name=appsink"
    }

    /// Empty ones included: they leave two blanks.
    private func parts() throws(ExpressionError) -> [String] {
        var parts = [try rate(), try scaling(), pipeline.prefix ?? ""]
        var encoder = "! \(elementName) name=encoder"
        for parameter in pipeline.parameters {
            let value = try parameter.value.expression.text(with: variables, form: .neko)
            encoder += " \(parameter.name)=\(value)"
        }
        parts += [encoder, pipeline.suffix ?? ""]
        return parts
    }

    private func rate() throws(ExpressionError) -> String {
        guard let fps = pipeline.fps else { return "! video/x-raw ! videoconvert ! queue" }
        let hundredths = Int(cutting: try fps.expression.number(with: variables) * 100)
        return "! capsfilter caps=video/x-raw,framerate=\(hundredths)/100 name=framerate ! videoconvert ! queue"
    }

    private func scaling() throws(ExpressionError) -> String {
        guard let width = pipeline.width, let height = pipeline.height else { return "" }
        let columns = Int(cutting: try width.expression.number(with: variables))
        let rows = Int(cutting: try height.expression.number(with: variables))
        let caps = "video/x-raw,width=\(columns),height=\(rows)"
        return "! videoscale method=0 ! capsfilter caps=\(caps) name=resolution ! queue"
    }

    private var elementName: String {
        switch pipeline.encoder {
        case .auto: ""
        case .element(let name): name
        }
    }

    private static func replacingFirst(_ placeholder: String, in text: String, with value: String) -> String {
        guard let range = text.firstRange(of: placeholder) else { return text }
        return text[..<range.lowerBound] + value + text[range.upperBound...]
    }
}
