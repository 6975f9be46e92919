//! The texts of tokens: display names as readers see them, and addresses.

use super::tokens::{Kind, Token};
use crate::codec::encoded_word;

/// A display name: what stands before the address, and the comments behind it as mail programs show them. Where nothing
/// else names the sender, what stands behind does. `None` if there is nothing to show.
pub(super) fn text(value: &[u8], head: &[Token], tail: &[Token]) -> Option<String> {
    let is_comment = |token: &Token| token.kind == Kind::Comment;
    let says = |token: &Token| !is_comment(token) && !is_silent(token.kind);
    let mut out = Vec::new();
    let (head, tail) = (within_marks(head), within_marks(tail));
    let (before, behind) = (head.iter().any(says), tail.iter().any(says));
    if before || behind {
        write(value, head, true, &mut out);
    }
    if behind && !before {
        write(value, tail, true, &mut out);
    } else {
        let comments = head.iter().filter(|_| !before).chain(tail);
        for token in comments.filter(|token| is_comment(token)) {
            write(value, std::slice::from_ref(token), before, &mut out);
        }
    }
    let text = encoded_word::decode(&out);
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Tokens without the commas and semicolons at their ends, which part entries.
fn within_marks(tokens: &[Token]) -> &[Token] {
    let parts = |token: &Token| matches!(token.kind, Kind::Comma | Kind::Semicolon);
    let Some(first) = tokens.iter().position(|token| !parts(token)) else {
        return &[];
    };
    let last = tokens.iter().rposition(|token| !parts(token));
    &tokens[first..=last.unwrap_or(first)]
}

/// Whether a token is no text of its own.
fn is_silent(kind: Kind) -> bool {
    use Kind::{Close, Comma, Open, Quote, Semicolon, Sign};
    matches!(kind, Comma | Semicolon | Open | Close | Quote | Sign)
}

/// Adds tokens as text: one space where there is white space, quotes taken off; comments with their parentheses where
/// they stand beside other text.
fn write(value: &[u8], tokens: &[Token], with_marks: bool, out: &mut Vec<u8>) {
    for (at, token) in tokens.iter().enumerate() {
        let is_spaced = token.spaced || (at == 0 && !out.is_empty()) || out.ends_with(b",");
        if is_spaced && token.kind != Kind::Comma && !out.is_empty() && !out.ends_with(b" ") {
            out.push(b' ');
        }
        let text = token.of(value);
        match token.kind {
            Kind::Comment if with_marks && !is_alone(tokens, at) => {
                out.push(b'(');
                unescape(&text[1..text.len() - 1], out);
                out.push(b')');
            }
            Kind::Quoted | Kind::Comment => unescape(&text[1..text.len() - 1], out),
            Kind::Escaped => out.extend_from_slice(&text[1..]),
            Kind::Quote => {}
            // Brackets around nothing say nothing.
            Kind::Open | Kind::Close if is_around_nothing(tokens, at) => {}
            _ => out.extend_from_slice(text),
        }
    }
}

/// Whether a comment stands between two commas in place of a name.
fn is_alone(tokens: &[Token], at: usize) -> bool {
    let is_comma = |token: &Token| token.kind == Kind::Comma;
    at > 0 && is_comma(&tokens[at - 1]) && tokens.get(at + 1).is_none_or(is_comma)
}

fn is_around_nothing(tokens: &[Token], at: usize) -> bool {
    let is_bracket =
        |token: Option<&Token>| token.is_none_or(|t| matches!(t.kind, Kind::Open | Kind::Close));
    match tokens[at].kind {
        Kind::Open => is_bracket(tokens.get(at + 1)),
        _ => at == 0 || is_bracket(tokens.get(at - 1)),
    }
}

/// What a quoted string or comment says: without the backslashes and the line ends of folding.
fn unescape(text: &[u8], out: &mut Vec<u8>) {
    let mut rest = text;
    while let Some(at) = memchr::memchr3(b'\\', b'\r', b'\n', rest) {
        out.extend_from_slice(&rest[..at]);
        let is_pair = rest[at] == b'\\';
        rest = &rest[at + 1..];
        if is_pair && let [escaped, later @ ..] = rest {
            out.push(*escaped);
            rest = later;
        }
    }
    out.extend_from_slice(rest);
}

/// An address without the white space and comments that may stand within it; a quoted local part keeps its quotes.
/// What is no address to any grammar, `jdoe at example.com`, keeps its spaces.
pub(super) fn address(value: &[u8], tokens: &[Token]) -> String {
    let has_domain = tokens.iter().any(|token| token.kind == Kind::At);
    let mut out = String::new();
    for token in tokens.iter().filter(|token| token.kind != Kind::Comment) {
        if token.spaced && !has_domain && !out.is_empty() {
            out.push(' ');
        }
        // Folding within a quoted string.
        let text = String::from_utf8_lossy(token.of(value));
        out.extend(text.split(['\r', '\n']));
    }
    out
}
