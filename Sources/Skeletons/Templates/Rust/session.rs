// SPDX-License-Identifier: Apache-2.0

//! A session: Serval's frames in, packets out. `serval/session.h` is the contract.

use crate::abi::*;
use crate::encoder::{Colours, Encoder, Plane as Samples};
use crate::{fail, guard};
use std::cell::UnsafeCell;
use std::ffi::CStr;
use std::os::raw::{c_char, c_void};
use std::ptr;

/// One session; `table` leads back here by `implementation`.
struct Boxed {
    table: Session,
    /// Calls of one session never overlap.
    work: UnsafeCell<Work>,
}

/// What the calls of a session work with.
#[derive(Default)]
struct Work {
    /// None while the session is not open.
    encoder: Option<Encoder>,
    format: u32,
    /// In frames; 0 for keyframes on request only.
    keyframe_interval: i64,
    /// None when the next frame must be a keyframe.
    frames_since_keyframe: Option<i64>,
}

/// Makes a session, not yet open; the host frees it by `destroy`.
pub fn create() -> *const Session {
    let session = Box::into_raw(Box::new(Boxed {
        table: Session {
            struct_size: size::<Session>(),
            padding: 0,
            implementation: ptr::null_mut(),
            open,
            encode,
            reconfigure: Some(reconfigure),
            drain,
            reset,
            interrupt: None,
            close,
            destroy,
            get_extension,
        },
        work: UnsafeCell::default(),
    }));
    unsafe {
        (*session).table.implementation = session as *mut c_void;
        &(*session).table
    }
}

unsafe fn values<'a>(first: *const Value, count: u32) -> Vec<&'a Value> {
    (0..count).map(|index| at(first, index)).collect()
}

impl Work {
    /// For the one call of the session that is under way.
    unsafe fn of<'a>(table: *const Session) -> &'a mut Work {
        &mut *(*((*table).implementation as *const Boxed)).work.get()
    }

    // FILL IN: take over the parameters that lib.rs lists. A session gets a value for each of them.

    /// All of them are changed, or none.
    fn apply(&mut self, values: &[&Value]) -> Result<(), Status> {
        let id = |value: &Value| unsafe { CStr::from_ptr(value.parameter) }.to_bytes();
        if values.iter().any(|value| id(value) != b"serval.keyframe-interval") {
            return Err(fail(E_UNSUPPORTED, "there is no such parameter"));
        }
        for value in values {
            self.keyframe_interval = value.integer;
        }
        Ok(())
    }

    fn open(&mut self, config: &SessionConfig, info: &mut SessionInfo) -> Result<(), Status> {
        if ![FORMAT_I420, FORMAT_NV12].contains(&config.format) {
            return Err(fail(E_UNSUPPORTED, "only I420 and NV12 are encoded"));
        }
        self.apply(&unsafe { values(config.values, config.value_count) })?;
        let colours = Colours {
            primaries: config.colour_primaries as u8,
            transfer: config.colour_transfer as u8,
            matrix: config.colour_matrix as u8,
            is_full_range: config.full_range != 0,
        };
        self.encoder = Some(Encoder::new(config.width as usize, config.height as usize, colours));
        self.format = config.format;
        self.frames_since_keyframe = None;
        // Each packet is handed over in the call that brings its frame.
        info.held_frames = 0;
        Ok(())
    }

    fn encode(&mut self, frame: &Frame, sink: &PacketSink) -> Result<(), Status> {
        let plane_count = if self.format == FORMAT_NV12 { 2 } else { 3 };
        let encoder = self.encoder.as_mut().ok_or(E_INVALID)?;
        if frame.plane_count != plane_count {
            return Err(fail(E_INVALID, "a frame of another format came"));
        }

        // Interleaved or not: to the encoder U and V are planes, with one or two bytes from sample to sample.
        let plane = |index: u32, first: usize, step: usize| unsafe {
            let plane = at(frame.planes, index);
            let samples = std::slice::from_raw_parts(plane.data, plane.size as usize);
            Samples { samples: &samples[first..], stride: plane.stride as usize, step }
        };
        let planes = match plane_count {
            2 => [plane(0, 0, 1), plane(1, 0, 2), plane(1, 1, 2)],
            _ => [plane(0, 0, 1), plane(1, 0, 1), plane(2, 0, 1)],
        };

        let is_forced = frame.flags & FRAME_FORCE_KEYFRAME != 0;
        let is_due = match self.frames_since_keyframe {
            Some(frames) => self.keyframe_interval > 0 && frames >= self.keyframe_interval - 1,
            None => true,
        };
        let is_keyframe = is_due || is_forced;
        self.frames_since_keyframe =
            Some(if is_keyframe { 0 } else { self.frames_since_keyframe.unwrap_or(0) + 1 });

        let bytes = encoder.encode(&planes, is_keyframe);
        let span = Span { struct_size: size::<Span>(), padding: 0, data: bytes.as_ptr(), size: bytes.len() as u64 };
        let packet = Packet {
            struct_size: size::<Packet>(),
            flags: if is_keyframe { PACKET_KEYFRAME } else { 0 },
            frame_id: frame.id,
            spans: &span,
            span_count: 1,
            padding: 0,
        };
        if (sink.packet)(sink, &packet) == OK { Ok(()) } else { Err(E_CANCELLED) }
    }
}

// The table's functions: each stops a panic before it reaches the host.

extern "C" fn open(session: *const Session, config: *const SessionConfig, info: *mut SessionInfo) -> Status {
    guard(|| unsafe { Work::of(session).open(&*config, &mut *info) })
}

extern "C" fn encode(session: *const Session, frame: *const Frame, sink: *const PacketSink) -> Status {
    guard(|| unsafe { Work::of(session).encode(&*frame, &*sink) })
}

/// Only parameters that are listed as live come here.
extern "C" fn reconfigure(session: *const Session, first: *const Value, count: u32) -> Status {
    guard(|| unsafe { Work::of(session).apply(&values(first, count)) })
}

/// FILL IN: hand over what your encoder holds back. This one holds nothing.
extern "C" fn drain(session: *const Session, _sink: *const PacketSink) -> Status {
    guard(|| unsafe {
        Work::of(session).frames_since_keyframe = None;
        Ok(())
    })
}

/// FILL IN: throw away what your encoder holds back.
extern "C" fn reset(session: *const Session) -> Status {
    guard(|| unsafe {
        Work::of(session).frames_since_keyframe = None;
        Ok(())
    })
}

extern "C" fn close(session: *const Session) {
    guard(|| unsafe {
        Work::of(session).encoder = None;
        Ok(())
    });
}

extern "C" fn destroy(session: *const Session) {
    guard(|| unsafe {
        drop(Box::from_raw((*session).implementation as *mut Boxed));
        Ok(())
    });
}

extern "C" fn get_extension(_session: *const Session, _id: *const c_char) -> *const c_void {
    ptr::null()
}
