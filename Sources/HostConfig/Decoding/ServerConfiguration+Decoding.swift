// SPDX-License-Identifier: Apache-2.0
import Media

extension ServerConfiguration {
    static let laterKeys = [
        "cert", "cors", "key", "metrics", "path_prefix", "pprof", "proxy", "static",
    ]

    init(_ reader: MappingReader) {
        self.init()
        if let text = reader.text("bind") {
            bindLocation = reader.location("bind")
            do throws(Reason) {
                bind = try BindAddress(text)
            } catch {
                reader.faults.error("bind: \(error.text)", at: bindLocation, advice: error.hint)
            }
        }
        reader.warnNotServed(Self.laterKeys, prefix: "server.")
        reader.rejectUnknownKeys()
    }
}
