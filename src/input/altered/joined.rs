//! Fields that a page or a chat has run together on one line, with remarks behind `#` between them, as lessons show them.

use super::{Altered, STRUCTURED};
use crate::limits::MAX_INPUT_LEAD;
use crate::message::DamageKind;

/// Several trace fields on the first line, taken apart: each begins where its name stands behind a blank.
///
/// A message has one field a line, so that a `Received:` within a `Received:` is no sign in its value; a sender cannot
/// bring it about in the receiver's own field.
pub(super) fn taken_apart(raw: &[u8]) -> Option<Altered> {
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
    let starts = names(text);
    let behind_first = starts.iter().any(|&at| at > 0);
    if !behind_first || (!is_remark && starts.len() < 2) || starts.is_empty() {
        return None;
    }
    let mut out = Vec::with_capacity(text.len() + starts.len());
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    for (&start, end) in starts.iter().zip(ends) {
        let field = without_remark(&text[start..end]);
        out.extend(field.iter().map(|&byte| {
            if matches!(byte, b'\r' | b'\n') {
                b' '
            } else {
                byte
            }
        }));
        out.push(b'\n');
    }
    Some(Altered {
        kind: DamageKind::RunTogether,
        offset: from,
        count: starts.len(),
        text: Some(out),
    })
}

/// The longest of [`STRUCTURED`] has no more bytes.
const LONGEST_NAME: usize = 40;

/// Where names of fields that programs write begin: at the beginning, or behind white space.
fn names(text: &[u8]) -> Vec<usize> {
    memchr::memchr_iter(b':', text)
        .filter_map(|colon| {
            // No known name is longer: what begins farther back is none.
            let from = colon.saturating_sub(LONGEST_NAME + 1);
            let start = text[from..colon]
                .iter()
                .rposition(u8::is_ascii_whitespace)
                .map_or(from, |at| from + at + 1);
            let blank = text.get(colon + 1).is_none_or(u8::is_ascii_whitespace);
            let name = &text[start..colon];
            let known = STRUCTURED
                .iter()
                .any(|known| name.eq_ignore_ascii_case(known.as_bytes()));
            (known && blank).then_some(start)
        })
        .collect()
}

fn starts_with_name(text: &[u8]) -> bool {
    let end = text
        .iter()
        .position(u8::is_ascii_whitespace)
        .unwrap_or(text.len());
    names(&text[..end]).first() == Some(&0)
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
        let text = taken_apart(raw.as_bytes())?.text?;
        String::from_utf8(text).ok()
    }

    #[test]
    fn a_line_of_colons_is_read_once() {
        let known = STRUCTURED.iter().map(|name| name.len()).max();
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
