//! Spaces that do not break, as pages write indentation. No program writes them into a header's folding.

use super::top::top_received;
use crate::input::lines::{Copied, Line, NBSP, field_name, lines, white};
use crate::input::names::is_structured;
use crate::input::step::Altered;
use crate::message::DamageKind;
use memchr::memmem;

/// The header with spaces for those that do not break: where lines begin, and in fields that programs write.
pub fn with_plain_spaces(copied: Copied<'_>) -> Option<Altered> {
    let Copied {
        raw,
        header,
        has_body,
        ..
    } = copied;
    memmem::find(header, NBSP)?;
    // What indents with them indents the receiver's field so as well. Where that is not folded, a line anywhere tells, if
    // nothing follows the header.
    let top = top_received(header);
    let is_folded = |(_, line): (usize, &[u8])| Line::of(line) == Line::Folded;
    let is_seen = match top.filter(|top| has_body || lines(top).any(is_folded)) {
        Some(top) => begins_so(top),
        None => !has_body && begins_so(header),
    };
    if !is_seen {
        return None;
    }
    let (mut offset, mut count, mut is_ours) = (None, 0, false);
    let mut out = Vec::with_capacity(raw.len());
    for (at, line) in lines(header) {
        if let Some(name) = field_name(line) {
            is_ours = is_structured(name);
        }
        let until = if is_ours { line.len() } else { white(line) };
        let mut rest = &line[..until];
        while let Some(found) = memmem::find(rest, NBSP) {
            offset.get_or_insert(at + found);
            count += 1;
            out.extend_from_slice(&rest[..found]);
            out.push(b' ');
            rest = &rest[found + NBSP.len()..];
        }
        out.extend_from_slice(rest);
        out.extend_from_slice(&line[until..]);
    }
    out.extend_from_slice(&raw[header.len()..]);
    Some(Altered::new(
        DamageKind::NonBreakingSpaces,
        offset?,
        count,
        Some(out),
    ))
}

/// Whether a line of a text begins with such a space.
fn begins_so(text: &[u8]) -> bool {
    lines(text).any(|(_, line)| has_nbsp(&line[..white(line)]))
}

fn has_nbsp(text: &[u8]) -> bool {
    memmem::find(text, NBSP).is_some()
}
