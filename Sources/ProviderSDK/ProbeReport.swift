// SPDX-License-Identifier: Apache-2.0

/// Takes what a probe finds, and hands each record on at once.
///
/// Used on the thread that `probe` was called on, until `probe` returns: it is not `Sendable`.
public final class ProbeReport {
    /// How far the host wants the provider to go.
    public enum Depth: Sendable, Hashable {
        /// Report devices without running any driver's code; those that need no driver with their offers.
        case inventory
        /// Ask drivers what they can do; start no encoder.
        case enumerate
        /// Each encoder may be started once, to be sure.
        case smoke
    }

    /// What can be reported.
    public enum Record: Sendable, Hashable {
        case device(Device)
        case offer(Offer)
        case nativeOffer(NativeOffer)
        case note(Note)
    }

    /// How far to go.
    public let depth: Depth

    /// The host wants no more: return soon. What is reported from then on is thrown away.
    public private(set) var isStopped = false

    private let devices: Set<String>
    private let receive: (Record) -> Bool

    /// Creates a report; a provider needs this only in its own tests.
    ///
    /// - Parameters:
    ///   - devices: the ids of the only devices to touch; empty for all.
    ///   - receive: takes a record; false to stop.
    public init(
        depth: Depth = .enumerate, devices: Set<String> = [], receive: @escaping (Record) -> Bool
    ) {
        self.depth = depth
        self.devices = devices
        self.receive = receive
    }

    /// Whether the host asks about this device; a provider does not touch the others.
    public func wants(device id: String) -> Bool { devices.isEmpty || devices.contains(id) }

    /// Reports a device; before the offers and notes that name it.
    public func device(_ device: Device) { hand(.device(device)) }

    /// Reports that an encoder works on a device, and how.
    public func offer(_ offer: Offer) { hand(.offer(offer)) }

    /// Reports that an encoder with code of its own works on a device.
    public func offer(_ offer: NativeOffer) { hand(.nativeOffer(offer)) }

    /// Reports something to be known, mostly why an encoder has no offer.
    public func note(_ note: Note) { hand(.note(note)) }

    private func hand(_ record: Record) {
        guard !isStopped else { return }
        isStopped = !receive(record)
    }
}
