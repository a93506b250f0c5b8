// SPDX-License-Identifier: Apache-2.0
import Diagnostics

extension ProviderConfiguration {
    init(_ reader: MappingReader, of source: SourceText?) {
        self.init()
        let folder = source.flatMap { source in source.name.lastIndex(of: "/").map { source.name[...$0] } } ?? ""
        pathsLocation = reader.location("paths")
        for path in reader.textList("paths", of: "folders", separatedBy: { _ in false }) {
            let isOfFile = path.location.source === source && !path.text.hasPrefix("/")
            paths.append(isOfFile ? folder + path.text : path.text)
        }
        rules = EncoderRules(reader)
        reader.rejectUnknownKeys()
    }
}
