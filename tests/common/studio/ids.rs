//! Queue ids with the clock that each program puts into them.

use super::clock::Moment;
use base64::prelude::{BASE64_STANDARD_NO_PAD, Engine as _};
use std::num::TryFromIntError;

/// Digits and consonants: Postfix avoids words.
const POSTFIX: &[u8] = b"0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz";
/// The order in which Exim counts.
const EXIM: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// `number` in the positional system of `digits`, at least `width` long.
fn positional(mut number: usize, digits: &[u8], width: usize) -> String {
    let base = digits.len();
    let mut text = Vec::new();
    while number > 0 || text.len() < width {
        text.push(char::from(digits[number % base]));
        number /= base;
    }
    text.iter().rev().collect()
}

/// The scenes play in this century.
fn seconds<T: TryFrom<i64, Error = TryFromIntError>>(time: Moment) -> T {
    T::try_from(time.unix()).expect("seconds since 1970")
}

/// A long queue ID of Postfix (`enable_long_queue_ids`): seconds, microseconds, `z`, the file's inode.
pub fn postfix(time: Moment, micros: usize, inode: usize) -> String {
    format!(
        "{}{}z{}",
        positional(seconds(time), POSTFIX, 6),
        positional(micros, POSTFIX, 4),
        // Without `z`, which is the separator.
        positional(inode, &POSTFIX[..POSTFIX.len() - 1], 0),
    )
}

/// A message id of Exim 4.97 and later: seconds, process, fraction of the second.
pub fn exim(time: Moment, process: usize, fraction: usize) -> String {
    format!(
        "{}-{}-{}",
        positional(seconds(time), EXIM, 6),
        positional(process, EXIM, 11),
        positional(fraction, EXIM, 4),
    )
}

/// A session id of Dovecot's LMTP: nanoseconds, seconds, process, host, each of four bytes, the lowest first.
pub fn dovecot(time: Moment, nanos: u32, process: u32) -> String {
    /// A hash of the host's name.
    const HOST: u32 = 0xd029_bb02;
    let words = [nanos, seconds(time), process, HOST];
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    BASE64_STANDARD_NO_PAD.encode(bytes)
}

/// An id of twelve bytes in hexadecimal whose first four are seconds.
pub fn object(time: Moment, rest: &str) -> String {
    format!("{:08x}{rest}", time.unix())
}
