// SPDX-License-Identifier: Apache-2.0
import PluginABI
import Testing

/// What `layout.c` asserts for C, asked again through Swift's importer: both must see one layout.
struct LayoutTests {
    @Test func `Swift sees the sizes that C asserts`() {
        #expect(MemoryLayout<serval_library>.size == 88)
        #expect(MemoryLayout<serval_host>.size == 40)
        #expect(MemoryLayout<serval_log>.size == 24)
        #expect(MemoryLayout<serval_encoder_description>.size == 56)
        #expect(MemoryLayout<serval_encoder_factory>.size == 40)
        #expect(MemoryLayout<serval_probe_request>.size == 24)
        #expect(MemoryLayout<serval_probe_sink>.size == 40)
        #expect(MemoryLayout<serval_device>.size == 40)
        #expect(MemoryLayout<serval_note>.size == 48)
        #expect(MemoryLayout<serval_limits>.size == 48)
        #expect(MemoryLayout<serval_offer>.size == 56)
        #expect(MemoryLayout<serval_property>.size == 24)
        #expect(MemoryLayout<serval_stage>.size == 88)
        #expect(MemoryLayout<serval_map_entry>.size == 24)
        #expect(MemoryLayout<serval_binding>.size == 88)
        #expect(MemoryLayout<serval_recipe>.size == 32)
        #expect(MemoryLayout<serval_parameter>.size == 88)
        #expect(MemoryLayout<serval_value>.size == 32)
        #expect(MemoryLayout<serval_plane>.size == 24)
        #expect(MemoryLayout<serval_frame>.size == 56)
        #expect(MemoryLayout<serval_span>.size == 24)
        #expect(MemoryLayout<serval_packet>.size == 32)
        #expect(MemoryLayout<serval_packet_sink>.size == 24)
        #expect(MemoryLayout<serval_session_config>.size == 56)
        #expect(MemoryLayout<serval_session_info>.size == 8)
        #expect(MemoryLayout<serval_session>.size == 88)
        #expect(MemoryLayout<serval_session_factory>.size == 24)
        #expect(MemoryLayout<serval_failure>.size == 40)
    }

    @Test func `Swift sees the offsets of members behind mixed widths`() {
        #expect(MemoryLayout<serval_library>.offset(of: \.get_interface) == 80)
        #expect(MemoryLayout<serval_limits>.offset(of: \.rate_controls) == 32)
        #expect(MemoryLayout<serval_stage>.offset(of: \.package) == 40)
        #expect(MemoryLayout<serval_stage>.offset(of: \.until) == 80)
        #expect(MemoryLayout<serval_binding>.offset(of: \.numerator) == 32)
        #expect(MemoryLayout<serval_binding>.offset(of: \.text) == 80)
        #expect(MemoryLayout<serval_recipe>.offset(of: \.binding_count) == 24)
    }
}
