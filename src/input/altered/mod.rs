//! What copying does to a header block: folding lost, lines broken anew, markup, typographic quotes, pieces missing.
//!
//! A header that was altered so cannot be held against its signatures, so that recognizing one takes back a fail. A
//! sender must not be able to bring that about. So a whole message counts as altered only by its topmost Received
//! field, which the receiver wrote; the rest is looked for only where nothing follows the header, as in a paste.

mod cut;
mod folding;
mod joined;
mod markup;

use crate::message::DamageKind;

/// What was recognized, and the text with it undone where that can be.
pub(super) struct Altered {
    pub kind: DamageKind,
    /// Offset of the first sign of it.
    pub offset: usize,
    /// How many signs there are.
    pub count: usize,
    /// The whole input again, mended; `None` where nothing can be.
    pub text: Option<Vec<u8>>,
}

/// A line of the header.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    /// It begins a field.
    Field,
    /// It begins with white space.
    Folded,
    /// Neither: it has lost its white space, or is none of the header's.
    Loose,
}

impl Line {
    fn of(line: &[u8]) -> Self {
        match line.first() {
            Some(b' ' | b'\t') => Self::Folded,
            _ if field_name(line).is_some() => Self::Field,
            _ => Self::Loose,
        }
    }
}

/// The name of the field that a line begins; nothing for what only looks like one (`h=from:to`, `http://…`).
fn field_name(line: &[u8]) -> Option<&[u8]> {
    let colon = memchr::memchr(b':', line)?;
    let name = line[..colon].trim_ascii_end();
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let is_link = line[colon + 1..].starts_with(b"//");
    let begins = name.first().is_some_and(u8::is_ascii_alphabetic);
    // No name of a field in use is longer.
    (begins && name.len() > 1 && name.len() <= MAX_NAME && name.iter().all(is_name) && !is_link)
        .then_some(name)
}

/// The longest field name that a line is believed to begin with.
const MAX_NAME: usize = 77;

/// The header, up to the empty line, and whether anything but white space follows it.
fn header(raw: &[u8]) -> (&[u8], bool) {
    for (at, line) in lines(raw) {
        if at > 0 && !matches!(line.first(), Some(b' ' | b'\t')) && line.trim_ascii().is_empty() {
            let rest = &raw[at..];
            return (&raw[..at], !rest.trim_ascii().is_empty());
        }
    }
    (raw, false)
}

/// Lines with their offsets, line ends included.
fn lines(raw: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', raw).map(|at| at + 1);
    // What follows the last line end is a line if there is anything.
    ends.chain((!raw.ends_with(b"\n")).then_some(raw.len()))
        .filter_map(move |end| {
            let line = (start, raw.get(start..end)?);
            start = end;
            (!line.1.is_empty()).then_some(line)
        })
}

/// Everything that is recognized, each undone before the next is looked for.
pub(super) fn recognize(raw: &[u8]) -> Vec<Altered> {
    let mut found: Vec<Altered> = Vec::new();
    for look in [
        markup::unescaped,
        joined::taken_apart,
        folding::rejoined,
        markup::typographic,
        markup::without_brackets,
        cut::cut_off,
    ] {
        let now = found
            .iter()
            .rev()
            .find_map(|altered| altered.text.as_deref())
            .unwrap_or(raw);
        if let Some(altered) = look(now) {
            found.push(altered);
        }
    }
    found
}

/// Fields that are written by programs and have no text in them.
const STRUCTURED: &[&str] = &[
    "Received",
    "DKIM-Signature",
    "ARC-Seal",
    "ARC-Message-Signature",
    "ARC-Authentication-Results",
    "Authentication-Results",
    "Received-SPF",
    "Message-ID",
    "Content-Type",
    "Return-Path",
    "Date",
    "MIME-Version",
];

#[cfg(test)]
mod tests {
    use super::*;

    const TOP: &str = "Received: from a.example (a.example [192.0.2.1])\n\tby mx.example with ESMTP id 1;\n\tSat, 02 May 2026 10:00:09 +0000\n";

    fn kinds(raw: &str) -> Vec<DamageKind> {
        recognize(raw.as_bytes())
            .iter()
            .map(|altered| altered.kind)
            .collect()
    }

    fn mended(raw: &str) -> String {
        let found = recognize(raw.as_bytes());
        let text = found
            .iter()
            .rev()
            .find_map(|altered| altered.text.clone())
            .unwrap();
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn a_whole_header_is_left_alone() {
        let raw = format!(
            "{TOP}Message-ID: <1@a.example>\nFrom: A <a@a.example>\nSubject: caf\u{e9} \u{201c}x\u{201d}\n\n"
        );
        assert_eq!(kinds(&raw), []);
        assert_eq!(kinds(&format!("{raw}body &lt;\n")), []);
    }

    #[test]
    fn folding_that_was_lost_is_put_back() {
        let raw = format!("{}From: A <a@a.example>\n", TOP.replace('\t', ""));
        assert_eq!(kinds(&raw), [DamageKind::LostFolding]);
        assert_eq!(
            mended(&raw),
            format!("{}From: A <a@a.example>\n", TOP.replace('\t', " "))
        );
    }

    #[test]
    fn lines_that_were_broken_anew_are_joined() {
        let raw = format!(
            "{}From: A <a@a.example>\n",
            TOP.replace("with ESMTP", "with\nESMTP")
                .replace("10:00:09 ", "\n10:00:09 ")
        );
        assert_eq!(kinds(&raw), [DamageKind::Rewrapped]);
    }

    #[test]
    fn a_sender_cannot_make_a_message_look_altered() {
        for junk in [
            "junk\nmore junk\n",
            "Received: from &lt;x&gt;\nloose\nloose\n",
            "Message-ID: \u{201c}x\u{201d}\n",
            "X: (\n",
        ] {
            let raw = format!("{TOP}{junk}From: a@a.example\n\nbody\n");
            assert_eq!(kinds(&raw), [], "{junk:?}");
        }
    }

    #[test]
    fn markup_is_undone() {
        let raw = "Message-ID: &lt;1@a.example&gt;\nFrom: &quot;A&quot; &lt;a@a.example&gt;\n";
        assert_eq!(kinds(raw), [DamageKind::HtmlEscaped]);
        assert_eq!(
            mended(raw),
            "Message-ID: <1@a.example>\nFrom: \"A\" <a@a.example>\n"
        );
    }

    #[test]
    fn typographic_punctuation_is_seen_where_programs_write() {
        let raw = format!("{TOP}Content-Type: text/plain; charset=\u{201c}utf-8\u{201d}\n");
        assert_eq!(kinds(&raw), [DamageKind::SmartPunctuation]);
    }

    #[test]
    fn brackets_that_are_gone_are_missed() {
        assert_eq!(
            kinds("Message-ID:\nFrom: Alice\nSubject: x\n"),
            [DamageKind::LostAngleBrackets]
        );
        assert_eq!(
            kinds("Message-ID: 1@a.example\nFrom: Alice a@a.example\n"),
            [DamageKind::LostAngleBrackets]
        );
        assert_eq!(kinds("From: a@a.example\nSubject: x\n"), []);
    }

    #[test]
    fn a_block_that_was_cut_is_seen_at_both_ends() {
        let body_less = |raw: &str| kinds(raw);
        assert_eq!(
            body_less("From: a@a.example\nReceived: from a.example (a.exam"),
            [DamageKind::CutOff]
        );
        assert_eq!(
            body_less("From: a@a.example\nDKIM-Signature: v=1; h=from; bh=AAAA"),
            [DamageKind::CutOff]
        );
        assert_eq!(
            body_less("10:00:09 +0000\nFrom: a@a.example\nTo: b@b.example\n"),
            [DamageKind::CutOff]
        );
        assert_eq!(body_less("From: a@a.example\nSubject: (unfinished\n"), []);
        assert_eq!(
            body_less("From: A <a@a.example>\nDKIM-Signature: v=1; h=from; bh=AAAA; b=AAAA"),
            []
        );
    }
}
