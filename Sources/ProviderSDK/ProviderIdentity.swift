// SPDX-License-Identifier: Apache-2.0

/// Who a provider is.
public struct ProviderIdentity: Sendable, Hashable {
    /// Reverse DNS and stable for ever: `com.example.fastenc`.
    public var id: String
    /// For people: `Fast Encoders`.
    public var name: String
    /// Who made it.
    public var vendor: String
    /// The provider's own version, such as `1.4.0`.
    public var version: String
    /// An SPDX expression: `Apache-2.0`.
    public var license: String
    /// Where to read more; may be empty.
    public var url: String

    /// Creates an identity; everything but `url` must not be empty.
    public init(id: String, name: String, vendor: String, version: String, license: String, url: String = "") {
        self.id = id
        self.name = name
        self.vendor = vendor
        self.version = version
        self.license = license
        self.url = url
    }
}
