//! Comments: what one speaks of is told by how it begins.

use super::client_words::before_client;
use super::draft::Draft;
use super::grammar::{self, TokenKind};
use super::user_phrases::{mechanism_and_user, user_of};
use super::{Auth, RemarkKind, ip};
use crate::message::Span;
use std::ops::Range;

/// The clause in which a comment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    From,
    By,
    Via,
    With,
    Id,
    For,
    /// Before the first clause, behind the date, or in a clause that comes a second time.
    Rest,
}

/// What the begin of a comment says that it is.
#[derive(Clone, Copy)]
enum Topic {
    Tls,
    TlsDetail,
    Auth,
    SaslUser,
    Ident,
    Envelope,
    Verification,
    Process,
    NextHop,
    Handling,
}

/// Begins of comments, in lower case and in the order of their first letters; of those with the same one, the first
/// that fits counts. One that ends in a letter is whole words, save those on TLS: what goes on (`verified.example.com`)
/// is a name.
const TOPICS: &[(&str, Topic)] = &[
    ("authenticated", Topic::Auth),
    ("authenticated_as ", Topic::Auth),
    ("auth:", Topic::Auth),
    ("auth=", Topic::Auth),
    ("auth. user ", Topic::Auth),
    ("cipher=", Topic::Tls),
    ("cipher ", Topic::Tls),
    ("client did not", Topic::TlsDetail),
    ("client cn", Topic::TlsDetail),
    ("client certificate", Topic::TlsDetail),
    ("envelope-from", Topic::Envelope),
    ("envelope-sender", Topic::Envelope),
    ("env-from", Topic::Envelope),
    ("forwarded for", Topic::Handling),
    ("for ", Topic::NextHop),
    ("google transport security", Topic::TlsDetail),
    ("ident: ", Topic::Ident),
    ("ip may be forged", Topic::Verification),
    ("mail-from", Topic::Envelope),
    ("multi-drop", Topic::Handling),
    ("no client certificate", Topic::TlsDetail),
    ("not verified", Topic::Verification),
    ("nasmail authenticated", Topic::Auth),
    ("no rdns", Topic::Verification),
    ("orcpt ", Topic::Handling),
    // What a proxy says of the client behind it is not the peer.
    ("proxying for", Topic::Handling),
    ("peer crosscheck", Topic::Verification),
    ("return-path", Topic::Envelope),
    ("ssl", Topic::Tls),
    ("smtp-auth", Topic::Auth),
    ("squirrelmail authenticated", Topic::Auth),
    ("single-drop", Topic::Handling),
    ("tls", Topic::Tls),
    ("using ", Topic::Tls),
    ("user=", Topic::SaslUser),
    ("unverified", Topic::Verification),
    ("uid ", Topic::Process),
    ("version=", Topic::Tls),
    ("verified ok", Topic::TlsDetail),
    ("verified", Topic::Verification),
];

/// For each letter the place of the first topic that begins with it; the table's length where there is none.
const FIRST_TOPICS: [usize; 26] = {
    let mut first = [TOPICS.len(); 26];
    let mut place = TOPICS.len();
    while place > 0 {
        place -= 1;
        first[(TOPICS[place].0.as_bytes()[0] - b'a') as usize] = place;
    }
    first
};

fn topics_from(first: u8) -> usize {
    let letter = usize::from(first.wrapping_sub(b'a'));
    FIRST_TOPICS.get(letter).copied().unwrap_or(TOPICS.len())
}

/// Reads a comment; `false` if it was not understood.
pub(super) fn read(draft: &mut Draft<'_>, inner: Span, place: Place) -> bool {
    let text = draft.text(inner);
    let blank = text.len() - text.trim_start().len();
    let inner = Span::new(inner.start + blank, inner.start + blank + text.trim().len());
    let text = draft.text(inner);
    match topic(text) {
        Some(Topic::Tls) => tls(draft, inner, place),
        Some(Topic::TlsDetail) => remark(draft, RemarkKind::TlsDetail, inner),
        Some(Topic::Auth) => {
            auth(draft, inner);
            true
        }
        Some(Topic::SaslUser) => {
            sasl_user(draft, inner);
            true
        }
        Some(Topic::Ident) => ident(draft, inner),
        Some(Topic::Envelope) => {
            envelope(draft, inner);
            true
        }
        // `(unverified [192.0.2.1])` speaks of the peer.
        Some(Topic::Verification) if place == Place::From && text.contains('[') => false,
        Some(Topic::Verification) => remark(draft, RemarkKind::Verification, inner),
        Some(Topic::Process) => remark(draft, RemarkKind::Process, inner),
        Some(Topic::NextHop) => remark(draft, RemarkKind::NextHop, inner),
        Some(Topic::Handling) => remark(draft, RemarkKind::Handling, inner),
        None => other(draft, inner, place),
    }
}

fn tls(draft: &mut Draft<'_>, inner: Span, place: Place) -> bool {
    let text = draft.text(inner);
    let known = draft.add_tls(inner);
    // `(ssl.example.com)` is a host.
    if !known && place == Place::From && text.contains(['.', '[']) {
        return false;
    }
    // A remark on TLS says that it was used.
    let kind = if !known && denies(text) {
        RemarkKind::Process
    } else {
        RemarkKind::TlsDetail
    };
    remark(draft, kind, inner)
}

/// `(TLS: none)`, `(using no TLS)`.
fn denies(text: &str) -> bool {
    const WORDS: [&str; 6] = ["no", "none", "not", "off", "false", "disabled"];
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .any(|word| WORDS.iter().any(|no| word.eq_ignore_ascii_case(no)))
}

fn remark(draft: &mut Draft<'_>, kind: RemarkKind, span: Span) -> bool {
    draft.remark(kind, span);
    true
}

fn topic(text: &str) -> Option<Topic> {
    let first = text.as_bytes().first()?.to_ascii_lowercase();
    let by_begin = TOPICS[topics_from(first)..]
        .iter()
        .take_while(|(begin, _)| begin.as_bytes()[0] == first)
        .find(|(begin, topic)| {
            text.get(..begin.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(begin))
                && (matches!(topic, Topic::Tls) || !runs_on(text.as_bytes(), begin.len()))
        });
    by_begin
        .map(|&(_, topic)| topic)
        .or_else(|| text.ends_with(" encrypted").then_some(Topic::Tls))
}

/// Whether the word before a place goes on behind it, as that of a host or of an address does.
fn runs_on(text: &[u8], at: usize) -> bool {
    let is_of_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'@');
    let begins_in_word = text[..at].last().is_some_and(u8::is_ascii_alphanumeric);
    begins_in_word
        && match text.get(at) {
            Some(b'.') => text.get(at + 1).is_some_and(is_of_word),
            Some(byte) => is_of_word(byte),
            None => false,
        }
}

fn other(draft: &mut Draft<'_>, inner: Span, place: Place) -> bool {
    let text = draft.text(inner);
    match place {
        Place::From => user_of(before_client(text)).is_some_and(|user| {
            set_user(draft, inner, user);
            true
        }),
        Place::By => {
            let known = by_address(draft, inner);
            if let Some(user) = user_of(text) {
                set_user(draft, inner, user);
            }
            if !known {
                // `(Generic MTA with TLSv1.3 TLS_AES_128_GCM_SHA256 128/128)`
                if text.contains("TLS") || text.contains("Tls") {
                    draft.add_tls(inner);
                }
                draft.remark(RemarkKind::Software, inner);
            }
            true
        }
        Place::With | Place::Via => {
            if let Some(user) = user_of(text) {
                set_user(draft, inner, user);
            } else {
                draft.remark(RemarkKind::Software, inner);
            }
            true
        }
        Place::Id => remark(draft, RemarkKind::Process, inner),
        Place::For => false,
        Place::Rest => process(draft, inner),
    }
}

/// A `by` clause's address: `(192.0.2.1)`, `(name [192.0.2.1])`.
fn by_address(draft: &mut Draft<'_>, inner: Span) -> bool {
    let text = draft.text(inner);
    let (head, tail) = text.rsplit_once(' ').unwrap_or(("", text));
    let Some(address) = ip::parse(tail) else {
        return false;
    };
    // A lone address, or one in brackets behind a name; a bare one behind words may be a version.
    let is_its_own = head.is_empty() || (address.bracketed && !head.contains(' '));
    let Some(by) = draft.out.by.as_mut().filter(|_| is_its_own) else {
        return false;
    };
    if by.ip.is_none() || head.is_empty() {
        let span = Span::new(inner.end - tail.len(), inner.end);
        by.ip = Some(address.ip);
        by.ip_raw = Some(tail.to_owned());
        draft.out.spans.by_ip = Some(span);
    }
    true
}

/// `(Authenticated sender: u)`, `(authenticated as u)`, `(SquirrelMail authenticated user u)`, `(AUTH: LOGIN u, TLS: …)`.
fn auth(draft: &mut Draft<'_>, inner: Span) {
    let text = draft.text(inner);
    if text.contains("TLS") || text.contains("SSL") {
        draft.add_tls(inner);
    }
    match user_of(text).or_else(|| mechanism_and_user(text)) {
        Some(user) => set_user(draft, inner, user),
        None => draft.set_auth(Auth::Yes, inner),
    }
}

/// `(user=u mech=LOGIN bits=0)`: Sendmail configurations that name the user.
fn sasl_user(draft: &mut Draft<'_>, inner: Span) {
    let text = draft.text(inner);
    let end = text.find(" mech=").unwrap_or(text.len());
    set_user(draft, inner, ("user=".len(), end));
    if end < text.len() {
        draft.remark(
            RemarkKind::Process,
            Span::new(inner.start + end + 1, inner.end),
        );
    }
}

/// `(IDENT: u, AUTH: LOGIN u, TLS: …)`: Courier with all that it may know.
fn ident(draft: &mut Draft<'_>, inner: Span) -> bool {
    let text = draft.text(inner);
    let rest = super::find_ignore_case(text, "auth:").or(super::find_ignore_case(text, "tls:"));
    let user = Span::new(inner.start, inner.start + rest.unwrap_or(text.len()));
    draft.remark(RemarkKind::Process, user);
    if let Some(at) = rest {
        let rest = Span::new(inner.start + at, inner.end);
        return read(draft, rest, Place::Rest);
    }
    true
}

fn set_user(draft: &mut Draft<'_>, inner: Span, (start, end): (usize, usize)) {
    let span = Span::new(inner.start + start, inner.start + end);
    draft.set_auth(Auth::User(draft.text(span).to_owned()), span);
}

/// `(envelope-from <u@example.com>)`, `(envelope-from <…>, uid 502)`.
fn envelope(draft: &mut Draft<'_>, inner: Span) {
    let text = draft.text(inner);
    let Some(blank) = text.find([' ', '<', ':', '=']) else {
        return;
    };
    let rest = &text[blank..];
    let rest = rest.trim_start_matches([' ', ':', '=']);
    let start = inner.end - rest.len();
    let length = match (rest.starts_with('<'), rest.rfind('>')) {
        (true, Some(close)) => close + 1,
        _ => rest.find([' ', ',']).unwrap_or(rest.len()),
    };
    draft.set_envelope_from(Span::new(start, start + length));
    let tail = rest[length..].trim_start_matches([',', ' ']);
    if !tail.is_empty() {
        draft.remark(
            RemarkKind::Process,
            Span::new(inner.end - tail.len(), inner.end),
        );
    }
}

/// `(qmail 123 invoked by uid 500)`, `(EGP: mail-8_2_3_0)`.
fn process(draft: &mut Draft<'_>, inner: Span) -> bool {
    let text = draft.text(inner);
    let known = text.contains(" invoked ")
        || ["qmail ", "ofmipd ", "EGP: "]
            .iter()
            .any(|begin| text.starts_with(begin));
    if known {
        draft.remark(RemarkKind::Process, inner);
    }
    known
}

impl Draft<'_> {
    /// Reads the comments of a stretch of tokens that have not been read.
    pub(super) fn comments(&mut self, range: Range<usize>, place: Place) {
        for index in range {
            let token = self.tokens[index];
            if token.kind == TokenKind::Comment && !token.used {
                self.tokens[index].used = read(self, grammar::inner(self.value, token.span), place);
            }
        }
    }
}
