// swift-tools-version: 6.3
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

// swift build -c release: builds .build/release/libLosslessExample.so, the whole of the provider.
let package = Package(
    name: "vendor-plugin-swift",
    products: [.library(name: "LosslessExample", type: .dynamic, targets: ["LosslessExample"])],
    // Elsewhere: .package(url: …), and the package's name below.
    dependencies: [.package(name: "serval", path: "../..")],
    targets: [
        .target(
            name: "LosslessExample",
            dependencies: [
                .product(name: "ProviderSDK", package: "serval"), .product(name: "PluginABI", package: "serval"),
            ],
            // A provider exports one symbol.
            linkerSettings: [
                .unsafeFlags(["-Xlinker", "--version-script=\(Context.packageDirectory)/exports.map"])
            ])
    ])
