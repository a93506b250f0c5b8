// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media

/// Finds the installed element of a recipe's stage: the first of its names that is there, runs on the offer's
/// device and takes what the recipe sets.
struct ElementSearch {
    private let stage: ElementRecipe.Stage

    init(_ stage: ElementRecipe.Stage) { self.stage = stage }

    /// The element, back in NULL.
    ///
    /// - Throws: Why there is none: that of the first element on the right device, if any.
    func result() throws(Reason) -> Element {
        var elsewhere: [String] = []
        var failure: Reason?
        for name in [stage.factory] + stage.alternatives {
            guard let factory = ElementFactory.named(name) else { continue }
            do throws(Reason) {
                let element = try make(name, from: factory)
                guard let place = try open(element, name), place != stage.deviceValue else {
                    return element
                }
                elsewhere.append("\(name) is on \(place)")
            } catch {
                failure = failure ?? error
            }
        }
        throw failure ?? otherDevice(elsewhere) ?? absence
    }

    private func make(_ name: String, from factory: ElementFactory) throws(Reason) -> Element {
        guard let element = factory.make() else {
            throw Reason(
                "not-usable", "the plugin of the element \(name) cannot be loaded",
                hint: "gst-inspect-1.0 \(name) says why")
        }
        return element
    }

    /// Sets the recipe's properties and takes an encoder to READY, unless it runs on another device.
    ///
    /// - Returns: The device that the element names; nil when it names none.
    private func open(_ element: Element, _ name: String) throws(Reason) -> String? {
        // What is known before the device is opened spares opening that of another GPU.
        if let place = place(of: element), place != stage.deviceValue { return place }
        try setProperties(of: element, name)
        guard stage.kind == .encoder else { return place(of: element) }
        defer { _ = try? element.setState(.null) }
        do throws(Element.StateError) {
            try element.setState(.ready)
        } catch {
            throw Reason(
                "not-usable", "the element \(name) does not open its encoder",
                hint: "GST_DEBUG=3 gst-launch-1.0 videotestsrc num-buffers=1 ! \(name) ! fakesink says why")
        }
        return place(of: element)
    }

    private func place(of element: Element) -> String? {
        stage.deviceProperty.isEmpty ? nil : element.property(stage.deviceProperty)
    }

    /// Sets what the recipe sets always, as far as the element has it: devices are chosen by properties.
    private func setProperties(of element: Element, _ name: String) throws(Reason) {
        for property in stage.properties where property.fits(element) {
            do throws(PropertyError) {
                try element.setProperty(property.name, text: property.value)
            } catch {
                throw Reason(
                    "not-usable", "the recipe does not fit the element \(name) as installed: \(error)",
                    hint: "install a version of the provider that is made for this GStreamer")
            }
        }
    }

    private func otherDevice(_ elsewhere: [String]) -> Reason? {
        guard !elsewhere.isEmpty else { return nil }
        return Reason(
            "other-device",
            "no element encodes on \(stage.deviceProperty) \(stage.deviceValue): \(elsewhere.joined(separator: ", "))",
            hint: staleRegistry)
    }

    private var absence: Reason {
        let installed = Runtime.versionNumbers
        let version = installed.prefix(2).map(String.init).joined(separator: ".")
        if let since = numbers(stage.since), installed.lexicographicallyPrecedes(since) {
            return Reason(
                "no-element", "GStreamer \(version) has no \(name), which came with \(stage.since)",
                hint: "use GStreamer \(stage.since) or later")
        }
        if let until = numbers(stage.until), !installed.lexicographicallyPrecedes(until) {
            return Reason(
                "no-element", "GStreamer \(version) has no \(name), which \(stage.until) has dropped")
        }
        let package =
            stage.package.isEmpty ? ElementPackage.hint(forFactory: name) : "apt install \(stage.package)"
        return Reason(
            "no-element", "no installed GStreamer plugin has the element \(name)",
            hint: stage.deviceProperty.isEmpty ? package : "\(package); if it is there: \(staleRegistry)")
    }

    /// For people: what is tried last is the name without a device in it.
    private var name: String { stage.alternatives.last ?? stage.factory }

    /// Plugins of hardware make their elements from what they find once, and GStreamer remembers it.
    private var staleRegistry: String {
        "GStreamer may remember a driver that was not there: remove ~/.cache/gstreamer-1.0/registry.*.bin"
    }

    private func numbers(_ version: String) -> [Int]? {
        version.isEmpty ? nil : version.split(separator: ".").compactMap { Int($0) }
    }
}
