// SPDX-License-Identifier: Apache-2.0
import Media
import Testing

@testable import Providers

@Suite struct CooldownsTests {
    private let key = CandidateKey(provider: "com.example", encoder: "fastenc", device: "pci:0000:01:00.0")
    private let other = CandidateKey(provider: "com.example", encoder: "fastenc", device: "pci:0000:02:00.0")
    private let fault = Reason("encoder-stalled", "no packet came for 3 seconds")

    @Test func `one failure is a minute, each further one twice as long, an hour at most`() {
        var cooldowns = Cooldowns()
        var now: Int64 = 1000
        for seconds: Int64 in [60, 120, 240, 480, 960, 1920, 3600, 3600] {
            cooldowns.failed(key, fault, at: now)
            #expect(cooldowns.refusals(at: now + seconds - 1).keys.contains(key))
            #expect(cooldowns.refusals(at: now + seconds).isEmpty)
            now += seconds
        }
    }

    @Test func `the reason says what happened, other devices are not touched`() {
        var cooldowns = Cooldowns()
        cooldowns.failed(key, fault, at: 0)
        let refusals = cooldowns.refusals(at: 1)
        #expect(refusals[key]?.code == "cooling-down")
        #expect(refusals[key]?.text.contains(fault.text) == true)
        #expect(refusals[other] == nil)
    }

    @Test func `another driver starts with a clean name`() {
        var cooldowns = Cooldowns()
        cooldowns.failed(key, fault, at: 0)
        cooldowns.failed(other, fault, at: 0)
        cooldowns.forgive { $0.device == key.device }
        #expect(Set(cooldowns.refusals(at: 1).keys) == [other])
        cooldowns.failed(key, fault, at: 10)
        #expect(cooldowns.refusals(at: 71)[key] == nil)
    }
}
