// SPDX-License-Identifier: Apache-2.0

//! A session: frames in, packets out, through SVT-AV1.
//!
//! SVT-AV1 gives out a frame's packet after it was given the next frame: one frame is held back. It takes no request
//! for a keyframe, so that one is made by beginning anew with the frame that asks for it.

use crate::abi::*;
use crate::guard;
use crate::settings::Settings;
use crate::svt::{Encoder, Plane, Refusal};
use std::cell::UnsafeCell;
use std::ffi::CString;
use std::os::raw::{c_char, c_void};
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The longest that SVT-AV1 may take for a frame.
const PATIENCE: Duration = Duration::from_secs(5);

/// One session; `table` leads back here by `implementation`.
pub struct Av1Session {
    table: Session,
    is_interrupted: Arc<AtomicBool>,
    /// Calls of one session never overlap, but for `interrupt`, which does not look in here.
    work: UnsafeCell<Work>,
}

/// What the calls of a session work with.
struct Work {
    error: *const ErrorService,
    settings: Settings,
    encoder: Option<Encoder>,
    /// Frames that were given in and whose packets did not come.
    waiting: u32,
    is_interrupted: Arc<AtomicBool>,
}

impl Av1Session {
    /// Makes a session; the host frees it by `destroy`.
    pub fn create(error: *const ErrorService) -> *const Session {
        let is_interrupted = Arc::new(AtomicBool::new(false));
        let session = Box::into_raw(Box::new(Av1Session {
            table: Session {
                struct_size: size::<Session>(),
                padding: 0,
                implementation: ptr::null_mut(),
                open,
                encode,
                reconfigure: None,
                drain,
                reset,
                interrupt: Some(interrupt),
                close,
                destroy,
                get_extension,
            },
            is_interrupted: is_interrupted.clone(),
            work: UnsafeCell::new(Work {
                error,
                settings: Settings::default(),
                encoder: None,
                waiting: 0,
                is_interrupted,
            }),
        }));
        unsafe {
            (*session).table.implementation = session as *mut c_void;
            &(*session).table
        }
    }

    unsafe fn of<'a>(table: *const Session) -> &'a Av1Session {
        &*((*table).implementation as *const Av1Session)
    }
}

impl Work {
    /// For the one call of the session that is under way.
    unsafe fn of<'a>(table: *const Session) -> &'a mut Work {
        &mut *Av1Session::of(table).work.get()
    }

    fn open(&mut self, config: &SessionConfig, info: &mut SessionInfo) -> Result<(), Status> {
        if config.format != FORMAT_I420 || config.width % 2 != 0 || config.height % 2 != 0 {
            return Err(self.fail(E_UNSUPPORTED, "only I420 with even sides is encoded", 0));
        }
        self.settings = Settings::new(config);
        self.start()?;
        info.held_frames = 1;
        Ok(())
    }

    fn start(&mut self) -> Result<(), Status> {
        let settings = &self.settings;
        self.waiting = 0;
        match Encoder::new(settings.width, settings.height, &settings.parameters) {
            Ok(encoder) => {
                self.encoder = Some(encoder);
                Ok(())
            }
            Err(refusal) => Err(self.refuse(E_UNSUPPORTED, refusal)),
        }
    }

    fn encode(&mut self, frame: &Frame, sink: &PacketSink) -> Result<(), Status> {
        let [y, u, v] = self.planes(frame)?;
        // What an interrupted call has left behind comes first, so that no more than one frame is held back.
        self.give_out(1, sink)?;
        if frame.flags & FRAME_FORCE_KEYFRAME != 0 || self.encoder.as_ref().map_or(false, Encoder::is_ended) {
            self.drain(sink)?;
        }
        if self.encoder.is_none() {
            self.start()?;
        }
        let sent = self.encoder.as_mut().map_or(Ok(()), |encoder| encoder.send(frame.id, [y, u, v]));
        sent.map_err(|refusal| self.refuse(E_FAILED, refusal))?;
        self.waiting += 1;
        self.give_out(1, sink)
    }

    /// A frame's planes, which are the host's.
    fn planes<'a>(&self, frame: &'a Frame) -> Result<[Plane<'a>; 3], Status> {
        if frame.plane_count != 3 || frame.planes.is_null() {
            return Err(self.fail(E_INVALID, "a frame of I420 has three planes", 0));
        }
        let plane = |index: u32| unsafe {
            let plane = at(frame.planes, index);
            let bytes = std::slice::from_raw_parts(plane.data, plane.size as usize);
            Plane { bytes, stride: plane.stride as usize }
        };
        Ok([plane(0), plane(1), plane(2)])
    }

    /// Ends the encoder, if it has had frames; the next frame starts another one, and so with a keyframe.
    fn drain(&mut self, sink: &PacketSink) -> Result<(), Status> {
        match self.encoder.as_mut() {
            None => return Ok(()),
            Some(encoder) if encoder.is_fresh() => return Ok(()),
            Some(encoder) => encoder.end().map_err(|refusal| self.refuse(E_FAILED, refusal))?,
        }
        self.give_out(0, sink)?;
        self.encoder = None;
        Ok(())
    }

    /// Hands packets over until no more than `left` frames wait.
    fn give_out(&mut self, left: u32, sink: &PacketSink) -> Result<(), Status> {
        let deadline = Instant::now() + PATIENCE;
        while self.waiting > left {
            let received = self.encoder.as_mut().map_or(Ok(None), |encoder| {
                encoder.receive(|id, is_keyframe, bytes| hand_over(id, is_keyframe, bytes, sink))
            });
            let status = received.map_err(|refusal| self.refuse(E_FAILED, refusal))?;
            if let Some(status) = status {
                self.waiting -= 1;
                if status != OK {
                    return Err(E_CANCELLED);
                }
            } else if self.is_interrupted.load(Ordering::Relaxed) {
                return Err(E_CANCELLED);
            } else if Instant::now() > deadline {
                return Err(self.fail(E_TIMEOUT, "SVT-AV1 gives out no packet", 0));
            } else {
                std::thread::sleep(Duration::from_micros(200));
            }
        }
        Ok(())
    }

    /// Throws away what is held back. An encoder that has had no frame is as good as a new one.
    fn reset(&mut self) {
        self.waiting = 0;
        if !self.encoder.as_ref().map_or(true, Encoder::is_fresh) {
            self.encoder = None;
        }
    }

    fn refuse(&self, status: Status, refusal: Refusal) -> Status {
        self.fail(status, &format!("SVT-AV1 refuses {}", refusal.0), refusal.1)
    }

    /// Says why, and returns the status.
    fn fail(&self, status: Status, text: &str, code: i32) -> Status {
        if let (Ok(text), false) = (CString::new(text), self.error.is_null()) {
            let failure = Failure {
                struct_size: size::<Failure>(),
                padding: 0,
                text: text.as_ptr(),
                hint: ptr::null(),
                domain: c!("svt-av1"),
                code: code.into(),
            };
            unsafe { ((*self.error).report)(self.error, &failure) };
        }
        status
    }
}

fn hand_over(frame_id: u64, is_keyframe: bool, bytes: &[u8], sink: &PacketSink) -> Status {
    let span = Span { struct_size: size::<Span>(), padding: 0, data: bytes.as_ptr(), size: bytes.len() as u64 };
    let packet = Packet {
        struct_size: size::<Packet>(),
        flags: if is_keyframe { PACKET_KEYFRAME } else { 0 },
        frame_id,
        spans: &span,
        span_count: 1,
        padding: 0,
    };
    (sink.packet)(sink, &packet)
}

// The table's functions: each stops a panic before it reaches the host.

extern "C" fn open(session: *const Session, config: *const SessionConfig, info: *mut SessionInfo) -> Status {
    guard(|| unsafe { Work::of(session).open(&*config, &mut *info) })
}

extern "C" fn encode(session: *const Session, frame: *const Frame, sink: *const PacketSink) -> Status {
    guard(|| unsafe {
        let session = Work::of(session);
        session.is_interrupted.store(false, Ordering::Relaxed);
        session.encode(&*frame, &*sink)
    })
}

extern "C" fn drain(session: *const Session, sink: *const PacketSink) -> Status {
    guard(|| unsafe {
        let session = Work::of(session);
        session.is_interrupted.store(false, Ordering::Relaxed);
        session.drain(&*sink)
    })
}

extern "C" fn reset(session: *const Session) -> Status {
    guard(|| unsafe {
        Work::of(session).reset();
        Ok(())
    })
}

/// Comes on any thread, while another call may be under way.
extern "C" fn interrupt(session: *const Session) {
    unsafe { Av1Session::of(session) }.is_interrupted.store(true, Ordering::Relaxed);
}

extern "C" fn close(session: *const Session) {
    guard(|| unsafe {
        Work::of(session).encoder = None;
        Ok(())
    });
}

extern "C" fn destroy(session: *const Session) {
    guard(|| unsafe {
        drop(Box::from_raw((*session).implementation as *mut Av1Session));
        Ok(())
    });
}

extern "C" fn get_extension(_session: *const Session, _id: *const c_char) -> *const c_void {
    ptr::null()
}
