//! The `from` clause: HELO, reverse DNS and the peer's address, told apart by who wrote them.

use super::comment::{self, Place};
use super::draft::Draft;
use super::grammar::{self, Key, TokenKind};
use super::ip::{self, Address};
use super::{Auth, FromClause, Helo, RdnsName, RemarkKind, date};
use crate::message::Span;

/// What the first token behind `from` is where the rest of the clause does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameIs {
    /// What the client announced: Sendmail, Postfix, Exchange, Google and most others.
    Announced,
    /// What the receiver found; the announcement is the same, else it would be written apart: Exim, qmail.
    Resolved,
    /// What the receiver found, and it writes no announcement that it was given: smap, smtpd.
    ResolvedOnly,
    /// The peer, named by the receiver: gateways that write nothing else.
    Peer,
    /// A user, a process or a store.
    Local,
}

/// How the mail came, as far as it bears on who wrote what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Transport {
    /// SMTP, LMTP, or nothing that says otherwise: there was an announcement.
    Smtp,
    /// HTTP: there was none, and an address is the web server's word.
    Http,
    /// Local submission, a mail store, a queue: there was none.
    Other,
    /// A protocol that nobody knows: there was one if the peer's address stands apart from the name.
    Unknown,
}

/// Protocols without an announcement by the client.
const SILENT: [&str; 16] = [
    "mapi",
    "qmqp",
    "qmtp",
    "pop",
    "pop3",
    "pop3s",
    "imap",
    "imaps",
    "sdps",
    "ecstream",
    "mailboxresubmission",
    "stdin",
    "pipe",
    "uucp",
    "spool",
    "store",
];

impl Transport {
    pub(super) fn of(with: Option<&str>, via: Option<&str>) -> Self {
        let has = super::contains_ignore_case;
        match with {
            Some(with)
                if with
                    .get(..5)
                    .is_some_and(|head| head.eq_ignore_ascii_case("local")) =>
            {
                Self::Other
            }
            Some(with)
                if has(with, "smtp") || has(with, "lmtp") || with.eq_ignore_ascii_case("nnfmp") =>
            {
                Self::Smtp
            }
            Some(with) if has(with, "http") || with.eq_ignore_ascii_case("rest") => Self::Http,
            Some(with)
                if SILENT
                    .iter()
                    .any(|silent| with.eq_ignore_ascii_case(silent)) =>
            {
                Self::Other
            }
            Some(_) => Self::Unknown,
            None if via.is_some_and(|via| has(via, "http")) => Self::Http,
            None => Self::Smtp,
        }
    }
}

/// What the comments of a `from` clause say.
#[derive(Debug, Default)]
pub(super) struct Peer {
    pub helo: Option<Span>,
    /// A place for the announcement is there, be it empty.
    pub helo_seen: bool,
    pub rdns: Option<Span>,
    pub address: Option<(Address, Span)>,
    pub ident: Option<Span>,
    pub port: Option<u16>,
    pub may_be_forged: bool,
    /// In place of an address something says that there was no network (`[local]`, `[UNIX: localhost]`).
    pub local: bool,
}

impl Draft<'_> {
    pub(super) fn read_from(&mut self, name_is: NameIs, transport: Transport) {
        let Some(clause) = self.clause(Key::From) else {
            return;
        };
        let mut peer = Peer::default();
        let mut name = None;
        let mut comment_seen = false;
        for index in clause.start..clause.end {
            let token = self.tokens[index];
            if token.used {
                continue;
            }
            match token.kind {
                TokenKind::Comment => {
                    comment_seen = true;
                    let inner = grammar::inner(token.span);
                    self.tokens[index].used =
                        comment::read(self, inner, Place::From) || self.read_peer(inner, &mut peer);
                }
                TokenKind::Word | TokenKind::Bracket | TokenKind::Angle
                    if name.is_none() && !comment_seen =>
                {
                    name = Some(token.span);
                    self.tokens[index].used = true;
                }
                // fetchmail, MDaemon, IMail, GMX: `name [address]`.
                TokenKind::Bracket => {
                    if let (None, Some(address)) = (peer.address, ip::parse(self.text(token.span)))
                    {
                        peer.address = Some((address, token.span));
                        self.tokens[index].used = true;
                    }
                }
                TokenKind::Word => self.loose_helo(index, &mut peer),
                _ => {}
            }
        }
        self.settle_from(name, &peer, name_is, transport);
    }

    /// A `from` clause inside a comment: Sendmail's `(from user@localhost)`, NAVGW's `(from HELO [192.0.2.1])`.
    pub(super) fn read_lead(&mut self, name_is: NameIs, transport: Transport) {
        let Some(index) = self
            .range(Key::Lead)
            .find(|&index| self.tokens[index].kind == TokenKind::Comment)
        else {
            return;
        };
        let inner = grammar::inner(self.tokens[index].span);
        let mut parts = grammar::parts(self.value, inner);
        if !parts
            .next()
            .is_some_and(|from| self.text(from).eq_ignore_ascii_case("from"))
        {
            return;
        }
        let Some(name) = parts.next() else {
            return;
        };
        self.tokens[index].used = true;
        let rest = Span::new(name.end, inner.end);
        let mut peer = Peer::default();
        if !self.text(rest).trim().is_empty() && !self.read_peer(rest, &mut peer) {
            self.loose.push(rest);
        }
        // Without an address it is the user who called sendmail.
        let name_is = if peer.address.is_some() {
            name_is
        } else {
            NameIs::Local
        };
        self.settle_from(Some(name), &peer, name_is, transport);
    }

    /// An announcement outside of comments: after a parenthesis without partner, or in IRIX smtpd's words.
    fn loose_helo(&mut self, index: usize, peer: &mut Peer) {
        let span = self.tokens[index].span;
        let text = self.text(span);
        if is_helo_verb(text) {
            self.tokens[index].used = true;
            peer.helo_seen = true;
            if let Some(next) = self.tokens.get_mut(index + 1).filter(|next| !next.used) {
                next.used = true;
                peer.helo = peer.helo.or(Some(next.span));
            }
        } else if let Some(value) = value_of(text, &["helo=", "ehlo=", "lhlo="]) {
            self.tokens[index].used = true;
            peer.helo_seen = true;
            peer.helo = peer
                .helo
                .or((value < span.len()).then(|| Span::new(span.start + value, span.end)));
        } else {
            self.claiming_to_be(index, peer);
        }
    }

    /// `, claiming to be "mail.example.com"`: IRIX smtpd.
    fn claiming_to_be(&mut self, index: usize, peer: &mut Peer) {
        if self.text(self.tokens[index].span) == ","
            || self.word(index) != Some("claiming")
            || self.word(index + 1) != Some("to")
            || self.word(index + 2) != Some("be")
        {
            return;
        }
        let Some(quoted) = self.tokens.get(index + 3).map(|token| token.span) else {
            return;
        };
        let text = self.text(quoted);
        let unquoted = text.len() >= 2 && text.starts_with('"') && text.ends_with('"');
        peer.helo = Some(if unquoted {
            grammar::inner(quoted)
        } else {
            quoted
        });
        peer.helo_seen = true;
        for used in index..index + 4 {
            self.tokens[used].used = true;
        }
    }

    /// Gives what was found its slots, by who said what.
    pub(super) fn settle_from(
        &mut self,
        name: Option<Span>,
        peer: &Peer,
        name_is: NameIs,
        transport: Transport,
    ) {
        let name_text = name.map(|span| self.text(span));
        let address = name_text.and_then(ip::parse);
        let speaks = match transport {
            Transport::Smtp => true,
            Transport::Unknown => peer.address.is_some() || peer.helo_seen,
            Transport::Http | Transport::Other => false,
        };
        let mut helo = peer.helo;
        let mut rdns = peer.rdns;
        let mut found = peer.address;
        let receiver_named = || name.filter(|_| address.is_none());
        let name_as_peer = || address.zip(name);
        match name_is {
            _ if transport == Transport::Http => found = found.or_else(name_as_peer),
            NameIs::Local => {}
            NameIs::Peer if !peer.helo_seen => {
                found = found.or_else(name_as_peer);
                helo = if speaks { receiver_named() } else { None };
            }
            _ if !speaks => {}
            _ if peer.helo_seen => {
                found = found.or_else(name_as_peer);
                rdns = rdns.or_else(receiver_named);
            }
            NameIs::Announced | NameIs::Peer => helo = name,
            NameIs::Resolved => {
                helo = receiver_named();
                rdns = rdns.or(helo);
                found = found.or_else(name_as_peer);
            }
            NameIs::ResolvedOnly => {
                rdns = rdns.or_else(receiver_named);
                found = found.or_else(name_as_peer);
            }
        }
        // Over a socket of the same machine there is no peer whose name DNS could give.
        rdns = rdns.filter(|&span| !peer.local && is_name(self.text(span)));
        let means_nothing = |span: &Span| {
            let text = self.text(*span);
            // qmail writes `unknown` where it knows nothing; others put such a word into `<>`.
            text.starts_with('<')
                || (name_is == NameIs::Resolved
                    && !peer.helo_seen
                    && text.eq_ignore_ascii_case("unknown"))
        };
        helo = helo.filter(|span| !means_nothing(span) && !span.is_empty());
        let spans = &mut self.out.spans;
        spans.name = name;
        spans.helo = helo;
        spans.rdns = rdns;
        spans.ip = found.map(|(_, span)| span);
        self.out.from = Some(FromClause {
            name: name.map(|span| self.text(span).to_owned()),
            helo: helo.map(|span| Helo(self.text(span).to_owned())),
            rdns: rdns.map(|span| RdnsName(self.text(span).trim_end_matches('.').to_owned())),
            ip: found.map(|(address, _)| address.ip),
            ip_raw: found.map(|(_, span)| self.text(span).to_owned()),
            port: peer.port.or(found.and_then(|(address, _)| address.port)),
            ident: peer.ident.map(|span| self.text(span).to_owned()),
            may_be_forged: peer.may_be_forged,
        });
    }

    /// Reads a comment that speaks of the peer. What it does not understand goes to `loose`; `false` if that is all.
    pub(super) fn read_peer(&mut self, comment: Span, peer: &mut Peer) -> bool {
        if date::scan(
            self.value,
            comment.start + (self.text(comment).len() - self.text(comment).trim_start().len()),
        )
        .is_some()
        {
            self.remark(RemarkKind::DateForAddress, comment);
            return true;
        }
        let loose_before = self.loose.len();
        let mut helo_given = false;
        let mut user: Option<Span> = None;
        let mut name: Option<Span> = None;
        let parts: Vec<Span> = grammar::parts(self.value, comment).collect();
        let mut index = 0;
        while let Some(&part) = parts.get(index) {
            index += 1;
            let trimmed = self.text(part).trim_end_matches(',');
            let span = Span::new(part.start, part.start + trimmed.len());
            if span.is_empty() {
                continue;
            }
            if is_helo_verb(trimmed) {
                // The rest is the client's word, whatever it looks like.
                let rest = self.text(Span::new(span.end, comment.end));
                let start = span.end + (rest.len() - rest.trim_start().len());
                let helo = Span::new(start, start + rest.trim().len());
                peer.helo_seen = true;
                peer.helo = peer.helo.or((!helo.is_empty()).then_some(helo));
                break;
            } else if let Some(value) = value_of(trimmed, &["helo=", "ehlo=", "lhlo="]) {
                peer.helo_seen = true;
                helo_given = true;
                peer.helo = peer
                    .helo
                    .or((value < span.len()).then(|| Span::new(span.start + value, span.end)));
            } else if let Some(value) = value_of(trimmed, &["port="]) {
                peer.port = trimmed[value..].parse().ok();
            } else if let Some(value) = value_of(trimmed, &["ident="]) {
                peer.ident = Some(Span::new(span.start + value, span.end));
            } else if helo_given {
                self.loose.push(part);
            } else if trimmed == "account" || trimmed == "as" {
                index += usize::from(
                    parts
                        .get(index)
                        .is_some_and(|&next| self.text(next) == "user"),
                );
                if let Some(&next) = parts.get(index) {
                    self.set_auth(Auth::User(self.text(next).to_owned()), next);
                    index += 1;
                }
            } else if trimmed == "with" && user.is_some() {
                // Yahoo: `(user@192.0.2.1 with login)`.
                if let Some(user) = user {
                    self.set_auth(Auth::User(self.text(user).to_owned()), user);
                }
                index += 1;
            } else if is_verification(trimmed) {
                self.remark(RemarkKind::Verification, span);
            } else if trimmed.starts_with('(') {
                self.read_nested(span, peer);
            } else {
                let lone = index <= 2;
                self.read_peer_word(span, lone, peer, &mut name, &mut user);
            }
        }
        if let Some(name) = name {
            let known = peer.rdns.is_some() || !is_name(self.text(name));
            // A lone word without a dot names nothing that DNS would know.
            let alone = peer.address.is_none() && !peer.local && !self.text(name).contains('.');
            if known || alone {
                // `u@localhost` without an address is a user of the machine itself.
                let means_nothing = user.is_some()
                    || is_placeholder(self.text(name))
                    || ip::parse(self.text(name)).is_some();
                if !means_nothing {
                    self.loose.push(name);
                }
            } else {
                peer.rdns = Some(name);
            }
        }
        peer.ident = peer.ident.or(user);
        // When nothing at all was understood, the comment is kept whole.
        let nothing = !parts.is_empty() && self.loose.len() - loose_before >= parts.len();
        if nothing {
            self.loose.truncate(loose_before);
        }
        !nothing
    }

    /// A word of a peer comment: an address, a name, or both glued to a user.
    fn read_peer_word(
        &mut self,
        span: Span,
        lone: bool,
        peer: &mut Peer,
        name: &mut Option<Span>,
        user: &mut Option<Span>,
    ) {
        let text = self.text(span);
        if let Some(address) = ip::parse(text) {
            // Behind other words a bare address is part of a sentence.
            if lone || address.bracketed {
                self.set_peer_address(peer, address, span);
            } else {
                self.loose.push(span);
            }
            return;
        }
        // `user@…`, `IDENT:user@…`.
        if let Some(at) = text.rfind('@') {
            let start = value_of(text, &["ident:"]).unwrap_or(0).min(at);
            let ident = Span::new(span.start + start, span.start + at);
            if !ident.is_empty() {
                *user = Some(ident);
            }
            let host = Span::new(span.start + at + 1, span.end);
            if !host.is_empty() {
                self.read_peer_word_host(host, peer, name);
            }
            return;
        }
        self.read_peer_word_host(span, peer, name);
    }

    fn read_peer_word_host(&mut self, span: Span, peer: &mut Peer, name: &mut Option<Span>) {
        let text = self.text(span);
        if let Some(address) = ip::parse(text) {
            self.set_peer_address(peer, address, span);
        } else if text.starts_with('[') {
            let inner = text.trim_matches(['[', ']']).trim();
            if inner.is_empty()
                || inner.contains("local")
                || inner.contains("unix")
                || inner.contains("UNIX")
            {
                peer.local = !inner.is_empty();
            } else if !inner.eq_ignore_ascii_case("unavailable") {
                self.loose.push(span);
            }
        } else if let (Some(open), true) = (text.find('['), text.ends_with(']')) {
            // `name[192.0.2.1]`
            let (head, tail) = (
                Span::new(span.start, span.start + open),
                Span::new(span.start + open, span.end),
            );
            self.read_peer_word_host(tail, peer, name);
            name.get_or_insert(head);
        } else if name.is_none() {
            *name = Some(span);
        } else {
            self.loose.push(span);
        }
    }

    /// The address in brackets is the receiver's; a bare one before it may be a name that reverse DNS gave.
    fn set_peer_address(&mut self, peer: &mut Peer, address: Address, span: Span) {
        match peer.address {
            Some((known, _)) if known.ip == address.ip => {}
            // Of two of a kind the first stands; the other is kept.
            Some((known, _)) if known.bracketed || !address.bracketed => self.loose.push(span),
            _ => peer.address = Some((address, span)),
        }
    }

    fn read_nested(&mut self, span: Span, peer: &mut Peer) {
        let words = self.text(grammar::inner(span)).split_ascii_whitespace();
        if words.eq(["may", "be", "forged"]) {
            peer.may_be_forged = true;
        } else if let Some(address) = ip::parse(self.text(span)) {
            self.set_peer_address(peer, address, span);
        } else {
            self.loose.push(span);
        }
    }
}

fn is_helo_verb(word: &str) -> bool {
    ["helo", "ehlo", "lhlo", "hello"]
        .iter()
        .any(|verb| word.eq_ignore_ascii_case(verb))
}

/// The offset behind the first of these prefixes that a word begins with, without regard to case.
fn value_of(word: &str, prefixes: &[&str]) -> Option<usize> {
    prefixes
        .iter()
        .find(|prefix| {
            word.get(..prefix.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(prefix))
        })
        .map(|prefix| prefix.len())
}

/// Words on whether the receiver could verify the client's name.
fn is_verification(word: &str) -> bool {
    const WORDS: [&str; 9] = [
        "verified",
        "unverified",
        "rdns",
        "dns",
        "failed",
        "softdnserr",
        "unresolved",
        "reverse",
        "lookup",
    ];
    WORDS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// Words that stand where a name from reverse DNS would, and are none.
fn is_placeholder(name: &str) -> bool {
    const WORDS: [&str; 12] = [
        "unknown",
        "unavailable",
        "unverified",
        "softdnserr",
        "dnserror",
        "nxdomain",
        "nodnsquery",
        "no-reverse-dns",
        "unresolved",
        "none",
        "notfound",
        "unknownhost",
    ];
    let bare = name.trim_matches(['<', '>', '[', ']']);
    bare.is_empty() || WORDS.iter().any(|word| bare.eq_ignore_ascii_case(word))
}

/// Whether a text can be a name from reverse DNS.
fn is_name(text: &str) -> bool {
    !is_placeholder(text)
        && ip::parse(text).is_none()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | 0x80..))
}
