// SPDX-License-Identifier: Apache-2.0
import Diagnostics

extension ProviderConfiguration {
    init(_ reader: MappingReader, of source: SourceText) {
        self.init()
        let folder = source.name.lastIndex(of: "/").map { source.name[...$0] } ?? ""
        pathsLocation = reader.location("paths")
        for path in reader.textList("paths", of: "folders", separatedBy: { _ in false }) {
            paths.append(path.text.hasPrefix("/") ? path.text : folder + path.text)
        }
        rules = EncoderRules(reader)
        reader.rejectUnknownKeys()
    }
}
