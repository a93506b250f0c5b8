// SPDX-License-Identifier: Apache-2.0
import CGStreamer

/// A pipeline description that cannot be built.
public struct ParseError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong with it.
    public enum Problem: Sendable, Hashable {
        case syntax
        /// No installed plugin has these elements.
        case missingElements([String])
        case property
        case link
        /// A single element, or nothing: not a pipeline.
        case notAPipeline
        case other
    }

    public var problem: Problem
    /// What GStreamer says.
    public var description: String
}

extension Pipeline {
    /// Builds what a description in the language of `gst-launch-1.0` says; nothing is built in part.
    ///
    /// Deprecations and such are accepted. Loads the plugins it needs, so the first call takes longer.
    public convenience init(parsing text: String) throws(ParseError) {
        self.init(adopting: try Pipeline.parse(text))
    }

    private static func parse(_ text: String) throws(ParseError) -> UnsafeMutableRawPointer {
        let context = gst_parse_context_new()
        defer { gst_parse_context_free(context) }
        var error: UnsafeMutablePointer<GError>?
        let element = gst_parse_launch_full(text, context, GST_PARSE_FLAG_FATAL_ERRORS, &error)
        if let error {
            let problem = problem(of: error.pointee, context)
            if let element { gst_object_unref(element) }
            throw ParseError(problem: problem, description: takeMessage(of: error) ?? "")
        }
        // A lone element parses too, but has no bus and no clock of its own.
        guard let element else { throw ParseError(problem: .notAPipeline, description: "it is empty") }
        guard sv_is_pipeline(element) != 0 else {
            gst_object_unref(element)
            throw ParseError(problem: .notAPipeline, description: "it is a single element")
        }
        return UnsafeMutableRawPointer(element)
    }

    private static func problem(of error: GError, _ context: OpaquePointer?) -> ParseError.Problem {
        guard error.domain == gst_parse_error_quark() else { return .other }
        switch GstParseError(rawValue: UInt32(bitPattern: error.code)) {
        case GST_PARSE_ERROR_SYNTAX: return .syntax
        case GST_PARSE_ERROR_NO_SUCH_ELEMENT: return .missingElements(missingElements(context))
        case GST_PARSE_ERROR_NO_SUCH_PROPERTY, GST_PARSE_ERROR_COULD_NOT_SET_PROPERTY: return .property
        case GST_PARSE_ERROR_LINK, GST_PARSE_ERROR_DELAYED_LINK: return .link
        case GST_PARSE_ERROR_EMPTY, GST_PARSE_ERROR_EMPTY_BIN: return .notAPipeline
        default: return .other
        }
    }

    private static func missingElements(_ context: OpaquePointer?) -> [String] {
        guard let names = gst_parse_context_get_missing_elements(context) else { return [] }
        defer { g_strfreev(names) }
        var missing: [String] = []
        var next = names
        while let name = next.pointee {
            missing.append(String(cString: name))
            next += 1
        }
        return missing
    }
}
