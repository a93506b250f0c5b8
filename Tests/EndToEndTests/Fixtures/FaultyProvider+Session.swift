// SPDX-License-Identifier: Apache-2.0

extension FaultyProvider {
    /// What is wrong with the sessions.
    static let sessions = [
        // Their life.
        FaultyProvider("NO_DRAIN", breaks: ["session-table-complete": "fail"]),
        FaultyProvider("CRASHES_IN_ENCODE", breaks: ["session-open-close": "crash"]),
        FaultyProvider("HANGS_IN_ENCODE", deadlineSeconds: 3, breaks: ["session-open-close": "timeout"]),
        FaultyProvider("DESTROY_NEEDS_OPEN", only: "session-d*", breaks: ["session-destroy-never-opened": "crash"]),
        FaultyProvider("MAKES_EVERY_ENCODER", only: "session-unknown-*", breaks: ["session-unknown-encoder": "fail"]),
        FaultyProvider(
            "KNOWS_EVERY_EXTENSION", only: "session-unknown-*", breaks: ["session-unknown-extension-null": "fail"]),
        FaultyProvider("CLOSE_NEEDS_DRAIN", breaks: ["session-close-without-drain": "crash"]),
        FaultyProvider(
            "IGNORES_REFUSAL", held: 2, only: "session-*", breaks: ["session-close-after-refusal": "fail"]),
        FaultyProvider("OPENS_ONCE", only: "session-re*", breaks: ["session-reopen": "fail"]),
        FaultyProvider("LEAKS_SESSIONS", only: "session-reopen-*", breaks: ["session-reopen-50": "fail"]),
        FaultyProvider("CROPS_ODD_SIZES", only: "session-o*", breaks: ["session-odd-size": "fail"]),
        FaultyProvider("TAKES_EVERY_FORMAT", only: "session-unknown-*", breaks: ["session-unknown-format": "fail"]),
        FaultyProvider("IGNORES_STRIDE", only: "session-s*", breaks: ["session-strides": "fail"]),
        FaultyProvider("INDEXES_PLANES", only: "session-*", breaks: ["session-newer-host": "crash"]),
        FaultyProvider("WRITES_BEYOND_THE_INFO", only: "session-i*", breaks: ["session-info-within-size": "fail"]),
        FaultyProvider("SAYS_NOTHING", only: "session-e*", breaks: ["session-errors-have-text": "warn"]),
        FaultyProvider(
            "HOLDS_MORE_THAN_TOLD", held: 2,
            breaks: ["session-held-frames-true": "fail", "output-holds-nothing-back": "warn"]),
        FaultyProvider(
            "OFFER_TELLS_LESS", held: 2, only: "session-held-*", breaks: ["session-held-frames-true": "fail"]),
        // What comes out.
        FaultyProvider("NO_START_CODES", only: "output-*", breaks: ["output-parses": "fail"]),
        FaultyProvider("MARKS_ALL_AS_KEYFRAMES", breaks: ["output-keyframe-flag-true": "fail"]),
        FaultyProvider(
            "MARKS_NO_KEYFRAMES", only: "output-*",
            breaks: ["output-first-is-keyframe": "fail", "output-keyframe-flag-true": "fail"]),
        FaultyProvider("COUNTS_FROM_1000", breaks: ["output-frame-ids": "fail"]),
        FaultyProvider("HEADERS_ONCE", only: "output-*", breaks: ["output-headers-in-keyframes": "fail"]),
        FaultyProvider("SWAPS_U_AND_V", breaks: ["output-chroma-true": "fail"]),
        FaultyProvider("COLOURS_UNSAID", only: "output-c*", breaks: ["output-colours-signalled": "warn"]),
        FaultyProvider("PACKETS_ON_ANOTHER_THREAD", only: "output-on-*", breaks: ["output-on-its-thread": "fail"]),
        // What is asked for meanwhile.
        FaultyProvider("IGNORES_KEYFRAMES", only: "keyframe-*", breaks: ["keyframe-on-request": "fail"]),
        FaultyProvider("KEYFRAMES_UNASKED", only: "keyframe-*", breaks: ["keyframe-only-on-request": "warn"]),
        FaultyProvider("IGNORES_INTERVAL", only: "keyframe-*", breaks: ["keyframe-interval-true": "fail"]),
        FaultyProvider("RATE_IN_BITS", only: "rate-*", breaks: ["rate-units-true": "fail"]),
        FaultyProvider("RATE_IN_BYTES", only: "rate-*", breaks: ["rate-units-true": "fail"]),
        FaultyProvider("IGNORES_RECONFIGURE", only: "rate-*", breaks: ["rate-live-true": "fail"]),
        FaultyProvider(
            "DRAIN_LOSES", held: 2,
            breaks: [
                "drain-emits-all": "fail", "output-holds-nothing-back": "warn", "output-nothing-skipped": "warn",
            ]),
        FaultyProvider("DRAIN_WITHOUT_KEYFRAME", only: "d*", breaks: ["drain-then-continue": "fail"]),
        FaultyProvider("RESET_KEEPS", held: 2, only: "reset-*", breaks: ["reset-drops-all": "fail"]),
        FaultyProvider("RESET_WITHOUT_KEYFRAME", only: "reset-*", breaks: ["reset-drops-all": "fail"]),
        FaultyProvider("INTERRUPT_LASTS", only: "*interrupt*", breaks: ["interrupt-harmless": "fail"]),
        FaultyProvider("CRASHES_WHEN_LOUD", only: "*parameters*", breaks: ["parameters-over-range": "crash"]),
        // What is not theirs.
        FaultyProvider("READS_BEFORE_A_PLANE", only: "memory-g*", breaks: ["memory-guard-pages": "crash"]),
        FaultyProvider("READS_A_ROW_TOO_FAR", only: "memory-g*", breaks: ["memory-guard-pages": "crash"]),
        FaultyProvider("WRITES_TO_PLANES", only: "memory-p*", breaks: ["memory-planes-read-only": "crash"]),
        FaultyProvider("KEEPS_FRAMES", breaks: ["memory-frame-not-kept": "crash"]),
        FaultyProvider("NEVER_RELEASES", only: "memory-r*", breaks: ["memory-retained-released": "fail"]),
        FaultyProvider("FORGETS_HELD_FRAMES", held: 2, only: "memory-r*", breaks: ["memory-retained-released": "fail"]),
        FaultyProvider("KEEPS_THE_CONFIG", only: "memory-*", breaks: ["memory-config-not-kept": "crash"]),
        FaultyProvider("LEAKS_FRAMES", only: "memory-*", breaks: ["memory-leak-1000-frames": "warn"]),
    ]
}
