// SPDX-License-Identifier: Apache-2.0

// What the provider knows of its sessions.
#pragma once

#include "serval/serval.h"

/// The one encoder.
#define ENCODER_ID "openh264-example"

/// The provider's own parameter.
#define PARAM_CONTENT "com.example.content"

/// Makes a session; NULL when memory ran out.
const serval_session *session_create(const serval_error *error);
