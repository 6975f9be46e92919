//! The zone of a date, by number or by name.

use super::date_oddity::DateOddity;
use super::scan::{Scan, number};
use super::zones::{self, Zone};

/// Keywords of clauses, which are no zones.
const NO_ZONES: [&str; 6] = ["from", "by", "via", "with", "id", "for"];

impl Scan {
    pub(super) fn named_zone(&mut self, word: &str) -> bool {
        if self.zone_named {
            return self.summer(word);
        }
        // `GMT+0200`, `UTC-3`: the number is what counts.
        if let Some(sign) = word.find(['+', '-']) {
            return self.zone_minutes.is_none()
                && zones::find(&word[..sign]).is_some_and(|zone| zone.minutes == 0)
                && self.numeric_zone(&word[sign..]);
        }
        let zone = zones::find(word);
        if self.zone_minutes.is_some() {
            // `-0800 PST`: a comment that lost its parentheses.
            self.zone_named = zone.is_some();
            return self.zone_named;
        }
        if let Some(zone) = zone {
            self.take_zone(zone);
        } else {
            let could_be = !self.after_comment
                && word.len() <= 5
                && word.bytes().all(|byte| byte.is_ascii_uppercase())
                && !NO_ZONES
                    .iter()
                    .any(|keyword| keyword.eq_ignore_ascii_case(word));
            if !could_be {
                return false;
            }
            self.zone_minutes = Some(0);
            self.oddities.push(DateOddity::UnknownZone);
        }
        self.zone_named = true;
        true
    }

    /// Takes the second word of `MET DST`.
    fn summer(&mut self, word: &str) -> bool {
        let is_summer = word.eq_ignore_ascii_case("dst") && !self.summer_named;
        self.summer_named |= is_summer;
        if let (true, Some(zone)) = (is_summer, self.name_counts.take()) {
            let zone = zone.in_summer();
            (self.zone_minutes, self.zone_span) = (Some(zone.minutes), zone.span);
        }
        is_summer
    }

    /// Takes a zone by its name.
    pub(super) fn take_zone(&mut self, zone: Zone) {
        self.name_counts = Some(zone);
        self.zone_minutes = Some(zone.minutes);
        self.zone_span = zone.span;
        self.oddities.push(if zone.span.is_some() {
            DateOddity::AmbiguousZone
        } else if zone.standard {
            DateOddity::ObsoleteZone
        } else {
            DateOddity::NonstandardZone
        });
    }

    /// `+0100`, `+01:00`, `+01`.
    pub(super) fn numeric_zone(&mut self, word: &str) -> bool {
        if self.zone_minutes.is_some() {
            return false;
        }
        let negative = word.starts_with('-');
        let digits: &str = &word[1..];
        let (hours, minutes) = match digits.len() {
            1 | 2 => (digits, "0"),
            3 if digits.is_ascii() => digits.split_at(1),
            4 if digits.is_ascii() => digits.split_at(2),
            5 if digits.as_bytes()[2] == b':' => (&digits[..2], &digits[3..]),
            _ => return false,
        };
        let (Some(hours), Some(minutes)) = (number(hours), number(minutes)) else {
            return false;
        };
        let total = (hours * 60 + minutes).cast_signed();
        if negative && total == 0 {
            self.oddities.push(DateOddity::MinusZero);
        }
        self.zone_minutes = Some(if negative { -total } else { total });
        true
    }
}
