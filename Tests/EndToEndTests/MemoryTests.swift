// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Glibc
import Testing

extension EndToEnd {
    /// What is remembered between two starts, and what ends it.
    @Suite struct Memory {
        @Test func `only what changed is asked again: a library, a driver, a device, a group`() throws {
            try Scene.with { scene in
                let (providers, doubles) = (scene.folder.file("providers"), scene.folder.file("doubles"))
                let nodes = scene.folder.file("nodes")
                for folder in [doubles, nodes] {
                    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                }
                let driver = try NotingLibrary("driver", source: "library:libdouble.so.1", scene: scene)
                let device = try NotingLibrary("device", source: "\(nodes)/renderD*", scene: scene)
                for library in [driver, device] { try library.install(in: providers) }
                let environment = ["SERVAL_PROVIDER_PATH": providers, "LD_LIBRARY_PATH": doubles]

                /// Who was asked by `serval encoders`, started through this program.
                func asked(through launcher: [String] = []) throws -> [String] {
                    let command = launcher + [BuiltProducts.path(of: "serval"), "encoders", "--format", "json"]
                    let result = try scene.run(command[0], Array(command.dropFirst()), environment: environment)
                    #expect(result.status == .exited(0), "\(result.errorOutput)")
                    return [driver, device].filter { $0.timesAsked() > 0 }.map(\.id)
                }

                #expect(try asked() == [driver.id, device.id])
                #expect(try asked() == [])
                try Data("one".utf8).write(to: URL(fileURLWithPath: "\(doubles)/libdouble.so.1"))
                #expect(try asked() == [driver.id])
                try Data("another".utf8).write(to: URL(fileURLWithPath: "\(doubles)/libdouble.so.1"))
                #expect(try asked() == [driver.id])
                try device.install(in: providers)
                #expect(try asked() == [device.id])
                #expect(try asked() == [])

                // Device nodes and groups are root's to make.
                guard geteuid() == 0, mknod("\(nodes)/renderD128", S_IFCHR | 0o660, makedev(1, 3)) == 0 else { return }
                guard chown("\(nodes)/renderD128", 65534, 12345) == 0, chmod("\(nodes)/renderD128", 0o660) == 0 else {
                    return
                }
                #expect(try asked() == [device.id])
                let mortal = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]
                #expect(try asked(through: mortal + ["--clear-groups"]) == [device.id])
                #expect(try asked(through: mortal + ["--clear-groups"]) == [])
                #expect(try asked(through: mortal + ["--groups=12345"]) == [device.id])
            }
        }

        @Test func `a library that comes or goes is noticed while the host runs`() throws {
            try Scene.with { scene in
                let providers = scene.folder.file("providers")
                let library = try NotingLibrary("late", scene: scene)
                let configuration = scene.folder.file("serval.yaml")
                try Data("providers: {paths: [\(providers)]}\n".utf8).write(to: URL(fileURLWithPath: configuration))
                let serval = try scene.startServal(["--demo", "--config", configuration], display: nil)

                func verdict() throws -> String? {
                    let listed = try serval.http.json("/api/providers")["providers"].array
                    return listed.first { $0["id"].string == library.id }?["verdict"].string
                }
                #expect(try verdict() == nil)
                try library.install(in: providers)
                try wait(until: "the library is noticed", seconds: 30) { try verdict() == "ok" }
                let plan = try serval.http.json("/api/plan")["pipelines"].array.first { $0["id"].string == "vp8" }
                let candidates = plan?["candidates"].array.compactMap { $0["provider"].string } ?? []
                #expect(candidates.contains(library.id))
                unlink("\(providers)/\(library.id).so")
                try wait(until: "the library is gone", seconds: 30) { try verdict() == nil }
            }
        }
    }
}

/// `gnu_dev_makedev`, which is a macro in C.
private func makedev(_ major: dev_t, _ minor: dev_t) -> dev_t { (major & 0xfff) << 8 | (minor & 0xff) }
