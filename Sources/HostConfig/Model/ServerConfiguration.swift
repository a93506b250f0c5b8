// SPDX-License-Identifier: Apache-2.0
import Diagnostics

/// Section `server`: how Serval is reached.
public struct ServerConfiguration: Sendable, Hashable {
    /// Where the HTTP server listens.
    public var bind: BindAddress
    /// Where `bind` is written; nil when it is not.
    public var bindLocation: TextLocation?

    public init(bind: BindAddress = BindAddress(), bindLocation: TextLocation? = nil) {
        self.bind = bind
        self.bindLocation = bindLocation
    }
}
