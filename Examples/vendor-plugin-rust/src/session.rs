// SPDX-License-Identifier: Apache-2.0

//! A session: frames in, packets out, through SVT-AV1.
//!
//! SVT-AV1 gives out a frame's packet after it was given the next frame: one frame is held back. It takes no request
//! for a keyframe, so that one is made by beginning anew with the frame that asks for it.

use crate::abi::*;
use crate::guard;
use crate::svt::{Encoder, Planes, Refusal};
use std::cell::UnsafeCell;
use std::ffi::{CStr, CString};
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

/// What the encoder is started with, each time.
#[derive(Default)]
struct Settings {
    width: u32,
    height: u32,
    parameters: Vec<(&'static str, String)>,
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
        self.is_interrupted.store(false, Ordering::Relaxed);
        if frame.plane_count != 3 {
            return Err(E_INVALID);
        }
        if frame.flags & FRAME_FORCE_KEYFRAME != 0 && self.encoder.is_some() {
            self.drain(sink)?;
        }
        if self.encoder.is_none() {
            self.start()?;
        }
        let plane = |index: usize| unsafe {
            let plane = &*frame.planes.add(index);
            (std::slice::from_raw_parts(plane.data, plane.size as usize), plane.stride as usize)
        };
        let planes = Planes { planes: [plane(0), plane(1), plane(2)] };
        let sent = self.encoder.as_mut().map_or(Ok(()), |encoder| encoder.send(frame.id, &planes));
        sent.map_err(|refusal| self.refuse(E_FAILED, refusal))?;
        self.waiting += 1;
        self.give_out(1, sink)
    }

    /// Ends the encoder; the next frame starts another one, and so with a keyframe.
    fn drain(&mut self, sink: &PacketSink) -> Result<(), Status> {
        if let Some(encoder) = self.encoder.as_mut() {
            encoder.end().map_err(|refusal| self.refuse(E_FAILED, refusal))?;
            self.give_out(0, sink)?;
        }
        self.encoder = None;
        Ok(())
    }

    /// Hands packets over until no more than `left` frames wait.
    fn give_out(&mut self, left: u32, sink: &PacketSink) -> Result<(), Status> {
        let deadline = Instant::now() + PATIENCE;
        while self.waiting > left {
            let status = self.encoder.as_mut().and_then(|encoder| {
                encoder.receive(|id, is_keyframe, bytes| hand_over(id, is_keyframe, bytes, sink))
            });
            match status {
                Some(OK) => self.waiting -= 1,
                Some(_) => return Err(E_CANCELLED),
                None if self.is_interrupted.load(Ordering::Relaxed) => return Err(E_CANCELLED),
                None if Instant::now() > deadline => {
                    return Err(self.fail(E_TIMEOUT, "SVT-AV1 gives out no packet", 0));
                }
                None => std::thread::sleep(Duration::from_micros(200)),
            }
        }
        Ok(())
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

impl Settings {
    /// The host's values as SVT-AV1's own parameters.
    fn new(config: &SessionConfig) -> Settings {
        let mut parameters = vec![
            ("width", config.width.to_string()),
            ("height", config.height.to_string()),
            ("fps-num", config.rate_numerator.to_string()),
            ("fps-denom", config.rate_denominator.to_string()),
            ("color-primaries", config.colour_primaries.to_string()),
            ("transfer-characteristics", config.colour_transfer.to_string()),
            ("matrix-coefficients", config.colour_matrix.to_string()),
            ("color-range", config.full_range.to_string()),
            // Low delay, constant rate, no look ahead, nothing that makes keyframes by itself.
            ("pred-struct", "1".into()),
            ("rc", "2".into()),
            ("lookahead", "0".into()),
            ("irefresh-type", "2".into()),
            ("scd", "0".into()),
            ("scm", "1".into()),
        ];
        for index in 0..config.value_count as usize {
            let value = unsafe { &*config.values.add(index) };
            let parameter = unsafe { CStr::from_ptr(value.parameter) }.to_bytes();
            match parameter {
                b"serval.bitrate" => parameters.push(("tbr", value.integer.to_string())),
                b"serval.threads" => parameters.push(("lp", value.integer.to_string())),
                b"serval.keyframe-interval" => {
                    let interval = if value.integer == 0 { -1 } else { value.integer };
                    parameters.push(("keyint", interval.to_string()));
                }
                b"serval.speed" => parameters.push(("preset", preset(value.text).to_string())),
                _ => (),
            }
        }
        Settings { width: config.width, height: config.height, parameters }
    }
}

fn preset(speed: *const c_char) -> i32 {
    match unsafe { CStr::from_ptr(speed) }.to_bytes() {
        b"ultrafast" => 13,
        b"fast" => 11,
        b"medium" => 10,
        b"quality" => 9,
        _ => 12,
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
    guard(|| unsafe { Work::of(session).encode(&*frame, &*sink) })
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
        Work::of(session).encoder = None;
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
