//! A header that was not copied whole.

use crate::input::lines::{Copied, Line, begins_header, field_name, lines};
use crate::input::names::is_structured;
use crate::input::step::Altered;
use crate::message::DamageKind;

/// A header that begins or ends within a field.
pub fn cut_off(copied: Copied<'_>) -> Option<Altered> {
    let Copied {
        header,
        has_end,
        has_body,
        ..
    } = copied;
    if has_body {
        return None;
    }
    let found = |offset| Some(Altered::new(DamageKind::CutOff, offset, 1, None));
    let mut content = lines(header).filter(|(_, line)| !line.trim_ascii().is_empty());
    let (first, line) = content.next()?;
    let has_more = content.any(|(_, line)| Line::of(line) == Line::Field);
    if has_more && !begins_header(line) {
        return found(first);
    }
    // Where the empty line is there, the header is: a sender may well have written a field so, above an empty body.
    if has_end {
        return None;
    }
    let last = lines(header)
        .filter(|(_, line)| Line::of(line) == Line::Field)
        .last()?
        .0;
    ends_within(&header[last..]).then_some(())?;
    found(header.len())
}

/// Whether a field is incomplete by its own form.
fn ends_within(field: &[u8]) -> bool {
    let Some(name) = field_name(field) else {
        return false;
    };
    let value = field[name.len()..].trim_ascii();
    let is = |known: &str| name.eq_ignore_ascii_case(known.as_bytes());
    if is("Subject") || is("Comments") {
        return false;
    }
    let depth = |open: u8, close: u8| {
        let times = |byte: u8| memchr::memchr_iter(byte, value).count();
        times(open) > times(close)
    };
    if is("Received") {
        let is_open = !field.ends_with(b"\n") && !value.contains(&b';');
        return depth(b'(', b')') || is_open;
    }
    if is("DKIM-Signature") || is("ARC-Seal") || is("ARC-Message-Signature") {
        return !has_tag(value, b"b=") || value.ends_with(b"b=");
    }
    depth(b'<', b'>') || (is_structured(name) && depth(b'(', b')'))
}

/// Whether a tag list has a tag, at its beginning or behind `;`.
fn has_tag(value: &[u8], tag: &[u8]) -> bool {
    value
        .split(|byte| *byte == b';')
        .any(|part| part.trim_ascii().starts_with(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_with_its_empty_line_is_whole() {
        let is_cut = |text: &str| cut_off(Copied::new(text.as_bytes())).is_some();
        for last in [
            "References: <a",
            "DKIM-Signature: v=1; d=x.example",
            "Received: from a (",
        ] {
            let header = format!("From: a@b.example\r\nTo: c@d.example\r\n{last}");
            assert!(is_cut(&header), "{last}");
            for end in ["\r\n\r\n", "\r\n\r\n\r\n", "\r\n\r\ntext"] {
                assert!(!is_cut(&format!("{header}{end}")), "{last}");
            }
        }
        // It begins within a field.
        assert!(is_cut(
            "5 Jan 2026 10:00:00 +0000\r\nFrom: a@b.example\r\n\r\n"
        ));
    }
}
