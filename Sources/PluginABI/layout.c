// SPDX-License-Identifier: Apache-2.0

// The layout of every struct that crosses, on 64-bit Linux. A line here changes only by being added, together
// with SERVAL_ABI_MINOR, docs/abi/layout-x86_64.txt and a word in docs/abi/changes.md.

#include "layout.h"

_Static_assert(sizeof(void *) == 8, "the layout is written down for 64-bit machines");
_Static_assert(SERVAL_ABI == ((uint32_t)SERVAL_ABI_MAJOR << 16 | SERVAL_ABI_MINOR), "SERVAL_ABI");

SIZE(serval_status, 4);
SIZE(serval_encoder_kind, 4);
SIZE(serval_probe_depth, 4);
SIZE(serval_severity, 4);
SIZE(serval_stage_kind, 4);
SIZE(serval_log_level, 4);
SIZE(serval_parameter_kind, 4);

SIZE(serval_library, 88);
MEMBER(serval_library, struct_size, 0);
MEMBER(serval_library, abi, 4);
MEMBER(serval_library, id, 8);
MEMBER(serval_library, name, 16);
MEMBER(serval_library, vendor, 24);
MEMBER(serval_library, version, 32);
MEMBER(serval_library, license, 40);
MEMBER(serval_library, url, 48);
MEMBER(serval_library, impl, 56);
MEMBER(serval_library, init, 64);
MEMBER(serval_library, deinit, 72);
MEMBER(serval_library, get_interface, 80);

SIZE(serval_host, 40);
MEMBER(serval_host, struct_size, 0);
MEMBER(serval_host, abi, 4);
MEMBER(serval_host, name, 8);
MEMBER(serval_host, version, 16);
MEMBER(serval_host, impl, 24);
MEMBER(serval_host, get_service, 32);

SIZE(serval_log, 24);
MEMBER(serval_log, struct_size, 0);
MEMBER(serval_log, padding, 4);
MEMBER(serval_log, impl, 8);
MEMBER(serval_log, write, 16);

SIZE(serval_encoder_description, 56);
MEMBER(serval_encoder_description, struct_size, 0);
MEMBER(serval_encoder_description, kind, 4);
MEMBER(serval_encoder_description, id, 8);
MEMBER(serval_encoder_description, label, 16);
MEMBER(serval_encoder_description, codec, 24);
MEMBER(serval_encoder_description, element, 32);
MEMBER(serval_encoder_description, parameters, 40);
MEMBER(serval_encoder_description, parameter_count, 48);
MEMBER(serval_encoder_description, padding, 52);

SIZE(serval_invalidation_sources, 16);
MEMBER(serval_invalidation_sources, struct_size, 0);
MEMBER(serval_invalidation_sources, source_count, 4);
MEMBER(serval_invalidation_sources, sources, 8);

SIZE(serval_encoder_factory, 40);
MEMBER(serval_encoder_factory, struct_size, 0);
MEMBER(serval_encoder_factory, padding, 4);
MEMBER(serval_encoder_factory, impl, 8);
MEMBER(serval_encoder_factory, count, 16);
MEMBER(serval_encoder_factory, describe, 24);
MEMBER(serval_encoder_factory, probe, 32);

SIZE(serval_probe_request, 24);
MEMBER(serval_probe_request, struct_size, 0);
MEMBER(serval_probe_request, depth, 4);
MEMBER(serval_probe_request, devices, 8);
MEMBER(serval_probe_request, device_count, 16);
MEMBER(serval_probe_request, padding, 20);

SIZE(serval_probe_sink, 40);
MEMBER(serval_probe_sink, struct_size, 0);
MEMBER(serval_probe_sink, padding, 4);
MEMBER(serval_probe_sink, impl, 8);
MEMBER(serval_probe_sink, device, 16);
MEMBER(serval_probe_sink, offer, 24);
MEMBER(serval_probe_sink, note, 32);

SIZE(serval_device, 40);
MEMBER(serval_device, struct_size, 0);
MEMBER(serval_device, padding, 4);
MEMBER(serval_device, id, 8);
MEMBER(serval_device, name, 16);
MEMBER(serval_device, driver, 24);
MEMBER(serval_device, node, 32);

SIZE(serval_note, 48);
MEMBER(serval_note, struct_size, 0);
MEMBER(serval_note, severity, 4);
MEMBER(serval_note, code, 8);
MEMBER(serval_note, text, 16);
MEMBER(serval_note, hint, 24);
MEMBER(serval_note, encoder, 32);
MEMBER(serval_note, device, 40);

SIZE(serval_limits, 48);
MEMBER(serval_limits, struct_size, 0);
MEMBER(serval_limits, minimum_width, 4);
MEMBER(serval_limits, minimum_height, 8);
MEMBER(serval_limits, maximum_width, 12);
MEMBER(serval_limits, maximum_height, 16);
MEMBER(serval_limits, rate_control_count, 20);
MEMBER(serval_limits, profile_count, 24);
MEMBER(serval_limits, padding, 28);
MEMBER(serval_limits, rate_controls, 32);
MEMBER(serval_limits, profiles, 40);

SIZE(serval_offer, 56);
MEMBER(serval_offer, struct_size, 0);
MEMBER(serval_offer, lacks, 4);
MEMBER(serval_offer, encoder, 8);
MEMBER(serval_offer, device, 16);
MEMBER(serval_offer, recipe, 24);
MEMBER(serval_offer, limits, 32);
MEMBER(serval_offer, formats, 40);
MEMBER(serval_offer, format_count, 48);
MEMBER(serval_offer, held_frames, 52);

SIZE(serval_property, 24);
MEMBER(serval_property, struct_size, 0);
MEMBER(serval_property, flags, 4);
MEMBER(serval_property, name, 8);
MEMBER(serval_property, value, 16);

SIZE(serval_stage, 88);
MEMBER(serval_stage, struct_size, 0);
MEMBER(serval_stage, kind, 4);
MEMBER(serval_stage, factory, 8);
MEMBER(serval_stage, caps, 16);
MEMBER(serval_stage, properties, 24);
MEMBER(serval_stage, property_count, 32);
MEMBER(serval_stage, alternative_count, 36);
MEMBER(serval_stage, package, 40);
MEMBER(serval_stage, alternatives, 48);
MEMBER(serval_stage, device_property, 56);
MEMBER(serval_stage, device_value, 64);
MEMBER(serval_stage, since, 72);
MEMBER(serval_stage, until, 80);

SIZE(serval_map_entry, 24);
MEMBER(serval_map_entry, struct_size, 0);
MEMBER(serval_map_entry, padding, 4);
MEMBER(serval_map_entry, from, 8);
MEMBER(serval_map_entry, to, 16);

SIZE(serval_binding, 88);
MEMBER(serval_binding, struct_size, 0);
MEMBER(serval_binding, flags, 4);
MEMBER(serval_binding, parameter, 8);
MEMBER(serval_binding, property, 16);
MEMBER(serval_binding, stage, 24);
MEMBER(serval_binding, map_count, 28);
MEMBER(serval_binding, numerator, 32);
MEMBER(serval_binding, denominator, 40);
MEMBER(serval_binding, minimum, 48);
MEMBER(serval_binding, maximum, 56);
MEMBER(serval_binding, map, 64);
MEMBER(serval_binding, factor, 72);
MEMBER(serval_binding, text, 80);

SIZE(serval_recipe, 32);
MEMBER(serval_recipe, struct_size, 0);
MEMBER(serval_recipe, stage_count, 4);
MEMBER(serval_recipe, stages, 8);
MEMBER(serval_recipe, bindings, 16);
MEMBER(serval_recipe, binding_count, 24);
MEMBER(serval_recipe, padding, 28);

SIZE(serval_error, 24);
MEMBER(serval_error, struct_size, 0);
MEMBER(serval_error, padding, 4);
MEMBER(serval_error, impl, 8);
MEMBER(serval_error, report, 16);

SIZE(serval_failure, 40);
MEMBER(serval_failure, struct_size, 0);
MEMBER(serval_failure, padding, 4);
MEMBER(serval_failure, text, 8);
MEMBER(serval_failure, hint, 16);
MEMBER(serval_failure, domain, 24);
MEMBER(serval_failure, code, 32);

SIZE(serval_clock, 24);
MEMBER(serval_clock, struct_size, 0);
MEMBER(serval_clock, padding, 4);
MEMBER(serval_clock, impl, 8);
MEMBER(serval_clock, now_ns, 16);

SIZE(serval_cancel, 24);
MEMBER(serval_cancel, struct_size, 0);
MEMBER(serval_cancel, padding, 4);
MEMBER(serval_cancel, impl, 8);
MEMBER(serval_cancel, is_cancelled, 16);

SIZE(serval_frames, 32);
MEMBER(serval_frames, struct_size, 0);
MEMBER(serval_frames, padding, 4);
MEMBER(serval_frames, impl, 8);
MEMBER(serval_frames, retain, 16);
MEMBER(serval_frames, release, 24);

SIZE(serval_thread_check, 24);
MEMBER(serval_thread_check, struct_size, 0);
MEMBER(serval_thread_check, padding, 4);
MEMBER(serval_thread_check, impl, 8);
MEMBER(serval_thread_check, current, 16);
