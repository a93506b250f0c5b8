// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media
import WorkerProtocol

/// The worker that holds what a configuration says against the elements that are installed.
///
/// Makes elements and builds pipelines, and starts none. Every message of the channel is a `ValidateRecord`, and is
/// with the kernel before the next element is touched: a plugin that crashes costs what comes after it.
public struct ValidateRole {
    private let channel: HostChannel
    /// What it makes of each element's factory, by name; nil for one that is not there.
    private var elements: [String: Element?] = [:]
    private var isAnyMissing = false
    private var faults = 0
    /// More faults than this nobody reads.
    private static let mostFaults = 200

    /// Answers the host's questions on this thread.
    ///
    /// The caller ends the process by `_exit`: plugins that ran here may crash in their destructors.
    ///
    /// - Returns: The process's exit status: 0 when all is answered, 1 when it could not be.
    public static func run(channel: HostChannel) -> Int32 {
        var role = ValidateRole(channel: channel)
        role.send(.hello(Hello()))
        do throws(Reason) {
            guard let questions = try role.awaitQuestions() else { return 0 }
            role.send(.about("GStreamer"))
            try Runtime.initialiseForRole()
            role.answer(questions)
            role.send(.done)
            return 0
        } catch {
            role.send(.failed(error))
            return 1
        }
    }

    private init(channel: HostChannel) { self.channel = channel }

    private func send(_ record: ValidateRecord) {
        channel.send(record)
        channel.flush()
    }

    /// Nil when the host is gone.
    private func awaitQuestions() throws(Reason) -> ElementQuestions? {
        let command = try channel.firstCommand(ValidateCommand.self, of: "a validation") {
            if case .hello(let hello) = $0 { hello } else { nil }
        }
        guard case .check(let questions)? = command else { return nil }
        return questions
    }

    private mutating func answer(_ questions: ElementQuestions) {
        for (index, use) in questions.uses.enumerated() where faults < Self.mostFaults {
            let found = check(use)
            faults += found.count
            send(.use(index, found))
        }
        for (index, caps) in questions.caps.enumerated() {
            send(.caps(index, isSound: Caps(caps) != nil))
        }
        for (index, description) in questions.descriptions.enumerated() {
            send(.about("the description \(description.prefix(200))"))
            send(.description(index, Self.outcome(of: description)))
        }
        if isAnyMissing {
            let names = Set(ElementFactory.installed).union(ElementPackage.knownFactories)
            send(.installed(names.sorted()))
        }
    }

    private static func outcome(of description: String) -> DescriptionOutcome {
        do throws(ParseError) {
            _ = try Pipeline(parsing: description)
            return .sound
        } catch {
            return error.problem == .syntax ? .syntax : .failed(error.description)
        }
    }
}

// MARK: - Elements

extension ValidateRole {
    private mutating func check(_ use: ElementQuestions.Use) -> [ElementFault] {
        guard let factory = ElementFactory.named(use.factory) else {
            isAnyMissing = true
            return [
                .noElement(
                    exactHint: ElementPackage.exactHint(forFactory: use.factory),
                    hint: ElementPackage.hint(forFactory: use.factory))
            ]
        }
        guard let element = element(use.factory, factory) else { return [.notUsable] }
        return use.properties.enumerated().compactMap { index, property in
            // A property of what is within the element can only be found in a running one.
            guard !property.name.contains("::") else { return nil }
            switch element.verdict(on: property.value, asProperty: property.name) {
            case .sound: return nil
            case .missing: return .noProperty(property: index, known: element.settableProperties)
            case .readOnly: return .readOnly(property: index)
            case .unreadable(let expected, let words):
                return .badValue(property: index, expected: expected, isOutOfRange: false, words: words)
            case .outOfRange(let expected):
                return .badValue(property: index, expected: expected, isOutOfRange: true, words: [])
            }
        }
    }

    /// Made once: many pipelines share an encoder.
    private mutating func element(_ name: String, _ factory: ElementFactory) -> Element? {
        if let known = elements[name] { return known }
        send(.about("the element \(name)"))
        let element = factory.make()
        elements[name] = .some(element)
        return element
    }
}
