// SPDX-License-Identifier: Apache-2.0
import Processes
import WorkerProtocol

/// What workers answered, by question: all that came before a crash or a hang counts.
struct ElementAnswers {
    private(set) var uses: [ElementQuestions.Use: [ElementFault]] = [:]
    private(set) var caps: [String: Bool] = [:]
    private(set) var descriptions: [String: DescriptionOutcome] = [:]
    /// All elements that there are, where one was not found.
    private(set) var installed: [String] = []
    /// Why there are not all answers, a sentence each.
    private(set) var troubles: [String] = []

    /// Takes what one worker said.
    mutating func take(_ inquiry: WorkerInquiry, to questions: ElementQuestions, deadlineMilliseconds: Int) {
        var subject = "its start"
        for message in inquiry.messages {
            guard let record = try? Frame.decode(ValidateRecord.self, from: message) else {
                troubles.append("the worker sent what is no answer")
                return
            }
            switch record {
            case .hello: break
            case .about(let what): subject = what
            case .use(let index, let faults):
                if questions.uses.indices.contains(index) { uses[questions.uses[index]] = faults }
            case .caps(let index, let isSound):
                if questions.caps.indices.contains(index) { caps[questions.caps[index]] = isSound }
            case .description(let index, let outcome):
                if questions.descriptions.indices.contains(index) {
                    descriptions[questions.descriptions[index]] = outcome
                }
            case .installed(let names): installed = names
            case .done: return
            case .failed(let reason):
                troubles.append("\(reason)")
                return
            }
        }
        switch inquiry.end {
        case .timedOut, .stuck: troubles.append("\(subject) hung for \(deadlineMilliseconds / 1000) seconds")
        case .outgrew: troubles.append("\(subject) took too much memory")
        case .broke(let why): troubles.append("\(subject): \(why)")
        case .ended(let status): troubles.append("the worker ended at \(subject) (\(status))")
        }
    }

    mutating func add(trouble: String) { troubles.append(trouble) }
}

extension ElementQuestions {
    /// The questions that mentions come to, each once, in portions that a worker's channel takes.
    static func portions(of mentions: ElementMentions) -> [ElementQuestions] {
        var portions: [ElementQuestions] = []
        var portion = ElementQuestions()
        var size = 0
        func add(_ bytes: Int, _ question: (inout ElementQuestions) -> Void) {
            // What JSON makes of it is seldom twice as long.
            if size + 2 * bytes + 64 > 150_000, size > 0 {
                portions.append(portion)
                portion = ElementQuestions()
                size = 0
            }
            question(&portion)
            size += 2 * bytes + 64
        }
        var uses: Set<Use> = []
        var texts: Set<String> = []
        for use in mentions.elements.map(\.use) where uses.insert(use).inserted {
            let bytes = use.properties.reduce(use.factory.utf8.count) {
                $0 + $1.name.utf8.count + $1.value.utf8.count + 16
            }
            add(bytes) { $0.uses.append(use) }
        }
        for filter in mentions.filters where texts.insert(filter.caps).inserted {
            add(filter.caps.utf8.count) { $0.caps.append(filter.caps) }
        }
        texts = []
        for description in mentions.descriptions where texts.insert(description.text).inserted {
            add(description.text.utf8.count) { $0.descriptions.append(description.text) }
        }
        return size > 0 ? portions + [portion] : portions
    }
}
