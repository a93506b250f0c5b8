// SPDX-License-Identifier: Apache-2.0

// As layout.c: what sessions, their frames, packets and parameters are made of.

#include "layout.h"

SIZE(serval_choice, 24);
MEMBER(serval_choice, struct_size, 0);
MEMBER(serval_choice, padding, 4);
MEMBER(serval_choice, value, 8);
MEMBER(serval_choice, label, 16);

SIZE(serval_parameter, 88);
MEMBER(serval_parameter, struct_size, 0);
MEMBER(serval_parameter, kind, 4);
MEMBER(serval_parameter, id, 8);
MEMBER(serval_parameter, label, 16);
MEMBER(serval_parameter, help, 24);
MEMBER(serval_parameter, unit, 32);
MEMBER(serval_parameter, flags, 40);
MEMBER(serval_parameter, choice_count, 44);
MEMBER(serval_parameter, choices, 48);
MEMBER(serval_parameter, minimum, 56);
MEMBER(serval_parameter, maximum, 64);
MEMBER(serval_parameter, default_integer, 72);
MEMBER(serval_parameter, default_text, 80);

SIZE(serval_value, 32);
MEMBER(serval_value, struct_size, 0);
MEMBER(serval_value, kind, 4);
MEMBER(serval_value, parameter, 8);
MEMBER(serval_value, integer, 16);
MEMBER(serval_value, text, 24);

SIZE(serval_plane, 24);
MEMBER(serval_plane, struct_size, 0);
MEMBER(serval_plane, stride, 4);
MEMBER(serval_plane, data, 8);
MEMBER(serval_plane, size, 16);

SIZE(serval_frame, 56);
MEMBER(serval_frame, struct_size, 0);
MEMBER(serval_frame, flags, 4);
MEMBER(serval_frame, id, 8);
MEMBER(serval_frame, pts_ns, 16);
MEMBER(serval_frame, duration_ns, 24);
MEMBER(serval_frame, planes, 32);
MEMBER(serval_frame, plane_count, 40);
MEMBER(serval_frame, padding, 44);
MEMBER(serval_frame, impl, 48);

SIZE(serval_span, 24);
MEMBER(serval_span, struct_size, 0);
MEMBER(serval_span, padding, 4);
MEMBER(serval_span, data, 8);
MEMBER(serval_span, size, 16);

SIZE(serval_packet, 32);
MEMBER(serval_packet, struct_size, 0);
MEMBER(serval_packet, flags, 4);
MEMBER(serval_packet, frame_id, 8);
MEMBER(serval_packet, spans, 16);
MEMBER(serval_packet, span_count, 24);
MEMBER(serval_packet, padding, 28);

SIZE(serval_packet_sink, 24);
MEMBER(serval_packet_sink, struct_size, 0);
MEMBER(serval_packet_sink, padding, 4);
MEMBER(serval_packet_sink, impl, 8);
MEMBER(serval_packet_sink, packet, 16);

SIZE(serval_session_config, 56);
MEMBER(serval_session_config, struct_size, 0);
MEMBER(serval_session_config, format, 4);
MEMBER(serval_session_config, width, 8);
MEMBER(serval_session_config, height, 12);
MEMBER(serval_session_config, rate_numerator, 16);
MEMBER(serval_session_config, rate_denominator, 20);
MEMBER(serval_session_config, colour_primaries, 24);
MEMBER(serval_session_config, colour_transfer, 28);
MEMBER(serval_session_config, colour_matrix, 32);
MEMBER(serval_session_config, full_range, 36);
MEMBER(serval_session_config, values, 40);
MEMBER(serval_session_config, value_count, 48);
MEMBER(serval_session_config, padding, 52);

SIZE(serval_session_info, 8);
MEMBER(serval_session_info, struct_size, 0);
MEMBER(serval_session_info, held_frames, 4);

SIZE(serval_session, 88);
MEMBER(serval_session, struct_size, 0);
MEMBER(serval_session, padding, 4);
MEMBER(serval_session, impl, 8);
MEMBER(serval_session, open, 16);
MEMBER(serval_session, encode, 24);
MEMBER(serval_session, reconfigure, 32);
MEMBER(serval_session, drain, 40);
MEMBER(serval_session, reset, 48);
MEMBER(serval_session, interrupt, 56);
MEMBER(serval_session, close, 64);
MEMBER(serval_session, destroy, 72);
MEMBER(serval_session, get_extension, 80);

SIZE(serval_session_factory, 24);
MEMBER(serval_session_factory, struct_size, 0);
MEMBER(serval_session_factory, padding, 4);
MEMBER(serval_session_factory, impl, 8);
MEMBER(serval_session_factory, create, 16);

SIZE(serval_statistics_values, 32);
MEMBER(serval_statistics_values, struct_size, 0);
MEMBER(serval_statistics_values, padding, 4);
MEMBER(serval_statistics_values, encoded_frames, 8);
MEMBER(serval_statistics_values, skipped_frames, 16);
MEMBER(serval_statistics_values, quantizer_sum_milli, 24);

SIZE(serval_statistics, 16);
MEMBER(serval_statistics, struct_size, 0);
MEMBER(serval_statistics, padding, 4);
MEMBER(serval_statistics, read, 8);
