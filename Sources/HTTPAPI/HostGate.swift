// SPDX-License-Identifier: Apache-2.0
import Hummingbird
import Media

/// Refuses requests for a foreign host name while the API listens on loopback only.
///
/// Without it any web page could point a name of its own at 127.0.0.1 and read the display through the
/// visitor's browser (DNS rebinding). It does not authenticate anybody, and it does nothing where the address
/// is reachable from outside. Any port is let through: port forwarding changes it.
struct HostGate: RouterMiddleware {
    typealias Context = BasicRequestContext

    let address: ListenAddress

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        if let reason = refusal(ofAuthority: request.head.authority) { throw reason }
        return try await next(request, context)
    }

    /// Nil when the request may pass.
    func refusal(ofAuthority authority: String?) -> Reason? {
        guard address.isLoopback else { return nil }
        let name = authority.flatMap(HostName.name(ofAuthority:))
        if let name, HostName.isLoopback(name) || name == address.host.lowercased() { return nil }
        return Reason(
            "foreign-host",
            "This server answers on this machine only, not as '\(authority ?? "")'.",
            hint: "Open http://127.0.0.1:\(address.port)/, or bind a reachable address with --bind HOST:PORT."
        )
    }
}
