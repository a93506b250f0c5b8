// SPDX-License-Identifier: Apache-2.0
import Media
import Testing
import WorkerProtocol

@testable import Roles

@Suite struct ScreenRoleTests {
    @Test func `a display that is not there says what to do`() throws {
        let worker = try WorkerUnderTest<EncodeCommand, ScreenAnswer> {
            ScreenRole.run(display: ":9876", channel: $0)
        }
        let reason = try worker.first { output -> Reason? in
            guard case .event(.failed(let reason)) = output else { return nil }
            return reason
        }
        #expect(reason.code == "no-display")
        #expect(reason.text.contains(":9876") && reason.hint?.contains("xdpyinfo") == true)
        #expect(try worker.exitStatus() == 1)
    }
}
