//! Where something stands in a rules file.

use std::ops::Range;

/// The line and the column of a byte, from 1; columns count characters.
pub(super) fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let at = text.floor_char_boundary(at);
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = 1 + memchr::memchr_iter(b'\n', before.as_bytes()).count();
    (line, 1 + before[line_start..].chars().count())
}

/// Where a byte of a string of TOML stands in the file: `span` is the string there, with its quotes.
pub(super) fn in_string(text: &str, span: &Range<usize>, wanted: usize) -> usize {
    let written = text.get(span.clone()).unwrap_or_default();
    let quotes = ["\"\"\"", "'''", "\"", "'"]
        .into_iter()
        .find(|quotes| written.starts_with(quotes));
    let quotes = quotes.unwrap_or_default();
    let has_escapes = quotes.starts_with('"');
    let is_long = quotes.len() == 3;
    let mut at = quotes.len();
    if is_long {
        // A line end right behind the quotes does not count.
        let rest = &written[at..];
        at += match () {
            () if rest.starts_with("\r\n") => 2,
            () if rest.starts_with('\n') => 1,
            () => 0,
        };
    }
    let mut read = 0;
    while read < wanted {
        let rest = &written[at..];
        let Some(first) = rest.chars().next() else {
            break;
        };
        if has_escapes && first == '\\' {
            let (taken, given) = escape(rest);
            at += taken;
            read += given;
        } else {
            at += first.len_utf8();
            read += first.len_utf8();
        }
    }
    // The first byte behind a line that goes on is that of the next.
    while has_escapes && let Some(taken) = continuation(&written[at..]) {
        at += taken;
    }
    span.start + at.min(written.len())
}

/// How many bytes an escape takes, and how many it gives.
fn escape(rest: &str) -> (usize, usize) {
    let digits = match rest.as_bytes().get(1) {
        Some(b'x') => 2,
        Some(b'u') => 4,
        Some(b'U') => 8,
        _ => return continuation(rest).map_or((2.min(rest.len()), 1), |taken| (taken, 0)),
    };
    let hex = rest.get(2..2 + digits).unwrap_or_default();
    let code = u32::from_str_radix(hex, 16).ok().and_then(char::from_u32);
    (2 + hex.len(), code.map_or(1, char::len_utf8))
}

/// A backslash at the end of a line takes all white space up to the next character.
fn continuation(rest: &str) -> Option<usize> {
    let behind = rest.strip_prefix('\\')?;
    let bare = behind.trim_start_matches([' ', '\t']);
    let is_end = bare.starts_with('\n') || bare.starts_with("\r\n");
    is_end.then(|| rest.len() - behind.trim_start().len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use toml::de::{DeTable, DeValue};

    #[test]
    fn every_byte_of_a_string_is_found_where_it_is_written() {
        for text in [
            "a = \"one @ two\"",
            "a = 'one @ \\two'",
            "a = \"\\\"\\t\\u00e9\\x41 @\"",
            "a = \"\"\"\nline\n  @ more\"\"\"",
            "a = '''\r\nline\r\n  @ more'''",
            "a = \"\"\"one \\\n   @ two\"\"\"",
            "\"é\" = 1\na = \"é @\"",
        ] {
            let table = DeTable::parse(text).expect(text);
            let (_, value) = table
                .get_ref()
                .iter()
                .find(|(key, _)| key.get_ref() == "a")
                .expect("a");
            let DeValue::String(read) = value.get_ref() else {
                panic!("{text}")
            };
            let wanted = read.find('@').expect("the sign");
            let found = in_string(text, &value.span(), wanted);
            assert_eq!(text.find('@'), Some(found), "{text}");
        }
    }

    #[test]
    fn lines_and_columns_are_counted_from_one() {
        for (at, expected) in [
            (0, (1, 1)),
            (2, (1, 2)),
            (3, (1, 3)),
            (4, (2, 1)),
            (99, (2, 2)),
        ] {
            assert_eq!(line_and_column("éa\nb", at), expected, "{at}");
        }
    }
}
