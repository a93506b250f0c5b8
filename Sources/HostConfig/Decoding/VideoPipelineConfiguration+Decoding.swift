// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Media

extension VideoPipelineConfiguration {
    /// Reads one entry of `pipelines`: a mapping, a description alone, or nothing for all defaults.
    ///
    /// Nil when the id or the kind of value is wrong.
    init?(_ entry: Node.Entry, codec: Codec, showPointer: Bool?, faults: FaultLog) {
        guard Self.check(id: entry.key, at: entry.keyLocation, faults: faults) else { return nil }
        if case .scalar(let scalar) = entry.value.content, !scalar.isNull, !scalar.text.hasPrefix("{") {
            self.init(
                entry.key, description: scalar.text, codec: codec, at: entry.value.location, faults: faults)
            location = entry.keyLocation
            return
        }
        guard let reader = MappingReader(entry.value, named: "a pipeline", faults: faults) else { return nil }
        let description = reader.text(Key.description.rawValue)
        self.init(
            id: entry.key, codec: reader.choice(.codec, of: Codec.self, called: "codec") ?? codec,
            encoder: Self.encoder(reader), prefix: Self.elements(reader, .prefix),
            suffix: Self.elements(reader, .suffix), description: description,
            showPointer: reader.boolean(Key.showPointer.rawValue) ?? showPointer ?? false,
            speed: reader.choice(.speed, of: EncoderParameters.Speed.self, called: "speed"),
            mode: reader.choice(.mode, of: EncodingMode.self, called: "mode") ?? .interactive,
            rules: EncoderRules(reader), location: entry.keyLocation)
        readExpressions(reader)
        for key in Key.allCases { valueLocations[key] = reader.location(key.rawValue) }
        checkTogether(reader)
        // What does not depend on the display is found wrong without one.
        _ = PipelineEvaluator.evaluate(self, for: nil, faults: faults)
        reader.rejectUnknownKeys()
    }

    /// Reads all that can depend on the display; beside a description none of it is looked at, as in neko.
    private mutating func readExpressions(_ reader: MappingReader) {
        guard description == nil else {
            let keys: [Key] = [.width, .height, .fps, .bitrate, .maxBitrate, .keyframeInterval, .parameters]
            _ = reader.accept(keys.map(\.rawValue))
            return
        }
        width = reader.expression(Key.width.rawValue)
        height = reader.expression(Key.height.rawValue)
        Self.checkSides(reader)
        fps = reader.expression(Key.fps.rawValue)
        bitrate = reader.expression(Key.bitrate.rawValue)
        maxBitrate = reader.expression(Key.maxBitrate.rawValue)
        keyframeInterval = reader.expression(Key.keyframeInterval.rawValue)
        parameters = ElementParameter.list(reader, Key.parameters.rawValue)
    }

    /// A pipeline that is a description and nothing else.
    init(_ id: String, description: String, codec: Codec, at location: TextLocation, faults: FaultLog) {
        self.init(
            id: id, codec: codec, description: description, location: location,
            valueLocations: [.description: location])
        Self.check(description: description, at: location, faults: faults)
    }

    /// Ids stand in URLs and file names.
    private static func check(id: String, at location: TextLocation, faults: FaultLog) -> Bool {
        let isPlain = id.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
                || "-_.".unicodeScalars.contains(scalar)
        }
        guard isPlain, !id.isEmpty, id.utf8.count <= 64, id != ".", id != ".." else {
            faults.error(
                "\(VisibleText.quoted(id)) cannot be the id of a pipeline", at: location,
                advice: #"use letters, digits, "-", "_" and ".", 64 at most"#)
            return false
        }
        return true
    }

    private static func checkSides(_ reader: MappingReader) {
        for (given, missing) in [(Key.width, Key.height), (.height, .width)] {
            guard let location = reader.keyLocation(given.rawValue), reader.location(missing.rawValue) == nil
            else { continue }
            reader.faults.error(
                "\(given.rawValue) without \(missing.rawValue)", at: location,
                advice: "give both to scale, or none to keep the display's size")
        }
    }

    /// A faulty one counts as named, so that its parameters are not reported as well.
    private static func encoder(_ reader: MappingReader) -> EncoderChoice {
        guard reader.entry(Key.encoder.rawValue) != nil else { return .auto }
        guard let text = reader.text(Key.encoder.rawValue) else { return .element("") }
        guard text != "auto" else { return .auto }
        guard text.utf8.allSatisfy({ ElementParameter.isNameByte($0) }) else {
            reader.faults.error(
                "gst_encoder must be the name of one element, not \(VisibleText.quoted(text))",
                at: reader.location(Key.encoder.rawValue),
                advice: "properties belong in gst_params, further elements in gst_prefix and gst_suffix")
            return .element(text)
        }
        return .element(text)
    }

    /// GStreamer text that is joined to the encoder, so it has to start with a link.
    private static func elements(_ reader: MappingReader, _ key: Key) -> String? {
        guard let entry = reader.entry(key.rawValue), let text = reader.text(key.rawValue) else { return nil }
        guard !text.drop(while: \.isWhitespace).hasPrefix("!") else { return text }
        // Without quotes YAML takes the link for a tag.
        let isTag = if case .scalar(let scalar) = entry.value.content { scalar.tag == "!" } else { false }
        reader.faults.error(
            #"\#(key.rawValue) must start with "!""#, at: entry.value.location,
            advice: isTag ? #"put it in quotes: YAML takes a bare "!" for a tag"# : #"write "! " before it"#)
        return nil
    }
}

extension MappingReader {
    fileprivate func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: VideoPipelineConfiguration.Key, of type: Choice.Type, called noun: String
    ) -> Choice? {
        choice(key.rawValue, of: type, called: noun)
    }
}
