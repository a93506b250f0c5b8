// SPDX-License-Identifier: Apache-2.0
import Diagnostics

extension MappingReader {
    /// One text of a list, with its place.
    struct Item {
        var text: String
        var location: TextLocation
    }

    /// A list of texts that are not empty; a text alone stands for a list, cut at its first 1000 separators.
    func textList(
        _ key: String, of items: String, separatedBy isSeparator: (Character) -> Bool
    ) -> [Item] {
        guard let value = entry(key)?.value else { return [] }
        switch value.content {
        case .scalar(let scalar):
            let parts = scalar.text.split(maxSplits: 1000, whereSeparator: isSeparator)
            return parts.map { Item(text: String($0), location: value.location) }
        case .sequence(let nodes):
            return nodes.compactMap { node in
                guard case .scalar(let scalar) = node.content, !scalar.isNull, !scalar.text.isEmpty else {
                    faults.error(
                        "\(key) must be a list of \(items), without \(node.phrase) in it", at: node.location)
                    return nil
                }
                return Item(text: scalar.text, location: node.location)
            }
        case .mapping:
            faults.error("\(key) must be a list of \(items), not \(value.phrase)", at: value.location)
            return []
        }
    }
}
