// SPDX-License-Identifier: Apache-2.0

//! The provider ABI 1.0, as far as native encoders need it: `serval/*.h` in Rust. The headers say what each thing means;
//! the assertions at the end, that it lies where they put it.

use std::os::raw::{c_char, c_void};

#[path = "abi_session.rs"]
mod session;
pub use session::*;

pub type Status = i32;
pub const OK: Status = 0;
pub const E_INVALID: Status = -1;
pub const E_UNSUPPORTED: Status = -2;
pub const E_NO_DEVICE: Status = -3;
pub const E_NO_MEMORY: Status = -8;
pub const E_TIMEOUT: Status = -11;
pub const E_CANCELLED: Status = -12;
pub const E_FAILED: Status = -14;

pub const ABI: u32 = 0x0001_0000;
pub const FORMAT_I420: u32 = 0x3231_5559;
pub const FORMAT_NV12: u32 = 0x3231_564e;
pub const ENCODER_SOFTWARE: i32 = 1;
pub const LACKS_LIVE_BITRATE: u32 = 0x2;
pub const PARAMETER_INTEGER: i32 = 1;
pub const PARAMETER_CHOICE: i32 = 3;
pub const PARAMETER_LIVE: u32 = 0x1;
pub const SEVERITY_INFO: i32 = 1;
pub const FRAME_FORCE_KEYFRAME: u32 = 0x1;
pub const PACKET_KEYFRAME: u32 = 0x1;

/// A NUL-terminated text that lives as long as the library.
macro_rules! c {
    ($text:expr) => {
        concat!($text, "\0").as_ptr() as *const std::os::raw::c_char
    };
}
pub(crate) use c;

/// The `struct_size` of a struct.
pub const fn size<T>() -> u32 { std::mem::size_of::<T>() as u32 }

/// Element `index` of an array of the host's. A newer host has made its structs longer than they are here
/// (SERVAL-ABI-4).
///
/// # Safety
///
/// The array has such an element, and its structs begin with their `struct_size`.
pub unsafe fn at<'a, T>(array: *const T, index: u32) -> &'a T {
    let distance = *(array as *const u32) as usize;
    &*((array as *const u8).add(index as usize * distance) as *const T)
}

/// A table that never changes, as what it points to never does.
pub struct Table<T>(pub T);
unsafe impl<T> Sync for Table<T> {}

#[repr(C)]
pub struct Library {
    pub struct_size: u32,
    pub abi: u32,
    pub id: *const c_char,
    pub name: *const c_char,
    pub vendor: *const c_char,
    pub version: *const c_char,
    pub license: *const c_char,
    pub url: *const c_char,
    pub implementation: *mut c_void,
    pub init: extern "C" fn(*const Library, *const Host) -> Status,
    pub deinit: extern "C" fn(*const Library),
    pub get_interface: extern "C" fn(*const Library, *const c_char) -> *const c_void,
}

#[repr(C)]
pub struct Host {
    pub struct_size: u32,
    pub abi: u32,
    pub name: *const c_char,
    pub version: *const c_char,
    pub implementation: *mut c_void,
    pub get_service: extern "C" fn(*const Host, *const c_char) -> *const c_void,
}

#[repr(C)]
pub struct ErrorService {
    pub struct_size: u32,
    pub padding: u32,
    pub implementation: *mut c_void,
    pub report: extern "C" fn(*const ErrorService, *const Failure),
}

#[repr(C)]
pub struct Failure {
    pub struct_size: u32,
    pub padding: u32,
    pub text: *const c_char,
    pub hint: *const c_char,
    pub domain: *const c_char,
    pub code: i64,
}

#[repr(C)]
pub struct Choice {
    pub struct_size: u32,
    pub padding: u32,
    pub value: *const c_char,
    pub label: *const c_char,
}

#[repr(C)]
pub struct Parameter {
    pub struct_size: u32,
    pub kind: i32,
    pub id: *const c_char,
    pub label: *const c_char,
    pub help: *const c_char,
    pub unit: *const c_char,
    pub flags: u32,
    pub choice_count: u32,
    pub choices: *const Choice,
    pub minimum: i64,
    pub maximum: i64,
    pub default_integer: i64,
    pub default_text: *const c_char,
}

#[repr(C)]
pub struct Value {
    pub struct_size: u32,
    pub kind: i32,
    pub parameter: *const c_char,
    pub integer: i64,
    pub text: *const c_char,
}

#[repr(C)]
pub struct EncoderDescription {
    pub struct_size: u32,
    pub kind: i32,
    pub id: *const c_char,
    pub label: *const c_char,
    pub codec: *const c_char,
    pub element: *const c_char,
    pub parameters: *const Parameter,
    pub parameter_count: u32,
    pub padding: u32,
}

#[repr(C)]
pub struct EncoderFactory {
    pub struct_size: u32,
    pub padding: u32,
    pub implementation: *mut c_void,
    pub count: extern "C" fn(*const EncoderFactory) -> u32,
    pub describe: extern "C" fn(*const EncoderFactory, u32) -> *const EncoderDescription,
    pub probe: extern "C" fn(*const EncoderFactory, *const ProbeRequest, *const ProbeSink) -> Status,
}

#[repr(C)]
pub struct ProbeRequest {
    pub struct_size: u32,
    pub depth: i32,
    pub devices: *const *const c_char,
    pub device_count: u32,
    pub padding: u32,
}

#[repr(C)]
pub struct ProbeSink {
    pub struct_size: u32,
    pub padding: u32,
    pub implementation: *mut c_void,
    pub device: extern "C" fn(*const ProbeSink, *const Device) -> Status,
    pub offer: extern "C" fn(*const ProbeSink, *const Offer) -> Status,
    pub note: extern "C" fn(*const ProbeSink, *const Note) -> Status,
}

#[repr(C)]
pub struct Device {
    pub struct_size: u32,
    pub padding: u32,
    pub id: *const c_char,
    pub name: *const c_char,
    pub driver: *const c_char,
    pub node: *const c_char,
}

#[repr(C)]
pub struct Note {
    pub struct_size: u32,
    pub severity: i32,
    pub code: *const c_char,
    pub text: *const c_char,
    pub hint: *const c_char,
    pub encoder: *const c_char,
    pub device: *const c_char,
}

#[repr(C)]
pub struct Limits {
    pub struct_size: u32,
    pub minimum_width: u32,
    pub minimum_height: u32,
    pub maximum_width: u32,
    pub maximum_height: u32,
    pub rate_control_count: u32,
    pub profile_count: u32,
    pub padding: u32,
    pub rate_controls: *const *const c_char,
    pub profiles: *const *const c_char,
}

#[repr(C)]
pub struct Offer {
    pub struct_size: u32,
    pub lacks: u32,
    pub encoder: *const c_char,
    pub device: *const c_char,
    pub recipe: *const c_void,
    pub limits: *const Limits,
    pub formats: *const u32,
    pub format_count: u32,
    pub held_frames: u32,
}

macro_rules! sizes {
    ($($name:ty = $bytes:expr),* $(,)?) => { $(const _: () = assert!(size::<$name>() == $bytes);)* };
}
sizes! {
    Library = 88, Host = 40, ErrorService = 24, Failure = 40, Choice = 24, Parameter = 88, Value = 32,
    EncoderDescription = 56, EncoderFactory = 40, ProbeRequest = 24, ProbeSink = 40, Device = 40, Note = 48, Limits = 48,
    Offer = 56, SessionFactory = 24, Session = 88, SessionConfig = 56, SessionInfo = 8, Plane = 24, Frame = 56,
    Span = 24, Packet = 32, PacketSink = 24,
}
