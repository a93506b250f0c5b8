// SPDX-License-Identifier: Apache-2.0

//! The provider: who it is, which encoder there is, what it takes, where it works. Start reading at the end.
//! `serval/library.h` and `serval/encoder.h` are the contract; src/abi.rs is the same in Rust.

// What this provider does not need yet.
#[allow(dead_code)]
mod abi;
mod encoder;
mod session;

use abi::*;
use std::ffi::{CStr, CString};
use std::os::raw::{c_char, c_void};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

// FILL IN: configurations name the encoder by this; never change it once it is out.
const ENCODER: *const c_char = c!("template-name");

/// Runs what a call of the host asks for; a panic is a failure, and goes no further.
fn guard(body: impl FnOnce() -> Result<(), Status>) -> Status {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(())) => OK,
        Ok(Err(status)) => status,
        Err(_) => fail(E_FAILED, "the provider panicked; its words are in the log"),
    }
}

/// The host's service for the words behind a status; NULL before `init`, and when it has none.
static ERROR: AtomicPtr<ErrorService> = AtomicPtr::new(ptr::null_mut());

/// Says why, for the user, and returns the status, for the host.
fn fail(status: Status, text: &str) -> Status {
    let service = ERROR.load(Ordering::Acquire);
    if let (Ok(text), false) = (CString::new(text), service.is_null()) {
        let failure = Failure {
            struct_size: size::<Failure>(),
            padding: 0,
            text: text.as_ptr(),
            hint: ptr::null(),
            domain: ptr::null(),
            code: 0,
        };
        unsafe { ((*service).report)(service, &failure) };
    }
    status
}

// Which encoders there are. Needs no hardware: the answer is the same on every machine.

// FILL IN: what the encoder obeys, and nothing else. This one sends each picture as it is, so that it has no bitrate to
// steer, and does not list serval.bitrate; see serval/params.h for it and its neighbours.
static PARAMETERS: Table<[Parameter; 1]> = Table([Parameter {
    struct_size: size::<Parameter>(),
    kind: PARAMETER_INTEGER,
    id: c!("serval.keyframe-interval"),
    label: c!("Keyframe interval"),
    help: ptr::null(),
    unit: c!("frames"),
    flags: PARAMETER_LIVE,
    choice_count: 0,
    choices: ptr::null(),
    minimum: 0,
    maximum: 1_000_000,
    default_integer: 0,
    default_text: ptr::null(),
}]);

static DESCRIPTION: Table<EncoderDescription> = Table(EncoderDescription {
    struct_size: size::<EncoderDescription>(),
    kind: ENCODER_SOFTWARE,
    id: ENCODER,
    label: c!("Template Name (H.264)"),
    codec: c!("h264"),
    element: ptr::null(),
    parameters: &PARAMETERS.0 as *const Parameter,
    parameter_count: 1,
    padding: 0,
});

extern "C" fn count(_factory: *const EncoderFactory) -> u32 {
    1
}

extern "C" fn describe(_factory: *const EncoderFactory, index: u32) -> *const EncoderDescription {
    if index == 0 { &DESCRIPTION.0 } else { ptr::null() }
}

// What works here. The only place that looks for hardware, in a process of its own.

extern "C" fn probe(
    _factory: *const EncoderFactory, request: *const ProbeRequest, sink: *const ProbeSink,
) -> Status {
    guard(|| unsafe { report(&*request, &*sink) })
}

/// FILL IN: open the device, ask the driver; a note says why there is none, and what would help (serval/note.h).
fn report(request: &ProbeRequest, sink: &ProbeSink) -> Result<(), Status> {
    let told = |status: Status| if status == OK { Ok(()) } else { Err(E_CANCELLED) };
    if !is_wanted(request, b"cpu") {
        let note = Note {
            struct_size: size::<Note>(),
            severity: SEVERITY_INFO,
            code: c!("no-device"),
            text: c!("Template Name encodes on the processor only"),
            hint: ptr::null(),
            encoder: ENCODER,
            device: ptr::null(),
        };
        return told((sink.note)(sink, &note));
    }
    let device = Device {
        struct_size: size::<Device>(),
        padding: 0,
        id: c!("cpu"),
        name: c!("Processor"),
        driver: ptr::null(),
        node: ptr::null(),
    };
    told((sink.device)(sink, &device))?;

    // FILL IN: the sizes and formats that work on this device, the best format first.
    let formats = [FORMAT_I420, FORMAT_NV12];
    let profiles = [c!("constrained-baseline")];
    let limits = Limits {
        struct_size: size::<Limits>(),
        minimum_width: 16,
        minimum_height: 16,
        maximum_width: 4096,
        maximum_height: 2304,
        rate_control_count: 0,
        profile_count: profiles.len() as u32,
        padding: 0,
        rate_controls: ptr::null(),
        profiles: profiles.as_ptr(),
    };
    let offer = Offer {
        struct_size: size::<Offer>(),
        lacks: LACKS_LIVE_BITRATE,
        encoder: ENCODER,
        device: device.id,
        recipe: ptr::null(),
        limits: &limits,
        formats: formats.as_ptr(),
        format_count: formats.len() as u32,
        held_frames: 0,
    };
    told((sink.offer)(sink, &offer))
}

fn is_wanted(request: &ProbeRequest, device: &[u8]) -> bool {
    request.device_count == 0
        || (0..request.device_count as usize)
            .any(|index| unsafe { CStr::from_ptr(*request.devices.add(index)) }.to_bytes() == device)
}

static ENCODERS: Table<EncoderFactory> = Table(EncoderFactory {
    struct_size: size::<EncoderFactory>(),
    padding: 0,
    implementation: ptr::null_mut(),
    count,
    describe,
    probe,
});

// Sessions, in a worker that lives for one stream.

extern "C" fn create(
    _factory: *const SessionFactory, encoder: *const c_char, device: *const c_char, made: *mut *const Session,
) -> Status {
    guard(|| unsafe {
        if CStr::from_ptr(encoder) != CStr::from_ptr(ENCODER) {
            return Err(fail(E_UNSUPPORTED, "there is no such encoder here"));
        }
        if CStr::from_ptr(device).to_bytes() != b"cpu" {
            return Err(fail(E_NO_DEVICE, "there is no such device here"));
        }
        *made = session::create();
        Ok(())
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
    match unsafe { CStr::from_ptr(id) }.to_bytes() {
        b"serval.encoder-factory/1" => &ENCODERS.0 as *const EncoderFactory as *const c_void,
        b"serval.session-factory/1" => &SESSIONS.0 as *const SessionFactory as *const c_void,
        _ => ptr::null(),
    }
}

// FILL IN: who you are. The id is yours for ever: reverse DNS of a domain that you own.
static LIBRARY: Table<Library> = Table(Library {
    struct_size: size::<Library>(),
    abi: ABI,
    id: c!("com.example.template-name"),
    name: c!("Template Name"),
    vendor: c!("Example"),
    version: c!("0.1"),
    license: c!("LicenseRef-Example"),
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
