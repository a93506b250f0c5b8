// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Glibc
import Processes
import TestFixtures

@testable import Providers

/// A provider library made by the C compiler for one fault, and a prober with deadlines that suit a test.
struct FaultyLibrary {
    let path: String
    private let scratch: Scratch

    /// - Parameter definitions: C that comes before its own.
    init(_ fault: FaultyProviderTests.Fault, definitions: String = "") throws {
        scratch = try Scratch()
        let source = try scratch.write(definitions + Self.source(fault), to: "provider.c")
        path = "\(scratch.path)/provider.so"
        let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let arguments =
            ["-std=gnu11", "-shared", "-fPIC", "-I\(root)/Sources/PluginABI/include"] + fault.flags
            + ["-o", path, source]
        try CompiledLibrary.run(["cc"] + arguments)
    }

    /// Asks with the worker that was built with these tests.
    var prober: Prober {
        var prober = Prober(
            worker: WorkerExecutable(path: WorkerExecutable.ownFolder() + "/serval-worker"),
            inventoryDeadlineMilliseconds: 8000, deviceDeadlineMilliseconds: 4000)
        prober.residentBytes = 256 << 20
        return prober
    }

    private static func source(_ fault: FaultyProviderTests.Fault) -> String {
        #"""
        #define _GNU_SOURCE
        #include <signal.h>
        #include <stdlib.h>
        #include <string.h>
        #include <unistd.h>
        #include "serval/serval.h"
        #ifndef LABEL
        #define LABEL "C"
        #endif
        #ifndef ENCODER
        #define ENCODER "cenc"
        #endif
        #ifndef DEVICE
        #define DEVICE "cpu"
        #endif
        #ifndef FACTORY
        #define FACTORY "vp8enc"
        #endif
        #ifdef MISSING
        extern int MISSING(void);
        int use(void) { return MISSING(); }
        #endif

        __attribute__((constructor)) static void loaded(void) { LOAD }

        static volatile int depth;
        int overflow(int level) { char page[4096]; memset(page, level, sizeof page); depth = page[level % 4096];
            return overflow(level + 1) + depth; }

        static serval_stage stages[] = {
            { sizeof(serval_stage), SERVAL_STAGE_CONVERTER, .factory = "videoconvert" },
            { sizeof(serval_stage), SERVAL_STAGE_ENCODER, .factory = FACTORY },
        };
        static serval_recipe recipe = { sizeof(serval_recipe), 2, stages };
        static serval_offer offer = { sizeof(serval_offer), 0, ENCODER, DEVICE, &recipe };
        static serval_device devices[] = {
            { sizeof(serval_device), 0, "cpu", "Processor" }, { sizeof(serval_device), 0, "pci:0000:01:00.0", "Card" },
        };
        static serval_note note = { sizeof(serval_note), SERVAL_SEVERITY_INFO, "again", "and again and again" };
        static serval_encoder_description description = {
            sizeof(serval_encoder_description), SERVAL_ENCODER_SOFTWARE, ENCODER, LABEL, SERVAL_CODEC_VP8, "vp8enc",
        };

        static uint32_t count(const serval_encoder_factory *factory) { return 1; }
        static const serval_encoder_description *describe(const serval_encoder_factory *factory, uint32_t index) {
            DESCRIBE
            return &description;
        }
        static serval_status probe(
            const serval_encoder_factory *factory, const serval_probe_request *request, const serval_probe_sink *sink
        ) {
            PROBE
            (void)note;
        #ifdef ON_DEVICE
            sink->device(sink, &devices[1]);
            if (request->depth != SERVAL_PROBE_INVENTORY) { ON_DEVICE_CODE }
            return SERVAL_OK;
        #else
            sink->device(sink, &devices[0]);
            return sink->offer(sink, &offer);
        #endif
        }
        static serval_encoder_factory factory = {
            sizeof(serval_encoder_factory), 0, NULL, count, describe, probe,
        };
        static serval_status initialize(const serval_library *library, const serval_host *host) {
            INITIALIZE
            return SERVAL_OK;
        }
        static void deinitialize(const serval_library *library) {}
        static const void *get_interface(const serval_library *library, const char *id) {
            return strcmp(id, SERVAL_ENCODER_FACTORY) == 0 ? &factory : NULL;
        }
        static serval_library library = {
            sizeof(serval_library), SERVAL_ABI, "com.example.c", "C", "Example", "1", "MIT", NULL, NULL,
            initialize, deinitialize, get_interface,
        };
        const serval_library *serval_provider_entry(uint32_t host_abi) {
            ENTRY
            return &library;
        }
        """#
        .replacing("LOAD }", with: fault.load + " }")
        .replacing("    DESCRIBE\n", with: "    \(fault.describe)\n")
        .replacing("    PROBE\n", with: "    \(fault.probe)\n")
        .replacing("    INITIALIZE\n", with: "    \(fault.initialize)\n")
        .replacing("    ENTRY\n", with: "    \(fault.entry)\n")
        .replacing("#ifdef ON_DEVICE\n", with: fault.inDevice.isEmpty ? "#if 0\n" : "#if 1\n")
        .replacing("ON_DEVICE_CODE", with: fault.inDevice)
    }
}
