// SPDX-License-Identifier: Apache-2.0

extension ConformanceCheck {
    /// What the library reports of this machine.
    static let probe = [
        ConformanceCheck("probe-completes", .must, after: ["describe-complete"], "the probe comes to its end"),
        ConformanceCheck(
            "probe-records-valid", .must, after: ["probe-completes"], "every record has all that is required"),
        ConformanceCheck(
            "probe-device-first", .must, after: ["probe-records-valid"], "a device is reported before the offers on it"),
        ConformanceCheck(
            "probe-described-encoders", .must, after: ["probe-completes"], "offers are of encoders that were described"),
        ConformanceCheck(
            "probe-offers-unique", .must, after: ["probe-completes"],
            "there is at most one offer for an encoder on a device"),
        ConformanceCheck("probe-limits-sane", .must, after: ["probe-completes"], "limits do not contradict each other"),
        ConformanceCheck(
            "probe-says-why", .must, after: ["probe-completes"], "a probe without an offer says why in a note"),
        ConformanceCheck(
            "probe-repeatable", .must,
            after: ["describe-parameters-valid", "describe-way-to-encode", "describe-ids-unique", "probe-completes"],
            "a second probe finds the same"),
        ConformanceCheck(
            "probe-under-budget", .must, after: ["probe-completes"], "the probe takes less than 3 s", pace: .alone),
        ConformanceCheck(
            "probe-honours-cancel", .must, after: ["probe-completes"],
            "it ends soon when the host wants it to end"),
        ConformanceCheck(
            "probe-honours-sink", .must, after: ["probe-repeatable"],
            "it reports nothing more once the sink wants no more"),
        ConformanceCheck(
            "probe-honours-devices", .must, after: ["probe-device-first", "probe-repeatable"],
            "it touches and reports only the devices that it is asked for"),
        ConformanceCheck(
            "probe-unknown-depth", .must, after: ["probe-repeatable"],
            "a depth that it does not know stands for the deepest that it can do"),
        ConformanceCheck(
            "probe-on-its-thread", .must, after: ["probe-completes"], "it reports on the thread that it was called on"),
        ConformanceCheck(
            "probe-without-devices", .must, after: ["probe-records-valid", "probe-says-why"],
            "it works on a machine without any GPU: no crash, no offer on a device that is not there"),
        ConformanceCheck(
            "probe-without-permission", .must, after: ["probe-records-valid", "probe-says-why"],
            "it works where no device may be opened"),
        ConformanceCheck(
            "probe-inventory-opens-no-device", .must, after: ["probe-completes"],
            "the inventory is made without opening a device"),
        ConformanceCheck(
            "probe-leaves-no-threads", .should, after: ["probe-completes"], "no thread is left behind"),
        ConformanceCheck(
            "probe-leaves-no-processes", .must, after: ["probe-completes"], "no process is left behind"),
        ConformanceCheck(
            "probe-leaves-no-descriptors", .should, after: ["probe-completes"], "no file is left open"),
        ConformanceCheck(
            "probe-invalidation-sources", .must, after: ["init-succeeds"],
            "what the answers depend on is named in a form that Serval understands"),
    ]

    /// What was seen so far, under other circumstances.
    static let circumstances = [
        ConformanceCheck(
            "init-without-services", .must, after: ["probe-completes"],
            "it works with a host that has no service at all"),
        ConformanceCheck(
            "init-newer-host", .must, after: ["probe-completes"],
            "it works with a host whose tables have members that it does not know"),
        ConformanceCheck("init-deinit-twice", .must, after: ["probe-repeatable"], "it can be used again after deinit"),
        ConformanceCheck(
            "describe-stable", .must, after: ["probe-completes"], "the descriptions stay where they are, unchanged"),
    ]

    /// Encoders that are elements of GStreamer, by the recipes of their offers.
    static let element = [
        ConformanceCheck(
            "recipe-elements-exist", .should, after: ["probe-records-valid"],
            "the elements of the offers are installed here"),
        ConformanceCheck(
            "recipe-properties-exist", .must, after: ["recipe-elements-exist"],
            "the elements have all properties that are not marked as optional"),
        ConformanceCheck(
            "recipe-values-in-range", .must, after: ["recipe-elements-exist"], "the elements take the recipe's values"),
        ConformanceCheck(
            "recipe-bindings-in-range", .must, after: ["recipe-elements-exist"],
            "the elements take what the bindings write, at both ends of what may be asked"),
        ConformanceCheck(
            "recipe-raw-format-fixed", .must, after: ["probe-records-valid"],
            "4:2:0 and the colorimetry are fixed before the encoder"),
        ConformanceCheck(
            "recipe-binds-bitrate", .should, after: ["probe-records-valid"], "the recipe binds the bitrate"),
        ConformanceCheck(
            "recipe-negotiates", .must, after: ["recipe-elements-exist"], "the recipe runs as a pipeline"),
    ]

    /// Native encoders, call by call.
    static let session = [
        ConformanceCheck(
            "session-table-complete", .must,
            after: ["describe-way-to-encode", "probe-records-valid", "probe-limits-sane"],
            "a session's table has all functions that are required"),
        ConformanceCheck(
            "session-open-close", .must, after: ["session-table-complete"],
            "a session opens, encodes, closes and is destroyed"),
        ConformanceCheck(
            "session-destroy-never-opened", .must, after: ["session-table-complete"],
            "a session that was never opened can be destroyed"),
        ConformanceCheck(
            "session-unknown-encoder", .must, after: ["session-table-complete"],
            "for an unknown encoder it answers SERVAL_E_UNSUPPORTED, and leaves the result alone"),
        ConformanceCheck(
            "session-unknown-extension-null", .must, after: ["session-destroy-never-opened"],
            "for an unknown extension it returns NULL"),
        ConformanceCheck(
            "session-close-without-drain", .must, after: ["session-open-close"], "close needs no drain before it"),
        ConformanceCheck(
            "session-close-after-refusal", .must, after: ["session-close-without-drain"],
            "a sink that wants no more ends the call, and close works after it"),
        ConformanceCheck(
            "session-reopen-50", .must, after: ["session-open-close"],
            "50 sessions leave no memory, file or thread behind", pace: .alone),
        ConformanceCheck(
            "session-two-at-once", .should, after: ["session-open-close"], "two sessions encode side by side"),
        ConformanceCheck(
            "session-odd-size", .must, after: ["session-open-close", "session-destroy-never-opened"],
            "odd sides are encoded as they are, or refused by open"),
        ConformanceCheck(
            "session-unknown-format", .must, after: ["session-destroy-never-opened"],
            "a format that was not offered is refused by open"),
        ConformanceCheck(
            "session-uneven-times", .must, after: ["session-open-close"], "frames may come unevenly"),
        ConformanceCheck(
            "session-info-within-size", .must, after: ["session-open-close"],
            "open writes nothing beyond the size of the info that it is given"),
        ConformanceCheck(
            "session-held-frames-true", .must, after: ["session-open-close"],
            "no more frames are held back than open and the offer tell"),
        ConformanceCheck(
            "session-errors-have-text", .should, after: ["session-destroy-never-opened"],
            "a refusal comes with its reason in words"),
    ]
}
