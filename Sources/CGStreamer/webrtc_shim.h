// SPDX-License-Identifier: Apache-2.0
// webrtcbin's action signals and boxed types, which Swift cannot reach: variadics and type macros.
#pragma once

// Emits `set-remote-description` or `set-local-description`; borrows both.
static inline void sv_webrtc_set_description(
    void *webrtcbin, const char *signal, GstWebRTCSessionDescription *description, GstPromise *promise) {
    g_signal_emit_by_name(webrtcbin, signal, description, promise);
}

// Emits `create-offer` or `create-answer`, without options; borrows the promise.
static inline void sv_webrtc_create_description(void *webrtcbin, const char *signal, GstPromise *promise) {
    g_signal_emit_by_name(webrtcbin, signal, NULL, promise);
}

// Emits `add-ice-candidate`.
static inline void sv_webrtc_add_candidate(void *webrtcbin, guint media_line, const char *candidate) {
    g_signal_emit_by_name(webrtcbin, "add-ice-candidate", media_line, candidate);
}

// Emits `add-transceiver`; the caller owns the result, NULL when it was refused.
static inline void *sv_webrtc_add_transceiver(
    void *webrtcbin, GstWebRTCRTPTransceiverDirection direction, GstCaps *caps) {
    GstWebRTCRTPTransceiver *transceiver = NULL;
    g_signal_emit_by_name(webrtcbin, "add-transceiver", direction, caps, &transceiver);
    return transceiver;
}

// Emits the ICE agent's `add-local-ip-address`; false for what is no address.
static inline gboolean sv_webrtc_add_local_address(void *ice_agent, const char *address) {
    gboolean added = FALSE;
    g_signal_emit_by_name(ice_agent, "add-local-ip-address", address, &added);
    return added;
}

static inline gboolean sv_has_signal(void *object, const char *name) {
    return g_signal_lookup(name, G_OBJECT_TYPE(object)) != 0;
}

// The boxed value of a reply's field, lent; NULL when there is none of that type.
static inline const GError *sv_structure_error(const GstStructure *structure) {
    const GValue *value = gst_structure_get_value(structure, "error");
    return value && G_VALUE_HOLDS(value, G_TYPE_ERROR) ? g_value_get_boxed(value) : NULL;
}
static inline const GstWebRTCSessionDescription *sv_structure_description(
    const GstStructure *structure, const char *field) {
    const GValue *value = gst_structure_get_value(structure, field);
    return value && G_VALUE_HOLDS(value, GST_TYPE_WEBRTC_SESSION_DESCRIPTION) ? g_value_get_boxed(value) : NULL;
}
