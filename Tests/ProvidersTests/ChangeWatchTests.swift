// SPDX-License-Identifier: Apache-2.0
import Glibc
import TestFixtures
import Testing

@testable import Providers

@Suite struct ChangeWatchTests {
    @Test(.timeLimit(.minutes(1)))
    func `a file that appears once in a folder that was not there yet is noticed`() async throws {
        let scratch = try Scratch()
        let (calls, sink) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await ChangeWatch(folders: ["\(scratch.path)/providers"]).run { sink.yield() } }
            var isWritten = false
            for await _ in calls {
                // The first call says that the watch has begun.
                if isWritten, access("\(scratch.path)/providers/vendor.so", F_OK) == 0 { break }
                if !isWritten { _ = try? scratch.write("library", to: "providers/vendor.so") }
                isWritten = true
            }
            group.cancelAll()
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a folder whose mode changes is noticed, even one that is watched for more`() async throws {
        let scratch = try Scratch()
        try scratch.write("library", to: "above/providers/vendor.so")
        let folders = ["\(scratch.path)/above/providers", "\(scratch.path)/above", scratch.path]
        let watch = ChangeWatch(folders: [folders[0]], attributesOf: folders)
        for folder in folders {
            let (calls, sink) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await watch.run { sink.yield() } }
                var isChanged = false
                for await _ in calls {
                    // The first call says that the watch has begun.
                    if isChanged { break }
                    chmod(folder, 0o700)
                    isChanged = true
                }
                group.cancelAll()
            }
        }
    }
}
