// SPDX-License-Identifier: Apache-2.0

//! `serval/session.h`, `frame.h` and `packet.h` in Rust.

use super::*;

#[repr(C)]
pub struct SessionFactory {
    pub struct_size: u32,
    pub padding: u32,
    pub implementation: *mut c_void,
    pub create: extern "C" fn(*const SessionFactory, *const c_char, *const c_char, *mut *const Session) -> Status,
}

#[repr(C)]
pub struct Session {
    pub struct_size: u32,
    pub padding: u32,
    pub implementation: *mut c_void,
    pub open: extern "C" fn(*const Session, *const SessionConfig, *mut SessionInfo) -> Status,
    pub encode: extern "C" fn(*const Session, *const Frame, *const PacketSink) -> Status,
    pub reconfigure: Option<extern "C" fn(*const Session, *const Value, u32) -> Status>,
    pub drain: extern "C" fn(*const Session, *const PacketSink) -> Status,
    pub reset: extern "C" fn(*const Session) -> Status,
    pub interrupt: Option<extern "C" fn(*const Session)>,
    pub close: extern "C" fn(*const Session),
    pub destroy: extern "C" fn(*const Session),
    pub get_extension: extern "C" fn(*const Session, *const c_char) -> *const c_void,
}

#[repr(C)]
pub struct SessionConfig {
    pub struct_size: u32,
    pub format: u32,
    pub width: u32,
    pub height: u32,
    pub rate_numerator: u32,
    pub rate_denominator: u32,
    pub colour_primaries: u32,
    pub colour_transfer: u32,
    pub colour_matrix: u32,
    pub full_range: u32,
    pub values: *const Value,
    pub value_count: u32,
    pub padding: u32,
}

#[repr(C)]
pub struct SessionInfo {
    pub struct_size: u32,
    pub held_frames: u32,
}

#[repr(C)]
pub struct Plane {
    pub struct_size: u32,
    pub stride: u32,
    pub data: *const u8,
    pub size: u64,
}

#[repr(C)]
pub struct Frame {
    pub struct_size: u32,
    pub flags: u32,
    pub id: u64,
    pub pts_ns: i64,
    pub duration_ns: i64,
    pub planes: *const Plane,
    pub plane_count: u32,
    pub padding: u32,
    pub implementation: *mut c_void,
}

#[repr(C)]
pub struct Span {
    pub struct_size: u32,
    pub padding: u32,
    pub data: *const u8,
    pub size: u64,
}

#[repr(C)]
pub struct Packet {
    pub struct_size: u32,
    pub flags: u32,
    pub frame_id: u64,
    pub spans: *const Span,
    pub span_count: u32,
    pub padding: u32,
}

#[repr(C)]
pub struct PacketSink {
    pub struct_size: u32,
    pub padding: u32,
    pub implementation: *mut c_void,
    pub packet: extern "C" fn(*const PacketSink, *const Packet) -> Status,
}
