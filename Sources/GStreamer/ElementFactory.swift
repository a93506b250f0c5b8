// SPDX-License-Identifier: Apache-2.0
import CGStreamer

/// A kind of element that the installed plugins can make.
public final class ElementFactory: Object, @unchecked Sendable {  // adds no state to Object

    /// Finds a factory; nil when no installed plugin has it. Any thread.
    public static func named(_ name: String) -> ElementFactory? {
        gst_element_factory_find(name).map { ElementFactory(adopting: UnsafeMutableRawPointer($0)) }
    }

    /// Makes an element, which loads the plugin; nil when the plugin cannot be loaded.
    public func make(named name: String? = nil) -> Element? {
        gst_element_factory_create(OpaquePointer(raw), name).map { Element(adopting: $0) }
    }
}
