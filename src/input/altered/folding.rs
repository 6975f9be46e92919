//! Folding that was lost, and lines that were broken anew.

use super::top::{has_time, top_received};
use crate::input::lines::{Line, field_name, header, lines};
use crate::input::names::{is_mail_field, is_signature};
use crate::input::step::Altered;
use crate::message::DamageKind;

/// Lines that have lost the white space before them, or were broken where they were long. The receiver's own field is
/// among them.
pub fn rejoined(raw: &[u8]) -> Option<Altered> {
    let (header, _) = header(raw);
    let top = top_received(header)?;
    let (end, _) = lines(top).find(|(_, line)| Line::of(line) == Line::Loose)?;
    // Behind a field that is whole, the sender's own lines begin.
    if has_time(&top[..end]) && !is_zone(&top[end..]) {
        return None;
    }
    let (mut offset, mut loose, mut folded) = (None, 0, 0);
    for (at, line) in lines(header) {
        match Line::of(line) {
            Line::Loose => {
                loose += 1;
                offset.get_or_insert(at);
            }
            Line::Folded => folded += 1,
            Line::Field => {}
        }
    }
    if loose < MIN_LOOSE {
        return None;
    }
    let mut out = Vec::with_capacity(raw.len() + loose);
    let (mut inside, mut is_signed) = (false, false);
    for (_, line) in lines(header) {
        match field_name(line).filter(|_| Line::of(line) == Line::Field) {
            Some(name) if begins_field(line, name, is_signed) || !inside => {
                inside = true;
                is_signed = is_signature(name);
            }
            // A mailbox's `From ` line and the like stand before the first field.
            _ if inside && Line::of(line) != Line::Folded => out.push(b' '),
            _ => {}
        }
        out.extend_from_slice(line);
    }
    out.extend_from_slice(&raw[header.len()..]);
    let kind = if folded == 0 {
        DamageKind::LostFolding
    } else {
        DamageKind::Rewrapped
    };
    Some(Altered::new(kind, offset?, loose, Some(out)))
}

/// Whether what looks like a field is one, where folded lines have lost their white space: of a list of names in a
/// signature, or of a text, there may be anything at the beginning of a line.
fn begins_field(line: &[u8], name: &[u8], is_signed: bool) -> bool {
    let behind = memchr::memchr(b':', line).and_then(|colon| line.get(colon + 1));
    behind.is_none_or(u8::is_ascii_whitespace)
        || (!is_signed && (is_mail_field(name) || name.contains(&b'-')))
}

/// Whether a line begins with the time zone that a date lacks.
fn is_zone(line: &[u8]) -> bool {
    matches!(line, [b'+' | b'-', zone @ ..] if zone.len() >= 4 && zone[..4].iter().all(u8::is_ascii_digit))
}

/// One loose line may be an accident of the sender's.
const MIN_LOOSE: usize = 2;
