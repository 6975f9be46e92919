//! Folding that was lost, and lines that were broken anew.

use super::top::top_received;
use crate::input::lines::{Copied, Line, field_name, is_name, lines};
use crate::input::names::{is_known, is_mail_field, is_signature};
use crate::input::step::Altered;
use crate::message::DamageKind;

/// Lines that have lost the white space before them, or were broken where they were long. The receiver's own field is
/// among them.
pub fn rejoined(copied: Copied<'_>) -> Option<Altered> {
    let Copied { raw, header, .. } = copied;
    lines(top_received(header)?).find(|(_, line)| Line::of(line) == Line::Loose)?;
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
        match field_name(line) {
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
    let behind = memchr::memchr(b':', line).map_or(&[][..], |colon| &line[colon + 1..]);
    if behind.first().is_none_or(u8::is_ascii_whitespace) {
        return true;
    }
    is_mail_field(name) && !(is_signed && is_list(behind)) || (!is_signed && name.contains(&b'-'))
}

/// Whether text goes on as a list of names of fields does.
fn is_list(text: &[u8]) -> bool {
    let end = memchr::memchr2(b':', b';', text).unwrap_or(text.len());
    let name = text[..end].trim_ascii();
    is_known(name) || (is_name(name) && name.contains(&b'-'))
}

/// One loose line may be an accident of the sender's.
const MIN_LOOSE: usize = 2;
