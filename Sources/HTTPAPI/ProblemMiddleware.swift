// SPDX-License-Identifier: Apache-2.0
import Hummingbird
import Media

/// Turns whatever a route throws into a problem response, and logs what is the server's own fault.
struct ProblemMiddleware: RouterMiddleware {
    typealias Context = BasicRequestContext

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let reason = Self.reason(for: error, request: request)
            if reason.code.status.code == 500 {
                context.logger.error("\(request.method) \(request.uri.path) failed: \(error)")
            }
            return try .problem(reason)
        }
    }

    private static func reason(for error: any Error, request: Request) -> Reason {
        if let reason = error as? Reason { return reason }
        switch (error as? any HTTPResponseError)?.status {
        case .notFound?:
            return Reason(
                "no-such-page", "There is nothing at '\(request.uri.path)'.",
                hint: "docs/http-api.md lists every path.")
        case let status? where status.kind == .clientError:
            return Reason("bad-request", "The request cannot be read: \(status.reasonPhrase).")
        default:
            return Reason(
                "internal-error", "The request failed inside the server.",
                hint: "The server's log has the details; please report them.")
        }
    }
}
