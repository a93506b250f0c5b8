// SPDX-License-Identifier: Apache-2.0
import ProviderSDK

/// The machine's processor.
enum Processor {
    /// Its name as the kernel tells it; nil where it tells none, as on many ARM machines.
    static var name: String? { TextFile.read("/proc/cpuinfo").flatMap(name(in:)) }

    /// The first model name in the text of `/proc/cpuinfo`.
    static func name(in text: String) -> String? {
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[0].split(whereSeparator: \.isWhitespace) == ["model", "name"] else {
                continue
            }
            let words = parts[1].split(whereSeparator: \.isWhitespace)
            return words.isEmpty ? nil : words.joined(separator: " ")
        }
        return nil
    }
}
