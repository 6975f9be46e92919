//! The date as nearly every MTA writes it, read by place: `Thu, 12 Jun 2025 21:06:42 +0000` (RFC 5322 section 3.3).

use super::clock_time::Time;

/// What such a date says, not yet checked against the calendar.
pub(super) struct UsualDate {
    /// From Monday, which is 0.
    pub weekday: u32,
    pub day: u32,
    /// From January, which is 1.
    pub month: u32,
    pub year: i32,
    pub time: Time,
    pub zone_minutes: i32,
    /// `-0000`
    pub minus_zero: bool,
    /// How many bytes it takes.
    pub length: usize,
}

/// How many words it has.
pub(super) const WORDS: usize = 6;

/// Reads it from the beginning of a text; `None` for every other form.
pub(super) fn read(text: &[u8]) -> Option<UsualDate> {
    let (weekday, rest) = text.split_first_chunk()?;
    let weekday = number_of_weekday(*weekday)?;
    let rest = rest.strip_prefix(b", ")?;
    let rest = rest.strip_prefix(b" ").unwrap_or(rest);
    let (day, rest) = match rest {
        [tens, ones, b' ', rest @ ..] => (two(*tens, *ones)?, rest),
        [ones, b' ', rest @ ..] => (digit(*ones)?, rest),
        _ => return None,
    };
    let (month, rest) = rest.split_first_chunk()?;
    let month = number_of_month(*month)?;
    let (clock, rest) = rest.split_first_chunk()?;
    let &[
        b' ',
        y1,
        y2,
        y3,
        y4,
        b' ',
        h1,
        h2,
        b':',
        m1,
        m2,
        b':',
        s1,
        s2,
        b' ',
        sign,
        z1,
        z2,
        z3,
        z4,
    ] = clock
    else {
        return None;
    };
    let ends = |byte: &u8| byte.is_ascii_whitespace() || b",()<;\"".contains(byte);
    if !rest.first().is_none_or(ends) || !matches!(sign, b'+' | b'-') {
        return None;
    }
    let minutes = (two(z1, z2)? * 60 + two(z3, z4)?).cast_signed();
    Some(UsualDate {
        weekday,
        day,
        month,
        year: (two(y1, y2)? * 100 + two(y3, y4)?).cast_signed(),
        time: Time {
            hour: two(h1, h2)?,
            minute: two(m1, m2)?,
            second: two(s1, s2)?,
            ..Time::default()
        },
        zone_minutes: if sign == b'-' { -minutes } else { minutes },
        minus_zero: sign == b'-' && minutes == 0,
        length: text.len() - rest.len(),
    })
}

fn number_of_weekday(name: [u8; 3]) -> Option<u32> {
    Some(match &name {
        b"Mon" => 0,
        b"Tue" => 1,
        b"Wed" => 2,
        b"Thu" => 3,
        b"Fri" => 4,
        b"Sat" => 5,
        b"Sun" => 6,
        _ => return None,
    })
}

fn number_of_month(name: [u8; 3]) -> Option<u32> {
    Some(match &name {
        b"Jan" => 1,
        b"Feb" => 2,
        b"Mar" => 3,
        b"Apr" => 4,
        b"May" => 5,
        b"Jun" => 6,
        b"Jul" => 7,
        b"Aug" => 8,
        b"Sep" => 9,
        b"Oct" => 10,
        b"Nov" => 11,
        b"Dec" => 12,
        _ => return None,
    })
}

fn digit(byte: u8) -> Option<u32> {
    byte.is_ascii_digit().then(|| u32::from(byte - b'0'))
}

fn two(tens: u8, ones: u8) -> Option<u32> {
    Some(digit(tens)? * 10 + digit(ones)?)
}
