//! Bodies, as a whole or some lines at a time.

use super::{Canonical, is_wsp};

/// Passes a body in canonical form to `sink`, piece by piece (RFC 6376 sections 3.4.3 and 3.4.4).
pub fn body(canonical: Canonical, body: &[u8], mut sink: impl FnMut(&[u8])) {
    let mut lines = BodyLines::new(canonical);
    lines.take(body, &mut sink);
    lines.finish(&mut sink);
}

/// The canonical form of a body, some lines at a time, for those who want to look at it in between.
#[derive(Clone, Copy, Debug)]
pub struct BodyLines {
    canonical: Canonical,
    /// Empty lines seen and not yet passed on: they count only if another line follows.
    pending: usize,
    written: bool,
}

impl BodyLines {
    /// At the beginning of a body.
    pub fn new(canonical: Canonical) -> Self {
        Self {
            canonical,
            pending: 0,
            written: false,
        }
    }

    /// Passes on whole lines with their CRLF. A last line without CRLF gets one, as both canonicalizations want, so that
    /// it must be the last of the body.
    pub fn take(&mut self, lines: &[u8], sink: &mut impl FnMut(&[u8])) {
        let (text, empty) = self.canonical.split_empty_end(lines);
        if text.is_empty() {
            self.pending += empty;
            return;
        }
        self.flush(sink);
        match self.canonical {
            Canonical::Simple => sink(text),
            Canonical::Relaxed => relaxed_text(text, sink),
        }
        sink(b"\r\n");
        self.written = true;
        self.pending = empty;
    }

    /// Ends the body: empty lines at its end are left out; an empty simple body is one CRLF, an empty relaxed one is
    /// nothing.
    pub fn finish(&self, sink: &mut impl FnMut(&[u8])) {
        if !self.written && self.canonical == Canonical::Simple {
            sink(b"\r\n");
        }
    }

    fn flush(&mut self, sink: &mut impl FnMut(&[u8])) {
        const CRLFS: &[u8] = b"\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n";
        let mut left = std::mem::take(&mut self.pending) * 2;
        while left > 0 {
            let now = left.min(CRLFS.len());
            sink(&CRLFS[..now]);
            left -= now;
            self.written = true;
        }
    }
}

impl Canonical {
    /// Lines without those at the end that are empty in this form, and without the CRLF of the last that is left; and how
    /// many those are.
    fn split_empty_end(self, lines: &[u8]) -> (&[u8], usize) {
        let (mut text, mut ends) = (lines, 0);
        loop {
            if self == Self::Relaxed {
                text = trim_end_wsp(text);
            }
            let Some(rest) = text.strip_suffix(b"\r\n") else {
                break;
            };
            text = rest;
            ends += 1;
        }
        // One belongs to the last line that is not empty.
        let own = usize::from(!text.is_empty()).min(ends);
        (text, ends - own)
    }
}

/// Every run of white space as one blank, or as nothing at the end of a line. The text has none at its end.
fn relaxed_text(text: &[u8], sink: &mut impl FnMut(&[u8])) {
    let (mut start, mut at) = (0, 0);
    while let Some(from) = find_odd(text, at) {
        let run = text[from..]
            .iter()
            .take_while(|&&byte| is_wsp(byte))
            .count();
        at = from + run;
        if text[at..].starts_with(b"\r\n") {
            sink(&text[start..from]);
        } else if text[from] == b' ' {
            // The first one is as good as any.
            sink(&text[start..=from]);
        } else {
            sink(&text[start..from]);
            sink(b" ");
        }
        start = at;
    }
    sink(&text[start..]);
}

/// How many bytes are looked at together, without branches: nearly none of them is odd.
const BLOCK: usize = 32;

/// Where the next white space begins, at or behind `from`, that may be other than a single blank between two words.
fn find_odd(text: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(bytes) = text[at..].first_chunk::<{ BLOCK + 1 }>() {
        let pairs = || bytes[..BLOCK].iter().zip(&bytes[1..]);
        let odd = pairs().fold(0, |odd, pair| odd | u8::from(is_odd(pair)));
        if odd != 0 {
            return Some(at + pairs().position(is_odd)?);
        }
        at += BLOCK;
    }
    let rest = &text[at..];
    let next = rest.iter().skip(1).chain([&b'\r']);
    Some(at + rest.iter().zip(next).position(is_odd)?)
}

/// Whether the first of two bytes is white space that may have to change. A CR behind it may be that of a line end.
fn is_odd((&byte, &next): (&u8, &u8)) -> bool {
    (byte == b'\t') | ((byte == b' ') & matches!(next, b' ' | b'\t' | b'\r'))
}

/// The offset of the next CRLF at or behind `from`.
pub fn find_crlf(bytes: &[u8], from: usize) -> Option<usize> {
    memchr::memchr_iter(b'\n', &bytes[from..])
        .map(|at| from + at)
        .find(|&at| at > from && bytes[at - 1] == b'\r')
        .map(|at| at - 1)
}

fn trim_end_wsp(line: &[u8]) -> &[u8] {
    let end = line.iter().rposition(|&byte| !is_wsp(byte));
    &line[..end.map_or(0, |at| at + 1)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use Canonical::{Relaxed, Simple};

    fn body_of(canonical: Canonical, text: &str) -> String {
        let mut out = Vec::new();
        body(canonical, text.as_bytes(), |piece| {
            out.extend_from_slice(piece);
        });
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn bodies() {
        for (text, simple, relaxed) in [
            ("", "\r\n", ""),
            ("\r\n\r\n", "\r\n", ""),
            (" ", " \r\n", ""),
            (" \t\r\n\r\n", " \t\r\n", ""),
            ("a", "a\r\n", "a\r\n"),
            ("a\r\n\r\n\r\n", "a\r\n", "a\r\n"),
            ("a\r\n \r\n\t\r\n", "a\r\n \r\n\t\r\n", "a\r\n"),
            ("\r\n\r\na", "\r\n\r\na\r\n", "\r\n\r\na\r\n"),
            (" \r\na", " \r\na\r\n", "\r\na\r\n"),
            ("a \t b\t\r\n  c", "a \t b\t\r\n  c\r\n", "a b\r\n c\r\n"),
            ("a\tb\r\n", "a\tb\r\n", "a b\r\n"),
            ("a\rb\nc \r\r\n", "a\rb\nc \r\r\n", "a\rb\nc \r\r\n"),
            ("a\r", "a\r\r\n", "a\r\r\n"),
            ("a\n", "a\n\r\n", "a\n\r\n"),
        ] {
            assert_eq!(body_of(Simple, text), simple, "simple {text:?}");
            assert_eq!(body_of(Relaxed, text), relaxed, "relaxed {text:?}");
        }
    }

    /// As the RFC has it: line by line.
    fn by_lines(canonical: Canonical, text: &str) -> String {
        let mut lines: Vec<String> = text.split("\r\n").map(str::to_owned).collect();
        if canonical == Relaxed {
            for line in &mut lines {
                let words = line.split([' ', '\t']).filter(|word| !word.is_empty());
                let words = words.collect::<Vec<_>>().join(" ");
                let is_indented = line.starts_with([' ', '\t']) && !words.is_empty();
                *line = if is_indented {
                    " ".to_owned()
                } else {
                    String::new()
                } + &words;
            }
        }
        while lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        match (lines.is_empty(), canonical) {
            (true, Relaxed) => String::new(),
            (true, Simple) => "\r\n".to_owned(),
            (false, _) => lines.join("\r\n") + "\r\n",
        }
    }

    #[test]
    fn a_body_taken_at_once_is_that_of_its_lines() {
        let signs = ['a', ' ', '\t', '\r', '\n'];
        // Where blocks end that are looked at together, and elsewhere.
        for before in [0, 28, BLOCK - 1, BLOCK] {
            for nth in 0..5_usize.pow(6) {
                let mut text = "x".repeat(before);
                text.extend((0..6).map(|place| signs[nth / 5_usize.pow(place) % 5]));
                for canonical in [Simple, Relaxed] {
                    let expected = by_lines(canonical, &text);
                    assert_eq!(body_of(canonical, &text), expected, "{text:?}");
                    // In two runs of lines.
                    let Some(end) = text.find("\r\n") else {
                        continue;
                    };
                    let mut out = Vec::new();
                    let mut sink = |piece: &[u8]| out.extend_from_slice(piece);
                    let mut lines = BodyLines::new(canonical);
                    for run in [&text[..end + 2], &text[end + 2..]] {
                        lines.take(run.as_bytes(), &mut sink);
                    }
                    lines.finish(&mut sink);
                    assert_eq!(out, expected.as_bytes(), "{text:?}");
                }
            }
        }
    }

    #[test]
    fn the_example_of_the_rfc() {
        // RFC 6376 section 3.4.5.
        let text = " C \r\nD \t E\r\n\r\n\r\n";
        assert_eq!(body_of(Relaxed, text), " C\r\nD E\r\n");
        assert_eq!(body_of(Simple, text), " C \r\nD \t E\r\n");
    }
}
