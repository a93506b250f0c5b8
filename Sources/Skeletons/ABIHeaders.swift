// SPDX-License-Identifier: Apache-2.0

/// The headers of the provider ABI, as they are in `Sources/PluginABI`: the files of this target are links to them.
enum ABIHeaders {
    /// By their paths in `include/serval`.
    static let all: [(path: String, bytes: [UInt8])] = [
        ("abi.h", PackageResources.abi_h),
        ("device.h", PackageResources.device_h),
        ("encoder.h", PackageResources.encoder_h),
        ("ext/statistics.h", PackageResources.ext_statistics_h),
        ("format.h", PackageResources.format_h),
        ("frame.h", PackageResources.frame_h),
        ("host.h", PackageResources.host_h),
        ("invalidation.h", PackageResources.invalidation_h),
        ("library.h", PackageResources.library_h),
        ("note.h", PackageResources.note_h),
        ("offer.h", PackageResources.offer_h),
        ("packet.h", PackageResources.packet_h),
        ("params.h", PackageResources.params_h),
        ("probe.h", PackageResources.probe_h),
        ("recipe.h", PackageResources.recipe_h),
        ("serval.h", PackageResources.serval_h),
        ("service/cancel.h", PackageResources.service_cancel_h),
        ("service/clock.h", PackageResources.service_clock_h),
        ("service/error.h", PackageResources.service_error_h),
        ("service/frame.h", PackageResources.service_frame_h),
        ("service/log.h", PackageResources.service_log_h),
        ("service/thread-check.h", PackageResources.service_thread_check_h),
        ("session.h", PackageResources.session_h),
        ("status.h", PackageResources.status_h),
        ("version.h", PackageResources.version_h),
    ]
}
