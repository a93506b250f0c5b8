// SPDX-License-Identifier: Apache-2.0
import PluginABI
import ProviderSDK
import Testing

struct ProviderEntryTests {
    @Test func `the entry serves its major with one table, whatever the minor`() throws {
        let table = try #require(ProviderEntry<SampleProvider>.table(for: SERVAL_ABI))
        #expect(ProviderEntry<SampleProvider>.table(for: SERVAL_ABI + 41) == table)
        #expect(table.pointee.abi == SERVAL_ABI)
        #expect(table.pointee.struct_size == 88)
    }

    @Test(arguments: [0, SERVAL_ABI + 0x10000, 0xffff_ffff])
    func `the entry refuses other majors`(hostABI: UInt32) {
        #expect(ProviderEntry<SampleProvider>.table(for: hostABI) == nil)
    }

    @Test func `an unknown interface is NULL`() throws {
        let table = try #require(ProviderEntry<SampleProvider>.table(for: SERVAL_ABI))
        let getInterface = try #require(table.pointee.get_interface)
        #expect(getInterface(table, "serval.encoder-factory/2") == nil)
        #expect(getInterface(table, SERVAL_ENCODER_FACTORY) != nil)
    }

    @Test func `no encoder is described beyond the last`() throws {
        let table = try #require(ProviderEntry<SampleProvider>.table(for: SERVAL_ABI))
        let raw = try #require(table.pointee.get_interface?(table, SERVAL_ENCODER_FACTORY))
        let factory = raw.assumingMemoryBound(to: serval_encoder_factory.self)
        #expect(factory.pointee.count?(factory) == 2)
        #expect(factory.pointee.describe?(factory, 1) != nil)
        #expect(factory.pointee.describe?(factory, 2) == nil)
        #expect(factory.pointee.describe?(factory, .max) == nil)
    }
}
