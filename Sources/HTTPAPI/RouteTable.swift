// SPDX-License-Identifier: Apache-2.0
import Hummingbird
import Media

/// The name of a header; the type's own module is not a dependency of this target.
typealias HeaderName = HTTPFields.Element.Name

/// The routes, and what each of their paths answers to all other methods: OPTIONS with `Allow`, else 405.
struct RouteTable {
    typealias Handler = @Sendable (Request, BasicRequestContext) async throws -> Response

    private struct Endpoint {
        var methods: [HTTPRequest.Method] = []
        var optionHeaders: HTTPFields = [:]
    }

    private let router: Router<BasicRequestContext>
    private var endpoints: [String: Endpoint] = [:]

    init(middlewares: [any MiddlewareProtocol<Request, Response, BasicRequestContext>]) {
        router = Router(options: .autoGenerateHeadEndpoints)
        for middleware in middlewares { router.add(middleware: middleware) }
    }

    /// - Parameters:
    ///   - path: Hummingbird's form, `/whep/{id}`.
    ///   - optionHeaders: what OPTIONS tells about the path besides `Allow`.
    mutating func on(
        _ method: HTTPRequest.Method, _ path: String, optionHeaders: HTTPFields = [:],
        handler: @escaping Handler
    ) {
        router.on(RouterPath(path), method: method, use: handler)
        endpoints[path, default: Endpoint()].methods.append(method)
        endpoints[path, default: Endpoint()].optionHeaders.append(contentsOf: optionHeaders)
    }

    /// The finished router; nothing may be added after.
    func finished() -> Router<BasicRequestContext> {
        for (path, endpoint) in endpoints {
            var allowed = endpoint.methods + [.options]
            if allowed.contains(.get) { allowed.append(.head) }
            let allow = allowed.map(\.rawValue).sorted().joined(separator: ", ")
            var headers = endpoint.optionHeaders
            headers[.allow] = allow
            router.on(RouterPath(path), method: .options) { [headers] _, _ in
                Response(status: .noContent, headers: headers)
            }
            for method in Self.methods where !allowed.contains(method) {
                router.on(RouterPath(path), method: method) { request, _ in
                    try Response.problem(
                        Reason("method-not-allowed", "\(request.uri.path) takes \(allow), not \(method)."),
                        headers: [.allow: allow])
                }
            }
        }
        return router
    }

    private static let methods: [HTTPRequest.Method] = [
        .get, .head, .post, .put, .delete, .patch, .trace, .connect,
    ]
}
