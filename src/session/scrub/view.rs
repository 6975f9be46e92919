//! A text as a reader of mail undoes it: what is coded in it is looked for as well, and found where it stands.

use crate::codec::base64::{self, Alphabet, Padding};
use crate::codec::encoded_word::{Coding, joint};
use crate::codec::view::{Read, Unit, View};
use crate::codec::{entity, percent, quoted_printable};
use crate::limits::MAX_PERCENT;
use std::ops::Range;

/// Quoted-printable, encoded words of its kind (RFC 2047), quoted pairs and folding undone; `None` where there is none. In
/// encoded words `_` is a blank: `blanks` says whether to read it so.
pub(super) fn unquoted(text: &[u8], blanks: bool) -> Option<View<'static>> {
    let begins = |byte| match byte {
        b'=' | b'?' | b'\\' | b'\r' | b'\n' => true,
        b'_' => blanks,
        _ => false,
    };
    View::identity(text).then(begins, |text, at| unit(&text[at..]))
}

/// The codings of links and markup undone, in the orders in which they lie over each other, each step a view of its own:
/// character references, and percent-encoding up to [`MAX_PERCENT`] times.
pub(super) fn unescaped(view: &View<'_>, look: &mut impl FnMut(&View<'_>)) {
    let inner = links(view, look);
    let outer = references(view);
    if let Some(shown) = &outer {
        look(shown);
        links(shown, look);
    }
    if let Some(shown) = inner.as_ref().and_then(references) {
        look(&shown);
    }
}

/// Looks at a view with percent-encoding undone, each time; gives the last.
fn links(view: &View<'_>, look: &mut impl FnMut(&View<'_>)) -> Option<View<'static>> {
    let undo = |view: &View<'_>| {
        view.then(
            |byte| byte == b'%',
            |text, at| Some((Unit::Byte(percent::byte(&text[at..])?), 3)),
        )
    };
    let mut last = undo(view)?;
    look(&last);
    for _ in 1..MAX_PERCENT {
        let Some(next) = undo(&last) else {
            break;
        };
        look(&next);
        last = next;
    }
    Some(last)
}

fn references(view: &View<'_>) -> Option<View<'static>> {
    view.then(
        |byte| byte == b'&',
        |text, at| {
            let (character, used) = entity::read(&text[at..])?;
            Some((Unit::Char(character), used))
        },
    )
}

/// Reads what can begin a unit.
fn unit(rest: &[u8]) -> Option<Read> {
    match rest {
        [b'=', ..] => quoted_printable::unit(rest),
        [b'?', ..] => Some((Unit::Nothing, joint(rest, Coding::Q)?)),
        [b'\\', next, ..] if !next.is_ascii_whitespace() => Some((Unit::Byte(*next), 2)),
        [b'_', ..] => Some((Unit::Byte(b' '), 1)),
        // Folding: the line end goes, the blank stays.
        [b'\r', b'\n', b' ' | b'\t', ..] => Some((Unit::Byte(b' '), 3)),
        [b'\n', b' ' | b'\t', ..] => Some((Unit::Byte(b' '), 2)),
        _ => None,
    }
}

/// How long a line end is, if it stands here.
fn line_end(text: &[u8]) -> Option<usize> {
    match text {
        [b'\r', b'\n', ..] => Some(2),
        [b'\n', ..] => Some(1),
        _ => None,
    }
}

/// Shorter runs of letters and digits are words, unless an encoded word says that they are base64.
const SHORTEST_RUN: usize = 6;

/// What the runs of base64 in a text hold: lines of nothing else are one, and encoded words that follow each other.
pub(super) fn unpacked(text: &[u8]) -> Vec<View<'static>> {
    let mut views = Vec::new();
    let mut view = View::default();
    let mut at = 0;
    // Whether nothing but base64 stands on the line so far.
    let mut pure = true;
    while at < text.len() {
        let run = text[at..]
            .iter()
            .take_while(|byte| base64::sextet(**byte).is_some())
            .count();
        unpack(text, at..at + run, &mut view);
        at += run;
        if run > 0 {
            let padding = text[at..].iter().take_while(|byte| **byte == b'=');
            at += padding.count();
        }
        let rest = &text[at..];
        if let Some(skipped) = joint(rest, Coding::B) {
            at += skipped;
            continue;
        }
        // Within a body the run goes on in the next line.
        if let Some(skipped) = line_end(rest).filter(|_| run > 0 && pure) {
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

/// Decodes one run (RFC 4648 sections 4 and 5).
fn unpack(text: &[u8], run: Range<usize>, view: &mut View<'static>) {
    let in_word = text[..run.start].ends_with(b"?");
    if run.len() < SHORTEST_RUN && view.text.is_empty() && !in_word {
        return;
    }
    let digits = &text[run.clone()];
    base64::each(digits, Alphabet::Either, Padding::Ignored, |byte, at| {
        view.push(byte, run.start + at.start..run.start + at.end);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codings_of_links_and_markup_are_undone_in_any_order() {
        for text in [
            "?p=Corr3ct-Horse%219",
            "?p=Corr3ct-Horse%25219",
            "?p=Corr3ct-Horse%2525219",
            "&#67;orr3ct-Horse&#x21;9",
            "&#67;orr3ct-Horse%219",
            "Corr3ct-Horse&#37;219",
            "%26%2367;orr3ct-Horse%219",
        ] {
            let mut places = Vec::new();
            unescaped(&View::identity(text.as_bytes()), &mut |view| {
                let found = memchr::memmem::find(&view.text, b"Corr3ct-Horse!9");
                places.extend(found.and_then(|at| view.source(&(at..at + 15))));
            });
            assert!(!places.is_empty(), "{text}");
            assert!(places.iter().all(|place| place.end == text.len()), "{text}");
        }
    }

    #[test]
    fn what_is_coded_is_found_where_it_stands() {
        for text in [
            "Subject: =?utf-8?Q?correct=68orse?=",
            "Subject: =?utf-8?Q?correct?=\r\n =?utf-8?Q?horse?=",
            "x \"correct\\horse\" y",
            "correct=\r\nhorse",
        ] {
            let view = unquoted(text.as_bytes(), false).expect(text);
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
