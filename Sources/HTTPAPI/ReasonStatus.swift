// SPDX-License-Identifier: Apache-2.0
import Hummingbird
import Media

/// How a reason reads in HTTP.
extension Reason.Code {
    /// The response status; 500 for a code that is not known here.
    var status: HTTPResponse.Status {
        if rawValue.hasPrefix("no-such-") { return .notFound }
        return Self.statuses[self] ?? .internalServerError
    }

    /// After how many seconds the same request may succeed; nil where waiting alone changes nothing.
    var retryAfterSeconds: Int? {
        switch self {
        case "not-ready": 1
        case "session-limit": 5
        default: nil
        }
    }

    private static let statuses: [Reason.Code: HTTPResponse.Status] = [
        "bad-offer": .badRequest,
        "bad-request": .badRequest,
        "method-not-allowed": .methodNotAllowed,
        "no-common-codec": .notAcceptable,
        "too-large": .contentTooLarge,
        "unsupported-media-type": .unsupportedMediaType,
        "foreign-host": .misdirectedRequest,
        "encoder-failed": .serviceUnavailable,
        "no-encoder": .serviceUnavailable,
        "not-ready": .serviceUnavailable,
        "session-limit": .serviceUnavailable,
        "stopping": .serviceUnavailable,
    ]
}
