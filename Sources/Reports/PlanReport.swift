// SPDX-License-Identifier: Apache-2.0
import Media

/// `serval plan --format json` and `GET /api/plan`.
public struct PlanReport: Codable, Sendable, Hashable {
    public struct Screen: Codable, Sendable, Hashable {
        public var width: Int
        public var height: Int
        public var rate: Double

        public init(_ screen: Media.Screen) {
            width = screen.resolution.width
            height = screen.resolution.height
            rate = screen.rate.framesPerSecond
        }
    }

    /// `auto`: selected here. `pinned`: the configuration names the element. `verbatim`: the configuration brings the
    /// whole description.
    public enum Selection: String, Codable, Sendable { case auto, pinned, verbatim }

    public struct Choice: Codable, Sendable, Hashable {
        public var provider: String
        public var encoder: String
        public var device: String

        public init(provider: String, encoder: String, device: String) {
            self.provider = provider
            self.encoder = encoder
            self.device = device
        }
    }

    public enum CandidateState: String, Codable, Sendable { case chosen, eligible, rejected }

    public struct Candidate: Codable, Sendable, Hashable {
        /// From 1; null for a rejected one.
        @ExplicitNull public var rank: Int?
        public var provider: String
        public var encoder: String
        @ExplicitNull public var device: String?
        public var state: CandidateState
        /// From 0 to 1, by the trial; null for one that was not tried, and for a rejected one.
        @ExplicitNull public var score: Double?
        /// What a trial at the pipeline's own work measured; null without one, and where it failed.
        @ExplicitNull public var trial: EncodersReport.Trial?
        /// Why it is chosen, comes later, or is out: never null.
        public var reason: ReasonReport

        public init(
            rank: Int?, provider: String, encoder: String, device: String?, state: CandidateState, score: Double?,
            trial: EncodersReport.Trial? = nil, reason: Reason
        ) {
            self.rank = rank
            self.provider = provider
            self.encoder = encoder
            self.device = device
            self.state = state
            self.score = score
            self.trial = trial
            self.reason = ReasonReport(reason)
        }
    }

    /// An error, or a warning.
    public struct PlanError: Codable, Sendable, Hashable, CustomStringConvertible {
        public var code: String
        public var text: String
        @ExplicitNull public var hint: String?
        /// `file:line:column` of the configuration, where the fault lies there.
        @ExplicitNull public var location: String?

        public init(_ reason: Reason, location: String?) {
            code = reason.code.rawValue
            text = reason.text
            hint = reason.hint
            self.location = location
        }

        /// `serval.yaml:3:7: no encoder is called x (did you mean y?)`.
        public var description: String {
            (location.map { "\($0): " } ?? "") + text + (hint.map { " (\($0))" } ?? "")
        }
    }

    public struct Pipeline: Codable, Sendable, Hashable {
        public var id: String
        public var codec: Codec
        public var selection: Selection
        /// What `run` would hand to GStreamer; empty where nothing can run.
        public var description: String
        @ExplicitNull public var chosen: Choice?
        public var candidates: [Candidate]
        @ExplicitNull public var error: PlanError?
        /// What the installed GStreamer elements have against what the configuration names. Only `serval plan` looks.
        public var findings: [CheckReport.Finding]

        public init(
            id: String, codec: Codec, selection: Selection, description: String, chosen: Choice?,
            candidates: [Candidate], error: PlanError?, findings: [CheckReport.Finding] = []
        ) {
            self.id = id
            self.codec = codec
            self.selection = selection
            self.description = description
            self.chosen = chosen
            self.candidates = candidates
            self.error = error
            self.findings = findings
        }
    }

    public var schema = 1
    public var screen: Screen
    public var pipelines: [Pipeline]
    /// What in the configuration has no effect here, such as an encoder's name that nobody has.
    public var warnings: [PlanError]

    public init(screen: Media.Screen, pipelines: [Pipeline], warnings: [PlanError] = []) {
        self.screen = Screen(screen)
        self.pipelines = pipelines
        self.warnings = warnings
    }
}
