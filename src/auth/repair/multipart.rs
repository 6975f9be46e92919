//! Edits to the structure: parts added, the original made a part, parts re-encoded, boundaries changed.

use super::downgrade;
use super::found::Found;
use super::mime::{self, Entity};
use super::recode::re_encoded;
use super::search::Search;
use super::styles::Styles;
use super::{Context, Edit};
use crate::codec::multipart::delimiters;
use crate::limits::MAX_REPAIR_DEPTH;

const BUILT_AROUND: &str = "the original was wrapped in a multipart as one of its parts";
const PART_ADDED: &str = "a part was added to the multipart";

/// The original is what is here, but for what was appended, parts that were added, and parts that were 8-bit.
pub(super) fn as_it_stands(search: &mut Search<'_>, text: &[u8], entity: &Entity) -> Option<Found> {
    let Some(boundary) = entity.boundary.as_deref() else {
        let end = search.cut(text)?;
        return Some(Found::new(text.to_vec(), end));
    };
    let original = downgrade::find(search, text, boundary)?;
    let mut found = Found::new(original.text, original.end);
    if original.is_downgraded {
        found = found.with(
            Edit::TransferEncoding,
            "parts were 8bit, now quoted-printable",
        );
    }
    if let Some(added) = original.added {
        found.added = Some(text[added..].to_vec());
        found = found.with(Edit::MimePartAdded, PART_ADDED);
    }
    Some(found)
}

/// The original is a part.
pub(super) fn part(search: &mut Search<'_>, context: &Context<'_>) -> Option<Found> {
    within(search, context.text, &context.entity, 0, &as_it_stands)
}

/// The original is a part and was encoded otherwise: both is seldom done, and only by who passes a message on.
pub(super) fn re_encoded_part(search: &mut Search<'_>, context: &Context<'_>) -> Option<Found> {
    let (styles, recoded) = if context.passed_on {
        (Styles::All, Some(Styles::All))
    } else {
        (Styles::Commonest, None)
    };
    let attempt = |search: &mut Search<'_>, body: &[u8], inner: &Entity| {
        let is_multipart = inner.boundary.is_some();
        (!is_multipart).then(|| re_encoded(search, body, inner, styles, recoded))?
    };
    within(search, context.text, &context.entity, 0, &attempt)
}

/// An attempt to find the original in what is a part now.
type Attempt<'a> = &'a dyn Fn(&mut Search<'_>, &[u8], &Entity) -> Option<Found>;

fn within(
    search: &mut Search<'_>,
    text: &[u8],
    entity: &Entity,
    depth: usize,
    attempt: Attempt<'_>,
) -> Option<Found> {
    let boundary = entity.boundary.as_deref()?;
    if depth == MAX_REPAIR_DEPTH {
        return None;
    }
    for (nth, range) in mime::split(text, boundary).parts.iter().enumerate() {
        if search.is_over() {
            return None;
        }
        let part = &text[range.clone()];
        let (inner, start) = Entity::of_part(part);
        let body = &part[start..];
        let found = attempt(search, body, &inner)
            .or_else(|| within(search, body, &inner, depth + 1, attempt));
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

/// The first part that has none itself, with its header; all of a text without parts.
pub(super) struct FirstText {
    /// Where the first delimiter stands.
    pub delimiter: usize,
    /// Where its body begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

pub(super) fn first_text(text: &[u8], entity: &Entity) -> FirstText {
    let mut found = FirstText {
        delimiter: text.len(),
        start: 0,
        end: text.len(),
    };
    let mut boundary = entity.boundary.clone();
    for depth in 0..MAX_REPAIR_DEPTH {
        let Some(delimited) = boundary else {
            break;
        };
        let multipart = mime::split(&text[found.start..found.end], &delimited);
        if depth == 0 {
            found.delimiter = multipart.delimiters.first().map_or(text.len(), |&at| at);
        }
        let Some(part) = multipart.parts.first() else {
            break;
        };
        found.end = found.start + part.end;
        found.start += part.start;
        let (inner, body) = Entity::of_part(&text[found.start..found.end]);
        found.start += body;
        boundary = inner.boundary;
    }
    found
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
