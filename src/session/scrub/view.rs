//! A text as a reader of mail undoes it: what is coded in it is looked for as well, and found where it stands.

use std::ops::Range;

/// A text undone, and for each of its bytes where that stands.
#[derive(Default)]
pub(super) struct View {
    pub text: Vec<u8>,
    at: Vec<Range<usize>>,
}

impl View {
    fn push(&mut self, byte: u8, at: Range<usize>) {
        self.text.push(byte);
        self.at.push(at);
    }

    /// Where a part of it stands in the text that it was made of.
    pub(super) fn source(&self, part: &Range<usize>) -> Option<Range<usize>> {
        let first = self.at.get(part.start)?;
        let last = self.at.get(part.end.checked_sub(1)?)?;
        Some(first.start..last.end)
    }
}

/// Quoted-printable, encoded words of its kind (RFC 2047), quoted pairs and folding undone. In encoded words `_` is a blank:
/// `blanks` says whether to read it so.
pub(super) fn unquoted(text: &[u8], blanks: bool) -> View {
    let mut view = View::default();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if let Some(skipped) = line_end(rest, b"=").or_else(|| between_words(rest, b'q')) {
            at += skipped;
            continue;
        }
        let (byte, size) = match rest {
            [b'=', high, low, ..] => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => (high << 4 | low, 3),
                _ => (b'=', 1),
            },
            [b'\\', next, ..] if !next.is_ascii_whitespace() => (*next, 2),
            [b'_', ..] if blanks => (b' ', 1),
            // Folding: the line end goes, the blank stays.
            [b'\r', b'\n', b' ' | b'\t', ..] => (b' ', 3),
            [b'\n', b' ' | b'\t', ..] => (b' ', 2),
            [byte, ..] => (*byte, 1),
            [] => break,
        };
        view.push(byte, at..at + size);
        at += size;
    }
    view
}

/// How long this lead and the line end behind it are, if they stand here.
fn line_end(text: &[u8], lead: &[u8]) -> Option<usize> {
    let rest = text.strip_prefix(lead)?;
    match rest {
        [b'\r', b'\n', ..] => Some(lead.len() + 2),
        [b'\n', ..] => Some(lead.len() + 1),
        _ => None,
    }
}

/// How long what stands between two encoded words of a kind is: `?= =?utf-8?q?`. It says nothing.
fn between_words(text: &[u8], kind: u8) -> Option<usize> {
    let rest = text.strip_prefix(b"?=")?;
    let rest = rest.trim_ascii_start().strip_prefix(b"=?")?;
    let mark = memchr::memchr(b'?', &rest[..rest.len().min(MAX_CHARSET)])?;
    match rest.get(mark + 1..mark + 3)? {
        [found, b'?'] if found.eq_ignore_ascii_case(&kind) => {
            Some(text.len() - rest.len() + mark + 3)
        }
        _ => None,
    }
}

/// The longest name of a charset in an encoded word.
const MAX_CHARSET: usize = 60;

fn hex(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

/// Shorter runs of letters and digits are words, unless an encoded word says that they are base64.
const SHORTEST_RUN: usize = 6;

/// What the runs of base64 in a text hold: lines of nothing else are one, and encoded words that follow each other.
pub(super) fn unpacked(text: &[u8]) -> Vec<View> {
    let mut views = Vec::new();
    let mut view = View::default();
    let mut at = 0;
    // Whether nothing but base64 stands on the line so far.
    let mut pure = true;
    while at < text.len() {
        let run = text[at..]
            .iter()
            .take_while(|byte| is_packed(**byte))
            .count();
        unpack(text, at..at + run, &mut view);
        at += run;
        if run > 0 {
            let padding = text[at..].iter().take_while(|byte| **byte == b'=');
            at += padding.count();
        }
        let rest = &text[at..];
        if let Some(skipped) = between_words(rest, b'b') {
            at += skipped;
            continue;
        }
        // Within a body the run goes on in the next line.
        if let Some(skipped) = line_end(rest, b"").filter(|_| run > 0 && pure) {
            at += skipped;
            continue;
        }
        if !view.text.is_empty() {
            views.push(std::mem::take(&mut view));
        }
        pure = rest.first() == Some(&b'\n');
        at += 1;
    }
    views.push(view);
    views
}

fn is_packed(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte)
}

/// Decodes one run (RFC 4648 sections 4 and 5).
fn unpack(text: &[u8], run: Range<usize>, view: &mut View) {
    let in_word = text[..run.start].ends_with(b"?");
    if run.len() < SHORTEST_RUN && view.text.is_empty() && !in_word {
        return;
    }
    let mut bits: u32 = 0;
    for (number, at) in run.enumerate() {
        let byte = text[at];
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            _ => 63,
        };
        bits = bits << 6 | u32::from(value);
        let shift = match number % 4 {
            1 => 4,
            2 => 2,
            3 => 0,
            _ => continue,
        };
        let [.., byte] = (bits >> shift).to_be_bytes();
        view.push(byte, at - 1..at + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_coded_is_found_where_it_stands() {
        for text in [
            "Subject: =?utf-8?Q?correct=68orse?=",
            "Subject: =?utf-8?Q?correct?=\r\n =?utf-8?Q?horse?=",
            "x \"correct\\horse\" y",
            "correct=\r\nhorse",
        ] {
            let view = unquoted(text.as_bytes(), false);
            let at = memchr::memmem::find(&view.text, b"correcthorse").expect(text);
            let place = view.source(&(at..at + 12)).expect("a place");
            assert!(text[place.clone()].starts_with('c'), "{text}");
            assert!(text[place].ends_with('e'), "{text}");
        }
        for text in [
            "Subject: =?utf-8?B?bXkgcHcgaXMgY29ycmVjdGhvcnNl?=",
            "Subject: =?utf-8?B?Y29ycmVjdA==?= =?utf-8?B?aG9yc2U=?=",
            "\r\nbXkgcHcgaXMg\r\nY29ycmVjdGhv\r\ncnNl\r\n",
        ] {
            let found = unpacked(text.as_bytes())
                .iter()
                .any(|view| memchr::memmem::find(&view.text, b"correcthorse").is_some());
            assert!(found, "{text}");
        }
    }
}
