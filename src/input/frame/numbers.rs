//! Numbers of lines, as `cat -n`, `grep -n` and pages that show text put them before each.

use crate::input::lines::{begins_header, is_blank, lines, without};
use crate::input::step::Altered;
use crate::limits::{MAX_LINE_DIGITS, MAX_LINE_SIGNS};
use crate::message::DamageKind;

/// How many lines must be numbered one after the other.
const MIN_LINES: usize = 3;

/// How many lines are looked at.
const SNIFF_LINES: usize = 24;

/// The text without the numbers of its lines.
pub fn unnumbered(raw: &[u8]) -> Option<Altered> {
    let mut all = lines(raw)
        .map(|(_, line)| line)
        .skip_while(|line| is_blank(line))
        .take(SNIFF_LINES);
    let first = all.next()?;
    let (number, behind) = numbered(first)?;
    let signs = behind.iter().take_while(|byte| is_sign(**byte)).count();
    if signs == 0 || signs > MAX_LINE_SIGNS || !begins_header(&behind[signs..]) {
        return None;
    }
    let signs = behind[..signs].to_vec();
    let mut lines = 1;
    for (expected, line) in (number + 1..).zip(all) {
        if numbered(line).is_none_or(|(number, _)| number != expected) {
            return None;
        }
        lines += 1;
    }
    if lines < MIN_LINES {
        return None;
    }
    let mut expected = number;
    let out = without(raw, |line| match numbered(line) {
        Some((number, behind)) if number == expected => {
            expected += 1;
            let common = behind
                .iter()
                .zip(&signs)
                .take_while(|(a, b)| a == b)
                .count();
            line.len() - behind.len() + common
        }
        _ => 0,
    });
    Some(Altered::new(DamageKind::LinePrefix, 0, 1, Some(out)))
}

fn is_sign(byte: u8) -> bool {
    matches!(byte, b'.' | b':' | b')' | b'|' | b' ' | b'\t')
}

/// The number that a line begins with, and what stands behind it.
fn numbered(line: &[u8]) -> Option<(usize, &[u8])> {
    let rest = line.trim_ascii_start();
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if digits == 0 || digits > MAX_LINE_DIGITS {
        return None;
    }
    let (digits, behind) = rest.split_at(digits);
    let number = std::str::from_utf8(digits).ok()?.parse().ok()?;
    Some((number, behind))
}
