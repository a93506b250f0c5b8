// SPDX-License-Identifier: Apache-2.0

/// Where libraries are by name, as `ldconfig` found them: /etc/ld.so.cache.
///
/// The layout is glibc's own, `struct cache_file_new` in sysdeps/generic/dl-cache.h.
struct LoaderCache: Sendable {
    private var paths: [String: [String]] = [:]

    static func system() -> LoaderCache { LoaderCache(FileBytes.read("/etc/ld.so.cache", atMost: 64 << 20) ?? []) }

    /// Empty for what is no cache that this knows.
    init(_ bytes: [UInt8]) {
        guard let start = Self.start(in: bytes), let count = Self.word(bytes, at: start + 20) else { return }
        let entries = start + 48
        for index in 0..<min(count, bytes.count / 24) {
            let entry = entries + index * 24
            guard let key = Self.word(bytes, at: entry + 4), let value = Self.word(bytes, at: entry + 8) else { return }
            guard let name = Self.text(bytes, at: start + key), let path = Self.text(bytes, at: start + value) else {
                continue
            }
            paths[name, default: []].append(path)
        }
    }

    /// All paths with this name, for all machines, best first.
    func paths(of name: String) -> [String] { paths[name] ?? [] }

    /// An older cache may come first.
    private static func start(in bytes: [UInt8]) -> Int? {
        let magic = Array("glibc-ld.so.cache1.1".utf8)
        if bytes.starts(with: magic) { return 0 }
        guard bytes.starts(with: Array("ld.so-1.7.0".utf8)), let count = word(bytes, at: 12) else { return nil }
        let start = (16 + count * 12 + 7) / 8 * 8
        return start < bytes.count && bytes[start...].starts(with: magic) ? start : nil
    }

    private static func word(_ bytes: [UInt8], at place: Int) -> Int? {
        guard place + 4 <= bytes.count else { return nil }
        return (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << ($1 * 8) }
    }

    private static func text(_ bytes: [UInt8], at place: Int) -> String? {
        guard place < bytes.count, let end = bytes[place...].prefix(4096).firstIndex(of: 0) else { return nil }
        return String(decoding: bytes[place..<end], as: UTF8.self)
    }
}
