// SPDX-License-Identifier: Apache-2.0
import Media
import WorkerProtocol

extension Catalog.Entry {
    /// What a worker loads to run a native encoder; nil for an element.
    public var native: EncodeStart.NativeEncoder? {
        guard let offer, case .native(let encoding) = offer.encoding else { return nil }
        return EncodeStart.NativeEncoder(self, offer, encoding)
    }
}

extension EncodeStart.NativeEncoder {
    init(_ entry: Catalog.Entry, _ offer: EncoderOffer, _ encoding: NativeEncoding) {
        self.init(
            element: entry.encoder.element, library: entry.library, fileIdentity: entry.fileIdentity,
            encoder: entry.encoder.id, deviceID: offer.deviceID, formats: encoding.formats)
    }
}
