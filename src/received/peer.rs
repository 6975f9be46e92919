//! The `from` clause: HELO, reverse DNS and the peer's address, told apart by who wrote them.

use super::client_words::{HELO_KEYS, is_helo_verb, value_of};
use super::comment::{self, Place};
use super::draft::Draft;
use super::grammar::{self, Key, TokenKind};
use super::ip;
use super::peer_comment::is_name;
use super::peer_slots::Peer;
use super::{FromClause, Helo, RdnsName};
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
    "etrn",
    "odmr",
    "getmail",
    "sdps",
    "ecstream",
    "mailboxresubmission",
    "shadowredundancy",
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
                if is_retrieval(with)
                    || SILENT
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

/// POP3 and IMAP in all their spellings (`POP3S`, `IMAP4-SSL`): fetched, so nobody announced anything.
pub(super) fn is_retrieval(with: &str) -> bool {
    with.get(..4)
        .is_some_and(|head| head.eq_ignore_ascii_case("pop3") || head.eq_ignore_ascii_case("imap"))
}

impl Draft<'_> {
    pub(super) fn read_from(&mut self, name_is: NameIs, transport: Transport) {
        let Some(clause) = self.clause(Key::From) else {
            return;
        };
        let mut peer = Peer::default();
        let mut name = None;
        let mut beside: Option<(ip::Address, usize)> = None;
        let mut comment_seen = false;
        for index in clause.start..clause.end {
            let token = self.tokens[index];
            if token.used {
                continue;
            }
            match token.kind {
                TokenKind::Comment => {
                    comment_seen = true;
                    let inner = grammar::inner(self.value, token.span);
                    let is_of_peer = self.speaks_of_peer(inner, &peer);
                    self.tokens[index].used = (!is_of_peer
                        && comment::read(self, inner, Place::From))
                        || self.read_peer(inner, &mut peer);
                }
                TokenKind::Word | TokenKind::Bracket | TokenKind::Angle
                    if name.is_none() && !comment_seen =>
                {
                    name = Some(token.span);
                    self.tokens[index].used = true;
                }
                TokenKind::Bracket if beside.is_none() => {
                    beside = ip::parse(self.text(token.span)).map(|address| (address, index));
                }
                // Before the comment all is the announcement, which may hold blanks.
                TokenKind::Word if comment_seen => self.loose_helo(index, &mut peer),
                TokenKind::Stray => comment_seen = true,
                _ => {}
            }
        }
        // fetchmail, MDaemon, IMail, GMX: `name [address]`. Where a comment has one, this is the client's word.
        if let (None, Some((address, index))) = (peer.address, beside) {
            peer.address = Some((address, self.tokens[index].span));
            self.tokens[index].used = true;
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
        let inner = grammar::inner(self.value, self.tokens[index].span);
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
        } else if let Some(value) = value_of(text, HELO_KEYS) {
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
            grammar::inner(self.value, quoted)
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
            // `helo=` says it, whatever the protocol is called: Exim's `local-esmtp`.
            Transport::Other => peer.helo_seen,
            Transport::Http => false,
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
        // Without an address there is nothing whose name DNS could give, unless the name stands apart: LSMTP writes no
        // more. Over a socket of the same machine there is no peer.
        rdns = rdns.filter(|&span| {
            let is_found = found.is_some() || peer.rdns == Some(span);
            is_found && !peer.local && is_name(self.text(span))
        });
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
}
