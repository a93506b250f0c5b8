// SPDX-License-Identifier: Apache-2.0

//! What the host asks for, in SVT-AV1's words.

use crate::abi::*;
use crate::bytes;
use std::os::raw::c_char;

/// What the encoder is started with, each time.
#[derive(Default)]
pub struct Settings {
    pub width: u32,
    pub height: u32,
    pub parameters: Vec<(&'static str, String)>,
}

impl Settings {
    /// The host's values as SVT-AV1's own parameters.
    pub fn new(config: &SessionConfig) -> Settings {
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
        for index in 0..config.value_count {
            let value = unsafe { at(config.values, index) };
            match bytes(value.parameter) {
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
    match bytes(speed) {
        b"ultrafast" => 13,
        b"fast" => 11,
        b"medium" => 10,
        b"quality" => 9,
        _ => 12,
    }
}
