//! The slots that are the same in every hand: `by`, `via`, `id`, `for`, and what is left over.

use super::comment::Place;
use super::draft::Draft;
use super::grammar::{self, Key, Token, TokenKind};
use super::peer::{NameIs, Transport};
use super::{Auth, ByClause, RemarkKind, ip};
use crate::message::Span;

impl Draft<'_> {
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
                        let span = without_port(self.value, self.bare(token));
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
            let span = self.bare(token);
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
        let mut first = true;
        for index in range.clone() {
            let token = self.tokens[index];
            if token.used || !matches!(token.kind, TokenKind::Word | TokenKind::Angle) {
                continue;
            }
            let span = self.bare(token);
            let text = self.text(span);
            if !std::mem::take(&mut first) {
                // RFC 2821 section 4.4 allowed several recipients; the first has the slot.
                if text.contains('@') {
                    self.take(index, RemarkKind::Handling);
                }
            } else if text == "multiple recipients" {
                self.take(index, RemarkKind::Handling);
            } else if text == "multiple" && self.word(index + 1) == Some("recipients") {
                self.take(index, RemarkKind::Handling);
                self.take(index + 1, RemarkKind::Handling);
            } else if token.kind == TokenKind::Angle || text.contains(char::is_alphanumeric) {
                // `for ...` names nobody.
                let end = list_end(text);
                if end < text.len() {
                    self.remark(RemarkKind::Handling, Span::new(span.start + end, span.end));
                }
                let span = Span::new(span.start, span.start + end);
                self.tokens[index].used = true;
                self.out.for_ = Some(self.text(span).to_owned());
                self.out.spans.for_ = Some(span);
            }
        }
        self.comments(range, Place::For);
    }

    /// A token's span without `<>` and without commas behind it.
    fn bare(&self, token: Token) -> Span {
        let span = if token.kind == TokenKind::Angle {
            grammar::inner(self.value, token.span)
        } else {
            token.span
        };
        let length = self.text(span).trim_end_matches(',').len();
        Span::new(span.start, span.start + length)
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

/// Where the first address of `a@example.com,b@example.com` ends.
fn list_end(text: &str) -> usize {
    let next = text
        .split_once(',')
        .filter(|(head, tail)| !head.contains('"') && head.contains('@') && tail.contains('@'));
    next.map_or(text.len(), |(head, _)| head.len())
}
