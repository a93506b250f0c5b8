// SPDX-License-Identifier: Apache-2.0

/// A provider to begin with: it builds, works, and obeys the whole contract, with a small lossless encoder.
///
/// Names in its files come from its own; nothing is read or written here.
public struct Skeleton: Sendable, Hashable {
    /// One file of it.
    public struct File: Sendable, Hashable {
        /// In the skeleton's folder: `src/lib.rs`.
        public var path: String
        public var text: String
    }

    /// All files, in the order of their paths.
    public let files: [File]

    /// In C, with the headers of the ABI.
    public static func c(named name: SkeletonName) -> Skeleton {
        let own: [(String, [UInt8])] = [
            ("Makefile", PackageResources.c_mk),
            ("README.md", PackageResources.c_md),
            (".gitignore", PackageResources.ignored_c_txt),
            ("serval.yaml", PackageResources.serval_yaml),
            ("provider.c", PackageResources.provider_c),
            ("session.c", PackageResources.session_c),
            ("session.h", PackageResources.session_glue_h),
            ("encoder.c", PackageResources.encoder_c),
            ("encoder.h", PackageResources.encoder_glue_h),
        ]
        return Skeleton(own, headers: true, words(for: name))
    }

    /// In Rust without crates, with the headers to read.
    public static func rust(named name: SkeletonName) -> Skeleton {
        let own: [(String, [UInt8])] = [
            ("Makefile", PackageResources.rust_mk),
            ("README.md", PackageResources.rust_md),
            (".gitignore", PackageResources.ignored_c_txt),
            ("serval.yaml", PackageResources.serval_yaml),
            ("src/lib.rs", PackageResources.lib_rs),
            ("src/session.rs", PackageResources.session_rs),
            ("src/encoder.rs", PackageResources.encoder_rs),
            ("src/abi.rs", PackageResources.abi_rs),
            ("src/abi_session.rs", PackageResources.abi_session_rs),
        ]
        return Skeleton(own, headers: true, words(for: name))
    }

    /// In Swift, on `ProviderSDK`.
    public static func swift(named name: SkeletonName, serval: PackageLocation) -> Skeleton {
        let sources = "Sources/\(name.typeName)Provider"
        let own: [(String, [UInt8])] = [
            ("Package.swift", PackageResources.Manifest_swift),
            ("README.md", PackageResources.swift_md),
            (".gitignore", PackageResources.ignored_swift_txt),
            ("serval.yaml", PackageResources.serval_yaml),
            ("exports.map", PackageResources.exports_map),
            ("\(sources)/Entry.swift", PackageResources.Entry_swift),
            ("\(sources)/Provider.swift", PackageResources.Provider_swift),
            ("\(sources)/Session.swift", PackageResources.Session_swift),
            ("\(sources)/Encoder.swift", PackageResources.Encoder_swift),
            ("\(sources)/BitWriter.swift", PackageResources.BitWriter_swift),
        ]
        let places = [("TemplateDependency", serval.dependency), ("TemplatePackage", serval.identity)]
        return Skeleton(own, headers: false, words(for: name) + places)
    }

    private init(_ own: [(String, [UInt8])], headers: Bool, _ words: [(String, String)]) {
        var files = own.map { path, bytes in
            File(
                path: path,
                text: words.reduce(String(decoding: bytes, as: UTF8.self)) { $0.replacing($1.0, with: $1.1) })
        }
        if headers {
            files += ABIHeaders.all.map { path, bytes in
                File(path: "include/serval/\(path)", text: String(decoding: bytes, as: UTF8.self))
            }
        }
        self.files = files.sorted { $0.path < $1.path }
    }

    /// What stands in the templates, and what takes its place.
    private static func words(for name: SkeletonName) -> [(String, String)] {
        [("template-name", name.id), ("TemplateName", name.typeName), ("Template Name", name.title)]
    }
}
