//! What a comment says of the peer: `(RDNS [IP])`, `([IP]:port helo=…)`, `(user@IP with login)` and their relatives.

use super::client_words::{HELO_KEYS, is_helo_verb, value_of};
use super::comment::{self, Place};
use super::draft::Draft;
use super::grammar;
use super::ip::{self, Address};
use super::peer_slots::Peer;
use super::{Auth, RemarkKind, date, date_place};
use crate::message::Span;

impl Draft<'_> {
    /// Whether a comment speaks of the peer whatever its first word means elsewhere: a reverse name, an ident and an
    /// announcement are the sender's to choose. It names the address within its first two words, as long as no other
    /// comment did, or holds the announcement.
    pub(super) fn speaks_of_peer(&self, comment: Span, peer: &Peer) -> bool {
        let mut first = "";
        for (place, part) in grammar::parts(self.value, comment).enumerate() {
            let text = self.text(part).trim_end_matches(',');
            if value_of(text, HELO_KEYS).is_some() || (place == 0 && is_helo_verb(text)) {
                return true;
            }
            let is_address = match place {
                0 => is_bracketed(text) || is_glued(text) || is_user_at_address(text),
                1 => {
                    // `(IDENT: …)` speaks of a user, `(for [192.0.2.1])` of the next host.
                    !first.ends_with(':')
                        && !first.eq_ignore_ascii_case("for")
                        && (is_bracketed(text) || is_glued(text))
                }
                _ => false,
            };
            if is_address && peer.address.is_none() {
                return true;
            }
            if place == 0 {
                first = text;
            }
        }
        false
    }

    /// Reads a comment that speaks of the peer. What it does not understand goes to `loose`; `false` if that is all.
    pub(super) fn read_peer(&mut self, comment: Span, peer: &mut Peer) -> bool {
        if self.is_date(comment) {
            self.remark(RemarkKind::DateForAddress, comment);
            return true;
        }
        let loose_before = self.loose.len();
        let mut helo_given = false;
        let mut user: Option<Span> = None;
        let mut name: Option<Span> = None;
        let mut parts = grammar::parts(self.value, comment).peekable();
        let mut count = 0;
        while let Some(part) = parts.next() {
            count += 1;
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
            } else if let Some(value) = value_of(trimmed, HELO_KEYS) {
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
            } else if let Some(helo) = self.quoted_helo(span) {
                peer.helo_seen = true;
                peer.helo = peer.helo.or((!helo.is_empty()).then_some(helo));
                count += self.read_notes(Span::new(span.end, comment.end));
                break;
            } else if peer.ident.is_none() && (trimmed == "account" || trimmed == "as") {
                let value = self.value;
                parts.next_if(|next| &value[next.start..next.end] == "user");
                if let Some(next) = parts.next() {
                    count += 1;
                    self.set_auth(Auth::User(self.text(next).to_owned()), next);
                }
            } else if trimmed == "with" && user.is_some() {
                // Yahoo: `(user@192.0.2.1 with login)`.
                if let Some(user) = user {
                    self.set_auth(Auth::User(self.text(user).to_owned()), user);
                }
                count += usize::from(parts.next().is_some());
            } else if is_verification(trimmed) {
                self.remark(RemarkKind::Verification, span);
            } else if trimmed.starts_with('(') {
                self.read_nested(span, peer);
            } else {
                let lone = count <= 2;
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
        let nothing = count > 0 && self.loose.len() - loose_before >= count;
        if nothing {
            self.loose.truncate(loose_before);
        }
        !nothing
    }

    /// Whether a comment holds a date. A date has blanks.
    fn is_date(&self, comment: Span) -> bool {
        let text = self.text(comment);
        let start = comment.end - text.trim_start().len();
        date_place::begins_date(self.value.as_bytes(), start)
            && memchr::memchr2(b' ', b'\t', text.as_bytes()).is_some()
            && date::scan(self.value, start).is_some()
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
            // PMDF and its heirs write the port in the user's place: `"port 1234"@[192.0.2.1]`.
            let port = self.text(ident).trim_matches('"').strip_prefix("port ");
            if let Some(Ok(port)) = port.map(str::parse) {
                peer.port = Some(port);
            } else if !ident.is_empty() {
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
            if is_verification(self.text(head)) {
                // MailMarshal: `(Not Verified[192.0.2.1])`.
                self.remark(RemarkKind::Verification, head);
            } else {
                name.get_or_insert(head);
            }
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
        let words = self
            .text(grammar::inner(self.value, span))
            .split_ascii_whitespace();
        if words.eq(["may", "be", "forged"]) {
            peer.may_be_forged = true;
        } else if let Some(address) = ip::parse(self.text(span)) {
            self.set_peer_address(peer, address, span);
        } else if peer.address.is_none()
            || !comment::read(self, grammar::inner(self.value, span), Place::From)
        {
            // Cyrus: `([192.0.2.1] (authenticated user=u bits=0))`.
            self.loose.push(span);
        }
    }
}

/// `[192.0.2.1]`, also with a port.
fn is_bracketed(text: &str) -> bool {
    ip::parse(text).is_some_and(|address| address.bracketed)
}

/// `name[192.0.2.1]`
fn is_glued(text: &str) -> bool {
    text.find('[')
        .is_some_and(|open| is_host(&text[..open]) && is_bracketed(&text[open..]))
}

/// `u@192.0.2.1`, `u@[192.0.2.1]`: the user by the ident protocol.
fn is_user_at_address(text: &str) -> bool {
    text.rsplit_once('@')
        .is_some_and(|(_, host)| ip::parse(host).is_some())
}

/// Words on whether the receiver could verify the client's name.
fn is_verification(word: &str) -> bool {
    const WORDS: [&str; 10] = [
        "not",
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
pub(super) fn is_name(text: &str) -> bool {
    !is_placeholder(text) && ip::parse(text).is_none() && is_host(text)
}

/// Whether a text has only what stands in the names of hosts.
fn is_host(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | 0x80..))
}
