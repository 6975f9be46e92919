//! Where in a text an original may end or begin: where what was added to it looks like that.

use crate::limits::{MAX_BANNER, MAX_FOOTER};

/// At the end of a text, so many lines may each be the original's last, whatever they look like.
const SURE: usize = 16;

/// At the beginning of a text, so many lines may each be the last of what was put before the original.
const FIRST: usize = 2;

/// Which lines with nothing to see may be the last of an original that is hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Blank {
    /// None: canonicalization takes them all from the end.
    None,
    /// Those that hold white space; only empty ones are taken from the end.
    OfSpaces,
    /// Every one: the text is encoded with them.
    All,
}

impl Blank {
    fn may_end(self, line: &[u8]) -> bool {
        match self {
            Self::None => !is_blank(line),
            Self::OfSpaces => !line.is_empty(),
            Self::All => true,
        }
    }
}

/// Where the last lines of a text begin, which what was appended to it is among.
pub(super) fn last_lines(text: &[u8]) -> usize {
    nth_line_from_end(text, MAX_FOOTER)
}

fn nth_line_from_end(text: &[u8], nth: usize) -> usize {
    memchr::memrchr_iter(b'\n', text)
        .nth(nth)
        .map_or(0, |at| at + 1)
}

/// Behind which lines an original may end that a text begins with, in order and beyond an offset: before a blank line, before
/// one that sets something apart, behind an HTML page, behind each of the last lines, and at the end.
pub(super) fn likely_ends(text: &[u8], newline: &[u8], from: usize, blank: Blank) -> Vec<usize> {
    let sure = nth_line_from_end(text, SURE);
    let mut found = Vec::new();
    let mut last: Option<(&[u8], usize)> = None;
    let mut at = line_before(text, from);
    while at < text.len() {
        let (line, next) = line_at(text, newline, at);
        if let Some((before, end)) = last
            && end > from
            && (end > sure
                || is_blank(line)
                || is_blank(before)
                || sets_apart(line)
                || ends_page(before))
        {
            found.push(end);
        }
        last = blank.may_end(line).then_some((line, next));
        at = next;
    }
    found.extend(last.map(|(_, end)| end).filter(|&end| end > from));
    found
}

/// Behind which of its first lines an original may begin that a text ends with: behind a blank line and one that sets something
/// apart, before a delimiter, and behind each of the very first lines, which begin at `top`.
pub(super) fn likely_starts(text: &[u8], top: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut left = FIRST;
    let mut at = 0;
    for _ in 0..MAX_BANNER {
        if at >= text.len() {
            break;
        }
        let (line, next) = line_at(text, b"\r\n", at);
        let is_first = at >= top && left > 0;
        left -= usize::from(is_first);
        if is_first
            || is_blank(line)
            || sets_apart(line)
            || sets_apart(line_at(text, b"\r\n", next).0)
        {
            found.push(next);
        }
        at = next;
    }
    found
}

/// Where the line begins that stands before an offset at which a line begins.
fn line_before(text: &[u8], offset: usize) -> usize {
    let before = text[..offset].strip_suffix(b"\n").unwrap_or_default();
    memchr::memrchr(b'\n', before).map_or(0, |at| at + 1)
}

/// The line at an offset without its line end, and where the next begins.
fn line_at<'t>(text: &'t [u8], newline: &[u8], at: usize) -> (&'t [u8], usize) {
    for end in memchr::memchr_iter(b'\n', &text[at..]) {
        if let Some(line) = text[at..=at + end].strip_suffix(newline) {
            return (line, at + end + 1);
        }
    }
    (&text[at..], text.len())
}

/// Whether a line has nothing to see.
fn is_blank(line: &[u8]) -> bool {
    line.iter().all(|byte| matches!(byte, b' ' | b'\t'))
}

/// Whether a line begins as one that sets apart what follows it, or as a delimiter: with two dashes or the like.
fn sets_apart(line: &[u8]) -> bool {
    matches!(line, [first, second, ..] if first == second && b"-_=*#~".contains(first))
}

/// Whether an HTML page ends with a line.
fn ends_page(line: &[u8]) -> bool {
    let line = line.trim_ascii_end();
    [&b"</html>"[..], b"</body>"].iter().any(|tag| {
        line.len() >= tag.len() && line[line.len() - tag.len()..].eq_ignore_ascii_case(tag)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines that look like nothing, so that only what stands behind them counts.
    fn lines(count: usize) -> String {
        "word\r\n".repeat(count)
    }

    #[test]
    fn an_original_ends_where_something_begins() {
        let behind = lines(SURE + 4);
        for (text, blank, ends) in [
            ("a\r\nb\r\n", Blank::None, vec![]),
            ("a\r\n\r\nb\r\n", Blank::None, vec![3]),
            ("a\r\n\r\n\r\nb\r\n", Blank::All, vec![3, 5, 7]),
            ("a\r\n \r\nb\r\n", Blank::None, vec![3]),
            ("a\r\n \r\nb\r\n", Blank::OfSpaces, vec![3, 6]),
            ("a\r\n__\r\n", Blank::None, vec![3]),
            ("a\r\n_x\r\n", Blank::None, vec![]),
            ("</HTML> \r\nb\r\n", Blank::None, vec![10]),
        ] {
            let whole = format!("{text}{behind}");
            let mut found = likely_ends(whole.as_bytes(), b"\r\n", 0, blank);
            // Each of the last lines is one.
            let last = found.split_off(found.len() - SURE);
            assert_eq!(last.last(), Some(&whole.len()));
            assert_eq!(found, ends, "{text:?}");
        }
    }

    #[test]
    fn only_what_stands_behind_a_place_is_told() {
        let text = "a\n\nb\n\nc";
        let ends = |from| likely_ends(text.as_bytes(), b"\n", from, Blank::None);
        assert_eq!(ends(0), [2, 5, 7]);
        assert_eq!(ends(2), [5, 7]);
        assert_eq!(ends(3), [5, 7]);
        assert_eq!(ends(6), [7]);
    }

    #[test]
    fn an_original_begins_where_something_ends() {
        let text = "one\r\ntwo\r\nthree\r\n\r\nfour\r\n--x\r\n";
        assert_eq!(likely_starts(text.as_bytes(), 0), [5, 10, 19, 25, 30]);
        assert_eq!(likely_starts(text.as_bytes(), 10), [17, 19, 25, 30]);
    }
}
