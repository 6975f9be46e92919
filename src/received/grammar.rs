//! Tokens and clauses (RFC 5321 section 4.4, RFC 5322 section 3.6.7), read so that nothing is lost.

use crate::message::Span;

/// What a token is.
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
    /// What it is.
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

/// Splits a value into tokens. In one pass but for comments without end, whose partners are then looked up once.
pub fn tokens(value: &str) -> Vec<Token> {
    Lexer {
        bytes: value.as_bytes(),
        at: 0,
        partners: None,
        quotes_end: false,
    }
    .run()
}

/// Bytes that end no word and begin no quoted string.
const PLAIN: [bool; 256] = {
    let mut plain = [true; 256];
    let special = b"()<>;\" \t\r\n\x0b\x0c";
    let mut at = 0;
    while at < special.len() {
        plain[special[at] as usize] = false;
        at += 1;
    }
    plain
};

struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    /// For each `(` its `)`, filled when a comment was seen to lack its end.
    partners: Option<Vec<u32>>,
    /// No closing quote lies ahead.
    quotes_end: bool,
}

/// In [`Lexer::partners`]: none.
const NO_PARTNER: u32 = u32::MAX;

impl Lexer<'_> {
    fn run(mut self) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(24);
        while let Some(&byte) = self.bytes.get(self.at) {
            if byte.is_ascii_whitespace() || byte == 0x0b {
                self.at += 1;
                continue;
            }
            let start = self.at;
            let kind = self.token(byte);
            tokens.push(Token {
                kind,
                span: Span::new(start, self.at),
                used: false,
            });
        }
        tokens
    }

    fn token(&mut self, byte: u8) -> TokenKind {
        match byte {
            b';' => {
                self.at += 1;
                TokenKind::Semicolon
            }
            b'(' => self.comment(),
            b'<' => {
                if let Some(end) = self.angle_end(self.at) {
                    self.at = end;
                    TokenKind::Angle
                } else {
                    self.stray()
                }
            }
            b')' | b'>' => self.stray(),
            b'[' => {
                let end = self.bracket_end(self.at);
                self.at = end.unwrap_or(self.at + 1);
                self.word();
                if end.is_some() {
                    TokenKind::Bracket
                } else {
                    TokenKind::Word
                }
            }
            _ => {
                self.word();
                TokenKind::Word
            }
        }
    }

    fn stray(&mut self) -> TokenKind {
        self.at += 1;
        TokenKind::Stray
    }

    fn comment(&mut self) -> TokenKind {
        let end = match &self.partners {
            Some(partners) => {
                Some(partners[self.at] as usize).filter(|&end| end != NO_PARTNER as usize)
            }
            None => self.comment_end(),
        };
        match end {
            Some(end) => {
                self.at = end + 1;
                TokenKind::Comment
            }
            None => self.stray(),
        }
    }

    /// The `)` of the comment that begins here, with quoted pairs (RFC 5322 section 3.2.1) passed over.
    fn comment_end(&mut self) -> Option<usize> {
        let mut depth = 0_usize;
        let mut at = self.at;
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b'\\' => at += 1,
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(at);
                    }
                }
                _ => {}
            }
            at += 1;
        }
        // Something is unbalanced. Partners by a stack, and backslashes as plain characters: one of them may have
        // hidden a parenthesis that was meant.
        let mut partners = vec![NO_PARTNER; self.bytes.len()];
        let mut open = Vec::new();
        for at in self.at..self.bytes.len() {
            match self.bytes[at] {
                b'(' => open.push(at),
                b')' => {
                    if let Some(start) = open.pop() {
                        partners[start] = at as u32;
                    }
                }
                _ => {}
            }
        }
        let end = partners[self.at];
        self.partners = Some(partners);
        (end != NO_PARTNER).then_some(end as usize)
    }

    /// The offset behind the `>` that belongs to the `<` at `start`.
    fn angle_end(&self, start: usize) -> Option<usize> {
        let mut quoted = false;
        let mut at = start + 1;
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b'\\' if quoted => at += 1,
                b'"' => quoted = !quoted,
                b'>' if !quoted => return Some(at + 1),
                b'<' | b';' if !quoted => break,
                _ => {}
            }
            at += 1;
        }
        if !quoted {
            return None;
        }
        // The quote has no end: take the next `>`, unless another `<` comes first.
        let rest = &self.bytes[start + 1..];
        let close = rest
            .iter()
            .position(|byte| matches!(byte, b'>' | b'<' | b';'))?;
        (rest[close] == b'>').then_some(start + close + 2)
    }

    /// The offset behind the `]` that belongs to the `[` at `start`.
    fn bracket_end(&self, start: usize) -> Option<usize> {
        let rest = &self.bytes[start + 1..];
        let close = rest
            .iter()
            .position(|byte| matches!(byte, b']' | b'[' | b';'))?;
        (rest[close] == b']').then_some(start + close + 2)
    }

    /// Passes over the rest of a word.
    fn word(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            // One look for what nearly every byte is.
            if PLAIN[byte as usize] {
                self.at += 1;
                continue;
            }
            match byte {
                b'(' | b')' | b';' | b'<' | b'>' => return,
                b'"' if !self.quotes_end => self.quoted(),
                _ if byte.is_ascii_whitespace() || byte == 0x0b => return,
                _ => self.at += 1,
            }
        }
    }

    /// Passes over a quoted string, or over a quote that has no partner.
    fn quoted(&mut self) {
        let mut at = self.at + 1;
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b'\\' => at += 1,
                b'"' => {
                    self.at = at + 1;
                    return;
                }
                _ => {}
            }
            at += 1;
        }
        self.quotes_end = true;
        self.at += 1;
    }
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
            if !value_by_place {
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

/// The parts of a comment: words, and nested groups as one. Words keep what is glued to them, save a group in `()`.
pub(super) fn parts(value: &str, comment: Span) -> impl Iterator<Item = Span> + '_ {
    let bytes = value.as_bytes();
    let end = comment.end;
    let mut at = comment.start;
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

/// The inside of what may lack its end, or have something glued to it: then all behind the opening byte.
pub(super) fn inside(value: &str, span: Span) -> Span {
    let closed = matches!(
        value.as_bytes()[span.start..span.end],
        [_, .., b')' | b'>' | b']' | b'"']
    );
    let end = if closed { span.end - 1 } else { span.end };
    Span::new((span.start + 1).min(end), end)
}

/// The inside of a comment, an angle address or a bracket, which is known to have its end.
pub(super) fn inner(span: Span) -> Span {
    Span::new(span.start + 1, span.end.max(span.start + 2) - 1)
}
