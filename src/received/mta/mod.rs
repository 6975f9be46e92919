//! The dialects: which MTA wrote a field, and what its slots mean in that MTA's hand.

use super::clock::IdClockKind;
use super::draft::Draft;
use super::grammar::{self, Key, TokenKind, inner};
use super::peer::NameIs;

mod alibaba;
mod aol;
mod communigate;
mod exchange;
mod exim;
mod fetch;
mod gateways;
mod gmail;
mod haraka;
mod ionos;
mod ironport;
mod kumo;
mod mailenable;
mod mailgun;
mod mercury;
mod momentum;
mod navgw;
mod plain;
mod postfix;
mod qmail;
mod sendgrid;
mod sendmail;
mod smap;
mod webmail;
mod xmail;
mod yahoo;

/// A way of writing Received fields.
pub struct Dialect {
    /// Its name, stable in reports.
    pub name: &'static str,
    /// The software's name for a reader.
    pub title: &'static str,
    /// Begins of the comment in which the software names itself.
    pub(super) software: &'static [&'static str],
    /// Whether a field is written in it, where no comment names the software.
    pub(super) recognise: fn(&Marks<'_>) -> bool,
    /// Fills the slots.
    pub(super) read: fn(&mut Draft<'_>),
    /// The clocks that its ids may hold.
    pub(super) clocks: &'static [IdClockKind],
}

/// The dialect of fields that no other one claims.
pub(super) const GENERIC: &str = "generic";

/// What most MTAs' ids may be without their software being named.
const ANY_CLOCK: &[IdClockKind] = &[
    IdClockKind::Exim,
    IdClockKind::PostfixLong,
    IdClockKind::UuidV1,
    IdClockKind::UuidV7,
    IdClockKind::Courier,
];

/// Nothing but the software's name tells.
fn never(_: &Marks<'_>) -> bool {
    false
}

/// The first token is what the client announced: nearly every MTA.
fn announced(draft: &mut Draft<'_>) {
    draft.read(NameIs::Announced);
}

/// Every dialect, in the order in which they are tried. The last takes all.
pub static DIALECTS: &[Dialect] = &[
    exchange::DIALECT,
    exchange::STORE,
    gmail::DIALECT,
    gmail::API,
    sendgrid::DIALECT,
    mailgun::DIALECT,
    plain::MAILCHANNELS,
    plain::APPLE,
    plain::MAILCHIMP,
    postfix::DIALECT,
    exim::DIALECT,
    momentum::DIALECT,
    plain::POWERMTA,
    kumo::DIALECT,
    plain::AMAVIS,
    plain::OPENSMTPD,
    yahoo::QUEUE,
    yahoo::DIALECT,
    ionos::DIALECT,
    plain::PROOFPOINT,
    sendmail::DIALECT,
    haraka::DIALECT,
    qmail::DIALECT,
    qmail::SCANNER,
    plain::ORACLE,
    plain::ZOHO,
    plain::SES,
    plain::MIMECAST,
    ironport::DIALECT,
    alibaba::DIALECT,
    communigate::DIALECT,
    plain::MDAEMON,
    mailenable::DIALECT,
    xmail::DIALECT,
    smap::DIALECT,
    smap::IRIX,
    mercury::DIALECT,
    navgw::DIALECT,
    fetch::DIALECT,
    webmail::DIALECT,
    aol::DIALECT,
    gateways::DIALECT,
    plain::HALON,
    plain::BARRACUDA,
    plain::FORTIMAIL,
    plain::VADE,
    plain::AXIGEN,
    plain::DOMINO,
    plain::ZIMBRA,
    plain::SALESFORCE,
    plain::IMPROVMX,
    plain::CLOUDFILTER,
    plain::MANDRILL,
    plain::COREMAIL,
    plain::TENCENT,
    plain::COURIER,
    plain::INTERMAIL,
    plain::ATTBI,
    plain::KNOX,
    plain::STALWART,
    plain::IMAIL,
    plain::DOVECOT,
    plain::GENERIC_MTA,
];

/// The dialect with a name.
pub fn dialect(name: &str) -> Option<&'static Dialect> {
    DIALECTS.iter().find(|dialect| dialect.name == name)
}

/// What tells dialects apart, looked up once.
#[expect(
    clippy::struct_excessive_bools,
    reason = "observations that do not depend on each other"
)]
pub(super) struct Marks<'a> {
    /// The first token of the `from` clause.
    pub from: &'a str,
    /// Everything in the `from` clause.
    pub from_all: &'a str,
    /// The first token of the `by` clause.
    pub by: &'a str,
    /// The words of the `with` clause up to the first comment.
    pub with: &'a str,
    /// The words of the `via` clause.
    pub via: &'a str,
    /// The first token of the `id` clause, `<>` dropped.
    pub id: &'a str,
    /// The comments of the `by`, `with` and `via` clauses, and those before any clause, at most as many as fit.
    comments: [&'a str; MAX_COMMENTS],
    count: usize,
    /// One bit for each ASCII character that a comment begins with.
    initials: u128,
    /// Whether the field has a `with` clause.
    pub has_with: bool,
    /// Whether it has an `id` clause.
    pub has_id: bool,
    /// Whether the date has no weekday.
    pub no_weekday: bool,
    /// Whether the date has no weekday and says `-0000`, as qmail writes it.
    pub qmail_date: bool,
}

/// More comments than this do not help to tell who wrote the field.
const MAX_COMMENTS: usize = 6;

impl<'a> Marks<'a> {
    fn of(draft: &Draft<'a>) -> Self {
        let mut marks = Marks {
            from: "",
            from_all: "",
            by: "",
            with: "",
            via: "",
            id: "",
            comments: [""; MAX_COMMENTS],
            count: 0,
            initials: 0,
            has_with: false,
            has_id: false,
            no_weekday: false,
            qmail_date: false,
        };
        if let Ok(date) = &draft.out.date {
            marks.no_weekday = date.has(super::DateOddity::NoWeekday);
            marks.qmail_date = marks.no_weekday && date.has(super::DateOddity::MinusZero);
        }
        for clause in &draft.clauses {
            marks.clause(draft, clause);
        }
        marks
    }

    fn clause(&mut self, draft: &Draft<'a>, clause: &super::grammar::Clause) {
        let tokens = &draft.tokens[clause.start..clause.end];
        self.has_with |= clause.key == Key::With;
        self.has_id |= clause.key == Key::Id;
        let text = |span| draft.text(span);
        for token in tokens
            .iter()
            .filter(|token| token.kind == TokenKind::Comment)
        {
            if clause.key == Key::From {
                continue;
            }
            if self.count < MAX_COMMENTS {
                let comment = text(inner(token.span));
                self.comments[self.count] = comment;
                self.count += 1;
                self.initials |= initial(comment);
            }
        }
        let plain = |kind| !matches!(kind, TokenKind::Comment | TokenKind::Semicolon);
        let Some(first) = tokens
            .iter()
            .find(|token| plain(token.kind) && text(token.span) != ":")
        else {
            if clause.key == Key::From {
                self.set_from_all(draft, tokens);
            }
            return;
        };
        let word = text(first.span);
        match clause.key {
            Key::From if self.from.is_empty() => {
                self.from = word;
                self.set_from_all(draft, tokens);
            }
            Key::By if self.by.is_empty() => self.by = word,
            Key::With if self.with.is_empty() => {
                let last = tokens
                    .iter()
                    .take_while(|token| plain(token.kind))
                    .last()
                    .unwrap_or(first);
                self.with = text(crate::message::Span::new(
                    first.span.start,
                    last.span.end.max(first.span.end),
                ));
            }
            Key::Via if self.via.is_empty() => self.via = word,
            Key::Id if self.id.is_empty() => self.id = word.trim_matches(['<', '>']),
            _ => {}
        }
    }

    fn set_from_all(&mut self, draft: &Draft<'a>, tokens: &[super::grammar::Token]) {
        if let (Some(first), Some(last), true) =
            (tokens.first(), tokens.last(), self.from_all.is_empty())
        {
            self.from_all = draft.text(crate::message::Span::new(first.span.start, last.span.end));
        }
    }

    /// Whether a comment of the receiver begins like this.
    pub(super) fn software(&self, begin: &str) -> bool {
        // Nearly always the initial is another one.
        self.initials & initial(begin) != 0
            && self.comments[..self.count]
                .iter()
                .any(|comment| comment.starts_with(begin))
    }

    /// Whether the receiver's name is this domain or lies below it.
    pub(super) fn by_within(&self, domain: &str) -> bool {
        // Nearly always the last letter is another one.
        let last = |name: &str| {
            name.bytes()
                .next_back()
                .map(|byte| byte.to_ascii_lowercase())
        };
        let same_end = last(self.by) == last(domain) || self.by.ends_with('.');
        same_end && crate::names::is_within(self.by, domain)
    }
}

/// The bit of a text's first character.
fn initial(text: &str) -> u128 {
    match text.as_bytes().first() {
        Some(byte @ 0..=127) => 1 << byte,
        _ => 0,
    }
}

/// Finds the dialect of a field.
pub(super) fn recognise(draft: &Draft<'_>) -> &'static Dialect {
    let marks = Marks::of(draft);
    DIALECTS
        .iter()
        .find(|dialect| {
            dialect.software.iter().any(|begin| marks.software(begin))
                || (dialect.recognise)(&marks)
        })
        .unwrap_or(&DIALECTS[DIALECTS.len() - 1])
}
