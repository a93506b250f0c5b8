// SPDX-License-Identifier: Apache-2.0
import Media
import PluginABI
import Roles

extension CheckBodies {
    /// Every value that may be asked for, and every order of calls.
    static let parameters: [String: Body] = [
        "parameters-over-range": { subject throws(Unmet) in
            try subject.forEachNative { native throws(Unmet) in
                let usual = native.values(EncodeJob().parameters)
                var refused: [String] = []
                var count = 0
                for (index, description) in native.encoder.parameters.enumerated() {
                    for value in description.extremes {
                        var values = usual
                        values[index] = value
                        count += 1
                        if !(try works(native, values)) { refused.append("\(description.id) \(value.words)") }
                    }
                }
                guard count > 0 else { throw .notApplicable("it takes no parameter") }
                return "\(count) values" + (refused.isEmpty ? "" : "; refused: \(refused.joined(separator: ", "))")
            }
        },
        "fuzz-parameters": { subject throws(Unmet) in
            let seed = Seed.chosen()
            return try subject.forEachNative { native throws(Unmet) in
                guard !native.encoder.parameters.isEmpty else { throw .notApplicable("it takes no parameter") }
                var numbers = Seed(seed)
                var refused = 0
                for _ in 0..<24 {
                    let values = native.encoder.parameters.map { numbers.value(of: $0) }
                    subject.phase("parameters of seed \(seed): \(values.map(\.words).joined(separator: ", "))")
                    if !(try works(native, values)) { refused += 1 }
                }
                return "seed \(seed), \(refused) of 24 refused"
            }
        },
        "fuzz-call-order": { subject throws(Unmet) in
            let seed = Seed.chosen()
            return try subject.forEachNative { native throws(Unmet) in
                var numbers = Seed(seed)
                for _ in 0..<6 { try anyOrder(native, &numbers) }
                return "seed \(seed)"
            }
        },
    ]

    /// Whether `open` takes these values; what it takes must work.
    private static func works(_ native: NativeUnderTest, _ values: [ParameterValue]) throws(Unmet) -> Bool {
        let job = native.fitted(EncodeJob(frames: 3))
        var configuration = native.configuration(job)
        configuration.values = values
        let session = try native.session()
        let answer = try session.open(configuration)
        guard answer.status == .SERVAL_OK else {
            let isRefusal = answer.status == .SERVAL_E_UNSUPPORTED || answer.status == .SERVAL_E_NO_MEMORY
            try expect(
                isRefusal,
                "open with \(values.map(\.words).joined(separator: ", ")) returns \(answer.status.name)\(answer.words)")
            session.destroy()
            return false
        }
        _ = try native.run(session, job)
        session.close()
        session.destroy()
        return true
    }

    /// A session's life in an order that chance decides, within the rules of session.h.
    private static func anyOrder(_ native: NativeUnderTest, _ numbers: inout Seed) throws(Unmet) {
        let session = try native.session()
        let job = native.fitted(EncodeJob())
        let scene = TestScene(job.size)
        for _ in 0..<numbers.next(below: 3) + 1 {
            try session.openWorking(native.configuration(job))
            for _ in 0..<numbers.next(below: 12) {
                switch numbers.next(below: 8) {
                case 0: try session.drainWorking()
                case 1:
                    let status = session.reset()
                    try expect(status == .SERVAL_OK, "reset returns \(status.name)")
                case 2: _ = native.changeBitrate(session, to: 200 + numbers.next(below: 3000))
                case 3: session.functions.interrupt?(session.table)
                default:
                    numbers.frame += 1
                    var job = job
                    if numbers.next(below: 4) == 0 { job.keyframesAt = [numbers.frame] }
                    try session.encodeWorking(try native.frame(numbers.frame, scene, job))
                }
            }
            session.close()
        }
        session.destroy()
        if let fault = session.packets.fault { throw .broken(fault) }
    }
}

extension ParameterDescription {
    /// The least, the greatest and the default number, or every choice.
    fileprivate var extremes: [ParameterValue] {
        switch kind {
        case .choice: return choices.map { ParameterValue(parameter: self, text: $0.value) }
        case .text: return ["", defaultText].map { ParameterValue(parameter: self, text: $0) }
        case .integer, .toggle:
            // Where there is no end, what nobody would ask for.
            let ends = [minimum == .min ? 0 : minimum, defaultInteger, maximum == .max ? 1_000_000 : maximum]
            return Set(ends).sorted().map { ParameterValue(parameter: self, integer: $0) }
        }
    }
}

extension ParameterValue {
    /// `serval.bitrate=2500`.
    fileprivate var words: String {
        "\(parameter.id)=\(parameter.kind == .choice || parameter.kind == .text ? text : "\(integer)")"
    }
}

/// Chance that can be had again: the same seed gives the same numbers.
private struct Seed {
    private var numbers: FixedNumbers
    /// The last frame's number.
    var frame = 0

    init(_ seed: UInt64) { numbers = FixedNumbers(seed: seed) }

    /// A new one for each run, so that many runs see more.
    static func chosen() -> UInt64 { UInt64.random(in: 1...999_999) }

    mutating func next(below limit: Int) -> Int { numbers.next(below: max(1, limit)) }

    mutating func value(of parameter: ParameterDescription) -> ParameterValue {
        switch parameter.kind {
        case .choice:
            let choice = parameter.choices.isEmpty ? "" : parameter.choices[next(below: parameter.choices.count)].value
            return ParameterValue(parameter: parameter, text: choice)
        case .text: return ParameterValue(parameter: parameter, text: parameter.defaultText)
        case .integer, .toggle:
            let least = max(parameter.minimum, -1_000_000)
            let greatest = min(parameter.maximum, 1_000_000)
            let span = Int(clamping: max(0, greatest - least))
            return ParameterValue(parameter: parameter, integer: least + Int64(next(below: span + 1)))
        }
    }
}
