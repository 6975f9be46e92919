//! A field while its slots are being filled.

use super::comment::{self, Place};
use super::date_place;
use super::grammar::{self, Clause, Key, Token, TokenKind};
use super::peer::{NameIs, Transport};
use super::{Auth, ByClause, Received, Remark, RemarkKind, SlotSpans, Tls, Unparsed, ip, tls};
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
            dialect: super::mta::GENERIC,
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

    /// Fills every slot in the way that most MTAs mean; `name_is` says what the first token behind `from` is.
    pub(super) fn read(&mut self, name_is: NameIs) {
        self.read_over(name_is, None);
    }

    /// [`Self::read`] with a transport that the dialect knows though the field does not name it.
    pub(super) fn read_over(&mut self, name_is: NameIs, transport: Option<Transport>) {
        self.phrases();
        self.read_with();
        self.read_via();
        let transport = transport
            .unwrap_or_else(|| Transport::of(self.out.with.as_deref(), self.out.via.as_deref()));
        self.read_by();
        self.read_id();
        self.read_for();
        if self.clause(Key::From).is_some() {
            self.read_from(name_is, transport);
        } else {
            self.read_lead(name_is, transport);
        }
        self.read_rest();
        if self.out.auth.is_none() && self.out.with.as_deref().is_some_and(says_authenticated) {
            self.out.auth = Some(Auth::Yes);
            self.out.spans.auth = self.out.spans.with;
        }
    }

    fn read_via(&mut self) {
        let range = self.range(Key::Via);
        let mut words: Option<Span> = None;
        for index in range.clone() {
            let token = self.tokens[index];
            match token.kind {
                TokenKind::Word | TokenKind::Bracket
                    if !token.used && self.text(token.span) != "," =>
                {
                    let start = words.map_or(token.span.start, |words| words.start);
                    words = Some(Span::new(start, token.span.end));
                    self.tokens[index].used = true;
                }
                TokenKind::Comment if words.is_some() => break,
                _ => {}
            }
        }
        self.comments(range, Place::Via);
        if let Some(span) = words {
            self.out.via = Some(self.text(span).trim_end_matches(',').to_owned());
            self.out.spans.via = Some(span);
        }
    }

    fn read_by(&mut self) {
        let Some(clause) = self.clause(Key::By) else {
            return;
        };
        let mut by = ByClause::default();
        for index in clause.start..clause.end {
            let token = self.tokens[index];
            if token.used {
                continue;
            }
            match token.kind {
                TokenKind::Word | TokenKind::Bracket | TokenKind::Angle => {
                    let text = self.text(token.span);
                    if matches!(text, ":" | ",") {
                        self.tokens[index].used = true;
                    } else if by.name.is_none() {
                        self.tokens[index].used = true;
                        let inner = if token.kind == TokenKind::Angle {
                            grammar::inner(token.span)
                        } else {
                            token.span
                        };
                        let inner = Span::new(
                            inner.start,
                            inner.start + self.text(inner).trim_end_matches(',').len(),
                        );
                        let span = without_port(self.value, inner);
                        if let Some(address) = ip::parse(self.text(span)) {
                            by.ip = Some(address.ip);
                            by.ip_raw = Some(self.text(span).to_owned());
                            self.out.spans.by_ip = Some(span);
                        }
                        by.name = Some(self.text(span).to_owned());
                        self.out.spans.by = Some(span);
                    } else if let (None, Some(address)) = (by.ip, ip::parse(text)) {
                        self.tokens[index].used = true;
                        by.ip = Some(address.ip);
                        by.ip_raw = Some(text.to_owned());
                        self.out.spans.by_ip = Some(token.span);
                    }
                }
                _ => {}
            }
        }
        self.out.by = Some(by);
        self.comments(clause.start..clause.end, Place::By);
    }

    fn read_id(&mut self) {
        let range = self.range(Key::Id);
        for index in range.clone() {
            let token = self.tokens[index];
            if token.used
                || !matches!(
                    token.kind,
                    TokenKind::Word | TokenKind::Angle | TokenKind::Bracket
                )
            {
                continue;
            }
            let mut span = if token.kind == TokenKind::Angle {
                grammar::inner(token.span)
            } else {
                token.span
            };
            while self.text(span).ends_with(',') {
                span.end -= 1;
            }
            self.tokens[index].used = true;
            if !span.is_empty() {
                self.out.id = Some(self.text(span).to_owned());
                self.out.spans.id = Some(span);
                break;
            }
        }
        self.comments(range, Place::Id);
    }

    fn read_for(&mut self) {
        let range = self.range(Key::For);
        for index in range.clone() {
            let token = self.tokens[index];
            if token.used || !matches!(token.kind, TokenKind::Word | TokenKind::Angle) {
                continue;
            }
            let mut span = if token.kind == TokenKind::Angle {
                grammar::inner(token.span)
            } else {
                token.span
            };
            while self.text(span).ends_with(',') {
                span.end -= 1;
            }
            // `for ...` names nobody.
            let named = self.text(span).contains(|c: char| c.is_alphanumeric());
            if named || token.kind == TokenKind::Angle {
                self.tokens[index].used = true;
                self.out.for_ = Some(self.text(span).to_owned());
                self.out.spans.for_ = Some(span);
            }
            break;
        }
        self.comments(range, Place::For);
    }

    /// Clauses that come a second time, and comments before the first or behind the date.
    fn read_rest(&mut self) {
        for position in 0..self.clauses.len() {
            let clause = self.clauses[position];
            let range = clause.start..clause.end;
            if clause.key == Key::From {
                // `… for <b@example.com> from <a@example.com>`: XMail's and IBM's envelope sender; smail's `from stdin`.
                for index in range.clone() {
                    let token = self.tokens[index];
                    let text = self.text(token.span);
                    if token.used || matches!(token.kind, TokenKind::Comment | TokenKind::Stray) {
                        continue;
                    }
                    if self.out.envelope_from.is_none()
                        && (token.kind == TokenKind::Angle || text.contains('@'))
                    {
                        self.set_envelope_from(token.span);
                        self.tokens[index].used = true;
                    } else if text == "stdin" {
                        self.take(index, RemarkKind::Process);
                    }
                    break;
                }
            }
            // Mimecast: `with ESMTP with STARTTLS (…)`.
            if clause.key == Key::With && self.word(clause.start) == Some("STARTTLS") {
                self.take(clause.start, RemarkKind::TlsDetail);
            }
            self.comments(range, Place::Rest);
        }
    }

    /// Reads the comments of a stretch of tokens that have not been read.
    pub(super) fn comments(&mut self, range: Range<usize>, place: Place) {
        for index in range {
            let token = self.tokens[index];
            if token.kind == TokenKind::Comment && !token.used {
                self.tokens[index].used = comment::read(self, grammar::inner(token.span), place);
            }
        }
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
            Some(_) => grammar::inner(span),
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

/// Whether a protocol's name says that the client authenticated (RFC 3848 and its relatives: `ESMTPA`, `SMTPSA`,
/// `UTF8SMTPSA`, `LMTPA`, and the older `asmtp`).
fn says_authenticated(with: &str) -> bool {
    let word = with.rsplit(' ').next().unwrap_or(with);
    let ends = |tail: &str| {
        word.len()
            .checked_sub(tail.len())
            .and_then(|at| word.get(at..))
            .is_some_and(|end| end.eq_ignore_ascii_case(tail))
    };
    ends("smtpa")
        || ends("smtpsa")
        || ends("lmtpa")
        || ends("lmtpsa")
        || word.eq_ignore_ascii_case("asmtp")
        || word.eq_ignore_ascii_case("asmtps")
}

/// A name's span without a port behind it.
fn without_port(value: &str, span: Span) -> Span {
    let text = &value[span.start..span.end];
    let Some(colon) = text.bytes().rposition(|byte| byte == b':') else {
        return span;
    };
    let (name, port) = (&text[..colon], &text[colon + 1..]);
    let single = !name.contains(':') || name.ends_with(']');
    if single
        && !name.is_empty()
        && !port.is_empty()
        && port.bytes().all(|byte| byte.is_ascii_digit())
    {
        return Span::new(span.start, span.start + colon);
    }
    span
}
