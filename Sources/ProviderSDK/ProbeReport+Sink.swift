// SPDX-License-Identifier: Apache-2.0
import PluginABI

extension ProbeReport {
    /// Creates the report of a probe that the host asked for; both pointers are the host's, valid during the
    /// probe.
    convenience init(
        _ request: UnsafePointer<serval_probe_request>, into sink: UnsafePointer<serval_probe_sink>
    ) {
        let devices = UnsafeBufferPointer(
            start: request.pointee.devices, count: Int(request.pointee.device_count))
        self.init(
            depth: Depth(request.pointee.depth),
            devices: Set(devices.map { String(cString: $0) })
        ) { record in
            let arena = CArena()
            let status =
                switch record {
                case .device(let device): sink.pointee.device(sink, arena.one(serval_device(device, arena)))
                case .offer(let offer): sink.pointee.offer(sink, arena.one(serval_offer(offer, arena)))
                case .nativeOffer(let offer): sink.pointee.offer(sink, arena.one(serval_offer(offer, arena)))
                case .note(let note): sink.pointee.note(sink, arena.one(serval_note(note, arena)))
                }
            return withExtendedLifetime(arena) { status == .SERVAL_OK }
        }
    }
}

extension ProbeReport.Depth {
    /// A depth that is unknown here stands for the deepest.
    fileprivate init(_ depth: serval_probe_depth) {
        switch depth {
        case .SERVAL_PROBE_INVENTORY: self = .inventory
        case .SERVAL_PROBE_ENUMERATE: self = .enumerate
        default: self = .smoke
        }
    }
}
