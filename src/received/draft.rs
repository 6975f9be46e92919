//! A field while its slots are being filled.

use super::date_place;
use super::grammar::{self, Clause, Key, Token, TokenKind};
use super::tls;
use super::types::{self, Auth, Received, Remark, RemarkKind, SlotSpans, Tls, Unparsed};
use crate::message::Span;
use std::ops::Range;

/// The tokens of a value, and what was made of them so far.
pub(super) struct Draft<'a> {
    pub value: &'a str,
    pub tokens: Vec<Token>,
    pub clauses: Vec<Clause>,
    pub out: Received,
    /// Parts of comments that nothing understood.
    pub loose: Vec<Span>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(value: &'a str) -> Self {
        let mut tokens = grammar::tokens(value);
        // `Received: Received: from …`: the name was written into the value.
        for token in &mut tokens {
            token.used = value[token.span.start..token.span.end].eq_ignore_ascii_case("received:");
            if !token.used {
                break;
            }
        }
        let (date, range, span) = date_place::find(value, &mut tokens);
        let clauses = grammar::clauses(value, &tokens, &range);
        for clause in &clauses {
            if clause.key != Key::Lead {
                tokens[clause.start - 1].used = true;
            }
        }
        let spans = SlotSpans {
            date: span,
            ..SlotSpans::default()
        };
        let out = Received {
            from: None,
            by: None,
            via: None,
            with: None,
            id: None,
            for_: None,
            envelope_from: None,
            auth: None,
            tls: None,
            date,
            id_time: None,
            id_shape: None,
            dialect: types::GENERIC,
            remarks: Vec::new(),
            unparsed: Vec::new(),
            spans,
        };
        Self {
            value,
            tokens,
            clauses,
            out,
            loose: Vec::new(),
        }
    }

    /// The text at a place; empty if it is none, as when a character would be cut in two.
    pub(super) fn text(&self, span: Span) -> &'a str {
        self.value.get(span.start..span.end).unwrap_or_default()
    }

    pub(super) fn remark(&mut self, kind: RemarkKind, span: Span) {
        self.out.remarks.push(Remark { kind, span });
    }

    /// Marks a token as understood and says what it is.
    pub(super) fn take(&mut self, index: usize, kind: RemarkKind) {
        self.tokens[index].used = true;
        self.remark(kind, self.tokens[index].span);
    }

    /// The first clause with this keyword.
    pub(super) fn clause(&self, key: Key) -> Option<Clause> {
        self.clauses
            .iter()
            .copied()
            .find(|clause| clause.key == key)
    }

    /// The indices of the tokens of the first clause with this keyword; empty if there is none.
    pub(super) fn range(&self, key: Key) -> Range<usize> {
        self.clause(key)
            .map_or(0..0, |clause| clause.start..clause.end)
    }

    /// The text of a word token.
    pub(super) fn word(&self, index: usize) -> Option<&'a str> {
        let token = self.tokens.get(index)?;
        (token.kind == TokenKind::Word && !token.used).then(|| self.text(token.span))
    }

    pub(super) fn set_auth(&mut self, auth: Auth, span: Span) {
        if !matches!(self.out.auth, Some(Auth::User(_))) {
            self.out.auth = Some(auth);
            self.out.spans.auth = Some(span);
        }
    }

    /// Takes an address, in `<>` or not, as the envelope sender.
    pub(super) fn set_envelope_from(&mut self, span: Span) {
        let text = self.text(span);
        let span = match text
            .strip_prefix('<')
            .and_then(|text| text.strip_suffix('>'))
        {
            Some(_) => grammar::inner(self.value, span),
            None => Span::new(span.start, span.start + text.trim_end_matches(',').len()),
        };
        if self.out.envelope_from.is_none() {
            self.out.envelope_from = Some(self.text(span).to_owned());
            self.out.spans.envelope_from = Some(span);
        }
    }

    /// Adds what a text says of TLS; `false` if it says neither version nor cipher.
    pub(super) fn add_tls(&mut self, span: Span) -> bool {
        let Some(found) = tls::read(self.text(span)) else {
            return false;
        };
        let (known, all) = match (self.out.tls.take(), self.out.spans.tls) {
            (Some(known), Some(at)) => (
                known,
                Span::new(at.start.min(span.start), at.end.max(span.end)),
            ),
            _ => (Tls::default(), span),
        };
        self.out.tls = Some(Tls {
            version: known.version.or(found.version),
            cipher: known.cipher.or(found.cipher),
            bits: known.bits.or(found.bits),
            raw: self.text(all).to_owned(),
        });
        self.out.spans.tls = Some(all);
        true
    }

    /// Ends the reading: what was not understood is kept.
    pub(super) fn finish(mut self) -> Received {
        let mut open: Option<Span> = None;
        let mut spans = std::mem::take(&mut self.loose);
        for token in &self.tokens {
            let idle =
                token.used || token.kind == TokenKind::Semicolon || self.text(token.span) == ",";
            open = match (open, idle) {
                (None, true) => None,
                (Some(span), true) => {
                    spans.push(span);
                    None
                }
                (None, false) => Some(token.span),
                (Some(span), false) => Some(Span::new(span.start, token.span.end)),
            };
        }
        spans.extend(open);
        spans.sort_unstable();
        self.out.unparsed = spans
            .into_iter()
            .map(|span| Unparsed {
                text: self.value[span.start..span.end].to_owned(),
                span,
            })
            .collect();
        self.out
    }
}
