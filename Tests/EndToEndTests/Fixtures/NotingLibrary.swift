// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Glibc

/// A provider in C that notes down each time it is asked what works here: one that offers VP8 with a real element.
struct NotingLibrary {
    /// The shared library, ready to be copied to where providers are.
    let path: String
    let id: String
    private let notes: String

    /// - Parameters:
    ///   - source: what its answers depend on, as `serval/invalidation.h` has it.
    ///   - flags: for the compiler and the linker; `-DLOADED` has it note down too when it is loaded.
    ///   - compiler: `clang`, which comes with Swift, builds for other machines too.
    init(
        _ name: String, source: String = "environment:UNHEARD", flags: [String] = [], compiler: String = "cc",
        scene: Scene
    ) throws {
        id = "com.example.\(name)"
        path = scene.folder.file("\(name).built")
        notes = scene.folder.file("\(name).asked")
        let text = scene.folder.file("\(name).c")
        try Data(Self.text.utf8).write(to: URL(fileURLWithPath: text))
        let root = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        let result = try scene.run(
            compiler,
            [
                "-std=gnu11", "-shared", "-fPIC", "-I\(root)/Sources/PluginABI/include", "-DID=\"\(id)\"",
                "-DNOTES=\"\(notes)\"", "-DSOURCE=\"\(source)\"", "-o", path, text,
            ] + flags)
        guard result.status == .exited(0) else { throw FixtureError("\(compiler) failed: \(result.errorOutput)") }
    }

    /// Puts it where it is found, as an installer would: under another name first.
    func install(in folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let (temporary, final) = ("\(folder)/.\(id).new", "\(folder)/\(id).so")
        try? FileManager.default.removeItem(atPath: temporary)
        try FileManager.default.copyItem(atPath: path, toPath: temporary)
        guard rename(temporary, final) == 0 else { throw FixtureError("cannot rename to \(final)") }
    }

    /// How often it was asked since the last call.
    func timesAsked() -> Int {
        defer { try? FileManager.default.removeItem(atPath: notes) }
        return FileManager.default.contents(atPath: notes)?.count ?? 0
    }

    private static let text = #"""
        #include <fcntl.h>
        #include <string.h>
        #include <unistd.h>
        #include "serval/serval.h"

        #ifndef ABI
        #define ABI SERVAL_ABI
        #endif
        /* As a library of a newer minor has them: members that this host does not know. */
        #ifndef TAIL
        #define TAIL 0
        #endif

        static void note(void) {
            int notes = open(NOTES, O_CREAT | O_WRONLY | O_APPEND, 0600);
            if (write(notes, ".", 1) == 1) close(notes);
        }
        #ifdef LOADED
        __attribute__((constructor)) static void loaded(void) { note(); }
        #endif

        static serval_stage stages[] = {
            { sizeof(serval_stage), SERVAL_STAGE_CONVERTER, .factory = "videoconvert" },
            { sizeof(serval_stage), SERVAL_STAGE_CAPS, .caps = "video/x-raw,format=I420" },
            { sizeof(serval_stage), SERVAL_STAGE_ENCODER, .factory = "vp8enc" },
        };
        static serval_recipe recipe = { sizeof(serval_recipe), 3, stages };
        static serval_offer offer = { sizeof(serval_offer), 0, "noting", "cpu", &recipe };
        static serval_device device = { sizeof(serval_device), 0, "cpu", "Processor" };
        static serval_encoder_description description = {
            sizeof(serval_encoder_description), SERVAL_ENCODER_SOFTWARE, "noting", "Noting", SERVAL_CODEC_VP8, "vp8enc",
        };
        static uint32_t count(const serval_encoder_factory *factory) { return 1; }
        static const serval_encoder_description *describe(const serval_encoder_factory *factory, uint32_t index) {
            return &description;
        }
        static serval_status probe(
            const serval_encoder_factory *factory, const serval_probe_request *request, const serval_probe_sink *sink
        ) {
            note();
            sink->device(sink, &device);
            return sink->offer(sink, &offer);
        }
        static serval_encoder_factory factory = {
            sizeof(serval_encoder_factory), 0, NULL, count, describe, probe,
        };
        static const char *const sources[] = { SOURCE };
        static serval_invalidation_sources invalidation = { sizeof(serval_invalidation_sources), 1, sources };
        static serval_status initialize(const serval_library *library, const serval_host *host) { return SERVAL_OK; }
        static void deinitialize(const serval_library *library) {}
        static const void *get_interface(const serval_library *library, const char *id) {
            if (strcmp(id, SERVAL_INVALIDATION_SOURCES) == 0) return &invalidation;
            return strcmp(id, SERVAL_ENCODER_FACTORY) == 0 ? &factory : NULL;
        }
        static struct { serval_library known; unsigned char tail[TAIL]; } library = {
            {
                sizeof(serval_library) + TAIL, ABI, ID, "Noting", "Example", "1", "MIT", NULL, NULL,
                initialize, deinitialize, get_interface,
            },
        };
        const serval_library *serval_provider_entry(uint32_t host_abi) {
            memset(library.tail, 0xa5, TAIL);
            return &library.known;
        }
        """#
}
