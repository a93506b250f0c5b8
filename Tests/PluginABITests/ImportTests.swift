// SPDX-License-Identifier: Apache-2.0
import PluginABI
import Testing

/// How the headers read from Swift.
struct ImportTests {
    @Test func `the packed version is its two parts`() {
        #expect(SERVAL_ABI == UInt32(SERVAL_ABI_MAJOR) << 16 | UInt32(SERVAL_ABI_MINOR))
    }

    @Test func `a status that the headers do not list is a value, not a trap`() {
        let status = serval_status(rawValue: -4711)
        #expect(status?.rawValue == -4711)
    }

    @Test func `what a provider fills may be NULL`() {
        let empty = serval_library()
        #expect(empty.id == nil)
        #expect(empty.get_interface == nil)
    }

    @Test func `the neutral parameters have the names that plans use`() {
        #expect(
            [
                SERVAL_PARAM_BITRATE, SERVAL_PARAM_MAX_BITRATE, SERVAL_PARAM_BUFFER,
                SERVAL_PARAM_KEYFRAME_INTERVAL,
                SERVAL_PARAM_RATE_CONTROL, SERVAL_PARAM_SPEED, SERVAL_PARAM_THREADS, SERVAL_PARAM_PROFILE,
            ] == [
                "serval.bitrate", "serval.max-bitrate", "serval.buffer", "serval.keyframe-interval",
                "serval.rate-control", "serval.speed", "serval.threads", "serval.profile",
            ])
    }
}
