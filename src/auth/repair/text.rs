//! Edits to lines: quoting, white space, line ends, text on top.

use super::mime::with_lf;
use super::search::lines;

/// Lines that begin with `>From ` (or more `>`) with one `>` less; `None` if there are none (RFC 4155 appendix A).
pub(super) fn without_from_quoting(text: &[u8]) -> Option<Vec<u8>> {
    edited(text, |line, out| {
        let quotes = line.iter().take_while(|&&byte| byte == b'>').count();
        let quoted = quotes > 0 && line[quotes..].starts_with(b"From ");
        out.extend_from_slice(&line[usize::from(quoted)..]);
    })
}

/// Lines without white space at their end; `None` if they have none.
pub(super) fn without_trailing_space(text: &[u8]) -> Option<Vec<u8>> {
    edited(text, |line, out| {
        let end = line.iter().rposition(|byte| !matches!(byte, b' ' | b'\t'));
        out.extend_from_slice(&line[..end.map_or(0, |at| at + 1)]);
    })
}

/// The line before a signature as it is written, with its blank (RFC 3676 section 4.3), where a path cut it.
pub(super) fn with_signature_blank(text: &[u8]) -> Option<Vec<u8>> {
    edited(text, |line, out| {
        out.extend_from_slice(line);
        if line == b"--" {
            out.push(b' ');
        }
    })
}

/// The text without every second line, if all of those are empty: each line end was doubled.
pub(super) fn without_doubled_line_ends(text: &[u8]) -> Option<Vec<u8>> {
    let doubled = lines(text)
        .skip(1)
        .step_by(2)
        .all(|(line, _)| line.is_empty());
    if !doubled || lines(text).nth(1).is_none() {
        return None;
    }
    let mut out = Vec::with_capacity(text.len());
    for (line, _) in lines(text).step_by(2) {
        out.extend_from_slice(line);
        out.extend_from_slice(b"\r\n");
    }
    Some(out)
}

/// The text with LF line ends, which a signer that did not convert them has signed; `None` if it has no line end.
pub(super) fn with_bare_lf(text: &[u8]) -> Option<Vec<u8>> {
    let bare = with_lf(text);
    (bare.len() < text.len()).then_some(bare)
}

/// Applies an edit to every line; `None` if nothing changed.
fn edited(text: &[u8], mut edit: impl FnMut(&[u8], &mut Vec<u8>)) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() + 16);
    let mut at = 0;
    for (line, end) in lines(text) {
        edit(line, &mut out);
        out.extend_from_slice(&text[at + line.len()..end]);
        at = end;
    }
    (out != text).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_edited_and_nothing_else() {
        type Fix = fn(&[u8]) -> Option<Vec<u8>>;
        for (fix, text, expected) in [
            (
                without_from_quoting as Fix,
                ">From a\r\n>>From b\r\n> From c",
                Some("From a\r\n>From b\r\n> From c"),
            ),
            (without_from_quoting, "From a\r\n", None),
            (without_trailing_space, "a \t\r\n b", Some("a\r\n b")),
            (with_signature_blank, "a\r\n--\r\nb", Some("a\r\n-- \r\nb")),
            (
                without_doubled_line_ends,
                "a\r\n\r\nb\r\n\r\n",
                Some("a\r\nb\r\n"),
            ),
            (without_doubled_line_ends, "a\r\nb\r\n", None),
            (without_doubled_line_ends, "a\r\n", None),
        ] {
            let fixed = fix(text.as_bytes()).map(|bytes| String::from_utf8(bytes).unwrap());
            assert_eq!(fixed.as_deref(), expected, "{text:?}");
        }
    }
}
