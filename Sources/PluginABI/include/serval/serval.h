// SPDX-License-Identifier: Apache-2.0

/// serval.h: all of the provider ABI.
///
/// Serval encodes a display for browsers. What it encodes with comes from *providers*: shared libraries
/// that are dropped into a folder. This is the contract with them; it needs no other header than the C
/// library's <stdint.h>, and no library to link with.
///
/// Reading order: library.h (the entry), encoder.h (what a provider answers), probe.h (how it reports); then
/// recipe.h (an encoder that is a GStreamer element) or session.h (an encoder with code of its own). Each
/// header stands alone.

#ifndef SERVAL_H
#define SERVAL_H

#include "abi.h"
#include "version.h"
#include "status.h"

#include "library.h"
#include "host.h"
#include "service/log.h"
#include "service/error.h"
#include "service/clock.h"
#include "service/cancel.h"
#include "service/frame.h"
#include "service/thread-check.h"

#include "encoder.h"
#include "probe.h"
#include "device.h"
#include "offer.h"
#include "note.h"
#include "recipe.h"
#include "params.h"
#include "invalidation.h"

#include "session.h"
#include "format.h"
#include "frame.h"
#include "packet.h"
#include "ext/statistics.h"

#endif
