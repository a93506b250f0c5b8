// SPDX-License-Identifier: Apache-2.0
import Hummingbird

/// Headers on every response: nothing is cached, sniffed, framed or read by other origins, and the page may
/// load only what this server serves. No response allows another origin (CORS).
struct ProtectiveHeaders: RouterMiddleware {
    typealias Context = BasicRequestContext

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        for (name, value) in Self.fields { response.headers[name] = value }
        return response
    }

    private static let fields: [(HeaderName, String)] = {
        var fields: [(HeaderName, String)] = [
            (.cacheControl, "no-store"),
            (.xContentTypeOptions, "nosniff"),
            (
                .contentSecurityPolicy,
                """
                default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; \
                base-uri 'none'; form-action 'none'; frame-ancestors 'none'
                """
            ),
        ]
        for (text, value) in [
            ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Resource-Policy", "same-origin"),
        ] {
            if let name = HeaderName(text) { fields.append((name, value)) }
        }
        return fields
    }()
}
