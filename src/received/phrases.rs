//! Phrases of several words that stand between clauses.

use super::client_words::is_helo_verb;
use super::draft::Draft;
use super::grammar::{Key, TokenKind};
use super::{Auth, RemarkKind, tls};
use crate::message::Span;

impl Draft<'_> {
    /// Phrases of several words that some MTAs write between clauses.
    pub(super) fn phrases(&mut self) {
        for index in 0..self.tokens.len() {
            let Some(word) = self.word(index).filter(|word| may_begin(word)) else {
                continue;
            };
            if self.is_said_by_client(index) && !matches!(word, "named" | "pickup") {
                continue;
            }
            match word {
                "envelope-from" | "envelope-sender" | "env-from" => {
                    if let Some(next) = self
                        .tokens
                        .get(index + 1)
                        .copied()
                        .filter(|next| matches!(next.kind, TokenKind::Word | TokenKind::Angle))
                    {
                        self.set_envelope_from(next.span);
                        self.tokens[index].used = true;
                        self.tokens[index + 1].used = true;
                    }
                }
                "named" if self.word(index + 1) == Some("unknown") => {
                    self.take(index, RemarkKind::Handling);
                    self.take(index + 1, RemarkKind::Handling);
                }
                "pickup" if self.word(index + 1) == Some("service") => {
                    self.take(index, RemarkKind::Handling);
                    self.take(index + 1, RemarkKind::Handling);
                }
                "pod-id" if self.word(index + 1).is_some() => {
                    self.take(index, RemarkKind::Handling);
                    self.take(index + 1, RemarkKind::Handling);
                }
                "as" if self.word(index + 1) == Some("user") => {
                    if let Some(user) = self.word(index + 2) {
                        let span = self.tokens[index + 2].span;
                        self.set_auth(Auth::User(user.to_owned()), span);
                        for used in index..index + 3 {
                            self.tokens[used].used = true;
                        }
                    }
                }
                // IIS and Windows: `by HOST over TLS secured channel with …`.
                "over"
                    if self.word(index + 1) == Some("TLS")
                        && self.word(index + 2) == Some("secured")
                        && self.word(index + 3) == Some("channel") =>
                {
                    for index in index..index + 4 {
                        self.take(index, RemarkKind::TlsDetail);
                    }
                }
                // OpenSMTPD: `auth=yes user=u`.
                "auth=yes" => {
                    let mut auth = (Auth::Yes, self.tokens[index].span);
                    self.tokens[index].used = true;
                    if let Some(user) = self
                        .word(index + 1)
                        .and_then(|word| word.strip_prefix("user="))
                    {
                        let at = self.tokens[index + 1].span;
                        self.tokens[index + 1].used = true;
                        auth = (
                            Auth::User(user.to_owned()),
                            Span::new(at.end - user.len(), at.end),
                        );
                    }
                    self.set_auth(auth.0, auth.1);
                }
                "uid"
                    if self
                        .word(index + 1)
                        .is_some_and(|id| id.bytes().all(|b| b.is_ascii_digit())) =>
                {
                    self.take(index, RemarkKind::Process);
                    self.take(index + 1, RemarkKind::Process);
                }
                // `tls TLS_AES_256_GCM_SHA384`, Exim's and Haraka's.
                "tls"
                    if self
                        .word(index + 1)
                        .is_some_and(|next| tls::is_cipher(next.trim_end_matches(','))) =>
                {
                    let span = Span::new(
                        self.tokens[index].span.start,
                        self.tokens[index + 1].span.end,
                    );
                    self.add_tls(span);
                    self.tokens[index].used = true;
                    self.tokens[index + 1].used = true;
                }
                _ => {}
            }
        }
    }

    /// Whether a word is the client's: the announcement, which may hold blanks, or an address of the envelope. A client
    /// that announces itself as `auth=yes` has not authenticated.
    fn is_said_by_client(&self, index: usize) -> bool {
        let Some(clause) = self
            .clauses
            .iter()
            .find(|clause| (clause.start..clause.end).contains(&index))
        else {
            return false;
        };
        match clause.key {
            Key::From => {
                let before = &self.tokens[clause.start..index];
                let names_nobody = !before.iter().any(|token| token.kind == TokenKind::Comment);
                let is_announced = before.last().is_some_and(|token| {
                    let text = self.text(token.span);
                    is_helo_verb(text) || text == "be"
                });
                names_nobody || is_announced
            }
            Key::For | Key::Id => index == clause.start,
            _ => false,
        }
    }
}

/// A cheap look: the first letters of the phrases.
fn may_begin(word: &str) -> bool {
    matches!(
        word.as_bytes().first(),
        Some(b'a' | b'e' | b'n' | b'o' | b'p' | b't' | b'u')
    )
}
