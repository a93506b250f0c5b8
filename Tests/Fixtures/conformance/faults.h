// SPDX-License-Identifier: Apache-2.0

// A correct provider with one native encoder, which `-DFAULT_…` turns into one that breaks a rule. Built by the tests of
// `serval check-plugin`, from all files of this folder.
#pragma once

#include "serval/serval.h"

/// 1 when the compiler was given `-DFAULT_NAME`, 0 otherwise.
#define HAS_FAULT(NAME) IS_ONE(FAULT_##NAME)
#define IS_ONE(value) IS_ONE_AGAIN(value)
#define IS_ONE_AGAIN(value) SECOND_OF(COMMA_FOR_##value)
#define SECOND_OF(comma) SECOND(comma 1, 0, 0)
#define COMMA_FOR_1 0,
#define SECOND(first, second, ...) second

#define COUNT(array) (sizeof(array) / sizeof *(array))

/// The one encoder, and where it runs.
#define ENCODER_ID "conformance"
#define DEVICE_ID "cpu"

/// How many frames are held back; frames are kept by the host's service meanwhile.
#ifndef HELD
#define HELD 0
#endif

/// The host's services, or NULL.
extern const serval_error *error_service;
extern const serval_cancel *cancel_service;
extern const serval_frames *frame_service;

extern const serval_encoder_factory encoder_factory;
extern const serval_session_factory session_factory;

/// What a library does to its process and must not; called in `init`, and in the probe.
void misbehave_in_init(const serval_host *host);
void misbehave_in_probe(void);

/// Opens the device that every machine has, and closes it.
#define SOME_DEVICE "/dev/ptmx"
void open_a_device(void);

/// Runs a function on another thread, and waits for its end.
void on_another_thread(void (*function)(void *), void *argument);
