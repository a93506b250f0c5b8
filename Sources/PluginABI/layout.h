// SPDX-License-Identifier: Apache-2.0

// How layout is asserted.
#pragma once

#include <stddef.h>

#include "serval/serval.h"

#define SIZE(type, bytes) _Static_assert(sizeof(type) == (bytes), "size of " #type)
#define MEMBER(type, member, at) \
    _Static_assert(offsetof(type, member) == (at), "offset of " #type "." #member)
