// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import HostConfig
import Media
import Pipelines
import WorkerProtocol

/// The elements, properties and caps that pipelines name, each with its place in the configuration.
struct ElementMentions {
    struct Property {
        var name: String
        var value: String
        var nameLocation: TextLocation?
        var valueLocation: TextLocation?
        var isExpression = false
        /// Whether the value is another for another screen.
        var dependsOnScreen = false
    }

    struct Element {
        var pipeline: String
        var factory: String
        var location: TextLocation?
        var properties: [Property]
    }

    struct Filter {
        var pipeline: String
        var caps: String
        var location: TextLocation?
    }

    /// The whole text that GStreamer would read, and where its parts come from.
    struct Description {
        var pipeline: String
        var text: String
        /// Where to point when the fault's own place cannot be told.
        var location: TextLocation?
        /// What Serval's own reader takes for the fault, should GStreamer find one.
        var fault: (fault: DescriptionOutline.Fault, location: TextLocation?)?
    }

    private(set) var elements: [Element] = []
    private(set) var filters: [Filter] = []
    private(set) var descriptions: [Description] = []
    /// Pipelines with a text beyond what is looked at, with its place.
    private(set) var tooLong: [(pipeline: String, location: TextLocation?)] = []

    private let source: CaptureSource
    private let screen: Screen
    /// Of a description; nobody writes more by hand.
    private static let longestDescription = 64 << 10

    init(
        _ pipelines: [EvaluatedPipeline], sections: [SectionDescription] = [], source: CaptureSource, screen: Screen
    ) {
        self.source = source
        self.screen = screen
        for pipeline in pipelines { add(pipeline) }
        for section in sections { addDescription(section.text, at: section.location, of: section.key) }
    }

    private mutating func add(_ pipeline: EvaluatedPipeline) {
        if let text = pipeline.description {
            return addDescription(text, at: pipeline.location(of: .description), of: pipeline.id)
        }
        var faults: [Description] = []
        for (key, text) in [(VideoPipelineConfiguration.Key.prefix, pipeline.prefix), (.suffix, pipeline.suffix)] {
            guard let text else { continue }
            guard let read = outline(text, at: pipeline.location(of: key), isFragment: true, of: pipeline.id) else {
                return
            }
            faults.append(read)
        }
        let encoder: String
        switch pipeline.encoder {
        case .auto:
            guard !faults.isEmpty else { return }
            encoder = "identity"
        case .element(let name):
            // The element of a native encoder is there once its provider is loaded.
            guard !name.hasPrefix(EncoderDescription.nativeElement(of: "")) else { return }
            encoder = name
            addEncoder(name, of: pipeline)
        }
        let places = faults.map(\.location)
        descriptions.append(
            Description(
                pipeline: pipeline.id, text: assembled(pipeline, encoder),
                location: places.count == 1 ? places[0] : pipeline.location(of: .encoder),
                fault: faults.lazy.compactMap(\.fault).first))
    }

    private mutating func addEncoder(_ name: String, of pipeline: EvaluatedPipeline) {
        let written = Dictionary(
            pipeline.parameters.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let properties = pipeline.properties.map { property in
            let parameter = written[property.name]
            return Property(
                name: property.name, value: property.value, nameLocation: parameter?.nameLocation,
                valueLocation: parameter?.value.location, isExpression: true,
                dependsOnScreen: parameter.map { !$0.value.expression.isConstant } ?? false)
        }
        elements.append(
            Element(
                pipeline: pipeline.id, factory: name, location: pipeline.location(of: .encoder), properties: properties)
        )
    }

    private mutating func addDescription(_ text: String, at location: TextLocation?, of pipeline: String) {
        guard var description = outline(text, at: location, isFragment: false, of: pipeline) else { return }
        description.text = filled(text)
        descriptions.append(description)
    }

    /// With the display, and with what stands for a sound device, a host and an address.
    private func filled(_ text: String) -> String {
        fillPlaceholders(in: text, display: display)
            .replacing("{device}", with: "device").replacing("{hostname}", with: "host")
            .replacing("{url}", with: "rtmp://host/application/key")
    }

    private var display: String { if case .display(let name) = source { name } else { ":0" } }

    /// Adds what a text names; nil, with a note, when it is too long to be looked at.
    private mutating func outline(
        _ text: String, at location: TextLocation?, isFragment: Bool, of pipeline: String
    ) -> Description? {
        guard text.utf8.count <= Self.longestDescription else {
            tooLong.append((pipeline, location))
            return nil
        }
        let outline = DescriptionOutline(text, isFragment: isFragment)
        func place(_ range: Range<Int>) -> TextLocation? { location?.part(range, of: text) }
        for element in outline.elements {
            let properties = element.properties.map {
                Property(
                    name: $0.name, value: filled($0.value),
                    nameLocation: place($0.nameRange), valueLocation: place($0.valueRange))
            }
            elements.append(
                Element(
                    pipeline: pipeline, factory: element.factory, location: place(element.range),
                    properties: properties))
        }
        filters += outline.filters.map { Filter(pipeline: pipeline, caps: $0.caps, location: place($0.range)) }
        return Description(
            pipeline: pipeline, text: text, location: location,
            fault: outline.fault.map { ($0, place($0.range)) })
    }

    /// As the planner has it for an element that no provider describes.
    private func assembled(_ pipeline: EvaluatedPipeline, _ encoder: String) -> String {
        let video = VideoPipeline(
            source: source, screen: screen, size: pipeline.size, rate: pipeline.rate,
            showPointer: pipeline.showPointer, prefix: pipeline.prefix ?? "", suffix: pipeline.suffix ?? "")
        let properties = [ElementRecipe.Property(name: "name", value: "encoder")] + pipeline.properties
        return video.description(encoder: [
            .element(factory: "videoconvert", properties: []), .element(factory: encoder, properties: properties),
        ]).text
    }
}

extension ElementMentions.Element {
    /// The question that the worker answers.
    var use: ElementQuestions.Use {
        ElementQuestions.Use(factory: factory, properties: properties.map { .init(name: $0.name, value: $0.value) })
    }
}
