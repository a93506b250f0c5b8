// SPDX-License-Identifier: Apache-2.0

//! A provider with one native encoder: AV1 by SVT-AV1. Nothing but Rust's own library is used.

// What this provider does not need of it.
#[allow(dead_code)]
mod abi;
mod session;
mod settings;
mod svt;

use abi::*;
use session::Av1Session;
use std::ffi::CStr;
use std::os::raw::{c_char, c_void};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

/// Runs what a call of the host asks for; a panic is a failure, and goes no further.
fn guard(body: impl FnOnce() -> Result<(), Status>) -> Status {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(())) => OK,
        Ok(Err(status)) => status,
        Err(_) => E_FAILED,
    }
}

/// A text of the host's; none is as good as an empty one.
fn bytes<'a>(text: *const c_char) -> &'a [u8] {
    if text.is_null() { b"" } else { unsafe { CStr::from_ptr(text) }.to_bytes() }
}

/// The host's service for the words behind a status; NULL before `init`, and when it has none.
static ERROR: AtomicPtr<ErrorService> = AtomicPtr::new(ptr::null_mut());

const ENCODER: *const c_char = c!("svtav1-example");

// What the encoder takes.

const fn choice(value: *const c_char) -> Choice {
    Choice { struct_size: size::<Choice>(), padding: 0, value, label: ptr::null() }
}

static SPEEDS: Table<[Choice; 6]> = Table([
    choice(c!("ultrafast")),
    choice(c!("superfast")),
    choice(c!("veryfast")),
    choice(c!("fast")),
    choice(c!("medium")),
    choice(c!("quality")),
]);

const fn integer(
    id: *const c_char, label: *const c_char, unit: *const c_char, range: (i64, i64), default: i64,
) -> Parameter {
    Parameter {
        struct_size: size::<Parameter>(),
        kind: PARAMETER_INTEGER,
        id,
        label,
        help: ptr::null(),
        unit,
        flags: 0,
        choice_count: 0,
        choices: ptr::null(),
        minimum: range.0,
        maximum: range.1,
        default_integer: default,
        default_text: ptr::null(),
    }
}

static PARAMETERS: Table<[Parameter; 4]> = Table([
    integer(c!("serval.bitrate"), c!("Bitrate"), c!("kbit/s"), (1, 100_000), 2500),
    integer(c!("serval.keyframe-interval"), c!("Keyframe interval"), c!("frames"), (0, 1 << 20), 0),
    integer(c!("serval.threads"), c!("Threads"), c!("threads"), (1, 64), 1),
    Parameter {
        kind: PARAMETER_CHOICE,
        choice_count: 6,
        choices: &SPEEDS.0 as *const Choice,
        default_text: c!("veryfast"),
        ..integer(c!("serval.speed"), c!("Speed"), ptr::null(), (0, 0), 0)
    },
]);

// Which encoders there are, and what works here.

static DESCRIPTION: Table<EncoderDescription> = Table(EncoderDescription {
    struct_size: size::<EncoderDescription>(),
    kind: ENCODER_SOFTWARE,
    id: ENCODER,
    label: c!("SVT-AV1, the example"),
    codec: c!("av1"),
    element: ptr::null(),
    parameters: &PARAMETERS.0 as *const Parameter,
    parameter_count: 4,
    padding: 0,
});

extern "C" fn count(_factory: *const EncoderFactory) -> u32 {
    1
}

extern "C" fn describe(_factory: *const EncoderFactory, index: u32) -> *const EncoderDescription {
    if index == 0 { &DESCRIPTION.0 } else { ptr::null() }
}

extern "C" fn probe(
    _factory: *const EncoderFactory, request: *const ProbeRequest, sink: *const ProbeSink,
) -> Status {
    guard(|| {
        let (request, sink) = unsafe { (&*request, &*sink) };
        if !is_wanted(request, b"cpu") {
            return Ok(());
        }
        let device = Device {
            struct_size: size::<Device>(),
            padding: 0,
            id: c!("cpu"),
            name: c!("Processor"),
            driver: ptr::null(),
            node: ptr::null(),
        };
        let limits = Limits {
            struct_size: size::<Limits>(),
            minimum_width: 64,
            minimum_height: 64,
            maximum_width: 16384,
            maximum_height: 8704,
            rate_control_count: 0,
            profile_count: 0,
            padding: 0,
            rate_controls: ptr::null(),
            profiles: ptr::null(),
        };
        let offer = Offer {
            struct_size: size::<Offer>(),
            lacks: LACKS_LIVE_BITRATE,
            encoder: ENCODER,
            device: device.id,
            recipe: ptr::null(),
            limits: &limits,
            formats: &FORMAT_I420,
            format_count: 1,
            held_frames: 1,
        };
        if (sink.device)(sink, &device) != OK || (sink.offer)(sink, &offer) != OK {
            return Err(E_CANCELLED);
        }
        Ok(())
    })
}

fn is_wanted(request: &ProbeRequest, device: &[u8]) -> bool {
    request.device_count == 0
        || (0..request.device_count as usize)
            .any(|index| bytes(unsafe { *request.devices.add(index) }) == device)
}

static ENCODERS: Table<EncoderFactory> = Table(EncoderFactory {
    struct_size: size::<EncoderFactory>(),
    padding: 0,
    implementation: ptr::null_mut(),
    count,
    describe,
    probe,
});

// Sessions.

extern "C" fn create(
    _factory: *const SessionFactory, encoder: *const c_char, _device: *const c_char, made: *mut *const Session,
) -> Status {
    guard(|| unsafe {
        if bytes(encoder) != bytes(ENCODER) {
            return Err(E_UNSUPPORTED);
        }
        *made = Av1Session::create(ERROR.load(Ordering::Acquire));
        if (*made).is_null() { Err(E_NO_MEMORY) } else { Ok(()) }
    })
}

static SESSIONS: Table<SessionFactory> = Table(SessionFactory {
    struct_size: size::<SessionFactory>(),
    padding: 0,
    implementation: ptr::null_mut(),
    create,
});

// The library.

extern "C" fn init(_library: *const Library, host: *const Host) -> Status {
    guard(|| {
        let service = unsafe { ((*host).get_service)(host, c!("serval.error/1")) };
        ERROR.store(service as *mut ErrorService, Ordering::Release);
        Ok(())
    })
}

extern "C" fn deinit(_library: *const Library) {
    ERROR.store(ptr::null_mut(), Ordering::Release);
}

extern "C" fn get_interface(_library: *const Library, id: *const c_char) -> *const c_void {
    match bytes(id) {
        b"serval.encoder-factory/1" => &ENCODERS.0 as *const EncoderFactory as *const c_void,
        b"serval.session-factory/1" => &SESSIONS.0 as *const SessionFactory as *const c_void,
        _ => ptr::null(),
    }
}

static LIBRARY: Table<Library> = Table(Library {
    struct_size: size::<Library>(),
    abi: ABI,
    id: c!("com.example.svtav1"),
    name: c!("SVT-AV1 example"),
    vendor: c!("Example"),
    version: c!("1.0"),
    license: c!("Apache-2.0"),
    url: ptr::null(),
    implementation: ptr::null_mut(),
    init,
    deinit,
    get_interface,
});

/// The library's only exported function.
#[no_mangle]
pub extern "C" fn serval_provider_entry(host_abi: u32) -> *const Library {
    if host_abi >> 16 == ABI >> 16 { &LIBRARY.0 } else { ptr::null() }
}
