//! ZMailer's words on the client: `([192.0.2.1]:7291 "EHLO name" smtp-auth: <none> TLS-CIPHER: <none> rhost-flags-OK-OK-OK-OK)`.

use super::client_words::is_helo_verb;
use super::draft::Draft;
use super::grammar;
use super::{Auth, RemarkKind};
use crate::message::Span;

impl Draft<'_> {
    /// The name in `"EHLO name"`.
    pub(super) fn quoted_helo(&self, span: Span) -> Option<Span> {
        if !self.text(span).starts_with('"') {
            return None;
        }
        let inner = grammar::inner(self.value, span);
        let text = self.text(inner);
        let verb = text.split_ascii_whitespace().next()?;
        let name = text
            .trim_start()
            .strip_prefix(verb)
            .filter(|_| is_helo_verb(verb))?
            .trim_start();
        let start = inner.end - name.len();
        Some(Span::new(start, start + name.trim_end().len()))
    }

    fn unquoted(&self, span: Span) -> Span {
        if self.text(span).starts_with('"') {
            grammar::inner(self.value, span)
        } else {
            span
        }
    }

    /// Reads what stands behind the announcement; gives the number of its words.
    pub(super) fn read_notes(&mut self, notes: Span) -> usize {
        let parts: Vec<Span> = grammar::parts(self.value, notes).collect();
        let mut rest = parts.as_slice();
        while let [key, tail @ ..] = rest {
            rest = self.note(*key, tail);
        }
        parts.len()
    }

    /// Reads one note and gives what stands behind it.
    fn note<'s>(&mut self, key: Span, tail: &'s [Span]) -> &'s [Span] {
        let word = self.text(key).to_ascii_lowercase();
        if word.starts_with("rhost-flags") {
            self.remark(RemarkKind::Verification, key);
            return tail;
        }
        let Some(([value], rest)) = tail.split_first_chunk().filter(|_| word.ends_with(':')) else {
            self.loose.push(key);
            return tail;
        };
        let both = Span::new(key.start, value.end);
        let is_given = self.text(*value) != "<none>";
        match word.as_str() {
            "smtp-auth:" if is_given => {
                self.set_auth(Auth::User(self.text(*value).to_owned()), *value);
            }
            "tls-cipher:" if is_given => {
                self.add_tls(self.unquoted(*value));
                self.remark(RemarkKind::TlsDetail, both);
            }
            "ident:" | "smtp-auth:" | "tls-cipher:" => self.remark(RemarkKind::Process, both),
            _ if word.starts_with("tls-peer") => {
                // Who the peer is by its certificate; without TLS nobody.
                let kind = if is_given {
                    RemarkKind::TlsDetail
                } else {
                    RemarkKind::Process
                };
                self.remark(kind, both);
            }
            _ => {
                self.loose.push(key);
                return tail;
            }
        }
        rest
    }
}
