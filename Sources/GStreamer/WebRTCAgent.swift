// SPDX-License-Identifier: Apache-2.0
import CGStreamer

/// webrtcbin's ICE agent (libnice). Options hold for what is gathered after they are set. Any thread.
public final class WebRTCAgent: Object, @unchecked Sendable {  // adds no state to Object

    /// Gathers this local address, and from the first call on no others; loopback is gathered in no other
    /// way.
    ///
    /// - Returns: False for what is no IP address.
    public func addLocalAddress(_ address: String) -> Bool {
        guard sv_has_signal(raw, "add-local-ip-address") != 0 else { return false }
        return sv_webrtc_add_local_address(raw, address) != 0
    }

    /// Offers TCP candidates besides UDP.
    public func setTCP(_ enabled: Bool) throws(PropertyError) { try setProperty("ice-tcp", to: enabled) }

    /// libnice's own agent, for options that webrtcbin does not name: `upnp`, `keepalive-conncheck`.
    public var libnice: Object? { objectProperty("agent") }
}
