// SPDX-License-Identifier: Apache-2.0
import CConformance
import Glibc

/// What of this process a library could leave behind.
struct ProcessState {
    var threads = 0
    var children: Set<String> = []
    /// What is open, by number.
    var descriptors: [String: String] = [:]
    /// Memory that is in use.
    var residentBytes = 0

    /// From now on the children of a child that ends are this process's.
    static func adoptOrphans() { orphans_adopt() }

    static func read() -> ProcessState {
        var state = ProcessState()
        let tasks = names(in: "/proc/self/task")
        state.threads = tasks.count
        for task in tasks {
            let children = text("/proc/self/task/\(task)/children").split(separator: " ").map(String.init)
            state.children.formUnion(children)
        }
        for number in names(in: "/proc/self/fd") {
            // The folder itself is open while it is read.
            guard let target = link("/proc/self/fd/\(number)"), !target.hasPrefix("/proc/") else { continue }
            state.descriptors[number] = target
        }
        let pages = text("/proc/self/statm").split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        state.residentBytes = pages * Int(sysconf(Int32(_SC_PAGESIZE)))
        return state
    }

    private static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }

    private static func text(_ path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 65536)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    private static func link(_ path: String) -> String? {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = bytes.withUnsafeMutableBytes { buffer in
            buffer.baseAddress.map { readlink(path, $0.assumingMemoryBound(to: CChar.self), buffer.count) } ?? -1
        }
        return count < 0 ? nil : String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
