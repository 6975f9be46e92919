//! The edits to a body, the likeliest first.

use super::encode::{Base64, QuotedPrintable, decode_base64, decode_quoted_printable};
use super::mime::{self, Encoding, Entity, with_crlf, with_lf};
use super::search::{Search, lines};
use super::{Diagnosis, Edit, downgrade};
use crate::auth::canonical::Canonical;

/// How deep parts within parts are looked at.
const MAX_DEPTH: usize = 4;

/// The longest excerpt of what was added, in bytes.
const EXCERPT: usize = 1000;

/// Tries everything on a body.
pub(super) fn explain(search: &mut Search<'_>, text: &[u8], entity: &Entity) -> Option<Diagnosis> {
    if let Some(end) = search.cut(text) {
        return Some(cut(text, end, Vec::new(), String::new()));
    }
    if let Some(found) = other_canonical(search, text) {
        return Some(found);
    }
    if let Some(found) = re_encoded(search, text, entity) {
        return Some(found);
    }
    if let Some(found) = downgraded(search, text, entity) {
        return Some(found);
    }
    if let Some(found) = multipart(search, text, entity, 0) {
        return Some(found);
    }
    let unquoted = unquote_from(text)?;
    let end = search.cut(&unquoted)?;
    Some(cut(&unquoted, end, vec![Edit::FromQuoting], String::new()))
}

/// The original is a text up to `end`.
fn cut(text: &[u8], end: usize, mut edits: Vec<Edit>, before: String) -> Diagnosis {
    let rest = &text[end..];
    let added = (!rest.trim_ascii().is_empty()).then(|| excerpt(rest));
    let mut details = Vec::new();
    if !before.is_empty() {
        details.push(before);
    }
    if added.is_some() {
        let count = lines(rest).count();
        details.push(format!("{count} lines were appended"));
        edits.push(if end == 0 {
            Edit::BodyRemoved
        } else {
            Edit::Footer
        });
    }
    let edit = [Edit::MimePartAdded, Edit::Footer]
        .into_iter()
        .find(|edit| edits.contains(edit))
        .or(edits.first().copied())
        .unwrap_or(Edit::Footer);
    Diagnosis {
        edit,
        edits,
        detail: details.join("; "),
        added,
        recovered: text[..end].to_vec(),
    }
}

fn excerpt(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(&text[..text.len().min(EXCERPT)]);
    text.trim().to_owned()
}

fn other_canonical(search: &mut Search<'_>, text: &[u8]) -> Option<Diagnosis> {
    let other = match search.target.canonical {
        Canonical::Simple => Canonical::Relaxed,
        Canonical::Relaxed => Canonical::Simple,
    };
    search.whole_as(other, text).then(|| Diagnosis {
        edit: Edit::Canonicalization,
        edits: vec![Edit::Canonicalization],
        detail: format!("the hash is that of the {} form", other.word()),
        added: None,
        recovered: text.to_vec(),
    })
}

/// The transfer encoding was changed, and text appended perhaps.
fn re_encoded(search: &mut Search<'_>, text: &[u8], entity: &Entity) -> Option<Diagnosis> {
    let (decoded, was) = match entity.encoding {
        Encoding::Base64 => (with_crlf(&decode_base64(text)?), "base64"),
        Encoding::QuotedPrintable => (
            with_crlf(&decode_quoted_printable(text)),
            "quoted-printable",
        ),
        Encoding::Plain => (text.to_vec(), "plain text"),
    };
    let edits = || vec![Edit::TransferEncoding];
    let detail = |now: &str| format!("{was} was {now}");
    if entity.encoding != Encoding::Plain
        && let Some(end) = search.cut(&decoded)
    {
        return Some(cut(&decoded, end, edits(), detail("plain text")));
    }
    let unix = with_lf(&decoded);
    for style in Base64::STYLES {
        let text = if style.crlf { &decoded } else { &unix };
        if let Some(end) = style.cut(search, text) {
            let mut found = cut(text, end, edits(), detail("base64"));
            found.recovered = style.encode(&text[..end]);
            return Some(found);
        }
    }
    for style in QuotedPrintable::STYLES {
        if let Some(end) = style.cut(search, &decoded) {
            let mut found = cut(&decoded, end, edits(), detail("quoted-printable"));
            found.recovered = style.encode(&decoded[..end]);
            return Some(found);
        }
    }
    None
}

/// Parts were 8-bit.
fn downgraded(search: &mut Search<'_>, text: &[u8], entity: &Entity) -> Option<Diagnosis> {
    for original in downgrade::undone(text, entity) {
        if let Some(end) = search.cut(&original) {
            let detail = "parts were 8bit, now quoted-printable".to_owned();
            return Some(cut(&original, end, vec![Edit::TransferEncoding], detail));
        }
    }
    None
}

/// The original is a part, or lacks parts that were added.
fn multipart(
    search: &mut Search<'_>,
    text: &[u8],
    entity: &Entity,
    depth: usize,
) -> Option<Diagnosis> {
    let boundary = entity.boundary.as_deref()?;
    if depth == MAX_DEPTH || search.is_over() {
        return None;
    }
    let found = mime::split(text, boundary);
    let added = |mut found: Diagnosis, detail: &str| {
        found.edits.insert(0, Edit::MimePartAdded);
        found.edit = Edit::MimePartAdded;
        found.detail = if found.detail.is_empty() {
            detail.to_owned()
        } else {
            format!("{detail}; {}", found.detail)
        };
        found
    };
    // The original had fewer parts: up to a delimiter, then closed.
    let close = [b"--", boundary, b"--\r\n"].concat();
    for &delimiter in found.delimiters.iter().skip(1).rev() {
        let mut shorter = text[..delimiter].to_vec();
        shorter.extend_from_slice(&close);
        if search.whole(&shorter) {
            let mut diagnosis = cut(&shorter, shorter.len(), Vec::new(), String::new());
            diagnosis.added = Some(excerpt(&text[delimiter..]));
            return Some(added(diagnosis, "a part was added to the multipart"));
        }
    }
    for range in &found.parts {
        let part = &text[range.clone()];
        let (inner, start) = Entity::of_part(part);
        let body = &part[start..];
        let detail = "the original is one part of a multipart built around it";
        if let Some(end) = search.cut(body) {
            return Some(added(cut(body, end, Vec::new(), String::new()), detail));
        }
        if inner.boundary.is_some() {
            if let Some(found) = downgraded(search, body, &inner) {
                return Some(added(found, detail));
            }
            if let Some(found) = multipart(search, body, &inner, depth + 1) {
                return Some(added(found, detail));
            }
        } else if let Some(found) = re_encoded(search, body, &inner) {
            return Some(added(found, detail));
        }
    }
    None
}

/// Lines that begin with `>From ` without their quoting; `None` if there are none.
fn unquote_from(text: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    for (line, end) in lines(text) {
        let start = std::mem::replace(&mut at, end);
        let quoted = line.starts_with(b">")
            && line
                .trim_ascii_start()
                .trim_start_matches_gt()
                .starts_with(b"From ");
        out.extend_from_slice(&text[start + usize::from(quoted)..end]);
    }
    (out.len() < text.len()).then_some(out)
}

trait TrimGt {
    fn trim_start_matches_gt(&self) -> &[u8];
}

impl TrimGt for [u8] {
    fn trim_start_matches_gt(&self) -> &[u8] {
        let quotes = self.iter().take_while(|&&byte| byte == b'>').count();
        &self[quotes..]
    }
}
