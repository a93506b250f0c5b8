// SPDX-License-Identifier: Apache-2.0

extension FaultyProvider {
    /// What is wrong before the probe.
    static let libraries = [
        // The file.
        FaultyProvider("SECOND_EXPORT", only: "elf-*", breaks: ["elf-single-export": "fail"]),
        FaultyProvider(
            "TAKES_A_NAME", only: "elf-*", breaks: ["elf-single-export": "fail", "elf-no-host-clash": "fail"]),
        FaultyProvider(
            "", flags: ["-Wl,-z,execstack"], only: "elf-no-*", breaks: ["elf-no-executable-stack": "fail"]),
        FaultyProvider(
            "TEXT_RELOCATIONS", flags: ["-Wl,-z,notext"], only: "elf-*", breaks: ["elf-no-text-relocations": "fail"]),
        FaultyProvider(
            "STATIC_TLS", flags: ["-ftls-model=initial-exec"], only: "elf-*", breaks: ["elf-no-static-tls": "warn"]),
        FaultyProvider("", flags: ["-Wl,-rpath,/tmp"], only: "elf-*", breaks: ["elf-search-path": "warn"]),
        FaultyProvider("UNKNOWN_SYMBOL", breaks: ["elf-loads": "fail"]),
        // Its table.
        FaultyProvider("SIZE_TOO_SMALL", breaks: ["entry-struct-size-sane": "fail"]),
        FaultyProvider("SIZE_NOT_EVEN", breaks: ["entry-struct-size-sane": "fail"]),
        FaultyProvider("NO_DEINIT", breaks: ["entry-table-complete": "fail"]),
        FaultyProvider("OTHER_ABI", only: "e*", breaks: ["entry-abi-version": "fail"]),
        FaultyProvider("TAKES_EVERY_MAJOR", only: "e*", breaks: ["entry-refuses-other-major": "fail"]),
        FaultyProvider("TAKES_THE_HOSTS_MINOR", only: "e*", breaks: ["entry-ignores-minor": "fail"]),
        FaultyProvider("ANOTHER_TABLE", only: "e*", breaks: ["entry-idempotent": "fail"]),
        FaultyProvider("ID_IN_LATIN_1", only: "e*", breaks: ["entry-strings-utf8": "fail"]),
        FaultyProvider("ID_WITHOUT_DOMAIN", only: "e*", breaks: ["entry-id-reverse-dns": "warn"]),
        FaultyProvider("LICENCE_IN_WORDS", only: "e*", breaks: ["entry-license-spdx": "warn"]),
        // Its start.
        FaultyProvider("FAILS_TO_START", breaks: ["init-succeeds": "fail"]),
        FaultyProvider("READS_BEYOND_THE_TABLE", breaks: ["init-succeeds": "crash"]),
        FaultyProvider("CALLS_BEYOND_THE_TABLE", only: "i*", breaks: ["init-newer-host": "crash"]),
        FaultyProvider("NEEDS_SERVICES", only: "i*", breaks: ["init-without-services": "fail"]),
        FaultyProvider("DEVICE_IN_INIT", only: "i*", breaks: ["init-opens-no-device": "fail"]),
        FaultyProvider("THREAD_IN_INIT", only: "i*", breaks: ["init-starts-nothing": "fail"]),
        FaultyProvider("PROCESS_IN_INIT", only: "i*", breaks: ["init-starts-nothing": "fail"]),
        FaultyProvider("SLOW_INIT", only: "init-u*", breaks: ["init-under-100ms": "warn"]),
        FaultyProvider("KNOWS_EVERY_INTERFACE", only: "i*", breaks: ["interface-unknown-null": "fail"]),
        // Its encoders.
        FaultyProvider("NO_LABEL", breaks: ["describe-complete": "fail"]),
        FaultyProvider("LABEL_IN_LATIN_1", only: "d*", breaks: ["describe-strings-utf8": "fail"]),
        FaultyProvider("ENCODER_TWICE", only: "d*", breaks: ["describe-ids-unique": "fail"]),
        FaultyProvider("DESCRIPTION_MOVES", only: "d*", breaks: ["describe-stable": "fail"]),
        FaultyProvider("ENCODERS_WITHOUT_END", only: "d*", breaks: ["describe-ends-with-null": "fail"]),
        FaultyProvider("UNKNOWN_CODEC", breaks: ["describe-codec-known": "warn"]),
        FaultyProvider("NO_SESSIONS", breaks: ["describe-way-to-encode": "fail"]),
        FaultyProvider("DEFAULT_OUT_OF_RANGE", breaks: ["describe-parameters-valid": "fail"]),
        FaultyProvider("UNIT_BIT_PER_SECOND", only: "d*", breaks: ["describe-neutral-parameters": "fail"]),
        FaultyProvider("PARAMETER_OF_SERVALS", only: "d*", breaks: ["describe-serval-ids-known": "warn"]),
    ]

    /// What is wrong with the probe, or done to the process meanwhile.
    static let probes = [
        FaultyProvider("PROBE_CRASHES", breaks: ["probe-completes": "crash"]),
        FaultyProvider("PROBE_HANGS", deadlineSeconds: 3, breaks: ["probe-completes": "timeout"]),
        FaultyProvider("PROBE_EXITS", breaks: ["probe-completes": "crash"]),
        FaultyProvider("DEVICE_WITHOUT_NAME", breaks: ["probe-records-valid": "fail"]),
        FaultyProvider("OFFER_BEFORE_DEVICE", only: "p*", breaks: ["probe-device-first": "fail"]),
        FaultyProvider("OFFERS_A_STRANGER", only: "p*", breaks: ["probe-described-encoders": "fail"]),
        FaultyProvider("OFFER_TWICE", only: "p*", breaks: ["probe-offers-unique": "fail"]),
        FaultyProvider("LIMITS_CONTRADICT", breaks: ["probe-limits-sane": "fail"]),
        FaultyProvider("FINDS_NOTHING", breaks: ["probe-says-why": "fail"]),
        FaultyProvider("NAMES_ITS_PROCESS", only: "p*", breaks: ["probe-repeatable": "fail"]),
        FaultyProvider("SLOW_PROBE", only: "probe-under-*", breaks: ["probe-under-budget": "fail"]),
        FaultyProvider("IGNORES_CANCEL", only: "probe-h*", breaks: ["probe-honours-cancel": "fail"]),
        FaultyProvider("IGNORES_SINK", only: "p*", breaks: ["probe-honours-sink": "fail"]),
        FaultyProvider("IGNORES_DEVICES", only: "p*", breaks: ["probe-honours-devices": "fail"]),
        FaultyProvider("KNOWS_THREE_DEPTHS", only: "p*", breaks: ["probe-unknown-depth": "fail"]),
        FaultyProvider("REPORTS_ON_ANOTHER_THREAD", only: "p*", breaks: ["probe-on-its-thread": "fail"]),
        FaultyProvider(
            "DEVICE_IS_GUESSED", only: "p*",
            breaks: ["probe-without-devices": "fail", "probe-without-permission": "fail"]),
        FaultyProvider("DEVICE_IN_INVENTORY", only: "p*", breaks: ["probe-inventory-opens-no-device": "fail"]),
        FaultyProvider("LEAVES_THREAD", only: "p*", breaks: ["probe-leaves-no-threads": "warn"]),
        FaultyProvider("LEAVES_PROCESS", only: "p*", breaks: ["probe-leaves-no-processes": "fail"]),
        FaultyProvider("LEAVES_DAEMON", only: "p*", breaks: ["probe-leaves-no-processes": "fail"]),
        FaultyProvider("LEAVES_FILE", only: "p*", breaks: ["probe-leaves-no-descriptors": "warn"]),
        FaultyProvider("CHANGES_SIGNALS", only: "*-untouched", breaks: ["signals-untouched": "fail"]),
        FaultyProvider("BLOCKS_SIGNALS", only: "*-untouched", breaks: ["signals-untouched": "fail"]),
        FaultyProvider("CHANGES_ENVIRONMENT", only: "*-untouched", breaks: ["environment-untouched": "fail"]),
        FaultyProvider("CHANGES_LOCALE", only: "*-untouched", breaks: ["locale-untouched": "fail"]),
        FaultyProvider("CHANGES_DIRECTORY", only: "*-untouched", breaks: ["directory-and-umask-untouched": "fail"]),
        FaultyProvider("CHANGES_UMASK", only: "*-untouched", breaks: ["directory-and-umask-untouched": "fail"]),
        FaultyProvider("CHANGES_ROUNDING", only: "*-untouched", breaks: ["floating-point-untouched": "fail"]),
        FaultyProvider("WRITES_TO_STDOUT", only: "std*", breaks: ["stdout-silent": "fail"]),
        FaultyProvider("WRITES_TO_STDERR", only: "std*", breaks: ["stderr-silent": "warn"]),
        FaultyProvider("CRASHES_AT_THE_END", only: "t*", breaks: ["teardown-clean": "crash"]),
    ]
}
