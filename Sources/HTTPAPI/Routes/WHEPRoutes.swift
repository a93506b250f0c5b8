// SPDX-License-Identifier: Apache-2.0
import Hummingbird
import Media

/// Viewing over WHEP (draft-ietf-wish-whep): offer in, answer out; trickled candidates; the end.
///
/// Other origins cannot start a session through a visitor's browser: the content types need a CORS preflight,
/// which is answered without permission.
enum WHEPRoutes {
    static let offerType = "application/sdp"
    static let fragmentType = "application/trickle-ice-sdpfrag"

    static func add(to table: inout RouteTable, operations: any HostOperations) {
        let acceptsOffers = fields("Accept-Post", offerType)
        table.on(.post, "/whep", optionHeaders: acceptsOffers) { request, _ in
            let offer = try await request.text(ofType: offerType)
            return created(try await operations.watch(pipeline: nil, offer: offer))
        }
        table.on(.post, "/whep/{id}", optionHeaders: acceptsOffers) { request, context in
            let offer = try await request.text(ofType: offerType)
            let pipeline = try context.pathSegment("id")
            return created(try await operations.watch(pipeline: pipeline, offer: offer))
        }
        table.on(
            .patch, "/whep/sessions/{id}", optionHeaders: fields("Accept-Patch", fragmentType)
        ) { request, context in
            let fragment = try await request.text(ofType: fragmentType)
            try await operations.addCandidates(session: context.pathSegment("id"), fragment: fragment)
            return Response(status: .noContent)
        }
        table.on(.delete, "/whep/sessions/{id}") { _, context in
            try await operations.endSession(context.pathSegment("id"))
            return Response(status: .ok)
        }
    }

    private static func created(_ session: ViewerSession) -> Response {
        var response = Response.bytes(Array(session.answer.utf8), contentType: offerType, status: .created)
        response.headers[.location] = "/whep/sessions/\(session.id)"
        response.headers.append(contentsOf: fields("Serval-Pipeline", PercentCoding.encode(session.pipeline)))
        return response
    }

    private static func fields(_ name: String, _ value: String) -> HTTPFields {
        HeaderName(name).map { [$0: value] } ?? [:]
    }
}

extension BasicRequestContext {
    /// A path parameter as the client meant it, percent encoding undone.
    fileprivate func pathSegment(_ name: String) throws -> String {
        guard let text = parameters.get(name).flatMap(PercentCoding.decode) else {
            throw Reason("bad-request", "The path's percent encoding cannot be read.")
        }
        return text
    }
}
