// swift-tools-version: 6.3
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

// The targets are the architecture (docs/architecture.md): listed by layer, dependencies point down only.

let strict: [SwiftSetting] = [.unsafeFlags(["-warnings-as-errors"]), .enableUpcomingFeature("ExistentialAny")]

extension Target {
    static func swift(_ name: String, _ dependencies: [Dependency] = [], resources: [Resource] = []) -> Target {
        .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
    }

    /// A provider: a shared library that exports exactly one symbol and sees the SDK, never the host.
    static func provider(_ name: String, _ dependencies: [Dependency] = []) -> Target {
        .target(
            name: name, dependencies: ["ProviderSDK", "PluginABI"] + dependencies, path: "Plugins/\(name)",
            swiftSettings: strict,
            linkerSettings: [.unsafeFlags(["-Xlinker", "--version-script=Plugins/exports.map"])])
    }

    /// `exclude` names fixtures that tests find through `#filePath`.
    static func tests(
        _ name: String, _ dependencies: [Dependency], exclude: [String] = [], resources: [Resource] = []
    ) -> Target {
        .testTarget(
            name: name + "Tests", dependencies: dependencies, exclude: exclude, resources: resources,
            swiftSettings: strict)
    }
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")

let package = Package(
    name: "serval",
    products: [
        .executable(name: "serval", targets: ["serval"]),
        .executable(name: "serval-worker", targets: ["serval-worker"]),
        .library(name: "ProviderSDK", targets: ["ProviderSDK"]),
        .library(name: "PluginABI", targets: ["PluginABI"]),
        .library(name: "SoftwareEncoders", type: .dynamic, targets: ["SoftwareEncoders"]),
        .library(name: "VAAPI", type: .dynamic, targets: ["VAAPI"]),
        .library(name: "NVENC", type: .dynamic, targets: ["NVENC"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // C: the ABI, and what Swift cannot import by itself.
        .target(name: "PluginABI"),
        .target(name: "CProcess"),
        .target(name: "CConformance"),
        .target(name: "NativeEncoder", dependencies: ["CGStreamer", "PluginABI"]),
        .systemLibrary(
            name: "CGStreamer",
            pkgConfig: "gstreamer-1.0 gstreamer-app-1.0 gstreamer-video-1.0 gstreamer-sdp-1.0 gstreamer-webrtc-1.0",
            providers: [.apt(["libgstreamer1.0-dev", "libgstreamer-plugins-bad1.0-dev"])]),
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CVA", providers: [.apt(["libva-dev"])]),
        .systemLibrary(name: "CNVENC", providers: [.apt(["libffmpeg-nvenc-dev"])]),

        // Vocabulary.
        .swift("Diagnostics"),
        .swift("ELF"),
        .swift("Media"),
        .swift("SessionDescription", ["Media"]),
        .swift("LibraryFiles", ["ELF", "Media"]),
        .swift("Expressions", ["Diagnostics"]),

        // Decisions and means, one concern each.
        .swift("Reports", ["Media"]),
        .swift("Pipelines", ["Media"]),
        .swift("HostConfig", ["Diagnostics", "Expressions", "Media", "CYAML"]),
        .swift("WorkerProtocol", ["Media"]),
        .swift("Processes", ["CProcess", "WorkerProtocol"]),
        .swift("Streams", ["Media"]),
        .swift("GStreamer", ["CGStreamer", "Media"]),
        .swift("ProviderSDK", ["PluginABI"]),
        .swift("ProviderLoading", ["PluginABI", "Media"]),
        .swift("Skeletons", resources: [.embedInCode("Templates")]),

        // The host's side.
        .swift("Conformance", ["Processes", "WorkerProtocol"]),
        .swift(
            "Providers",
            ["CProcess", "ELF", "LibraryFiles", "Media", "Pipelines", "Processes", "Reports", "WorkerProtocol", crypto]),
        .swift(
            "Workers",
            [
                "Media", "Processes", "Reports", "Streams", "WorkerProtocol", logging, lifecycle, nioCore, nioPosix,
            ]),
        .swift(
            "HTTPAPI", ["Media", "Reports", hummingbird, hummingbirdCore, logging, lifecycle, nioCore],
            resources: [.embedInCode("Page")]),
        .swift(
            "Host",
            [
                "CProcess", "Conformance", "Diagnostics", "Expressions", "HTTPAPI", "HostConfig", "Media", "Pipelines",
                "Processes", "Providers", "Reports", "SessionDescription", "Streams", "WorkerProtocol", "Workers",
                logging,
                lifecycle,
            ]),

        // The workers' side: the only users of GStreamer and of provider libraries.
        .swift(
            "Roles",
            [
                "GStreamer", "Media", "NativeEncoder", "PluginABI", "Processes", "ProviderLoading",
                "SessionDescription", "Streams", "WorkerProtocol",
            ]),

        .swift(
            "ConformanceChecks",
            [
                "CConformance", "CProcess", "Conformance", "ELF", "GStreamer", "LibraryFiles", "Media", "Pipelines",
                "PluginABI",
                "Processes", "ProviderLoading", "Roles", "WorkerProtocol",
            ]),

        .executableTarget(
            name: "serval",
            dependencies: [
                "Conformance", "Diagnostics", "Expressions", "Host", "HostConfig", "Media", "Processes", "Providers",
                "Reports", "Skeletons", "Workers", argumentParser, logging,
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "serval-worker", dependencies: ["ConformanceChecks", "Media", "Roles", argumentParser],
            swiftSettings: strict),
        .executableTarget(
            name: "configuration", dependencies: ["Diagnostics", "Expressions", "HostConfig", "Media"],
            path: "Benchmarks/configuration", swiftSettings: strict),

        // Providers: beside the host, never below it.
        .provider("SoftwareEncoders"),
        .provider("VAAPI", ["CVA"]),
        .provider("NVENC", ["CNVENC"]),

        // Tests, and what several of them share.
        .target(
            name: "TestFixtures", dependencies: ["Processes"], path: "Tests/Fixtures",
            exclude: ["FaultyEncoder", "abi-1.0", "conformance", "native"], swiftSettings: strict),
        .tests("EndToEnd", ["Processes", "TestFixtures"]),
        .tests("Conformance", ["Conformance", "ConformanceChecks", "Processes", "WorkerProtocol"]),
        .tests("HTTPAPI", ["HTTPAPI", "Media", "Reports", logging, lifecycle, nioCore, nioPosix]),
        .tests("Diagnostics", ["Diagnostics"]),
        .tests("ELF", ["ELF", "TestFixtures"], exclude: ["library.c"]),
        .tests("Expressions", ["Diagnostics", "Expressions", "TestFixtures"], exclude: ["Corpora"]),
        .tests("HostConfig", ["Diagnostics", "HostConfig", "Media", "TestFixtures"], exclude: ["Bad", "Good"]),
        // What plays the machines and drivers that nobody has here.
        .target(
            name: "Doubles", dependencies: ["Media", "Processes", "WorkerProtocol"], path: "Tests/Doubles",
            exclude: ["C", "Machines"], swiftSettings: strict),
        .tests("Hardware", ["Doubles", "Media"]),
        .testTarget(
            name: "VAAPITests", dependencies: ["CVA", "ProviderSDK", "VAAPI"], swiftSettings: strict,
            // All tests are linked into one program, and each provider brings an entry of the same name.
            linkerSettings: [.unsafeFlags(["-Xlinker", "--allow-multiple-definition"])]),
        .tests("NVENC", ["NVENC", "ProviderSDK"]),
        .tests("PluginABI", ["PluginABI"]),
        .tests("ProviderSDK", ["Media", "PluginABI", "ProviderLoading", "ProviderSDK"]),
        .tests("ProviderLoading", ["Media", "ProviderLoading", "TestFixtures"]),
        .tests("SoftwareEncoders", ["ProviderSDK", "SoftwareEncoders"]),
        .tests("Media", ["Media"]),
        .tests("Pipelines", ["Media", "Pipelines"]),
        .tests("Processes", ["Processes", "WorkerProtocol"]),
        .tests("WorkerProtocol", ["Media", "WorkerProtocol"]),
        .tests("Reports", ["Media", "Reports"]),
        .tests("serval", ["HostConfig", "Media", "Reports", "serval", logging]),
        .tests("Skeletons", ["Skeletons", "TestFixtures"]),
        .tests("Streams", ["Media", "Streams"]),
        .tests("LibraryFiles", ["ELF", "LibraryFiles", "Media", "TestFixtures"]),
        .tests("Providers", ["Media", "Processes", "Providers", "TestFixtures", "WorkerProtocol"]),
        .tests("Workers", ["Media", "Workers"]),
        .tests("GStreamer", ["GStreamer"]),
        .tests(
            "Roles",
            ["CGStreamer", "GStreamer", "Media", "Processes", "Roles", "TestFixtures", "WorkerProtocol"]),
        .tests(
            "Host",
            [
                "Diagnostics", "Expressions", "Host", "HostConfig", "Media", "Pipelines", "Processes", "Providers",
                "Reports", "TestFixtures", "WorkerProtocol", "Workers",
            ], exclude: ["BadElements", "Corpora"]),
        .tests("SessionDescription", ["Media", "SessionDescription"]),
    ]
)

// What scripts/fuzz builds, with flags that would break all else: the fuzzer's library has the entry.
if Context.environment["SERVAL_FUZZING"] != nil {
    for (name, dependencies) in [
        ("FuzzExpressions", ["Expressions"]),
        ("FuzzConfiguration", ["Diagnostics", "HostConfig", "Media", "Pipelines"]),
    ] {
        package.targets.append(
            .target(
                name: name, dependencies: dependencies.map { .byName(name: $0) }, path: "Fuzzing/\(name)",
                swiftSettings: strict))
        package.products.append(.library(name: name, type: .static, targets: [name]))
    }
}
