//! Where the tags of a page stand and where its text, as the tokenizer of the HTML standard tells them apart (section
//! "Tokenization", in its data state). What a tag or a text says is left to html5gum: most of a page is markup that
//! leads nowhere, and only its extent must be known.

use html5gum::emitters::ForwardingEmitter;
use html5gum::{DefaultEmitter, Emitter, Token, Tokenizer};
use std::ops::Range;

/// A piece of a page. Comments and declarations are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'p> {
    /// All that stands between two other pieces.
    Text(&'p str),
    /// A start tag, from `<` to `>`.
    Start(&'p str),
    /// An end tag, likewise.
    End(&'p str),
}

impl Piece<'_> {
    /// Whether it is a tag of this name, which is given in lower case.
    pub fn is(&self, name: &str) -> bool {
        let inner = match self {
            Self::Text(_) => return false,
            Self::Start(tag) => &tag.as_bytes()[1..],
            Self::End(tag) => &tag.as_bytes()[2..],
        };
        let rest = inner.get(name.len()..).unwrap_or_default();
        rest.first().is_some_and(|byte| ends_name(*byte))
            && inner[..name.len()].eq_ignore_ascii_case(name.as_bytes())
    }
}

/// The pieces of a page, in order.
pub(super) fn pieces(page: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < page.len() {
            let start = at;
            let markup = markup(page.as_bytes(), start);
            if markup > start {
                at = markup;
                return Some(Piece::Text(&page[start..markup]));
            }
            let Some((kind, end)) = extent(page.as_bytes(), start) else {
                // What is not closed is nothing.
                at = page.len();
                break;
            };
            at = end;
            match kind {
                Kind::Start => return Some(Piece::Start(&page[start..end])),
                Kind::End => return Some(Piece::End(&page[start..end])),
                Kind::Other => {}
            }
        }
        None
    })
}

/// Where the next piece begins that is no text; the end of the page where there is none.
fn markup(page: &[u8], mut from: usize) -> usize {
    while let Some(found) = memchr::memchr(b'<', &page[from..]) {
        let at = from + found;
        match (page.get(at + 1), page.get(at + 2)) {
            (Some(b'!' | b'?'), _) => return at,
            (Some(b'/'), Some(next)) if *next != b'>' => return at,
            (Some(first), _) if first.is_ascii_alphabetic() => return at,
            // `<` before anything else is text, and `</>` is nothing within one.
            _ => from = at + 1,
        }
    }
    page.len()
}

/// What [`markup`] found.
enum Kind {
    Start,
    End,
    Other,
}

/// What begins here, and where it ends; `None` where the page ends within it.
fn extent(page: &[u8], at: usize) -> Option<(Kind, usize)> {
    match page.get(at + 1)? {
        b'!' => Some((Kind::Other, declaration_end(page, at + 2)?)),
        b'/' if page.get(at + 2)?.is_ascii_alphabetic() => {
            Some((Kind::End, tag_end(page, at + 2)?))
        }
        b'/' | b'?' => Some((Kind::Other, find(b'>', page, at + 2)? + 1)),
        _ => Some((Kind::Start, tag_end(page, at + 1)?)),
    }
}

/// The end of what follows `<!`: a comment, or what ends with the first `>`.
fn declaration_end(page: &[u8], from: usize) -> Option<usize> {
    let Some(comment) = page[from..].strip_prefix(b"--") else {
        return Some(find(b'>', page, from)? + 1);
    };
    let ends = |at: &usize| {
        let before = &comment[..*at];
        matches!(before, b"" | b"-") || before.ends_with(b"--") || before.ends_with(b"--!")
    };
    let end = memchr::memchr_iter(b'>', comment).find(ends)?;
    Some(from + 2 + end + 1)
}

/// The end of a tag whose name begins here.
fn tag_end(page: &[u8], name: usize) -> Option<usize> {
    let mut at = past(page, name, |byte| !ends_name(byte));
    loop {
        match step(page, at)? {
            Step::Attribute { next, .. } => at = next,
            Step::End(end) => return Some(end),
        }
    }
}

/// An attribute of a start tag as it is written, the first of this name, which is given in lower case.
pub(super) fn attribute<'p>(tag: &'p str, name: &str) -> Option<&'p str> {
    let page = tag.as_bytes();
    let mut at = past(page, 1, |byte| !ends_name(byte));
    while let Step::Attribute {
        name: found,
        value,
        next,
    } = step(page, at)?
    {
        if page[found].eq_ignore_ascii_case(name.as_bytes()) {
            return tag.get(value);
        }
        at = next;
    }
    None
}

/// What stands next within a tag.
enum Step {
    Attribute {
        name: Range<usize>,
        /// Without quotes.
        value: Range<usize>,
        next: usize,
    },
    /// Where the tag ends.
    End(usize),
}

/// Reads on within a tag; `None` where the page ends.
fn step(page: &[u8], mut at: usize) -> Option<Step> {
    loop {
        at = past(page, at, is_space);
        match page.get(at)? {
            b'>' => return Some(Step::End(at + 1)),
            b'/' => at += 1,
            _ => break,
        }
    }
    // Whatever begins a name is part of it.
    let name_end = past(page, at + 1, |byte| !ends_name(byte) && byte != b'=');
    let name = at..name_end;
    let behind = past(page, name_end, is_space);
    if *page.get(behind)? != b'=' {
        return Some(Step::Attribute {
            name,
            value: behind..behind,
            next: behind,
        });
    }
    let start = past(page, behind + 1, is_space);
    let (value, next) = if let quote @ (b'"' | b'\'') = page.get(start)? {
        let end = find(*quote, page, start + 1)?;
        (start + 1..end, end + 1)
    } else {
        let end = past(page, start, |byte| !is_space(byte) && byte != b'>');
        (start..end, end)
    };
    Some(Step::Attribute { name, value, next })
}

/// What html5gum makes of a piece.
pub(super) fn tokens(piece: &str) -> impl Iterator<Item = Token> {
    let emitter = Quiet(DefaultEmitter::default());
    Tokenizer::new_with_emitter(piece, emitter)
        .flatten()
        .filter(|token| !matches!(token, Token::Error(_)))
}

/// What makes tokens, but none of faults: looking for them takes longer than all the rest.
struct Quiet(DefaultEmitter);

impl ForwardingEmitter for Quiet {
    type Token = Token;

    fn inner(&mut self) -> &mut impl Emitter<Token = Token> {
        &mut self.0
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }
}

fn find(byte: u8, page: &[u8], from: usize) -> Option<usize> {
    memchr::memchr(byte, page.get(from..)?).map(|found| from + found)
}

/// The first place from here on that is none of these.
fn past(page: &[u8], from: usize, is_one: impl Fn(u8) -> bool) -> usize {
    let mut at = from;
    while page.get(at).is_some_and(|byte| is_one(*byte)) {
        at += 1;
    }
    at
}

/// White space within a tag. A CR is read as the LF that it is with or stands for.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | b'\x0c')
}

/// Whether a byte ends the name of a tag.
fn ends_name(byte: u8) -> bool {
    is_space(byte) || matches!(byte, b'/' | b'>')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What html5gum makes of a whole page, without what leads nowhere.
    fn whole(page: &str) -> Vec<Token> {
        let is_piece = |token: &Token| {
            matches!(
                token,
                Token::StartTag(_) | Token::EndTag(_) | Token::String(_)
            )
        };
        Tokenizer::new(page).flatten().filter(is_piece).collect()
    }

    /// What it makes of each piece.
    fn by_pieces(page: &str) -> Vec<Token> {
        let mut all = Vec::new();
        for piece in pieces(page) {
            let (Piece::Text(text) | Piece::Start(text) | Piece::End(text)) = piece;
            let of_piece: Vec<Token> = tokens(text).collect();
            assert!(of_piece.len() <= 1, "{piece:?} of {page:?}");
            for token in &of_piece {
                match token {
                    Token::StartTag(tag) => {
                        assert!(matches!(piece, Piece::Start(_)));
                        for name in ["a", "img", "area", "form"] {
                            assert_eq!(piece.is(name), &tag.name[..] == name.as_bytes());
                        }
                        let names = tag.attributes.keys().map(|name| &name[..]);
                        for name in names.chain([&b"href"[..], b"a", b"alt", b"="]) {
                            let name = std::str::from_utf8(name).unwrap();
                            if name.contains('\u{fffd}') {
                                continue;
                            }
                            let found = attribute(text, name);
                            let expected = tag.attributes.get(name.as_bytes());
                            assert_eq!(found.is_some(), expected.is_some(), "{name} of {text:?}");
                            if let (Some(found), Some(expected)) = (found, expected)
                                && !found.contains(['&', '\r', '\0'])
                            {
                                assert_eq!(found.as_bytes(), &expected[..], "{name} of {text:?}");
                            }
                        }
                    }
                    Token::EndTag(tag) => {
                        assert!(matches!(piece, Piece::End(_)));
                        assert_eq!(piece.is("a"), &tag.name[..] == b"a");
                    }
                    _ => assert!(matches!(piece, Piece::Text(_))),
                }
            }
            all.extend(of_piece);
        }
        all
    }

    #[test]
    fn pieces_are_those_of_the_tokenizer() {
        for page in [
            "",
            "a<b>c</b>d",
            "a < b <3 <> </> </3> <?x> c",
            "<a href='>'title=\">\"x=>y<a/b=c/>d<a / = b>",
            "<a\rhref\r\n=\r\n'x'\r>\nb</A\r>",
            "<!----><!--><!---><!--a--!><!--a--><!--<!-->b<!--->--><!-a-->c<!doctype html PUBLIC \">\">d",
            "<![CDATA[a>b]]>c",
            "<script>'<a href=x>'</script><textarea><a></textarea><style><!-- </style> --><title>&lt;<title>",
            "<a\0b>\0<\0<a \0=\0><a href=\"\0\">",
            "&lt&#60;&am<b>&#x3c<a x=&gt y='&#62;'>&",
            "<a href='x",
            "<a href=x",
            "<a",
            "a</",
            "a<",
            "a<!",
            "a<!-",
            "<!--a--",
            "<a =x==y>b<a x='y'z>c<a x=\"y\"/z>",
            "\u{fc}<\u{fc}><a\u{fc}>\u{fc}</a\u{fc}>",
        ] {
            assert_eq!(by_pieces(page), whole(page), "{page:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn they_are_of_any_page(page in "(<|</|<a|<A |</a|>|/|=|'|\"|--|!|<!|<!--|-->|\\?|[ \t\r\n\\x0c]|&|amp;|#|x3c;|[a-c\u{fc}\0\\[]|<img alt=){0,30}") {
            prop_assert_eq!(by_pieces(&page), whole(&page));
        }
    }
}
