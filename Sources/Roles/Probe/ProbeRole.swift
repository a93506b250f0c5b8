// SPDX-License-Identifier: Apache-2.0
import Media
import ProviderLoading

/// The worker that asks one provider library what works on this machine.
///
/// Every message of the channel is a `ProbeRecord`. Each is with the kernel before the next step begins:
/// whatever was found survives the crash of what comes next.
public enum ProbeRole {
    /// Asks on this thread, and returns the worker's exit code.
    ///
    /// The caller ends the process by `_exit`: libraries that ran here may crash in their destructors.
    ///
    /// - Parameters:
    ///   - path: the library's absolute path.
    ///   - identity: what the file must be to be loaded; nil for any.
    public static func run(
        library path: String, identity: FileIdentity?, request: ProbeRequest, channel: HostChannel
    ) -> Int32 {
        let send = { (record: ProbeRecord) in
            channel.send(record)
            channel.flush()
        }
        HostServices.installForProbe()
        ProviderProbe(library: path, identity: identity, request: request).run { record in
            if case .offer(let offer) = record {
                // At once and not at the end, since the provider's next device may take the process with it.
                send(.phase("verify"))
                send(verified(offer))
                send(.phase("probe"))
            } else {
                send(record)
            }
            return true
        }
        send(.done)
        return 0
    }

    /// The offer as it works with the elements that are installed here, or a note why it does not.
    private static func verified(_ offer: EncoderOffer) -> ProbeRecord {
        switch RecipeVerification.verify(offer) {
        case .success(let verified): .offer(verified)
        case .failure(let reason):
            .note(
                ProbeNote(severity: .error, reason: reason, encoder: offer.encoder, deviceID: offer.deviceID))
        }
    }
}
