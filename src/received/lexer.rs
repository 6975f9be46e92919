//! The lossless tokenizer.

use super::grammar::{Token, TokenKind};
use crate::message::Span;

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
        while let Some(next) = self
            .bytes
            .get(at..)
            .and_then(|rest| memchr::memchr3(b'(', b')', b'\\', rest))
        {
            at += next;
            match self.bytes[at] {
                b'\\' => at += 1,
                b'(' => depth += 1,
                _ => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(at);
                    }
                }
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
                        // A place that does not fit reads as an opening without an end.
                        partners[start] = u32::try_from(at).unwrap_or(NO_PARTNER);
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
            if PLAIN[usize::from(byte)] {
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
