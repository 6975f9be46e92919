//! Edits to the structure: parts added, the original made a part, parts re-encoded, boundaries changed.

use super::downgrade;
use super::found::Found;
use super::mime::{self, Entity, Multipart};
use super::recode::re_encoded;
use super::search::Search;
use super::{Context, Edit};
use crate::codec::multipart::delimiters;
use crate::limits::MAX_REPAIR_DEPTH;

const BUILT_AROUND: &str = "the original was wrapped in a multipart as one of its parts";
const PART_ADDED: &str = "a part was added to the multipart";

/// Parts were 8-bit.
pub(super) fn downgraded(search: &mut Search<'_>, context: &Context<'_>) -> Option<Found> {
    downgraded_text(search, context.text, &context.entity)
}

fn downgraded_text(search: &mut Search<'_>, text: &[u8], entity: &Entity) -> Option<Found> {
    for original in downgrade::undone(text, entity) {
        if search.is_over() {
            return None;
        }
        if let Some(end) = search.cut(&original) {
            let found = Found::new(original, end);
            return Some(found.with(
                Edit::TransferEncoding,
                "parts were 8bit, now quoted-printable",
            ));
        }
    }
    None
}

/// The original is a part, or lacks parts that were added.
pub(super) fn parts(search: &mut Search<'_>, context: &Context<'_>) -> Option<Found> {
    within(search, context.text, &context.entity, 0)
}

fn within(search: &mut Search<'_>, text: &[u8], entity: &Entity, depth: usize) -> Option<Found> {
    let boundary = entity.boundary.as_deref()?;
    if depth == MAX_REPAIR_DEPTH || search.is_over() {
        return None;
    }
    let multipart = mime::split(text, boundary);
    if let Some(found) = fewer_parts(search, text, entity, &multipart, boundary) {
        return Some(found);
    }
    for (nth, range) in multipart.parts.iter().enumerate() {
        if search.is_over() {
            return None;
        }
        let part = &text[range.clone()];
        let (inner, start) = Entity::of_part(part);
        let body = &part[start..];
        let found = if let Some(end) = search.cut(body) {
            Some(Found::new(body.to_vec(), end))
        } else if inner.boundary.is_some() {
            downgraded_text(search, body, &inner)
                .or_else(|| within(search, body, &inner, depth + 1))
        } else {
            re_encoded(search, body, &inner)
        };
        if let Some(mut found) = found {
            if found.part_header.is_empty() {
                found.part_header = part[..start].to_vec();
            }
            found.is_behind |= nth > 0;
            return Some(found.with(Edit::MimePartAdded, BUILT_AROUND));
        }
    }
    None
}

/// The original ends before a delimiter, and is closed there.
fn fewer_parts(
    search: &mut Search<'_>,
    text: &[u8],
    entity: &Entity,
    multipart: &Multipart,
    boundary: &[u8],
) -> Option<Found> {
    let close = [b"--", boundary, b"--\r\n"].concat();
    for &delimiter in multipart.delimiters.iter().skip(1).rev() {
        if search.is_over() {
            return None;
        }
        let mut shorter = text[..delimiter].to_vec();
        shorter.extend_from_slice(&close);
        let found = if search.whole(&shorter) {
            let end = shorter.len();
            Some(Found::new(shorter, end))
        } else {
            downgraded_text(search, &shorter, entity)
        };
        if let Some(mut found) = found {
            found.added = Some(text[delimiter..].to_vec());
            return Some(found.with(Edit::MimePartAdded, PART_ADDED));
        }
    }
    None
}

/// Where the first part that has none itself ends, and where the first delimiter stands; all of a text without parts.
pub(super) fn first_text(text: &[u8], entity: &Entity) -> (usize, usize) {
    let Some(boundary) = entity.boundary.as_deref() else {
        return (text.len(), text.len());
    };
    let mut multipart = mime::split(text, boundary);
    let top = multipart.delimiters.first().copied();
    let mut end = text.len();
    let mut start = 0;
    for _ in 0..MAX_REPAIR_DEPTH {
        let Some(part) = multipart.parts.first() else {
            break;
        };
        end = start + part.end;
        start += part.start;
        let (inner, body) = Entity::of_part(&text[start..end]);
        start += body;
        let Some(boundary) = inner.boundary else {
            break;
        };
        multipart = mime::split(&text[start..end], &boundary);
    }
    (end, top.unwrap_or(text.len()))
}

/// The delimiters were another boundary, which some other field of the header still names.
pub(super) fn other_boundary(search: &mut Search<'_>, context: &Context<'_>) -> Option<Found> {
    let now = context.entity.boundary.as_deref()?;
    for was in &context.boundaries {
        if was == now {
            continue;
        }
        let original = replace_delimiters(context.text, now, was);
        if let Some(end) = search.cut(&original) {
            let found = Found::new(original, end);
            return Some(found.with(Edit::Boundary, "the multipart boundary was changed"));
        }
    }
    None
}

fn replace_delimiters(text: &[u8], now: &[u8], was: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    for delimiter in delimiters(text, now) {
        let start = delimiter.line.start + b"--".len();
        out.extend_from_slice(&text[at..start]);
        out.extend_from_slice(was);
        at = start + now.len();
    }
    out.extend_from_slice(&text[at..]);
    out
}
