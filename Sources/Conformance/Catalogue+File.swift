// SPDX-License-Identifier: Apache-2.0

extension ConformanceCheck {
    /// The file as it lies there; nothing of it is run.
    static let file = [
        ConformanceCheck("elf-shared-library", .must, after: [], "the file is a shared library in the ELF format"),
        ConformanceCheck(
            "elf-class-and-machine", .must, after: ["elf-shared-library"], "it is built for this machine"),
        ConformanceCheck("elf-not-truncated", .must, after: ["elf-shared-library"], "the whole file is there"),
        ConformanceCheck(
            "elf-needed-resolvable", .must, after: ["elf-not-truncated"], "every library that it needs is installed"),
        ConformanceCheck(
            "elf-single-export", .must, after: ["elf-not-truncated"],
            "it exports serval_provider_entry and no other symbol"),
        ConformanceCheck(
            "elf-no-host-clash", .must, after: ["elf-not-truncated"],
            "no symbol of it takes the place of one that Serval or GStreamer uses"),
        ConformanceCheck(
            "elf-no-text-relocations", .must, after: ["elf-not-truncated"], "its code is the same in every process"),
        ConformanceCheck(
            "elf-no-executable-stack", .must, after: ["elf-not-truncated"], "it does not ask for an executable stack"),
        ConformanceCheck(
            "elf-no-static-tls", .should, after: ["elf-not-truncated"],
            "its thread-local variables do not use up the block that all libraries share"),
        ConformanceCheck(
            "elf-search-path", .should, after: ["elf-not-truncated"],
            "it looks for libraries in folders of the system or beside itself"),
        ConformanceCheck(
            "elf-glibc-floor", .should, after: ["elf-not-truncated"], "it runs with the glibc of Debian 12"),
        ConformanceCheck(
            "file-trusted", .should, after: [], "Serval would load it from there: nobody else could have replaced it"),
        ConformanceCheck(
            "elf-loads", .must, after: ["elf-needed-resolvable"], "the dynamic loader takes it, with all its symbols"),
    ]

    /// The library's own table.
    static let entry = [
        ConformanceCheck(
            "entry-struct-size-sane", .must, after: ["elf-loads"], "the table tells a size that it can have"),
        ConformanceCheck(
            "entry-table-complete", .must, after: ["entry-struct-size-sane"],
            "the entry returns a table with all that is required"),
        ConformanceCheck(
            "entry-strings-utf8", .must, after: ["entry-struct-size-sane"],
            "the library's strings are there, and are UTF-8"),
        ConformanceCheck(
            "entry-abi-version", .must, after: ["elf-loads"], "the table tells the major version that was asked for"),
        ConformanceCheck(
            "entry-idempotent", .must, after: ["elf-loads"], "it returns the same table every time"),
        ConformanceCheck(
            "entry-refuses-other-major", .must, after: ["entry-idempotent"], "for another major version it returns NULL"
        ),
        ConformanceCheck(
            "entry-ignores-minor", .must, after: ["entry-idempotent"], "the host's minor version does not decide"),
        ConformanceCheck(
            "entry-id-reverse-dns", .should, after: ["entry-strings-utf8"],
            "the library's id is a reverse DNS name, so that nobody else has it"),
        ConformanceCheck(
            "entry-license-spdx", .should, after: ["entry-strings-utf8"], "the licence is an SPDX expression"),
        ConformanceCheck(
            "init-succeeds", .must, after: ["entry-table-complete"], "init succeeds, whatever the hardware"),
        ConformanceCheck(
            "init-opens-no-device", .must, after: ["init-succeeds"], "no device is opened before the probe"),
        ConformanceCheck(
            "init-starts-nothing", .must, after: ["init-succeeds"],
            "no thread and no process is started before the probe"),
        ConformanceCheck(
            "init-under-100ms", .should, after: ["init-succeeds"], "loading and init take less than 100 ms",
            pace: .alone),
        ConformanceCheck(
            "interface-unknown-null", .must, after: ["init-succeeds"], "for an unknown interface it returns NULL"),
    ]

    /// The encoders as the library describes them.
    static let describe = [
        ConformanceCheck(
            "describe-complete", .must, after: ["init-succeeds"],
            "every encoder's description has all that is required"),
        ConformanceCheck("describe-ids-unique", .must, after: ["init-succeeds"], "no two encoders have the same id"),
        ConformanceCheck("describe-strings-utf8", .must, after: ["init-succeeds"], "the descriptions are UTF-8"),
        ConformanceCheck(
            "describe-ends-with-null", .must, after: ["describe-complete"], "beyond the last encoder there is NULL"),
        ConformanceCheck(
            "describe-codec-known", .should, after: ["describe-complete"], "every codec is one that Serval knows"),
        ConformanceCheck(
            "describe-way-to-encode", .must, after: ["describe-complete"],
            "an encoder has a GStreamer element, or the library makes sessions"),
        ConformanceCheck(
            "describe-parameters-valid", .must, after: ["init-succeeds"],
            "parameters have a type, a range and a default within it"),
        ConformanceCheck(
            "describe-neutral-parameters", .must, after: ["describe-parameters-valid"],
            "neutral parameters keep their type, unit and words"),
        ConformanceCheck(
            "describe-serval-ids-known", .should, after: ["describe-parameters-valid"],
            "no parameter has an id of Serval's that Serval does not know"),
    ]
}
