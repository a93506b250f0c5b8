// SPDX-License-Identifier: Apache-2.0

/// A pattern for names: `*` stands for any characters, `?` for one.
struct Glob {
    private let pattern: [Character]

    init(_ pattern: String) { self.pattern = Array(pattern) }

    /// In time that grows with the product of both lengths, whatever the pattern.
    func matches(_ text: String) -> Bool {
        var reachable = Set([0])
        follow(&reachable)
        for character in text {
            var next: Set<Int> = []
            for place in reachable where place < pattern.count {
                if pattern[place] == "*" {
                    next.insert(place)
                } else if pattern[place] == "?" || pattern[place] == character {
                    next.insert(place + 1)
                }
            }
            reachable = next
            follow(&reachable)
        }
        return reachable.contains(pattern.count)
    }

    /// A star may also stand for nothing.
    private func follow(_ reachable: inout Set<Int>) {
        for var place in reachable {
            while place < pattern.count, pattern[place] == "*" {
                place += 1
                reachable.insert(place)
            }
        }
    }
}
