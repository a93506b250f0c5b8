// SPDX-License-Identifier: Apache-2.0
import Glibc
import Synchronization
import Testing

@testable import Providers

@Suite struct ChangeWatchTests {
    @Test func `a file that appears in a folder that was not there yet is noticed`() async throws {
        let scratch = try Scratch()
        let (changes, sink) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let isSeen = await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                await ChangeWatch(folders: ["\(scratch.path)/providers"]).run { sink.yield() }
                sink.finish()
                return false
            }
            group.addTask {
                for await _ in changes where access("\(scratch.path)/providers/vendor.so", F_OK) == 0 { return true }
                return false
            }
            group.addTask {
                // Written again and again: whether the watch has begun is not to be seen from here.
                while !Task.isCancelled {
                    _ = try? scratch.write("\(MonotonicNumber.next())", to: "providers/vendor.so")
                    try? await Task.sleep(for: .milliseconds(700))
                }
                return false
            }
            defer { group.cancelAll() }
            for await result in group where result { return true }
            return false
        }
        #expect(isSeen)
    }
}

private enum MonotonicNumber {
    private static let number = Mutex(0)

    static func next() -> Int {
        number.withLock { number in
            number += 1
            return number
        }
    }
}
