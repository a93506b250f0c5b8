// SPDX-License-Identifier: Apache-2.0
import CGStreamer

/// A kind of element that the installed plugins can make.
public final class ElementFactory: Object, @unchecked Sendable {  // adds no state to Object

    /// Finds a factory; nil when no installed plugin has it. Any thread.
    public static func named(_ name: String) -> ElementFactory? {
        gst_element_factory_find(name).map { ElementFactory(adopting: UnsafeMutableRawPointer($0)) }
    }

    /// The names of all elements that the installed plugins can make, in alphabetical order.
    public static var installed: [String] {
        let registry = gst_registry_get()
        let list = gst_registry_get_feature_list(registry, gst_element_factory_get_type())
        defer { gst_plugin_feature_list_free(list) }
        var names: [String] = []
        var next = list
        while let node = next {
            if let feature = node.pointee.data, let name = takeString(gst_object_get_name(sv_object(feature))) {
                names.append(name)
            }
            next = node.pointee.next
        }
        return names.sorted()
    }

    /// Whether a plugin of this name is installed, whatever it can make here.
    public static func isInstalled(plugin name: String) -> Bool {
        guard let plugin = gst_registry_find_plugin(gst_registry_get(), name) else { return false }
        gst_object_unref(UnsafeMutableRawPointer(plugin))
        return true
    }

    /// Makes an element, which loads the plugin; nil when the plugin cannot be loaded.
    public func make(named name: String? = nil) -> Element? {
        gst_element_factory_create(OpaquePointer(raw), name).map { Element(adopting: $0) }
    }
}
