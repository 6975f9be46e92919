//! The `with` clause: protocols, registered (RFC 3848, IANA mail parameters) or not.

use super::RemarkKind;
use super::comment::Place;
use super::draft::Draft;
use super::grammar::{self, Key, TokenKind};
use super::tls;
use crate::message::Span;

impl Draft<'_> {
    pub(super) fn read_with(&mut self) {
        let range = self.range(Key::With);
        let mut words: Vec<usize> = Vec::with_capacity(4);
        for index in range.clone() {
            let token = self.tokens[index];
            match token.kind {
                TokenKind::Word if !token.used => words.push(index),
                TokenKind::Bracket if !token.used && words.is_empty() => {
                    self.bracketed_protocol(index);
                }
                TokenKind::Comment | TokenKind::Semicolon if !words.is_empty() => break,
                _ => {}
            }
        }
        // `with;ESMTP id …`: a `;` for a blank.
        self.comments(range, Place::With);
        let words = self.without_cipher(&words);
        let (Some(&first), Some(&last)) = (words.first(), words.last()) else {
            return;
        };
        let span = Span::new(self.tokens[first].span.start, self.tokens[last].span.end);
        let mut span = self.protocol(span);
        while self.text(span).ends_with([',', '_']) {
            span.end -= 1;
        }
        for &index in words {
            self.tokens[index].used = true;
        }
        if !span.is_empty() && self.out.with.is_none() {
            self.out.with = Some(self.text(span).to_owned());
            self.out.spans.with = Some(span);
        }
    }

    /// `ECDHE-RSA-AES256-GCM-SHA384 encrypted SMTP`: qmail's TLS patch puts the cipher before the protocol.
    fn without_cipher<'w>(&mut self, words: &'w [usize]) -> &'w [usize] {
        let encrypted = words.iter().position(|&index| {
            self.word(index)
                .is_some_and(|word| word.eq_ignore_ascii_case("encrypted"))
        });
        let Some(at) = encrypted.filter(|&at| at > 0) else {
            return words;
        };
        let span = Span::new(
            self.tokens[words[0]].span.start,
            self.tokens[words[at]].span.end,
        );
        if !self.add_tls(span) {
            return words;
        }
        for &index in &words[..=at] {
            self.tokens[index].used = true;
        }
        &words[at + 1..]
    }

    /// `ESMTP/TLS/ECDHE-RSA-AES256-GCM-SHA384`, `qmail-scanner-1.24`: the protocol without what is glued to it.
    fn protocol(&mut self, span: Span) -> Span {
        let text = self.text(span);
        if let Some(slash) = text.find('/') {
            let tail = &text[slash + 1..];
            if tail
                .get(..3)
                .is_some_and(|head| head.eq_ignore_ascii_case("tls"))
            {
                for (at, part) in split_at(tail, '/') {
                    if tls::is_version(part) || tls::is_cipher(part) {
                        let start = span.start + slash + 1 + at;
                        self.add_tls(Span::new(start, start + part.len()));
                    }
                }
                return Span::new(span.start, span.start + slash);
            }
        }
        // A version suffix: hyphen, digit, and nothing but digits and dots.
        if let Some((name, version)) = text.rsplit_once('-') {
            let is_version = version.contains('.')
                && version
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || byte == b'.')
                && version.as_bytes().first().is_some_and(u8::is_ascii_digit);
            if is_version {
                self.remark(RemarkKind::Software, span);
                return Span::new(span.start, span.start + name.len());
            }
        }
        span
    }

    /// `[XMail 1.20 ESMTP Server]`.
    fn bracketed_protocol(&mut self, index: usize) {
        let span = self.tokens[index].span;
        let protocol =
            grammar::parts(self.value, grammar::inside(self.value, span)).find(|&part| {
                let word = self.text(part);
                word.len() >= 4
                    && word
                        .get(word.len() - 4..)
                        .is_some_and(|tail| tail.eq_ignore_ascii_case("smtp"))
            });
        if let Some(part) = protocol {
            self.out.with = Some(self.text(part).to_owned());
            self.out.spans.with = Some(part);
            self.take(index, RemarkKind::Software);
        }
    }
}

fn split_at(text: &str, by: char) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(by).map(move |part| {
        let start = at;
        at += part.len() + by.len_utf8();
        (start, part)
    })
}
