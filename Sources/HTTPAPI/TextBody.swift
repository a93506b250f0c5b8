// SPDX-License-Identifier: Apache-2.0
import Hummingbird
import Media

extension Request {
    /// The largest body that the API reads; an SDP offer of a browser takes about 6 KB.
    static let maximumBodyBytes = 64 * 1024

    /// The whole body as text, if it is of the one type that the route reads.
    /// - Throws: `Reason` with code `unsupported-media-type` or `too-large`.
    func text(ofType expected: String) async throws -> String {
        let type = headers[.contentType]?.split(separator: ";").first?.lowercased().filter { $0 != " " }
        guard type == expected else {
            throw Reason(
                "unsupported-media-type", "The body is \(type ?? "of no type"), this path reads \(expected).",
                hint: "Send the header 'Content-Type: \(expected)'.")
        }
        if let length = headers[.contentLength].flatMap({ Int($0) }), length > Self.maximumBodyBytes {
            throw Self.tooLarge
        }
        do {
            return String(buffer: try await body.collect(upTo: Self.maximumBodyBytes))
        } catch let error as any HTTPResponseError where error.status == .contentTooLarge {
            throw Self.tooLarge
        }
    }

    private static var tooLarge: Reason {
        Reason("too-large", "The body is larger than \(maximumBodyBytes) bytes.")
    }
}
