//! The tokens of an address field (RFC 5322 section 3.2), and what takes their place where there is no grammar.

use crate::codec::encoded_word;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An atom, without dots.
    Word,
    /// A quoted string with its quotes.
    Quoted,
    /// An encoded word.
    Encoded,
    /// A comment with its parentheses.
    Comment,
    /// An address literal with its brackets. One stands behind `@` only; elsewhere brackets are signs.
    Literal,
    /// A backslash outside quotes with what it takes the meaning from.
    Escaped,
    /// A parenthesis or bracket that opens or closes nothing.
    Sign,
    /// A quote that opens nothing.
    Quote,
    At,
    Dot,
    Open,
    Close,
    Comma,
    Semicolon,
    Colon,
}

/// A token. Offsets are into the value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    pub start: u32,
    pub end: u32,
    /// Whether white space stands before it.
    pub spaced: bool,
}

impl Token {
    pub fn of(self, value: &[u8]) -> &[u8] {
        &value[self.start as usize..self.end as usize]
    }

    /// Whether it may be a part of a local part or a domain.
    pub fn is_word(self) -> bool {
        matches!(self.kind, Kind::Word | Kind::Quoted | Kind::Encoded)
    }
}

/// How a value is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marks {
    /// Whether quotes quote.
    pub quotes: bool,
    /// Whether parentheses make comments.
    pub comments: bool,
}

/// All tokens of a value.
#[derive(Debug)]
pub(super) struct Tokens {
    pub list: Vec<Token>,
    /// The first quote that is not closed.
    pub open_quote: Option<usize>,
    /// The first comment that is not closed.
    pub open_comment: Option<usize>,
}

/// Reads the tokens. What is opened and never closed opens nothing; that is looked for once, so that it costs one pass.
pub(super) fn tokens(value: &[u8], marks: Marks) -> Tokens {
    let mut out = Tokens {
        list: Vec::new(),
        open_quote: None,
        open_comment: None,
    };
    let mut at = 0;
    let mut spaced = false;
    let mut behind_at = false;
    while at < value.len() {
        let Some((kind, length)) = one(value, at, marks, behind_at, &mut out) else {
            spaced = true;
            at += char_at(value, at).1;
            continue;
        };
        // Nobody has a header of 4 GiB.
        let (Ok(start), Ok(end)) = (u32::try_from(at), u32::try_from(at + length)) else {
            break;
        };
        out.list.push(Token {
            kind,
            start,
            end,
            spaced,
        });
        behind_at = kind == Kind::At || (behind_at && kind == Kind::Comment);
        spaced = false;
        at += length;
    }
    out
}

/// The token that begins here and its length; `None` for white space and control characters.
fn one(
    value: &[u8],
    at: usize,
    marks: Marks,
    behind_at: bool,
    out: &mut Tokens,
) -> Option<(Kind, usize)> {
    let rest = &value[at..];
    let kind = match rest[0] {
        b'"' if marks.quotes && out.open_quote.is_none() => {
            if let Some(length) = quoted(rest) {
                return Some((Kind::Quoted, length));
            }
            out.open_quote = Some(at);
            Kind::Quote
        }
        b'(' if marks.comments && out.open_comment.is_none() => {
            if let Some(length) = comment(rest) {
                return Some((Kind::Comment, length));
            }
            out.open_comment = Some(at);
            Kind::Sign
        }
        b'\\' if matches!(rest.get(1), Some(b'(' | b')' | b'"' | b'\\')) => {
            return Some((Kind::Escaped, 2));
        }
        b'[' if behind_at => match literal(rest) {
            Some(length) => return Some((Kind::Literal, length)),
            None => Kind::Sign,
        },
        b'"' => Kind::Quote,
        b'(' | b')' | b'[' | b']' | b'\\' => Kind::Sign,
        b'@' => Kind::At,
        b'.' => Kind::Dot,
        b'<' => Kind::Open,
        b'>' => Kind::Close,
        b',' => Kind::Comma,
        b';' => Kind::Semicolon,
        b':' => Kind::Colon,
        b'=' => match encoded_word::strict(rest) {
            Some(length) => return Some((Kind::Encoded, length)),
            None => return Some((Kind::Word, word(rest))),
        },
        _ => {
            let length = word(rest);
            return (length > 0).then_some((Kind::Word, length));
        }
    };
    Some((kind, 1))
}

/// The length of an atom.
fn word(text: &[u8]) -> usize {
    let mut at = 0;
    while at < text.len() {
        let (c, length) = char_at(text, at);
        let is_encoded = at > 0 && c == '=' && encoded_word::strict(&text[at..]).is_some();
        if is_encoded || c.is_whitespace() || c.is_control() || "()<>[]:;@\\,.\"".contains(c) {
            break;
        }
        at += length;
    }
    at
}

/// The character that begins here and its length; U+FFFD for a byte that begins none.
fn char_at(text: &[u8], at: usize) -> (char, usize) {
    let length = match text[at] {
        byte if byte.is_ascii() => return (char::from(byte), 1),
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => 4,
    };
    let bytes = text.get(at..at + length);
    bytes
        .and_then(|bytes| std::str::from_utf8(bytes).ok())
        .and_then(|text| text.chars().next())
        .map_or((char::REPLACEMENT_CHARACTER, 1), |c| (c, c.len_utf8()))
}

/// The length of a quoted string, both quotes included.
fn quoted(text: &[u8]) -> Option<usize> {
    let mut at = 1;
    while let Some(found) = memchr::memchr2(b'"', b'\\', text.get(at..)?) {
        at += found;
        if text[at] == b'"' {
            return Some(at + 1);
        }
        at += 2;
    }
    None
}

/// The length of a comment, both parentheses included; comments nest.
fn comment(text: &[u8]) -> Option<usize> {
    let mut depth = 0usize;
    let mut at = 0;
    while let Some(found) = memchr::memchr3(b'(', b')', b'\\', text.get(at..)?) {
        at += found;
        match text[at] {
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(at + 1),
            b')' => depth -= 1,
            _ => at += 1,
        }
        at += 1;
    }
    None
}

/// The length of an address literal: what looks like the begin of something else ends none.
fn literal(text: &[u8]) -> Option<usize> {
    let inner = &text[1..];
    let end = inner.iter().position(|byte| b"[]<>,@\"()".contains(byte))?;
    (inner[end] == b']').then_some(end + 2)
}
