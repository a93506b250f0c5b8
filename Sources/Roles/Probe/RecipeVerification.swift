// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media

/// Holds a provider's recipe against the elements that are installed here.
public enum RecipeVerification {
    /// Checks that every element of the recipe exists, takes its fixed properties and, for the encoder, reaches
    /// READY; settles on one name for each, and takes out the properties that the elements lack.
    ///
    /// Reaching READY opens the device where there is one; nothing is encoded. Initialises GStreamer.
    ///
    /// - Returns: The offer with what is left of its recipe, or why it cannot be used here.
    public static func verify(_ offer: EncoderOffer) -> Result<EncoderOffer, Reason> {
        do throws(Reason) {
            // A native encoder needs no element, and the probe has tried its session by itself.
            guard let recipe = offer.recipe else { return .success(offer) }
            try Runtime.initialiseForRole()
            var elements: [Element?] = []
            for stage in recipe.stages { elements.append(try element(for: stage)) }
            return .success(offer.with(recipe, fittedTo: elements))
        } catch {
            return .failure(error)
        }
    }

    private static func element(for stage: ElementRecipe.Stage) throws(Reason) -> Element? {
        guard stage.kind == .caps else { return try ElementSearch(stage).result() }
        guard Caps(stage.caps) != nil else {
            throw Reason("not-usable", "the recipe has caps that are none: \(stage.caps)")
        }
        return nil
    }
}

extension EncoderOffer {
    /// The offer with the elements' own names in its recipe, one element per stage, and without the properties that
    /// they do not have.
    fileprivate func with(_ recipe: ElementRecipe, fittedTo elements: [Element?]) -> EncoderOffer {
        var offer = self
        var kept = recipe
        for (index, element) in elements.enumerated() {
            guard let element else { continue }
            kept.stages[index].settle(on: element)
            let optional = recipe.stages[index].properties.filter(\.isOptional).map(\.name)
            let wanted =
                recipe.stages[index].properties.map(\.name).filter { !optional.contains($0) }
                + recipe.bindings.filter { $0.stage == index && !$0.isOptional }.map(\.property)
            for property in wanted where !element.hasProperty(property) {
                let missing = "\(element.factoryName).\(property)"
                if !offer.missingProperties.contains(missing) { offer.missingProperties.append(missing) }
            }
        }
        kept.bindings.removeAll { binding in
            guard elements.indices.contains(binding.stage), let element = elements[binding.stage] else {
                return true
            }
            return !binding.fits(element)
        }
        offer.encoding = .element(kept)
        return offer
    }
}

extension ElementRecipe.Stage {
    /// Leaves what the element that was found needs: its name, and the properties that it has.
    fileprivate mutating func settle(on element: Element) {
        factory = element.factoryName
        alternatives = []
        properties.removeAll { !$0.fits(element) }
    }
}

extension ElementRecipe.Property {
    /// Whether the element has it and, for an optional one, takes the value.
    func fits(_ element: Element) -> Bool {
        isOptional ? element.takes(name, text: value) : element.hasProperty(name)
    }
}

extension ElementRecipe.Binding {
    /// Whether the element has the property and, for an optional binding, takes all that the map writes.
    fileprivate func fits(_ element: Element) -> Bool {
        guard element.hasProperty(property) else { return false }
        return !isOptional || map.allSatisfy { element.takes(property, text: $0.to) }
    }
}
