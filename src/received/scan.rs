//! The words of a date: which is the day, the month, the zone.

use super::clock_time::Time;
use super::date_oddity::DateOddity;
use super::date_words::{MAX_COMMENTS, comment, is_blank, spaced_clock, word_length, zone_comment};
use super::usual_date;
use super::zones::{self, Zone};

/// What stood in a date, not yet checked against the calendar.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub weekday: Option<u32>,
    pub day: Option<u32>,
    pub month: Option<u32>,
    pub year: Option<i32>,
    pub year_digits: usize,
    pub time: Option<Time>,
    pub zone_minutes: Option<i32>,
    /// The least and the most that the zone may be east of UTC, in minutes, where its name has several meanings.
    pub zone_span: Option<(i32, i32)>,
    pub oddities: Vec<DateOddity>,
    pub end: usize,
    pub(super) zone_named: bool,
    /// The zone by its name, where no number says it.
    pub(super) name_counts: Option<Zone>,
    pub(super) summer_named: bool,
    /// The zone that a comment behind the time names: `(UTC)`.
    comment_zone: Option<Zone>,
    /// Whether a comment stands between the words.
    pub(super) after_comment: bool,
}

/// More words than this belong to no date.
const MAX_WORDS: usize = 10;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

impl Scan {
    /// Takes words from `start` for as long as they belong to a date; `None` unless day, month and year are among them.
    pub(super) fn run(value: &str, start: usize) -> Option<Self> {
        let mut scan = Self {
            end: start,
            ..Self::default()
        };
        let mut words_left = MAX_WORDS - scan.usual(value, start);
        let mut comments_left = MAX_COMMENTS;
        let mut at = scan.end;
        loop {
            let rest = value.get(at..)?;
            let blank = rest.bytes().take_while(|byte| is_blank(*byte)).count();
            let rest = &rest[blank..];
            if rest.is_empty() || (at == start && blank > 0) {
                break;
            }
            at += blank;
            if rest.starts_with('(') {
                let Some(len) = comment(rest).filter(|_| comments_left > 0) else {
                    break;
                };
                comments_left -= 1;
                if scan.comment(&rest[..len]) {
                    scan.end = at + len;
                }
                if scan.is_whole() {
                    break;
                }
                at += len;
                continue;
            }
            if words_left == 0 {
                break;
            }
            words_left -= 1;
            let spaced = if scan.time.is_none() {
                spaced_clock(rest)
            } else {
                None
            };
            let (len, taken) = if let Some((clock, len)) = spaced {
                (len, scan.clock(&clock))
            } else {
                let len = word_length(rest);
                (len, len > 0 && scan.word(&rest[..len]))
            };
            if !taken {
                break;
            }
            at += len;
            scan.end = at;
        }
        if let (true, None, Some(zone)) =
            (scan.time.is_some(), scan.zone_minutes, scan.comment_zone)
        {
            scan.take_zone(zone);
        }
        let complete = scan.day.is_some() && scan.month.is_some() && scan.year.is_some();
        complete.then_some(scan)
    }

    /// Takes a date of the usual form whole, and gives the number of its words; 0 for every other form.
    fn usual(&mut self, value: &str, start: usize) -> usize {
        let text = value.as_bytes().get(start..);
        let Some(usual) = text.and_then(usual_date::read) else {
            return 0;
        };
        self.weekday = Some(usual.weekday);
        self.day = Some(usual.day);
        self.month = Some(usual.month);
        self.year = Some(usual.year);
        self.year_digits = 4;
        self.time = Some(usual.time);
        self.zone_minutes = Some(usual.zone_minutes);
        if usual.minus_zero {
            self.oddities.push(DateOddity::MinusZero);
        }
        self.end = start + usual.length;
        usual_date::WORDS
    }

    /// Whether nothing is missing.
    fn is_whole(&self) -> bool {
        let date = self.day.is_some() && self.month.is_some() && self.year.is_some();
        date && self.time.is_some() && self.zone_minutes.is_some()
    }

    /// Takes a comment, which says nothing but the zone's name if there is no other; whether it is one that names a zone.
    fn comment(&mut self, text: &str) -> bool {
        self.after_comment = true;
        let names_zone = zone_comment(text) == Some(text.len());
        if names_zone && self.time.is_some() && self.comment_zone.is_none() {
            self.comment_zone = zones::find(text[1..text.len() - 1].trim_ascii());
        }
        names_zone
    }

    /// Takes one word; `false` if it does not belong to the date.
    fn word(&mut self, word: &str) -> bool {
        match word.as_bytes()[0] {
            b'0'..=b'9' => self.numeric(word),
            b'+' | b'-' => self.time.is_some() && self.numeric_zone(word),
            b'm' if word.starts_with("m=") => self.time.is_some(),
            _ => self.name(word),
        }
    }

    fn name(&mut self, word: &str) -> bool {
        let word = word.trim_end_matches('.');
        if self.time.is_none() || self.year.is_none() {
            let first = self.weekday.is_none() && self.day.is_none() && self.month.is_none();
            if first && let Some(day) = position(&WEEKDAYS, word) {
                self.weekday = Some(day);
                return true;
            }
            if self.month.is_none()
                && let Some(month) = position(&MONTHS, word)
            {
                self.month = Some(month + 1);
                if self.day.is_none() {
                    self.oddities.push(DateOddity::UnusualOrder);
                }
                return true;
            }
        }
        self.time.is_some() && (self.half_of_day(word) || self.named_zone(word))
    }

    fn half_of_day(&mut self, word: &str) -> bool {
        let is_afternoon = word.eq_ignore_ascii_case("pm");
        if !is_afternoon && !word.eq_ignore_ascii_case("am")
            || self.oddities.contains(&DateOddity::TwelveHourClock)
        {
            return false;
        }
        let Some(time) = &mut self.time else {
            return false;
        };
        // Behind 13:41 it says nothing more.
        if time.hour <= 12 {
            time.hour = time.hour % 12 + if is_afternoon { 12 } else { 0 };
        }
        self.oddities.push(DateOddity::TwelveHourClock);
        true
    }

    fn numeric(&mut self, word: &str) -> bool {
        if let Some(colon) = word.bytes().position(|byte| byte == b':') {
            return match word[..colon].find(['T', 't']) {
                Some(t) => self.ymd(&word[..t]) && self.clock(&word[t + 1..]),
                None => self.clock(word),
            };
        }
        if word.bytes().any(|byte| matches!(byte, b'-' | b'/')) {
            return self.ymd(word);
        }
        let Some(value) = number(word) else {
            return false;
        };
        if word.len() <= 2 && self.day.is_none() {
            self.day = Some(value);
            return true;
        }
        if self.year.is_none() && matches!(word.len(), 2..=4) {
            if self.day.is_none() || self.month.is_none() || self.time.is_some() {
                self.unusual();
            }
            self.year = Some(value.cast_signed());
            self.year_digits = word.len();
            return true;
        }
        false
    }

    /// `2002-07-22`, `7/22/2002`, `22-Jul-2002`.
    fn ymd(&mut self, word: &str) -> bool {
        if self.day.is_some() || self.month.is_some() || self.year.is_some() {
            return false;
        }
        let mut parts = word.split(['-', '/']);
        let (Some(a), Some(b), Some(c), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return false;
        };
        let (year, month, day) = if let Some(month) = position(&MONTHS, b) {
            (c, Some(month + 1), number(a))
        } else if a.len() == 4 {
            (a, number(b), number(c))
        } else {
            let (Some(first), Some(second)) = (number(a), number(b)) else {
                return false;
            };
            if first > 12 {
                (c, Some(second), Some(first))
            } else {
                if second <= 12 && first != second {
                    self.oddities.push(DateOddity::AmbiguousOrder);
                }
                (c, Some(first), Some(second))
            }
        };
        let (Some(value), true) = (number(year), matches!(year.len(), 2 | 4)) else {
            return false;
        };
        self.year = Some(value.cast_signed());
        self.year_digits = year.len();
        (self.month, self.day) = (month, day);
        self.unusual();
        month.is_some() && day.is_some()
    }

    /// `17:02:14.25+01:00` and its shorter forms.
    fn clock(&mut self, word: &str) -> bool {
        if self.time.is_some() {
            return false;
        }
        let zone_at = word
            .bytes()
            .position(|byte| matches!(byte, b'+' | b'-' | b'Z' | b'z'));
        let (clock, zone) = word.split_at(zone_at.unwrap_or(word.len()));
        let mut parts = clock.split(':');
        let (Some(hour), Some(minute)) =
            (parts.next().and_then(number), parts.next().and_then(number))
        else {
            return false;
        };
        let mut time = Time {
            hour,
            minute,
            ..Time::default()
        };
        match parts.next() {
            None => self.oddities.push(DateOddity::NoSeconds),
            Some(seconds) => {
                let (whole, fraction) = seconds.split_once(['.', ',']).unwrap_or((seconds, ""));
                let Some(second) = number(whole) else {
                    return false;
                };
                time.second = second;
                (time.nanos, time.fraction_digits) = nanos(fraction);
            }
        }
        if parts.next().is_some() {
            return false;
        }
        self.time = Some(time);
        match zone.as_bytes().first() {
            None => true,
            Some(b'Z' | b'z') => {
                self.zone_minutes = Some(0);
                zone.len() == 1
            }
            Some(_) => self.numeric_zone(zone),
        }
    }

    fn unusual(&mut self) {
        if !self.oddities.contains(&DateOddity::UnusualOrder) {
            self.oddities.push(DateOddity::UnusualOrder);
        }
    }
}

/// The index of a name, whole or abbreviated to three letters or more.
fn position(names: &[&str], word: &str) -> Option<u32> {
    let first = word
        .as_bytes()
        .first()
        .filter(|_| word.len() >= 3)?
        .to_ascii_lowercase();
    let index = names.iter().position(|name| {
        name.as_bytes()[0] == first
            && name
                .get(..word.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(word))
    })?;
    u32::try_from(index).ok()
}

pub(super) fn number(text: &str) -> Option<u32> {
    let plain = matches!(text.len(), 1..=4) && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// A fraction's nanoseconds and its digits, of which nine count.
fn nanos(fraction: &str) -> (u32, u8) {
    let mut nanos = 0;
    let mut digits = 0;
    for byte in fraction.bytes().take(9).take_while(u8::is_ascii_digit) {
        nanos = nanos * 10 + u32::from(byte - b'0');
        digits += 1;
    }
    (nanos * 10_u32.pow(9 - u32::from(digits)), digits)
}
