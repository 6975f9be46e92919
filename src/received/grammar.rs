//! Tokens and clauses (RFC 5321 section 4.4, RFC 5322 section 3.6.7), read so that nothing is lost.

use crate::message::Span;

pub use super::lexer::tokens;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A run of characters without white space; quoted strings within it stay together.
    Word,
    /// `(…)`, with everything nested in it.
    Comment,
    /// `<…>`.
    Angle,
    /// `[…]` and what is glued behind it, such as a port.
    Bracket,
    /// `;` outside of comments.
    Semicolon,
    /// A `)`, `(`, `<` or `>` that has no partner.
    Stray,
}

/// A stretch of the value. What lies between two tokens is white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: TokenKind,
    /// Where it stands.
    pub span: Span,
    /// Whether a slot or a remark was read from it.
    pub(super) used: bool,
}

/// The keyword that begins a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// What stands before the first keyword.
    Lead,
    /// `from`
    From,
    /// `by`
    By,
    /// `via`
    Via,
    /// `with`
    With,
    /// `id`
    Id,
    /// `for`
    For,
}

/// A clause: a keyword and the tokens behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Its keyword.
    pub key: Key,
    /// Index of its first token behind the keyword.
    pub start: usize,
    /// Index behind its last token.
    pub end: usize,
}

/// Groups tokens into clauses. `date` holds the tokens of the date, which belong to none.
pub fn clauses(value: &str, tokens: &[Token], date: &std::ops::Range<usize>) -> Vec<Clause> {
    let mut clauses: Vec<Clause> = Vec::with_capacity(8);
    let mut open = Clause {
        key: Key::Lead,
        start: 0,
        end: 0,
    };
    let mut index = 0;
    while index < tokens.len() {
        if index == date.start && !date.is_empty() {
            close(&mut clauses, open, index);
            index = date.end;
            open = Clause {
                key: Key::Lead,
                start: index,
                end: index,
            };
            continue;
        }
        if let Some(key) = keyword(value, tokens, index) {
            let value_by_place = index == open.start
                && open.key != Key::Lead
                && is_value(value, tokens, index, open.key, key);
            if !value_by_place && !is_announced(value, tokens, open, index) {
                close(&mut clauses, open, index);
                open = Clause {
                    key,
                    start: index + 1,
                    end: index + 1,
                };
            }
        }
        index += 1;
    }
    close(&mut clauses, open, tokens.len());
    clauses
}

fn close(clauses: &mut Vec<Clause>, mut clause: Clause, end: usize) {
    clause.end = end.max(clause.start);
    if clause.key != Key::Lead || clause.start < clause.end {
        clauses.push(clause);
    }
}

/// The keyword that a token is, if it is one by its look.
fn keyword(value: &str, tokens: &[Token], index: usize) -> Option<Key> {
    let token = tokens.get(index)?;
    if token.kind != TokenKind::Word || token.span.len() > 4 {
        return None;
    }
    let word = &value.as_bytes()[token.span.start..token.span.end];
    let key = match word.len() {
        2 if word.eq_ignore_ascii_case(b"by") => Key::By,
        2 if word.eq_ignore_ascii_case(b"id") => Key::Id,
        3 if word.eq_ignore_ascii_case(b"for") => Key::For,
        3 if word.eq_ignore_ascii_case(b"via") => Key::Via,
        4 if word.eq_ignore_ascii_case(b"from") => Key::From,
        4 if word.eq_ignore_ascii_case(b"with") => Key::With,
        _ => return None,
    };
    Some(key)
}

/// Whether a word that looks like a keyword, directly behind another one, is that one's value: a host may be called
/// `id`, and a client may announce itself as `by`.
fn is_value(value: &str, tokens: &[Token], index: usize, open: Key, key: Key) -> bool {
    let Some(next) = tokens.get(index + 1) else {
        return false;
    };
    match open {
        Key::From | Key::By if next.kind == TokenKind::Comment => {
            // `from (…) by (…)` has no name behind `by`; `from by (…) by mx` has one.
            open == Key::By
                || matches!(keyword(value, tokens, index + 2), Some(Key::By))
                || key != Key::By
        }
        Key::From => key != Key::From && matches!(keyword(value, tokens, index + 1), Some(Key::By)),
        _ => false,
    }
}

/// The most words of an announcement that are looked through: of a line as long as Postfix takes one
/// (`line_length_limit`, 2048), each with its blank.
const MAX_ANNOUNCED: usize = 1024;

/// Whether a word that looks like a keyword is part of the announcement: a client may say `HELO a by b`, and Postfix
/// writes what it said before the peer's comment, which its own `by` follows.
fn is_announced(value: &str, tokens: &[Token], open: Clause, index: usize) -> bool {
    let is_comment = |token: &Token| token.kind == TokenKind::Comment;
    if open.key != Key::From || tokens[open.start..index].iter().any(is_comment) {
        return false;
    }
    let ahead = &tokens[index..tokens.len().min(index + MAX_ANNOUNCED)];
    let words = ahead
        .iter()
        .take_while(|token| matches!(token.kind, TokenKind::Word | TokenKind::Bracket))
        .count();
    let Some(comment) = ahead.get(words).filter(|token| is_comment(token)) else {
        return false;
    };
    let comments = tokens[index + words..]
        .iter()
        .take_while(|token| is_comment(token))
        .count();
    value[comment.span.start..comment.span.end].contains('[')
        && keyword(value, tokens, index + words + comments) == Some(Key::By)
}

/// The parts of a comment: words, and nested groups as one. Words keep what is glued to them, quoted strings too, save
/// a group in `()`.
pub(super) fn parts(value: &str, comment: Span) -> impl Iterator<Item = Span> + '_ {
    let bytes = value.as_bytes();
    let end = comment.end;
    let mut at = comment.start;
    let mut quotes_end = false;
    std::iter::from_fn(move || {
        while at < end && (bytes[at].is_ascii_whitespace() || bytes[at] == 0x0b) {
            at += 1;
        }
        if at >= end {
            return None;
        }
        let start = at;
        if bytes[at] == b'(' {
            let mut depth = 0_usize;
            while at < end {
                match bytes[at] {
                    b'(' => depth += 1,
                    b')' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                at += 1;
                if depth == 0 {
                    break;
                }
            }
            return Some(Span::new(start, at));
        }
        let mut bracket = 0_usize;
        while at < end {
            match bytes[at] {
                b'(' if bracket == 0 => break,
                b'"' if !quotes_end => {
                    match bytes[at + 1..end].iter().position(|&byte| byte == b'"') {
                        Some(length) => at += 1 + length,
                        None => quotes_end = true,
                    }
                }
                b'[' => bracket += 1,
                b']' => bracket = bracket.saturating_sub(1),
                byte if bracket == 0 && (byte.is_ascii_whitespace() || byte == 0x0b) => break,
                _ => {}
            }
            at += 1;
        }
        Some(Span::new(start, at))
    })
}

/// The inside of a comment, an angle address, a bracket or a quoted string. What closes it may be missing, or something
/// may be glued to it: then all behind the opening byte is the inside.
pub(super) fn inner(value: &str, span: Span) -> Span {
    let is_closed =
        span.len() > 1 && matches!(value.as_bytes()[span.end - 1], b')' | b'>' | b']' | b'"');
    let end = if is_closed { span.end - 1 } else { span.end };
    Span::new((span.start + 1).min(end), end)
}
