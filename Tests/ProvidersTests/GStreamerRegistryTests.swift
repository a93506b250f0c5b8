// SPDX-License-Identifier: Apache-2.0
import Glibc
import TestFixtures
import Testing

@testable import Providers

@Suite struct GStreamerRegistryTests {
    @Test func `the same state has the same file, another plugin another one`() throws {
        let scratch = try Scratch()
        let environment = ["GST_PLUGIN_PATH=\(scratch.path)/plugins"]
        let first = GStreamerRegistry.path(in: scratch.path, environment: environment)
        #expect(GStreamerRegistry.path(in: scratch.path, environment: environment) == first)
        try scratch.write("a plugin", to: "plugins/libgstnew.so")
        let second = GStreamerRegistry.path(in: scratch.path, environment: environment)
        #expect(second != first)
        unlink("\(scratch.path)/plugins/libgstnew.so")
        #expect(GStreamerRegistry.path(in: scratch.path, environment: environment) == first)
    }

    @Test func `only the newest files are kept, and the one in use`() throws {
        let scratch = try Scratch()
        let current = GStreamerRegistry.path(in: scratch.path, environment: [])
        for (number, age) in [5, 1, 4, 2, 3].enumerated() {
            let file = try scratch.write("", to: "registry-\(number).bin")
            let time = timespec(tv_sec: 1_000_000 - age, tv_nsec: 0)
            #expect(utimensat(AT_FDCWD, file, [time, time], 0) == 0)
        }
        try scratch.write("", to: "other.bin")
        #expect(GStreamerRegistry.path(in: scratch.path, environment: []) == current)
        let left = FileState.matches(of: "\(scratch.path)/*.bin").map { $0.split(separator: "/").last.map(String.init) }
        #expect(left == ["other.bin", "registry-1.bin", "registry-3.bin", "registry-4.bin"])
    }
}
