// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media
import Pipelines
import PluginABI
import Roles

extension CheckBodies {
    /// Recipes, held against the elements that are installed here.
    static let recipe: [String: Body] = [
        "recipe-elements-exist": { subject throws(Unmet) in
            var missing: [String] = []
            let found = try subject.forEachRecipe { _, offer throws(Unmet) in
                switch RecipeVerification.verify(offer) {
                case .success(let fitted): return fitted.recipe?.encoderFactory ?? ""
                case .failure(let reason):
                    missing.append("\(offer.encoder): \(reason.text)")
                    return "not here"
                }
            }
            try expect(missing.isEmpty, missing.joined(separator: "; "))
            return found
        },
        "recipe-properties-exist": { subject throws(Unmet) in
            try subject.forEachRecipe { _, offer throws(Unmet) in
                let missing = try RecipeUnderTest.fitted(offer).missingProperties
                try expect(
                    missing.isEmpty,
                    "\(missing.joined(separator: ", ")) is not there; mark what not every version has as optional")
                return ""
            }
        },
        "recipe-values-in-range": { subject throws(Unmet) in
            try subject.forEachRecipe { _, offer throws(Unmet) in
                for stage in try RecipeUnderTest.fitted(offer).recipe?.stages ?? [] where stage.kind != .caps {
                    guard let element = ElementFactory.named(stage.factory)?.make() else { continue }
                    for property in stage.properties where !element.takes(property.name, text: property.value) {
                        throw .broken("\(stage.factory).\(property.name) does not take \"\(property.value)\"")
                    }
                }
                return ""
            }
        },
        "recipe-bindings-in-range": { subject throws(Unmet) in
            try subject.forEachRecipe { _, offer throws(Unmet) in
                guard let recipe = try RecipeUnderTest.fitted(offer).recipe else { return "" }
                for parameters in extremes { try hold(recipe, against: parameters) }
                return ""
            }
        },
        "recipe-raw-format-fixed": { subject throws(Unmet) in
            try subject.forEachRecipe { _, offer throws(Unmet) in
                let before = offer.recipe?.stages.prefix { $0.kind != .encoder }.filter { $0.kind == .caps } ?? []
                let caps = before.map(\.caps).joined(separator: ",")
                let formats = ["I420", "NV12", "YV12", "P010"]
                try expect(
                    formats.contains { caps.contains("=\($0)") || caps.contains(")\($0)") || caps.contains("{\($0)") },
                    "no caps before the encoder fix a 4:2:0 format: the encoder may choose one that browsers do not show"
                )
                try expect(caps.contains("colorimetry"), "no caps before the encoder fix the colorimetry")
                return ""
            }
        },
        "recipe-binds-bitrate": { subject throws(Unmet) in
            try subject.forEachRecipe { _, offer throws(Unmet) in
                try expect(
                    offer.recipe?.bindings.contains { $0.parameter == SERVAL_PARAM_BITRATE } == true,
                    "nothing is bound to \(SERVAL_PARAM_BITRATE): its rate cannot be chosen")
                return ""
            }
        },
        "recipe-negotiates": { subject throws(Unmet) in
            try subject.forEachRecipe { encoder, offer throws(Unmet) in
                let test = RecipeUnderTest(
                    subject: subject, encoder: encoder, offer: try RecipeUnderTest.fitted(offer))
                let answer = try test.encode(test.fitted(EncodeJob(frames: 4)))
                try expect(!answer.packets.isEmpty, "four frames give no packet")
                return "\(answer.packets.count) packets"
            }
        },
    ]

    /// What may be asked for, at both ends.
    private static var extremes: [EncoderParameters] {
        var low = EncoderParameters(bitrateKbps: 50, bufferMilliseconds: 50, speed: .ultrafast)
        low.keyframeIntervalFrames = 0
        var high = EncoderParameters(bitrateKbps: 100_000, bufferMilliseconds: 4000, speed: .quality, threads: 16)
        high.keyframeIntervalFrames = 100_000
        return [low, high]
    }

    /// Every property as the recipe writes it for these parameters.
    private static func hold(_ recipe: ElementRecipe, against parameters: EncoderParameters) throws(Unmet) {
        let parts: [PipelineDescription.Part]
        do throws(Reason) {
            parts = try recipe.parts(for: parameters)
        } catch {
            // A word that the recipe does not have makes the host take the next candidate, which is allowed.
            return
        }
        for case .element(let factory, let properties) in parts {
            guard let element = ElementFactory.named(factory)?.make() else { continue }
            for property in properties
            where property.name != "name" && !element.takes(property.name, text: property.value) {
                throw .broken("\(factory).\(property.name) does not take \"\(property.value)\", which a binding writes")
            }
        }
    }
}

extension Subject {
    /// Holds each offer with a recipe against `body`; GStreamer is ready by then.
    fileprivate func forEachRecipe(
        _ body: (EncoderDescription, EncoderOffer) throws(Unmet) -> String
    ) throws(Unmet) -> String {
        let recipes = try offers().filter { $0.offer.recipe != nil }
        guard !recipes.isEmpty else { throw .notApplicable("no element of GStreamer is offered on this machine") }
        try read { () throws(Reason) in try Runtime.initialiseForRole() }
        var seen: [String] = []
        var passedOver: [String] = []
        for (encoder, offer) in recipes {
            phase("the recipe of \(encoder.id)")
            do throws(Unmet) {
                let text = try body(encoder, offer)
                seen.append(text.isEmpty ? encoder.id : "\(encoder.id): \(text)")
            } catch .broken(let text) {
                throw .broken("\(encoder.id) on \(offer.deviceID): \(text)")
            } catch .notApplicable(let text) {
                passedOver.append("\(encoder.id): \(text)")
            }
        }
        guard !seen.isEmpty else { throw .notApplicable(passedOver.joined(separator: "; ")) }
        return seen.joined(separator: "; ")
    }
}
