// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media

/// Holds a provider's recipe against the elements that are installed here.
public enum RecipeVerification {
    /// Checks that every element of the recipe exists, takes its fixed properties and, for the encoder, reaches
    /// READY; takes out the properties that the elements lack.
    ///
    /// Reaching READY opens the device where there is one; nothing is encoded. Initialises GStreamer.
    ///
    /// - Returns: The offer with what is left of its recipe, or why it cannot be used here.
    public static func verify(_ offer: EncoderOffer) -> Result<EncoderOffer, Reason> {
        do throws(Reason) {
            try Runtime.initialiseForRole()
            var elements: [Element?] = []
            for stage in offer.recipe.stages { elements.append(try element(for: stage)) }
            return .success(offer.without(propertiesMissingIn: elements))
        } catch {
            return .failure(error)
        }
    }

    private static func element(for stage: ElementRecipe.Stage) throws(Reason) -> Element? {
        guard stage.kind != .caps else {
            guard Caps(stage.caps) != nil else {
                throw Reason("not-usable", "the recipe has caps that are none: \(stage.caps)")
            }
            return nil
        }
        guard let factory = ElementFactory.named(stage.factory) else {
            throw Reason(
                "no-element", "no installed GStreamer plugin has the element \(stage.factory)",
                hint: stage.package.isEmpty
                    ? ElementPackage.hint(forFactory: stage.factory) : "apt install \(stage.package)")
        }
        guard let element = factory.make() else {
            throw Reason(
                "not-usable", "the plugin of the element \(stage.factory) cannot be loaded",
                hint: "gst-inspect-1.0 \(stage.factory) says why")
        }
        try setProperties(of: element, as: stage)
        if stage.kind == .encoder { try reachReady(element, stage.factory) }
        return element
    }

    /// Sets what the recipe sets always, as far as the element has it: devices are chosen by properties.
    private static func setProperties(of element: Element, as stage: ElementRecipe.Stage) throws(Reason) {
        for property in stage.properties where element.hasProperty(property.name) {
            do throws(PropertyError) {
                try element.setProperty(property.name, text: property.value)
            } catch {
                throw Reason(
                    "not-usable",
                    "the recipe does not fit the element \(stage.factory) as installed: \(error)",
                    hint: "install a version of the provider that is made for this GStreamer")
            }
        }
    }

    private static func reachReady(_ element: Element, _ factory: String) throws(Reason) {
        defer { _ = try? element.setState(.null) }
        do throws(Element.StateError) {
            try element.setState(.ready)
        } catch {
            throw Reason(
                "not-usable", "the element \(factory) does not open its encoder",
                hint: "GST_DEBUG=3 gst-launch-1.0 videotestsrc num-buffers=1 ! \(factory) ! fakesink says why"
            )
        }
    }
}

extension EncoderOffer {
    /// The offer without the properties that the elements, one per stage, do not have.
    fileprivate func without(propertiesMissingIn elements: [Element?]) -> EncoderOffer {
        var offer = self
        for (index, element) in elements.enumerated() {
            guard let element else { continue }
            let stage = recipe.stages[index]
            offer.recipe.stages[index].properties.removeAll { !element.hasProperty($0.name) }
            let bound = recipe.bindings.filter { $0.stage == index }.map(\.property)
            for property in stage.properties.map(\.name) + bound where !element.hasProperty(property) {
                let missing = "\(stage.factory).\(property)"
                if !offer.missingProperties.contains(missing) { offer.missingProperties.append(missing) }
            }
        }
        offer.recipe.bindings.removeAll { binding in
            guard elements.indices.contains(binding.stage), let element = elements[binding.stage] else {
                return true
            }
            return !element.hasProperty(binding.property)
        }
        return offer
    }
}
