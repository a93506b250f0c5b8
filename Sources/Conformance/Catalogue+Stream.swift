// SPDX-License-Identifier: Apache-2.0

extension ConformanceCheck {
    /// An encoder of either kind is at work.
    private static let streams = ["recipe-negotiates", "session-open-close"]

    /// A native encoder whose keyframes can be told by their marks.
    private static let keyframes = ["output-frame-ids", "output-first-is-keyframe", "output-keyframe-flag-true"]

    /// What comes out of every encoder that works here.
    static let output = [
        ConformanceCheck(
            "output-first-is-keyframe", .must, after: streams, "the first packet is a keyframe"),
        ConformanceCheck(
            "output-parses", .must, after: streams,
            "a keyframe begins with a header of its codec, in the form that packet.h asks for"),
        ConformanceCheck(
            "output-keyframe-flag-true", .must, after: ["output-parses"],
            "packets are marked as keyframes where they are, and only there"),
        ConformanceCheck(
            "output-frame-ids", .must, after: ["session-open-close"],
            "packets name the frames that they show, each at most once, in order"),
        ConformanceCheck(
            "output-size-true", .must, after: ["output-parses"], "the stream has the size that was asked for"),
        ConformanceCheck(
            "output-headers-in-keyframes", .must, after: ["output-keyframe-flag-true"],
            "every keyframe brings its headers"),
        ConformanceCheck(
            "output-decodes-similar", .must, after: ["output-parses", "output-frame-ids"],
            "the decoded picture is the one that went in"),
        ConformanceCheck(
            "output-chroma-true", .must, after: ["session-open-close", "output-decodes-similar"],
            "the colours are those that went in"),
        ConformanceCheck(
            "output-timestamps", .must, after: ["recipe-negotiates"], "packets have the times of their frames, in order"
        ),
        ConformanceCheck(
            "output-nothing-skipped", .should, after: streams,
            "at a generous bitrate every frame gives a packet"),
        ConformanceCheck(
            "output-holds-nothing-back", .should, after: streams,
            "a frame's packet comes before the next frame is needed"),
        ConformanceCheck(
            "output-colours-signalled", .should, after: ["output-parses"], "the stream tells what its colours mean"),
        ConformanceCheck(
            "output-profile-decodable", .should, after: ["output-parses"], "the profile is one that browsers decode"),
        ConformanceCheck(
            "output-on-its-thread", .must, after: ["session-open-close"],
            "packets are handed over within the call, on its thread"),
        ConformanceCheck(
            "output-deterministic-start", .should, after: ["session-open-close"],
            "two sessions with the same input give the same first packet"),
    ]

    /// Native encoders whose stream is right, with other sizes, formats and rows.
    static let layouts = [
        ConformanceCheck(
            "session-reopen", .must, after: ["output-first-is-keyframe", "output-keyframe-flag-true"],
            "a closed session opens again, with another size"),
        ConformanceCheck(
            "session-each-format", .must, after: ["output-chroma-true"], "every offered format gives the same picture"),
        ConformanceCheck(
            "session-strides", .must, after: ["output-chroma-true"], "rows may lie any number of bytes apart"),
        ConformanceCheck(
            "session-newer-host", .must, after: ["init-newer-host", "output-chroma-true"],
            "values and planes of a newer host, which are longer, are found where they lie"),
    ]

    /// Whether what is asked for while it runs is done.
    static let control = [
        ConformanceCheck(
            "keyframe-on-request", .must, after: ["output-keyframe-flag-true", "output-frame-ids"],
            "the frame for which a keyframe is asked for is one"),
        ConformanceCheck(
            "keyframe-only-on-request", .should, after: ["output-keyframe-flag-true", "output-frame-ids"],
            "without an interval keyframes come on request only"),
        ConformanceCheck(
            "keyframe-interval-true", .must, after: ["output-keyframe-flag-true", "output-frame-ids"],
            "keyframes come at the interval that was asked for"),
        ConformanceCheck(
            "rate-units-true", .must, after: streams + ["output-frame-ids"],
            "the rate is the one that was asked for, in kbit/s, at three targets", pace: .alone),
        ConformanceCheck(
            "rate-live-true", .must, after: ["rate-units-true"],
            "a bitrate that changes while it runs takes effect, or is refused",
            pace: .alone),
        ConformanceCheck(
            "drain-emits-all", .must, after: ["output-frame-ids"], "drain gives out every frame that is held back"),
        ConformanceCheck(
            "drain-then-continue", .must, after: keyframes,
            "after drain it goes on, with a keyframe"),
        ConformanceCheck(
            "reset-drops-all", .must, after: keyframes,
            "after reset no packet of an earlier frame comes, and the next one is a keyframe"),
        ConformanceCheck(
            "interrupt-harmless", .must, after: ["session-open-close"],
            "an interrupt between calls changes nothing"),
        ConformanceCheck(
            "interrupt-from-another-thread", .must, after: ["interrupt-harmless", "session-close-without-drain"],
            "an interrupt during a call makes it return soon, and nothing breaks"),
        ConformanceCheck(
            "parameters-over-range", .must, after: ["session-open-close", "session-destroy-never-opened"],
            "every parameter's least, greatest and each of its choices works, or is refused by open"),
        ConformanceCheck(
            "fuzz-parameters", .must, after: ["parameters-over-range"],
            "any combination of parameters works, or is refused by open"),
        ConformanceCheck(
            "fuzz-call-order", .must,
            after: [
                "session-close-without-drain", "session-reopen", "drain-then-continue", "reset-drops-all",
                "interrupt-harmless",
            ], "any order of calls that is allowed works"),
    ]

    /// What a session does with memory that is not its own.
    static let memory = [
        ConformanceCheck(
            "memory-guard-pages", .must, after: ["session-open-close"],
            "nothing is read before or beyond a plane"),
        ConformanceCheck(
            "memory-planes-read-only", .must, after: ["session-open-close"], "nothing is written to a plane"),
        ConformanceCheck(
            "memory-frame-not-kept", .must, after: ["session-open-close"],
            "a frame is not touched after the call, unless it was retained"),
        ConformanceCheck(
            "memory-retained-released", .must, after: ["session-close-without-drain"],
            "every retained frame is released before close returns"),
        ConformanceCheck(
            "memory-config-not-kept", .must, after: ["session-open-close"],
            "what open was given is not touched after it"),
        ConformanceCheck(
            "memory-leak-1000-frames", .should, after: ["memory-retained-released"],
            "1000 frames leave no memory behind",
            pace: .alone),
    ]

    /// What a library does to the process that it is loaded into.
    static let behaviour = [
        ConformanceCheck(
            "signals-untouched", .must, after: ["probe-completes"],
            "signal handlers and the signal mask stay as they are"),
        ConformanceCheck(
            "environment-untouched", .must, after: ["probe-completes"], "the environment stays as it is"),
        ConformanceCheck(
            "locale-untouched", .must, after: ["probe-completes"], "the locale stays as it is"),
        ConformanceCheck(
            "directory-and-umask-untouched", .must, after: ["probe-completes"],
            "working directory and umask stay as they are"),
        ConformanceCheck(
            "stdout-silent", .must, after: ["probe-completes"], "nothing is written to standard output"),
        ConformanceCheck(
            "stderr-silent", .should, after: ["probe-completes"],
            "what there is to say goes to the log, not to standard error"),
        ConformanceCheck(
            "floating-point-untouched", .must, after: ["probe-completes"],
            "floating-point numbers are rounded as before"),
        ConformanceCheck(
            "teardown-clean", .should, after: ["probe-completes"], "the process ends cleanly after deinit"),
    ]
}
