//! Fields that a page or a chat has run together on one line, with remarks behind `#` between them, as lessons show them.

use crate::input::lines::{Copied, field_name, is_name};
use crate::input::names::{is_free_text, is_known, is_signature, is_structured, once};
use crate::input::step::Altered;
use crate::limits::MAX_INPUT_LEAD;
use crate::message::DamageKind;
use std::collections::BTreeSet;

/// Several fields on the first line, taken apart: each begins where its name stands behind a blank.
///
/// A message has one field a line, so that a `Received:` within a `Received:` is no sign in its value; a sender cannot
/// bring it about in the receiver's own field.
pub fn taken_apart(copied: Copied<'_>) -> Option<Altered> {
    let raw = copied.raw;
    let from = raw[..raw.len().min(MAX_INPUT_LEAD)]
        .iter()
        .position(|byte| !byte.is_ascii_whitespace())?;
    let is_remark = raw[from..].starts_with(b"#");
    if !is_remark && !starts_with_name(&raw[from..]) {
        return None;
    }
    let end = memchr::memchr2(b'\r', b'\n', &raw[from..]).map_or(raw.len(), |at| from + at);
    // What follows the line is a header of its own, or a body: then this is no paste of one line.
    if !raw[end..].trim_ascii().is_empty() && !is_remark {
        return None;
    }
    let text = raw[from..].trim_ascii();
    let starts = if is_remark {
        names(text, is_structured)
    } else {
        all_names(text)
    };
    let behind_first = starts.iter().any(|&at| at > 0);
    if !behind_first || (!is_remark && starts.len() < 2) || starts.is_empty() {
        return None;
    }
    let mut out = Vec::with_capacity(text.len() + starts.len());
    if !is_remark {
        // A mailbox's `From ` line.
        out.extend_from_slice(&text[..starts[0]]);
        out.extend_from_slice(if starts[0] > 0 { b"\n" } else { b"" });
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    for (&start, end) in starts.iter().zip(ends) {
        let field = text[start..end].trim_ascii_end();
        let has_remarks = is_remark || field_name(field).is_some_and(is_structured);
        let field = if has_remarks {
            without_remark(field)
        } else {
            field
        };
        out.extend(field.iter().map(|&byte| {
            if matches!(byte, b'\r' | b'\n') {
                b' '
            } else {
                byte
            }
        }));
        out.push(b'\n');
    }
    Some(Altered::new(
        DamageKind::RunTogether,
        from,
        starts.len(),
        Some(out),
    ))
}

/// No known name has more bytes.
const LONGEST_NAME: usize = 77;

/// Where names of fields begin: at the beginning, or behind white space.
fn names(text: &[u8], is_known: impl Fn(&[u8]) -> bool) -> Vec<usize> {
    memchr::memchr_iter(b':', text)
        .filter_map(|colon| {
            // No known name is longer: what begins farther back is none.
            let from = colon.saturating_sub(LONGEST_NAME + 1);
            let start = text[from..colon]
                .iter()
                .rposition(u8::is_ascii_whitespace)
                .map_or(from, |at| from + at + 1);
            let blank = text.get(colon + 1).is_none_or(u8::is_ascii_whitespace);
            (blank && is_known(&text[start..colon])).then_some(start)
        })
        .collect()
}

/// The same for all fields, of a text that is nothing but a header.
///
/// What a message has once begins once, but for From: that there are two is a sign of something else. A text of the
/// author's may have a name in it that only looks like a field's.
fn all_names(text: &[u8]) -> Vec<usize> {
    let found = names(text, |name| is_structured(name) || begins_field(name));
    let ends = found.iter().skip(1).copied().chain([text.len()]);
    let fields: Vec<(usize, &[u8], &[u8])> = found
        .iter()
        .zip(ends)
        .filter_map(|(&start, end)| {
            let name = field_name(&text[start..end])?;
            let colon = memchr::memchr(b':', &text[start..end])?;
            Some((start, name, text[start + colon + 1..end].trim_ascii()))
        })
        .collect();
    let is_author = |name: &[u8]| name.eq_ignore_ascii_case(b"From");
    // A filter's report says much of what it calls "From:".
    let has_address = fields
        .iter()
        .any(|(_, name, value)| is_author(name) && value.contains(&b'@'));
    let mut seen = BTreeSet::new();
    // Where the author's text shows something first: told once, however many names are passed over in it.
    let (mut text_from, mut is_signed) = (None, false);
    let mut starts = Vec::with_capacity(fields.len());
    for (start, name, value) in fields {
        let place = once(name);
        let repeats = !is_author(name) && place.is_some_and(|place| seen.contains(&place));
        let is_no_author = is_author(name) && has_address && !value.contains(&b'@');
        let is_in_text = text_from.is_some_and(|from| from < start);
        // The names that a signature covers stand one behind the other.
        let is_listed = is_signed && value.is_empty();
        if repeats || is_no_author || is_listed || (is_in_text && !is_known(name)) {
            continue;
        }
        seen.extend(place);
        text_from = is_free_text(name).then(|| {
            let behind = &text[start + name.len() + 1..];
            text.len() - behind.trim_ascii_start().len()
        });
        is_signed = is_signature(name);
        starts.push(start);
    }
    starts
}

/// Whether a name is one that begins a field wherever it stands: known, or with a hyphen as nearly all are.
fn begins_field(name: &[u8]) -> bool {
    let is_upper = name.first().is_some_and(u8::is_ascii_uppercase);
    let begins_with_x = name.starts_with(b"x-") && is_known(name);
    is_name(name) && (begins_with_x || (is_upper && (is_known(name) || name.contains(&b'-'))))
}

fn starts_with_name(text: &[u8]) -> bool {
    if text.starts_with(b"From ") {
        return true;
    }
    let end = text
        .iter()
        .position(u8::is_ascii_whitespace)
        .unwrap_or(text.len());
    // In a text of the author's, anything may look like a field.
    let is_known = |name: &[u8]| is_structured(name) || (begins_field(name) && !is_free_text(name));
    names(&text[..end], is_known).first() == Some(&0)
}

/// A field up to a remark behind it.
fn without_remark(field: &[u8]) -> &[u8] {
    let end = memchr::memmem::find(field, b" # ").unwrap_or(field.len());
    field[..end].trim_ascii_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(raw: &str) -> Option<String> {
        let text = taken_apart(Copied::new(raw.as_bytes()))?.text?;
        String::from_utf8(text).ok()
    }

    #[test]
    fn a_line_of_colons_is_read_once() {
        let known = crate::input::names::STRUCTURED
            .iter()
            .map(|name| name.len())
            .max();
        assert!(known.is_some_and(|longest| longest <= LONGEST_NAME));
        assert_eq!(apart(&"a:".repeat(4 << 20)), None);
        assert_eq!(apart(&format!("Received: {}", "a:".repeat(4 << 20))), None);
        let far = format!("Received: from {}Received: from y", "x".repeat(100));
        assert_eq!(apart(&far), None);
    }

    #[test]
    fn fields_on_one_line_are_taken_apart() {
        let hop = |n: u8| {
            format!(
                "Received: from h{n}.example by h{}.example; Sat, 02 May 2026 10:00:0{n} +0000",
                n + 1
            )
        };
        let text = format!(
            "# newest first {} {} # the origin {}",
            hop(3),
            hop(2),
            hop(1)
        );
        assert_eq!(
            apart(&text).unwrap(),
            format!("{}\n{}\n{}\n", hop(3), hop(2), hop(1))
        );
        assert_eq!(
            apart(&format!("{} {}\n", hop(2), hop(1))).unwrap(),
            format!("{}\n{}\n", hop(2), hop(1))
        );
        assert_eq!(apart(&hop(1)), None);
        assert_eq!(apart(&format!("{}\n{}\n", hop(2), hop(1))), None);
        assert_eq!(apart("Subject: Received: from x Received: from y\n"), None);
        assert_eq!(apart("# a shell script\n"), None);
    }
}
