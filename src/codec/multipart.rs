//! The lines between the parts of a multipart (RFC 2046 section 5.1.1).

use std::ops::Range;

/// A line that begins with `--` and a boundary. The RFC has nothing but white space behind that, or behind a further `--`
/// that closes the multipart; readers differ in whether they hold a line to it, so that [`Self::is_whole`] says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Delimiter {
    /// Where the line stands, its line end included.
    pub line: Range<usize>,
    /// Whether no part follows: `--` stands behind the boundary.
    pub closes: bool,
    /// Whether nothing else stands on the line.
    pub is_whole: bool,
}

impl Delimiter {
    /// Reads a line, with its line end or without, that begins at a place.
    fn read(line: &[u8], start: usize, boundary: &[u8]) -> Option<Self> {
        let rest = line.strip_prefix(b"--")?.strip_prefix(boundary)?;
        let end = rest.strip_prefix(b"--");
        Some(Self {
            line: start..start + line.len(),
            closes: end.is_some(),
            is_whole: end.unwrap_or(rest).trim_ascii().is_empty(),
        })
    }
}

/// Whether a line delimits parts, to the letter.
pub(crate) fn is_delimiter(line: &[u8], boundary: &[u8]) -> bool {
    Delimiter::read(line, 0, boundary).is_some_and(|delimiter| delimiter.is_whole)
}

/// The delimiters in a body, in order. Lines end with LF.
pub(crate) fn delimiters(body: &[u8], boundary: &[u8]) -> impl Iterator<Item = Delimiter> {
    let begins = [b"--", boundary].concat();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + memchr::memmem::find(&body[at..], &begins)?;
            at = start + begins.len();
            if start == 0 || body[start - 1] == b'\n' {
                let end = memchr::memchr(b'\n', &body[at..]).map_or(body.len(), |end| at + end + 1);
                at = end;
                // What else stands on the line is none of the next.
                return Delimiter::read(&body[start..end], start, &begins[2..]);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters_are_told_from_lines_that_begin_like_them() {
        // The line, whether it begins as a delimiter, closes, and is nothing else.
        for (line, expected) in [
            ("--0__x", Some((false, true))),
            ("--0__x\r\n", Some((false, true))),
            ("--0__x--", Some((true, true))),
            ("--0__x-- \t\n", Some((true, true))),
            ("--0__x--y", Some((true, false))),
            ("--0__xy", Some((false, false))),
            ("--0__x-", Some((false, false))),
            ("--0__x --", Some((false, false))),
            ("-0__x", None),
            ("--", None),
            (" --0__x", None),
        ] {
            let found = Delimiter::read(line.as_bytes(), 0, b"0__x");
            let found = found.map(|found| (found.closes, found.is_whole));
            assert_eq!(found, expected, "{line:?}");
        }
    }

    #[test]
    fn they_stand_at_the_beginning_of_lines() {
        for (body, expected) in [
            ("--b\r\nx\r\n--b--\r\ny", &["--b\r\n", "--b--\r\n"][..]),
            ("x --b\n--b \n--b", &["--b \n", "--b"]),
            ("--b--b\n--bb\n", &["--b--b\n", "--bb\n"]),
            ("----b\n-----b\n", &[]),
            ("x\r--b\r", &[]),
            ("", &[]),
        ] {
            let found: Vec<&str> = delimiters(body.as_bytes(), b"b")
                .map(|found| &body[found.line])
                .collect();
            assert_eq!(found, expected, "{body:?}");
        }
    }
}
