// SPDX-License-Identifier: Apache-2.0

// What provider.c knows of sessions.
#pragma once

#include "serval/serval.h"

/// Says why, for the user, and returns the status, for the host. `error` may be NULL.
serval_status fail(const serval_error *error, serval_status status, const char *text);

/// Makes a session, not yet open; NULL when memory ran out.
///
/// `error` is the host's service for the words behind a status, or NULL.
const serval_session *session_create(const serval_error *error);
