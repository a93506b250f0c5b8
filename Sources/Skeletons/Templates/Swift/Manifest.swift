// swift-tools-version: 6.3
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

// swift build -c release: builds .build/release/libTemplateNameProvider.so, the whole of the provider.
let package = Package(
    name: "template-name",
    products: [.library(name: "TemplateNameProvider", type: .dynamic, targets: ["TemplateNameProvider"])],
    dependencies: [TemplateDependency],
    targets: [
        .target(
            name: "TemplateNameProvider",
            dependencies: [
                .product(name: "ProviderSDK", package: "TemplatePackage"),
                .product(name: "PluginABI", package: "TemplatePackage"),
            ],
            // A provider exports one symbol.
            linkerSettings: [
                .unsafeFlags(["-Xlinker", "--version-script=\(Context.packageDirectory)/exports.map"])
            ])
    ])
