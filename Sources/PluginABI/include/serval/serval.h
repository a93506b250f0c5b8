// SPDX-License-Identifier: Apache-2.0

/// serval.h: all of the provider ABI.
///
/// Serval encodes a display for browsers. What it encodes with comes from *providers*: shared libraries
/// that are dropped into a folder. This is the contract with them; it needs no other header than the C
/// library's <stdint.h>, and no library to link with.
///
/// Reading order: library.h (the entry), encoder.h (what a provider answers), probe.h (how it reports),
/// recipe.h (how an encoder is used). Each header stands alone.

#ifndef SERVAL_H
#define SERVAL_H

#include "abi.h"
#include "version.h"
#include "status.h"

#include "library.h"
#include "host.h"
#include "service/log.h"

#include "encoder.h"
#include "probe.h"
#include "device.h"
#include "offer.h"
#include "note.h"
#include "recipe.h"
#include "params.h"
#include "invalidation.h"

#endif
