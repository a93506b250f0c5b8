// SPDX-License-Identifier: Apache-2.0

//! SVT-AV1 1.4, as far as this provider needs it, made safe to use.

use std::borrow::Cow;
use std::ffi::CString;
use std::os::raw::{c_char, c_int, c_void};
use std::ptr;
use std::sync::{Mutex, PoisonError};

/// `EbSvtAv1EncConfiguration`: 1720 bytes, read and written by the library alone.
#[repr(C, align(16))]
struct Configuration([u8; 4096]);

/// `EbBufferHeaderType`.
#[repr(C)]
struct Buffer {
    size: u32,
    data: *mut u8,
    filled: u32,
    allocated: u32,
    private: *mut c_void,
    wrapper: *mut c_void,
    tick_count: u32,
    dts: i64,
    pts: i64,
    qp: u32,
    picture_type: u32,
    sse: [u64; 3],
    flags: u32,
    ssim: [f64; 3],
    metadata: *mut c_void,
}

/// `EbSvtIOFormat`.
#[repr(C)]
struct Picture {
    planes: [*const u8; 3],
    extra_planes: [*const u8; 3],
    y_stride: u32,
    v_stride: u32,
    u_stride: u32,
    width: u32,
    height: u32,
    origin: [u32; 2],
    colour_format: u32,
    bit_depth: u32,
}

const _: () = assert!(std::mem::size_of::<Buffer>() == 136 && std::mem::size_of::<Picture>() == 88);

const YUV420: u32 = 1;
const KEY_PICTURE: u32 = 3;
const INVALID_PICTURE: u32 = 0xff;
const END_OF_STREAM: u32 = 1;
const EMPTY_QUEUE: c_int = 0x8000_2033_u32 as c_int;

/// What SVT-AV1 begins each packet with: an OBU of this type, of size 0. Serval takes packets without it.
const TEMPORAL_DELIMITER: [u8; 2] = [0x12, 0x00];

extern "C" {
    fn svt_av1_enc_init_handle(
        handle: *mut *mut c_void, application: *mut c_void, configuration: *mut Configuration,
    ) -> c_int;
    fn svt_av1_enc_parse_parameter(
        configuration: *mut Configuration, name: *const c_char, value: *const c_char,
    ) -> c_int;
    fn svt_av1_enc_set_parameter(handle: *mut c_void, configuration: *mut Configuration) -> c_int;
    fn svt_av1_enc_init(handle: *mut c_void) -> c_int;
    fn svt_av1_enc_send_picture(handle: *mut c_void, buffer: *mut Buffer) -> c_int;
    fn svt_av1_enc_get_packet(handle: *mut c_void, buffer: *mut *mut Buffer, is_done: u8) -> c_int;
    fn svt_av1_enc_release_out_buffer(buffer: *mut *mut Buffer);
    fn svt_av1_enc_deinit(handle: *mut c_void) -> c_int;
    fn svt_av1_enc_deinit_handle(handle: *mut c_void) -> c_int;
}

/// SVT-AV1 has tables that all encoders of a process share: one is made, or freed, at a time.
static BIRTH_AND_DEATH: Mutex<()> = Mutex::new(());

/// What SVT-AV1 refuses, with its number.
pub struct Refusal(pub &'static str, pub i32);

/// One plane of a frame, with the distance from row to row.
#[derive(Clone, Copy)]
pub struct Plane<'a> {
    pub bytes: &'a [u8],
    pub stride: usize,
}

/// One encoder, from its first frame on: there is no way to ask it for another keyframe.
pub struct Encoder {
    handle: *mut c_void,
    width: usize,
    height: usize,
    state: State,
}

#[derive(PartialEq)]
enum State {
    /// It has no threads, and takes no frames.
    Made,
    /// It waits for its first frame.
    Fresh,
    /// It was given frames.
    Running,
    /// It was told that no frame will follow.
    Ended,
}

// Used by one thread at a time, whichever it is.
unsafe impl Send for Encoder {}

impl Encoder {
    /// Starts an encoder with SVT-AV1's own parameters, by name.
    pub fn new(width: u32, height: u32, parameters: &[(&str, String)]) -> Result<Encoder, Refusal> {
        let mut configuration = Box::new(Configuration([0; 4096]));
        let mut handle = ptr::null_mut();
        let alone = BIRTH_AND_DEATH.lock().unwrap_or_else(PoisonError::into_inner);
        unsafe {
            check("init_handle", svt_av1_enc_init_handle(&mut handle, ptr::null_mut(), &mut *configuration))?;
        }
        // From here on it is released, whatever happens.
        let (width, height) = (width as usize, height as usize);
        let mut encoder = Encoder { handle, width, height, state: State::Made };
        let started = encoder.start(&mut configuration, parameters);
        // Releasing it wants to be alone as well.
        drop(alone);
        started.map(|()| encoder)
    }

    fn start(&mut self, configuration: &mut Configuration, parameters: &[(&str, String)]) -> Result<(), Refusal> {
        for (name, value) in parameters {
            let (name, value) = (text(name), text(value));
            unsafe {
                let code = svt_av1_enc_parse_parameter(configuration, name.as_ptr(), value.as_ptr());
                check("parse_parameter", code)?;
            }
        }
        unsafe {
            check("set_parameter", svt_av1_enc_set_parameter(self.handle, configuration))?;
            check("init", svt_av1_enc_init(self.handle))?;
        }
        self.state = State::Fresh;
        Ok(())
    }

    /// Whether the next frame will be its first, and so a keyframe.
    pub fn is_fresh(&self) -> bool {
        self.state == State::Fresh
    }

    /// Whether it takes no more frames.
    pub fn is_ended(&self) -> bool {
        self.state == State::Ended
    }

    /// Gives a frame in; it is copied.
    pub fn send(&mut self, id: u64, planes: [Plane; 3]) -> Result<(), Refusal> {
        let short = || Refusal("a plane that ends too soon", 0);
        let (width, height) = (self.width, self.height);
        let y = packed(planes[0], width, height).ok_or_else(short)?;
        let u = packed(planes[1], width / 2, height / 2).ok_or_else(short)?;
        let v = packed(planes[2], width / 2, height / 2).ok_or_else(short)?;
        let mut picture = Picture {
            planes: [y.as_ptr(), u.as_ptr(), v.as_ptr()],
            extra_planes: [ptr::null(); 3],
            y_stride: width as u32,
            v_stride: width as u32 / 2,
            u_stride: width as u32 / 2,
            width: width as u32,
            height: height as u32,
            origin: [0, 0],
            colour_format: YUV420,
            bit_depth: 8,
        };
        let bytes = (y.len() + u.len() + v.len()) as u32;
        let mut buffer = empty_buffer();
        buffer.data = &mut picture as *mut Picture as *mut u8;
        buffer.filled = bytes;
        buffer.allocated = bytes;
        buffer.pts = id as i64;
        unsafe { check("send_picture", svt_av1_enc_send_picture(self.handle, &mut buffer))? }
        self.state = State::Running;
        Ok(())
    }

    /// Says that no frame will follow.
    pub fn end(&mut self) -> Result<(), Refusal> {
        if self.state == State::Ended {
            return Ok(());
        }
        self.state = State::Ended;
        let mut buffer = empty_buffer();
        buffer.flags = END_OF_STREAM;
        unsafe { check("send_picture", svt_av1_enc_send_picture(self.handle, &mut buffer)) }
    }

    /// Hands a finished packet, if there is one, to `take`: its frame's id, whether it is a keyframe, its bytes.
    pub fn receive<R>(&mut self, take: impl FnOnce(u64, bool, &[u8]) -> R) -> Result<Option<R>, Refusal> {
        let mut buffer: *mut Buffer = ptr::null_mut();
        unsafe {
            let code = svt_av1_enc_get_packet(self.handle, &mut buffer, 0);
            if code == EMPTY_QUEUE || buffer.is_null() {
                return Ok(None);
            }
            let result = check("get_packet", code).map(|()| {
                let header = &*buffer;
                let bytes = std::slice::from_raw_parts(header.data, header.filled as usize);
                let bytes = bytes.strip_prefix(&TEMPORAL_DELIMITER).unwrap_or(bytes);
                Some(take(header.pts as u64, header.picture_type == KEY_PICTURE, bytes))
            });
            svt_av1_enc_release_out_buffer(&mut buffer);
            result
        }
    }

    /// A picture without anything in it.
    fn send_grey(&mut self) -> Result<(), Refusal> {
        let bytes = vec![0x80; self.width * self.height];
        let plane = |stride| Plane { bytes: &bytes, stride };
        self.send(0, [plane(self.width), plane(self.width / 2), plane(self.width / 2)])
    }
}

impl Drop for Encoder {
    fn drop(&mut self) {
        if self.state != State::Made {
            // Before SVT-AV1 ends it waits for its last packet, for ever when there was no frame or no end.
            if self.state == State::Fresh {
                let _ = self.send_grey();
            }
            let _ = self.end();
            unsafe { svt_av1_enc_deinit(self.handle) };
        }
        let _alone = BIRTH_AND_DEATH.lock().unwrap_or_else(PoisonError::into_inner);
        unsafe { svt_av1_enc_deinit_handle(self.handle) };
    }
}

/// A plane's rows side by side; nothing when it is too small. SVT-AV1 reads a whole stride of each row, the last one
/// too, which need not have more than its width.
fn packed<'a>(plane: Plane<'a>, width: usize, height: usize) -> Option<Cow<'a, [u8]>> {
    if plane.stride == width {
        return plane.bytes.get(..width * height).map(Cow::Borrowed);
    }
    let rows = (0..height).map(|row| plane.bytes.get(row * plane.stride..)?.get(..width));
    let rows: Option<Vec<&[u8]>> = rows.collect();
    rows.map(|rows| Cow::Owned(rows.concat()))
}

fn empty_buffer() -> Buffer {
    let mut buffer: Buffer = unsafe { std::mem::zeroed() };
    buffer.size = std::mem::size_of::<Buffer>() as u32;
    buffer.picture_type = INVALID_PICTURE;
    buffer
}

fn check(call: &'static str, code: c_int) -> Result<(), Refusal> {
    if code == 0 { Ok(()) } else { Err(Refusal(call, code)) }
}

/// A NUL inside would end the text.
fn text(text: &str) -> CString {
    CString::new(text.split('\0').next().unwrap_or("")).unwrap_or_default()
}
