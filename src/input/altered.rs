//! What copying does to a header block: folding lost, lines broken anew, markup, typographic quotes, pieces missing.
//!
//! A header that was altered so cannot be held against its signatures, so that recognising one takes back a fail. A
//! sender must not be able to bring that about. So a whole message counts as altered only by its topmost Received
//! field, which the receiver wrote; the rest is looked for only where nothing follows the header, as in a paste.

use crate::message::DamageKind;
use memchr::memmem;

/// What was recognised, and the text with it undone where that can be.
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
    let mut at = 0;
    for line in raw.split_inclusive(|&byte| byte == b'\n') {
        if at > 0
            && line.trim_ascii().is_empty()
            && !line.starts_with(b" ")
            && !line.starts_with(b"\t")
        {
            let rest = &raw[at..];
            return (&raw[..at], !rest.trim_ascii().is_empty());
        }
        at += line.len();
    }
    (raw, false)
}

/// The lines of a header with their offsets, line ends included.
fn lines(header: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut at = 0;
    header
        .split_inclusive(|&byte| byte == b'\n')
        .map(move |line| {
            at += line.len();
            (at - line.len(), line)
        })
}

/// Everything that is recognised, each undone before the next is looked for.
pub(super) fn recognise(raw: &[u8]) -> Vec<Altered> {
    let mut found: Vec<Altered> = Vec::new();
    for look in [unescaped, rejoined, typographic, without_brackets, cut_off] {
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

/// `&lt;` where nothing stands between real angle brackets.
fn unescaped(raw: &[u8]) -> Option<Altered> {
    let (header, has_body) = header(raw);
    let offset = memmem::find(header, b"&lt;")?;
    if header.contains(&b'<') || memmem::find(header, b"&gt;").is_none() {
        return None;
    }
    if has_body && memmem::find(top_received(header)?, b"&lt;").is_none() {
        return None;
    }
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = header;
    let mut count = 0;
    while let Some(at) = memchr::memchr(b'&', rest) {
        out.extend_from_slice(&rest[..at]);
        rest = &rest[at..];
        match ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity)) {
            Some((entity, byte)) => {
                out.push(*byte);
                rest = &rest[entity.len()..];
                count += 1;
            }
            None => {
                out.push(b'&');
                rest = &rest[1..];
            }
        }
    }
    out.extend_from_slice(rest);
    out.extend_from_slice(&raw[header.len()..]);
    Some(Altered {
        kind: DamageKind::HtmlEscaped,
        offset,
        count,
        text: Some(out),
    })
}

const ENTITIES: &[(&[u8], u8)] = &[
    (b"&lt;", b'<'),
    (b"&gt;", b'>'),
    (b"&amp;", b'&'),
    (b"&quot;", b'"'),
    (b"&#39;", b'\''),
    (b"&#34;", b'"'),
    (b"&nbsp;", b' '),
];

/// The topmost Received field with the loose lines behind it.
fn top_received(header: &[u8]) -> Option<&[u8]> {
    let mut start = None;
    for (at, line) in lines(header) {
        match (Line::of(line), start) {
            (Line::Field, Some(start)) => return header.get(start..at),
            (Line::Field, None) if is_received(line) => start = Some(at),
            _ => {}
        }
    }
    header.get(start?..)
}

fn is_received(line: &[u8]) -> bool {
    field_name(line).is_some_and(|name| name.eq_ignore_ascii_case(b"Received"))
}

/// Lines that have lost the white space before them, or were broken where they were long. The receiver's own field is
/// among them.
fn rejoined(raw: &[u8]) -> Option<Altered> {
    let (header, _) = header(raw);
    let top = top_received(header)?;
    let (end, _) = lines(top).find(|(_, line)| Line::of(line) == Line::Loose)?;
    // Behind a field that is whole, the sender's own lines begin.
    if has_time(&top[..end]) {
        return None;
    }
    let (mut offset, mut loose, mut folded) = (None, 0, 0);
    for (at, line) in lines(header) {
        match Line::of(line) {
            Line::Loose => {
                loose += 1;
                offset.get_or_insert(at);
            }
            Line::Folded => folded += 1,
            Line::Field => {}
        }
    }
    if loose < MIN_LOOSE {
        return None;
    }
    let mut out = Vec::with_capacity(raw.len() + loose);
    let mut inside = false;
    for (_, line) in lines(header) {
        match Line::of(line) {
            // A mailbox's `From ` line and the like stand before the first field.
            Line::Loose if inside => out.push(b' '),
            Line::Field => inside = true,
            _ => {}
        }
        out.extend_from_slice(line);
    }
    out.extend_from_slice(&raw[header.len()..]);
    let kind = if folded == 0 {
        DamageKind::LostFolding
    } else {
        DamageKind::Rewrapped
    };
    Some(Altered {
        kind,
        offset: offset?,
        count: loose,
        text: Some(out),
    })
}

/// Whether a Received field goes as far as the time of day in its date.
fn has_time(field: &[u8]) -> bool {
    let date = memchr::memrchr(b';', field).map_or(&[][..], |at| &field[at..]);
    memchr::memchr_iter(b':', date).any(|at| {
        let is_digit = |at: usize| date.get(at).is_some_and(u8::is_ascii_digit);
        is_digit(at - 1) && is_digit(at + 1)
    })
}

/// One loose line may be an accident of the sender's.
const MIN_LOOSE: usize = 2;

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

/// Typographic quotes, dashes, dots and blanks in UTF-8.
const TYPOGRAPHIC: &[&[u8]] = &[
    b"\xe2\x80\x98",
    b"\xe2\x80\x99",
    b"\xe2\x80\x9c",
    b"\xe2\x80\x9d",
    b"\xe2\x80\x9e",
    b"\xe2\x80\x93",
    b"\xe2\x80\x94",
    b"\xe2\x80\xa6",
    b"\xc2\xa0",
];

/// Typographic punctuation in fields that programs write.
fn typographic(raw: &[u8]) -> Option<Altered> {
    let (header, has_body) = header(raw);
    if has_body || header.is_ascii() {
        return None;
    }
    let (mut offset, mut count, mut inside) = (None, 0, false);
    for (at, line) in lines(header) {
        if let Some(name) = field_name(line).filter(|_| Line::of(line) == Line::Field) {
            inside = STRUCTURED
                .iter()
                .any(|known| name.eq_ignore_ascii_case(known.as_bytes()));
        }
        if !inside || line.is_ascii() {
            continue;
        }
        for mark in TYPOGRAPHIC {
            for found in memmem::find_iter(line, mark) {
                count += 1;
                offset.get_or_insert(at + found);
            }
        }
    }
    Some(Altered {
        kind: DamageKind::SmartPunctuation,
        offset: offset?,
        count,
        text: None,
    })
}

/// Fields whose angle brackets, or all that stood in them, are gone.
fn without_brackets(raw: &[u8]) -> Option<Altered> {
    let (header, has_body) = header(raw);
    if has_body || header.contains(&b'<') || header.contains(&b'>') {
        return None;
    }
    let (mut offset, mut count) = (None, 0);
    for (at, line) in lines(header) {
        let Some(name) = field_name(line) else {
            continue;
        };
        let value = line[memchr::memchr(b':', line)? + 1..].trim_ascii();
        let is_lost = match name.to_ascii_lowercase().as_slice() {
            b"message-id" | b"return-path" | b"in-reply-to" => {
                value.is_empty() || value.contains(&b'@')
            }
            b"from" => {
                !value.is_empty()
                    && (!value.contains(&b'@') || (value.contains(&b' ') && !value.contains(&b'(')))
            }
            b"received" => {
                memmem::find(value, b" for ;").is_some() || memmem::find(value, b" id ;").is_some()
            }
            _ => false,
        };
        if is_lost {
            count += 1;
            offset.get_or_insert(at);
        }
    }
    (count >= MIN_LOST).then_some(Altered {
        kind: DamageKind::LostAngleBrackets,
        offset: offset?,
        count,
        text: None,
    })
}

/// One field without brackets may have been written so.
const MIN_LOST: usize = 2;

/// A header that begins or ends within a field.
fn cut_off(raw: &[u8]) -> Option<Altered> {
    let (header, has_body) = header(raw);
    if has_body {
        return None;
    }
    let found = |offset| {
        Some(Altered {
            kind: DamageKind::CutOff,
            offset,
            count: 1,
            text: None,
        })
    };
    let mut content = lines(header).filter(|(_, line)| !line.trim_ascii().is_empty());
    let (first, line) = content.next()?;
    let has_more = content.any(|(_, line)| Line::of(line) == Line::Field);
    if has_more && Line::of(line) != Line::Field && !line.starts_with(b"From ") {
        return found(first);
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
        let times = |byte: u8| value.iter().filter(|&&other| other == byte).count();
        times(open) > times(close)
    };
    if is("Received") {
        let is_open = !field.ends_with(b"\n") && !value.contains(&b';');
        return depth(b'(', b')') || is_open;
    }
    if is("DKIM-Signature") || is("ARC-Seal") || is("ARC-Message-Signature") {
        return !has_tag(value, b"b=") || value.ends_with(b"b=");
    }
    depth(b'<', b'>') || (STRUCTURED.iter().any(|known| is(known)) && depth(b'(', b')'))
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

    const TOP: &str = "Received: from a.example (a.example [192.0.2.1])\n\tby mx.example with ESMTP id 1;\n\tSat, 02 May 2026 10:00:09 +0000\n";

    fn kinds(raw: &str) -> Vec<DamageKind> {
        recognise(raw.as_bytes())
            .iter()
            .map(|altered| altered.kind)
            .collect()
    }

    fn mended(raw: &str) -> String {
        let found = recognise(raw.as_bytes());
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
