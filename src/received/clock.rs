//! Clocks inside queue ids: many MTAs build the time into the id that they give to a message.
//!
//! Such a time was written by the same host as the field's date; the two are seconds apart. More than a day apart
//! means an id that was recycled or made up.

use super::pacific;
use crate::codec::base64::{self, Rule};
use crate::codec::hex::digit;
use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};

/// A time that was read from a queue id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdClock {
    pub time: DateTime<Utc>,
    /// By which scheme.
    pub kind: IdClockKind,
    /// How far from the field's date an honest one lies.
    pub tolerance: TimeDelta,
}

/// The schemes by which MTAs build a time into an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum IdClockKind {
    /// Six base-62 digits of seconds, then process and fraction: `1pABCD-00012E-XX`.
    Exim,
    /// Six base-52 digits of seconds, four of microseconds, `z`, the inode: `4RHHjG1nyfz7QQ5q`.
    PostfixLong,
    /// Pacific local time at the end: `….2023.09.18.06.49.53`.
    Gmail,
    /// Hexadecimal seconds before the last hyphen: `recvd-…-1-688DA60D-2E`.
    SendGrid,
    /// A MongoDB `ObjectId`, whose first eight hexadecimal digits are seconds: Mailgun and others.
    ObjectId,
    /// Year, month, day, hour, minute, second as one base-60 digit each, in UTC: `g6MG2CY16995`.
    Sendmail,
    /// The time of a version 1 UUID (RFC 9562 section 5.1).
    UuidV1,
    /// The time of a version 7 UUID (RFC 9562 section 5.7).
    UuidV7,
    /// Bytes 4 to 8, little-endian, of a base-64 GUID: Dovecot.
    Dovecot,
    /// Hexadecimal seconds between dots: Courier.
    Courier,
    /// The last eight hexadecimal digits, reversed: Momentum.
    Momentum,
    /// Fourteen decimal digits of UTC at the start: InterMail and others.
    Stamp,
    /// Thirteen decimal digits of milliseconds at the start: Zoho.
    Milliseconds,
}

impl IdClockKind {
    /// What the id is, for a reader.
    pub fn text(self) -> &'static str {
        match self {
            Self::Exim => "an Exim message ID",
            Self::PostfixLong => "a long Postfix queue ID",
            Self::Gmail => "a Gmail ID (Pacific time)",
            Self::SendGrid => "a SendGrid ID",
            Self::ObjectId => "an ObjectId",
            Self::Sendmail => "a Sendmail queue ID",
            Self::UuidV1 => "a version 1 UUID",
            Self::UuidV7 => "a version 7 UUID",
            Self::Dovecot => "a Dovecot session ID",
            Self::Courier => "a Courier message ID",
            Self::Momentum => "a Momentum ID",
            Self::Stamp => "an ID that begins with a date and time",
            Self::Milliseconds => "an ID that begins with milliseconds",
        }
    }

    /// Measured: honest ids lie within a minute of the field's date, but a Dovecot session may have been open for
    /// longer, and a Sendmail or Momentum id is given when the connection begins.
    fn tolerance(self) -> TimeDelta {
        TimeDelta::seconds(match self {
            Self::Dovecot | Self::Sendmail | Self::Momentum | Self::Courier => 600,
            _ => 60,
        })
    }

    /// Whether the form of an id is this scheme's and no other's.
    fn tells_itself(self, id: &str) -> bool {
        match self {
            Self::Exim
            | Self::PostfixLong
            | Self::Gmail
            | Self::SendGrid
            | Self::Momentum
            // Told by LMTP and the id: a dialect of its own.
            | Self::Dovecot => true,
            // 32 digits without hyphens are any hash's.
            Self::UuidV1 | Self::UuidV7 => id.as_bytes().get(8) == Some(&b'-'),
            // The clock's upper half is zero until the year 2106; eight digits may be any number.
            Self::Courier => id.split('.').nth(1).is_some_and(|clock| clock.len() == 16),
            Self::ObjectId | Self::Sendmail | Self::Stamp | Self::Milliseconds => false,
        }
    }

    fn read(self, id: &str) -> Option<DateTime<Utc>> {
        match self {
            Self::Exim => exim(id),
            Self::PostfixLong => postfix_long(id),
            Self::Gmail => gmail(id),
            Self::SendGrid => send_grid(id),
            Self::ObjectId => object_id(id),
            Self::Sendmail => sendmail(id),
            Self::UuidV1 => uuid_v1(id),
            Self::UuidV7 => uuid_v7(id),
            Self::Dovecot => dovecot(id),
            Self::Courier => courier(id),
            Self::Momentum => momentum(id),
            Self::Stamp => stamp(id),
            Self::Milliseconds => milliseconds(id),
        }
    }
}

/// Reads the time from an id by the first scheme that fits.
///
/// An id whose form alone tells its scheme holds a clock wherever it stands. One of another form, such as 24 hexadecimal
/// digits, is a clock only in the hand of software that is known to write such (`is_told`), or where the time in it agrees
/// with the field's: by chance it never does.
pub(super) fn read(
    id: &str,
    kinds: &[IdClockKind],
    is_told: bool,
    field_time: Option<DateTime<Utc>>,
) -> Option<IdClock> {
    kinds.iter().find_map(|&kind| {
        let time = kind.read(id)?;
        let tolerance = kind.tolerance();
        let agrees = || field_time.is_some_and(|field| (field - time).abs() <= tolerance);
        (is_told || kind.tells_itself(id) || agrees()).then_some(IdClock {
            time,
            kind,
            tolerance,
        })
    })
}

/// Whether an id has the inner structure that its MTA gives to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdShape {
    /// Which structure.
    pub kind: IdShapeKind,
    /// Whether it is there. Where it is not, the id was made up; where it is, that proves little.
    pub sound: bool,
}

/// Structures of ids that hold no whole time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IdShapeKind {
    /// A short Postfix id begins with five hexadecimal digits of microseconds, so they are below 1,000,000. Random
    /// digits pass in 95 of 100.
    PostfixShort,
}

/// Checks the structure of a Postfix queue id; `None` if it is no short one.
pub(super) fn postfix_shape(id: &str) -> Option<IdShape> {
    let hex = |byte: u8| byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte);
    // Five digits, then the inode number, which has at least one.
    if !(6..=16).contains(&id.len()) || !id.bytes().all(hex) {
        return None;
    }
    let microseconds = u32::from_str_radix(&id[..5], 16).ok()?;
    Some(IdShape {
        kind: IdShapeKind::PostfixShort,
        sound: microseconds < 1_000_000,
    })
}

/// Earlier than any mail with such an id: 1995.
const EARLIEST: i64 = 788_918_400;
/// Later than any: 2100.
const LATEST: i64 = 4_102_444_800;
/// MongoDB, whose `ObjectId`s these are, is of 2009.
const OBJECT_ID_EARLIEST: i64 = 1_230_768_000;

fn seconds(seconds: i64, nanos: u32) -> Option<DateTime<Utc>> {
    (EARLIEST..LATEST)
        .contains(&seconds)
        .then(|| DateTime::from_timestamp(seconds, nanos))?
}

fn from_millis(millis: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(millis)
        .filter(|time| (EARLIEST..LATEST).contains(&time.timestamp()))
}

/// A number in the base whose digits these are.
fn number(text: &[u8], digits: &[u8]) -> Option<i64> {
    let base = i64::try_from(digits.len()).ok()?;
    text.iter().try_fold(0_i64, |sum, byte| {
        let digit = digits.iter().position(|digit| digit == byte)?;
        sum.checked_mul(base)?
            .checked_add(i64::try_from(digit).ok()?)
    })
}

fn hex(text: &str) -> Option<i64> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if plain {
        i64::from_str_radix(text, 16).ok()
    } else {
        None
    }
}

const BASE_62: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE_52: &[u8] = b"0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz";
const BASE_60: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwx";

/// Exim specification, section 3.4: 6-6-2, since 4.97 6-11-4. smail's ids are the same behind an `m`.
fn exim(id: &str) -> Option<DateTime<Utc>> {
    let bytes = match id.strip_prefix('m') {
        Some(rest) if rest.as_bytes().get(6) == Some(&b'-') => rest.split('@').next()?.as_bytes(),
        _ => id.as_bytes(),
    };
    let smail = bytes.len() != id.len();
    let dash = |at: usize| bytes.get(at) == Some(&b'-');
    let shaped = match bytes.len() {
        16 => dash(6) && dash(13),
        23 => dash(6) && dash(18),
        14 => smail && dash(6),
        _ => false,
    };
    let plain = bytes
        .iter()
        .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
    if !shaped || !plain {
        return None;
    }
    seconds(number(&bytes[..6], BASE_62)?, 0)
}

/// Postfix `src/global/mail_queue.h`.
fn postfix_long(id: &str) -> Option<DateTime<Utc>> {
    let bytes = id.as_bytes();
    if !(12..=24).contains(&bytes.len()) || bytes[10] != b'z' {
        return None;
    }
    let microseconds = u32::try_from(number(&bytes[6..10], BASE_52)?).ok()?;
    if microseconds >= 1_000_000 {
        return None;
    }
    // The inode is in base 51: without `z`.
    number(&bytes[11..], &BASE_52[..51])?;
    seconds(number(&bytes[..6], BASE_52)?, microseconds * 1000)
}

fn gmail(id: &str) -> Option<DateTime<Utc>> {
    let mut parts = id.rsplit('.');
    let mut next = |len: usize| -> Option<u32> {
        let part = parts.next()?;
        let plain = part.len() == len && part.bytes().all(|byte| byte.is_ascii_digit());
        if plain { part.parse().ok() } else { None }
    };
    let (second, minute, hour, day, month, year) =
        (next(2)?, next(2)?, next(2)?, next(2)?, next(2)?, next(4)?);
    let local = NaiveDate::from_ymd_opt(year.cast_signed(), month, day)?
        .and_hms_opt(hour, minute, second)?;
    local
        .checked_sub_signed(TimeDelta::hours(pacific::hours_east(local)))
        .map(|utc| utc.and_utc())
}

fn send_grid(id: &str) -> Option<DateTime<Utc>> {
    let mut parts = id.rsplit('-');
    let (last, clock, _) = (parts.next()?, parts.next()?, parts.next()?);
    hex(last)?;
    if clock.len() != 8 {
        return None;
    }
    seconds(hex(clock)?, 0)
}

fn object_id(id: &str) -> Option<DateTime<Utc>> {
    let lower_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if id.len() != 24 || !id.bytes().all(lower_hex) {
        return None;
    }
    hex(&id[..8])
        .filter(|&at| at >= OBJECT_ID_EARLIEST)
        .and_then(|at| seconds(at, 0))
}

/// Sendmail `sendmail/queue.c`, `assign_queueid`: year modulo 60, month from 0, day, hour, minute, second of UTC; then
/// one or two digits of sequence and the process id, which has five digits or more.
fn sendmail(id: &str) -> Option<DateTime<Utc>> {
    let bytes = id.as_bytes();
    if !(12..=18).contains(&bytes.len()) || !bytes[8..].iter().all(u8::is_ascii_digit) {
        return None;
    }
    if !bytes[..8].iter().all(u8::is_ascii_alphanumeric) {
        return None;
    }
    let digit = |at: usize| u32::try_from(number(&bytes[at..=at], BASE_60)?).ok();
    let year = 1960 + digit(0)?.cast_signed();
    // Sendmail 8.10, which began this, is of 2000.
    let year = if year < 2000 { year + 60 } else { year };
    let date = NaiveDate::from_ymd_opt(year, digit(1)? + 1, digit(2)?)?;
    let time = date.and_hms_opt(digit(3)?, digit(4)?, digit(5)?)?;
    Some(time.and_utc())
}

/// The 32 digits of a UUID that stands at the start of an id, with hyphens or without.
fn uuid(id: &str) -> Option<u128> {
    let mut digits = 0_usize;
    let mut value = 0_u128;
    for (at, byte) in id.bytes().enumerate() {
        if digits == 32 {
            return (!byte.is_ascii_alphanumeric()).then_some(value);
        }
        if byte == b'-' && matches!(at, 8 | 13 | 18 | 23) {
            continue;
        }
        value = value << 4 | u128::from(digit(byte)?);
        digits += 1;
    }
    (digits == 32).then_some(value)
}

/// The version, where the variant is that of RFC 9562 section 4.1.
fn uuid_version(uuid: u128) -> Option<u128> {
    (uuid >> 62 & 0b11 == 0b10).then_some(uuid >> 76 & 0xf)
}

fn uuid_v1(id: &str) -> Option<DateTime<Utc>> {
    /// Seconds from the start of the Gregorian calendar to 1970.
    const GREGORIAN: i64 = 12_219_292_800;
    /// Of 100 nanoseconds.
    const TICKS: u128 = 10_000_000;
    let uuid = uuid(id).filter(|&uuid| uuid_version(uuid) == Some(1))?;
    let (low, mid, high) = (uuid >> 96, uuid >> 80 & 0xffff, uuid >> 64 & 0x0fff);
    let ticks = high << 48 | mid << 32 | low;
    seconds(
        i64::try_from(ticks / TICKS).ok()? - GREGORIAN,
        u32::try_from(ticks % TICKS).ok()? * 100,
    )
}

fn uuid_v7(id: &str) -> Option<DateTime<Utc>> {
    let uuid = uuid(id).filter(|&uuid| uuid_version(uuid) == Some(7))?;
    from_millis(i64::try_from(uuid >> 80).ok()?)
}

/// Dovecot `guid_128`: nanoseconds, seconds, process id, host hash; LMTP writes it in base 64 without padding.
fn dovecot(id: &str) -> Option<DateTime<Utc>> {
    // Behind a colon stands which of the session's transactions it was.
    let id = id.split(':').next().filter(|id| id.len() == 22)?;
    let guid: [u8; 16] = base64::decode(id.as_bytes(), Rule::Tag)?.try_into().ok()?;
    let nanos = u32::from_le_bytes([guid[0], guid[1], guid[2], guid[3]]);
    let at = u32::from_le_bytes([guid[4], guid[5], guid[6], guid[7]]);
    // The first four bytes are nanoseconds in some versions, and something else in others.
    seconds(i64::from(at), nanos).or_else(|| seconds(i64::from(at), 0))
}

fn courier(id: &str) -> Option<DateTime<Utc>> {
    let mut parts = id.split('.');
    let (Some(inode), Some(clock), Some(process), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    hex(inode)?;
    hex(process)?;
    if !matches!(clock.len(), 8 | 16) {
        return None;
    }
    seconds(hex(clock)?, 0)
}

fn momentum(id: &str) -> Option<DateTime<Utc>> {
    let clock = id.rsplit('-').next().filter(|clock| clock.len() == 8)?;
    // `80/0A-02454-4DCB6054`
    if id.as_bytes().get(2) != Some(&b'/') {
        return None;
    }
    let reversed: String = clock.chars().rev().collect();
    seconds(hex(&reversed)?, 0)
}

fn stamp(id: &str) -> Option<DateTime<Utc>> {
    let digits = id
        .get(..14)
        .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let time = NaiveDateTime::parse_from_str(digits, "%Y%m%d%H%M%S")
        .ok()?
        .and_utc();
    (EARLIEST..LATEST)
        .contains(&time.timestamp())
        .then_some(time)
}

fn milliseconds(id: &str) -> Option<DateTime<Utc>> {
    let millis: i64 = id
        .get(..13)
        .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?
        .parse()
        .ok()?;
    from_millis(millis)
}

#[cfg(test)]
#[path = "clock_tests.rs"]
mod tests;
