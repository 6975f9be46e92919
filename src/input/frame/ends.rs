//! Line ends that are written out, as in a string of a program, a log or an answer in JSON.

use crate::input::lines::{begins_mail, lines};
use crate::input::step::{Altered, Left};
use crate::message::DamageKind;
use memchr::memmem;

/// How many of them make a text of lines.
const MIN_ENDS: usize = 2;

/// The text with line ends, if it is all on one line and its line ends are written out. A message is never on one line.
pub fn with_line_ends(raw: &[u8]) -> Option<Altered> {
    let text = raw.trim_ascii();
    // Of a clean message, only the first line is looked at.
    let line = &text[..memchr::memchr2(b'\n', b'\r', text).unwrap_or(text.len())];
    let offset = memchr::memchr(b'\\', line)?;
    if line.len() < text.len() {
        return None;
    }
    let quote = line
        .first()
        .copied()
        .filter(|byte| matches!(byte, b'"' | b'\''));
    let within = match quote {
        Some(quote) => line[1..].strip_suffix(&[quote]).unwrap_or(&line[1..]),
        None => line,
    };
    if !begins_mail(within) {
        return None;
    }
    let count = memmem::find_iter(within, br"\n").count();
    if count < MIN_ENDS {
        return None;
    }
    let read = if quote == Some(b'"') {
        serde_json::from_slice::<String>(line)
            .ok()
            .map(String::into_bytes)
    } else {
        None
    };
    let text = read.unwrap_or_else(|| replaced(within, quote.is_some()));
    let above = lines(raw)
        .take_while(|(_, line)| line.trim_ascii().is_empty())
        .count();
    Some(Altered {
        left: Left::OneBelow(above),
        ..Altered::new(DamageKind::EscapedLineEnds, offset, count, Some(text))
    })
}

/// `\n`, `\r\n` and tabs behind them replaced; in quotes also what else is escaped there.
fn replaced(text: &[u8], is_quoted: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'\\', rest) {
        out.extend_from_slice(&rest[..at]);
        rest = &rest[at..];
        let begins_line = out.last() == Some(&b'\n');
        let (written, length) = match rest {
            [b'\\', b'r', b'\\', b'n', ..] => (b'\n', 4),
            [b'\\', b'n', ..] => (b'\n', 2),
            [b'\\', b't', ..] if begins_line || is_quoted => (b'\t', 2),
            [b'\\', c @ (b'"' | b'\'' | b'\\' | b'/'), ..] if is_quoted => (*c, 2),
            _ => (b'\\', 1),
        };
        out.push(written);
        rest = &rest[length..];
    }
    out.extend_from_slice(rest);
    if out.last() != Some(&b'\n') {
        out.push(b'\n');
    }
    out
}
