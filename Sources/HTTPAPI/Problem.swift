// SPDX-License-Identifier: Apache-2.0
import Hummingbird
import Media
import Reports

/// The body of an error response (RFC 9457, `application/problem+json`).
///
/// The type is always `about:blank`: `code` tells the problems apart, with the same words as reasons
/// elsewhere.
struct Problem: Encodable, Equatable {
    var type = "about:blank"
    var title: String
    var status: Int
    var detail: String
    var code: String
    @ExplicitNull var hint: String?

    init(_ reason: Reason) {
        title = reason.code.status.reasonPhrase
        status = reason.code.status.code
        detail = reason.text
        code = reason.code.rawValue
        hint = reason.hint
    }
}

extension Response {
    /// The error response for a reason.
    static func problem(_ reason: Reason, headers: HTTPFields = [:]) throws -> Response {
        var response = try Response.json(
            Problem(reason), status: reason.code.status, contentType: "application/problem+json")
        response.headers.append(contentsOf: headers)
        if let seconds = reason.code.retryAfterSeconds { response.headers[.retryAfter] = "\(seconds)" }
        return response
    }
}
