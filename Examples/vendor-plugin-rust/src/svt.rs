// SPDX-License-Identifier: Apache-2.0

//! SVT-AV1 1.4, as far as this provider needs it, made safe to use.

use std::ffi::CString;
use std::os::raw::{c_char, c_int, c_void};
use std::ptr;

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

/// What SVT-AV1 refuses, with its number.
pub struct Refusal(pub &'static str, pub i32);

/// Frames in YUV 4:2:0, each plane with the distance from row to row.
pub struct Planes<'a> {
    pub planes: [(&'a [u8], usize); 3],
}

/// One encoder, from its first frame on: there is no way to ask it for another keyframe.
pub struct Encoder {
    handle: *mut c_void,
    width: u32,
    height: u32,
    is_running: bool,
}

// Used by one thread at a time, whichever it is.
unsafe impl Send for Encoder {}

impl Encoder {
    /// Starts an encoder with SVT-AV1's own parameters, by name.
    pub fn new(width: u32, height: u32, parameters: &[(&str, String)]) -> Result<Encoder, Refusal> {
        let mut configuration = Box::new(Configuration([0; 4096]));
        let mut handle = ptr::null_mut();
        unsafe {
            check("init_handle", svt_av1_enc_init_handle(&mut handle, ptr::null_mut(), &mut *configuration))?;
        }
        // From here on it is released, whatever happens.
        let mut encoder = Encoder { handle, width, height, is_running: false };
        for (name, value) in parameters {
            let (name, value) = (text(name), text(value));
            unsafe {
                let code = svt_av1_enc_parse_parameter(&mut *configuration, name.as_ptr(), value.as_ptr());
                check("parse_parameter", code)?;
            }
        }
        unsafe {
            check("set_parameter", svt_av1_enc_set_parameter(handle, &mut *configuration))?;
            check("init", svt_av1_enc_init(handle))?;
        }
        encoder.is_running = true;
        Ok(encoder)
    }

    /// Gives a frame in; it is copied.
    pub fn send(&mut self, id: u64, planes: &Planes) -> Result<(), Refusal> {
        let [(y, y_stride), (u, u_stride), (v, v_stride)] = planes.planes;
        let mut picture = Picture {
            planes: [y.as_ptr(), u.as_ptr(), v.as_ptr()],
            extra_planes: [ptr::null(); 3],
            y_stride: y_stride as u32,
            v_stride: v_stride as u32,
            u_stride: u_stride as u32,
            width: self.width,
            height: self.height,
            origin: [0, 0],
            colour_format: YUV420,
            bit_depth: 8,
        };
        let bytes = self.width * self.height * 3 / 2;
        let mut buffer = empty_buffer();
        buffer.data = &mut picture as *mut Picture as *mut u8;
        buffer.filled = bytes;
        buffer.allocated = bytes;
        buffer.pts = id as i64;
        unsafe { check("send_picture", svt_av1_enc_send_picture(self.handle, &mut buffer)) }
    }

    /// Says that no frame will follow.
    pub fn end(&mut self) -> Result<(), Refusal> {
        self.is_running = false;
        let mut buffer = empty_buffer();
        buffer.flags = END_OF_STREAM;
        unsafe { check("send_picture", svt_av1_enc_send_picture(self.handle, &mut buffer)) }
    }

    /// Hands a finished packet, if there is one, to `take`: its frame's id, whether it is a keyframe, its bytes.
    pub fn receive<R>(&mut self, take: impl FnOnce(u64, bool, &[u8]) -> R) -> Option<R> {
        let mut buffer: *mut Buffer = ptr::null_mut();
        unsafe {
            if svt_av1_enc_get_packet(self.handle, &mut buffer, 0) != 0 || buffer.is_null() {
                return None;
            }
            let header = &*buffer;
            let bytes = std::slice::from_raw_parts(header.data, header.filled as usize);
            let result = take(header.pts as u64, header.picture_type == KEY_PICTURE, bytes);
            svt_av1_enc_release_out_buffer(&mut buffer);
            Some(result)
        }
    }
}

impl Drop for Encoder {
    fn drop(&mut self) {
        // SVT-AV1 wants to hear of the end before it ends.
        if self.is_running {
            let _ = self.end();
        }
        unsafe {
            svt_av1_enc_deinit(self.handle);
            svt_av1_enc_deinit_handle(self.handle);
        }
    }
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
