//! What a reply changes: it answers the oldest command that waits for one.

use super::{Dialogue, Pending, Phase, Waiting, time};
use crate::session::model::{Reply, Stated, Tls};
use crate::session::reply;
use chrono::DateTime;
use std::collections::BTreeMap;
use std::net::IpAddr;

impl Dialogue {
    pub(super) fn answer(&mut self, found: Reply, texts: &[String]) {
        let positive = found.is_positive();
        // A client that talks too early has asked before the banner comes.
        let is_banner = found.code == 220
            && self.session.banner.is_none()
            && !matches!(
                self.pending.front(),
                Some(Pending {
                    what: Waiting::StartTls | Waiting::Address(_),
                    ..
                })
            );
        if is_banner {
            self.unasked(&found, texts);
            if let Some(value) = self.proxied {
                let source = "PROXY";
                let stated = Stated { value, source };
                self.session.client_address.get_or_insert(stated);
            }
            return;
        }
        self.doubt_proxy(found.code);
        let Some(pending) = self.pending.pop_front() else {
            self.unasked(&found, texts);
            return;
        };
        let mut found = found;
        if let Some(meaning) = granted(&pending.what, found.code) {
            found.meaning = meaning;
        }
        if let Some(step) = self
            .session
            .steps
            .last_mut()
            .filter(|step| step.number == found.step)
        {
            step.answers = Some(pending.step);
            if positive {
                found.meaning.clone_into(&mut step.meaning);
            }
        }
        let (is_granted, closes) = (found.code / 100 == 2, found.code == 421);
        match pending.what {
            Waiting::Greeting(word, name, _) if positive => self.greeted(word, &name, texts),
            Waiting::Greeting(_, _, before) | Waiting::Reset(before) if !positive => {
                self.current = self.current.or(before);
            }
            Waiting::Mail { mail, before } => self.sender(mail, before, found),
            Waiting::Recipient { mail, at } => {
                if let Some(recipient) = self.at(mail).recipients.get_mut(at) {
                    recipient.reply = Some(found);
                }
            }
            Waiting::Data(mail) if found.code / 100 == 3 => {
                // It may have been refused before.
                self.at(mail).accepted = None;
                self.at(mail).reply = None;
                self.begin_data(mail);
            }
            Waiting::Data(mail) if !positive => self.refused(mail, found),
            Waiting::Chunk { mail, last } if last || !positive => {
                if !last {
                    // What follows a chunk that was refused is refused as well (RFC 3030 section 2).
                    self.chunks = None;
                }
                self.decided(mail, found);
                self.close(mail);
            }
            Waiting::Message(mail) => self.decided(mail, found),
            Waiting::Delivery { mail, at } => self.delivered(mail, at, found),
            Waiting::Address(value) if is_granted => {
                let source = "XCLIENT";
                self.session.client_address = Some(Stated { value, source });
            }
            Waiting::StartTls if positive => {
                self.encrypted = true;
                // What was said before TLS is forgotten (RFC 3207 section 4.2).
                self.current = None;
                let tls = self.session.tls.get_or_insert_with(Tls::default);
                tls.started = true;
            }
            Waiting::Auth => self.finish_login(Some(lets_in(found.code))),
            Waiting::Quit => self.session.complete = true,
            _ => {}
        }
        if closes {
            self.session.complete = true;
        }
    }

    /// A reply that nobody asked for: the banner, or the server's closing.
    pub(super) fn unasked(&mut self, found: &Reply, texts: &[String]) {
        let is_first = self.session.banner.is_none() && found.code / 100 != 3;
        if is_first && (found.code == 220 || self.session.client_name.is_none()) {
            let text = texts.first().cloned().unwrap_or_default();
            if found.code == 220 {
                self.session.server_name = host_name(&text);
                if let Some((_, date)) = text.rsplit_once(';') {
                    let date = DateTime::parse_from_rfc2822(date.trim());
                    self.session.started =
                        self.session.started.or(date.ok().map(|date| date.to_utc()));
                }
            }
            if let Some(step) = self.session.steps.last_mut().filter(|_| found.code == 220) {
                "the server is ready".clone_into(&mut step.meaning);
            }
            self.session.banner = Some(text);
            self.session.banner_step = Some(found.step);
        }
        if matches!(self.phase, Phase::Login(_)) && found.code != 334 {
            self.finish_login(Some(lets_in(found.code)));
        }
        if found.code == 421 || found.code == 221 {
            self.session.complete = true;
        }
    }

    /// A server that does not know PROXY has taken the line for a command: whoever sent it has made the address up.
    fn doubt_proxy(&mut self, code: u16) {
        if self.proxied.take().is_none() || !matches!(code, 500..=504 | 521) {
            return;
        }
        let stated = self.session.client_address.take();
        self.session.client_address = stated.filter(|stated| stated.source != "PROXY");
    }

    fn greeted(&mut self, word: &'static str, name: &str, texts: &[String]) {
        let first = texts.first().map(String::as_str).unwrap_or_default();
        if self.session.server_name.is_none() {
            self.session.server_name = host_name(first);
        }
        if let Some(value) = hello_address(first, name) {
            self.session.client_address.get_or_insert(Stated {
                value,
                source: "the server's reply to EHLO",
            });
        }
        if word == "HELO" {
            return;
        }
        let offered = reply::extensions(texts);
        self.offers(&offered);
        let offered = Some(offered);
        if self.encrypted {
            self.session.capabilities.tls = offered;
        } else {
            self.session.capabilities.clear = offered;
        }
    }

    /// The server's word about the message, or about DATA.
    fn decided(&mut self, mail: usize, found: Reply) {
        let time = self
            .session
            .steps
            .last()
            .and_then(|step| time(step.time.as_deref()?));
        let transaction = self.at(mail);
        let positive = found.code / 100 == 2;
        transaction.accepted = Some(positive);
        transaction.time = time;
        if positive {
            transaction.queue_id = reply::queue_id(&found.text);
        }
        transaction.reply = Some(found);
    }

    /// DATA is refused. A server keeps the envelope then; without one there is nothing to keep.
    fn refused(&mut self, mail: usize, found: Reply) {
        self.decided(mail, found);
        if self.at(mail).mail_from.is_none() {
            self.close(mail);
        }
    }

    /// LMTP's word about one recipient: the mail is taken if it is for one of them.
    fn delivered(&mut self, mail: usize, at: usize, found: Reply) {
        let refused = !found.is_positive();
        let taken_before = self.at(mail).accepted == Some(true);
        if refused && let Some(recipient) = self.at(mail).recipients.get_mut(at) {
            recipient.reply = Some(found.clone());
        }
        if !taken_before {
            self.decided(mail, found);
        }
    }
}

/// What a reply that grants means behind this command; its code alone says less.
fn granted(what: &Waiting, code: u16) -> Option<&'static str> {
    match (what, code / 100) {
        (Waiting::Greeting("HELO", ..), 2) => Some("the server replies"),
        (Waiting::Greeting(..), 2) => Some("the server replies and lists its extensions"),
        (Waiting::Mail { .. }, 2) => Some("the sender is accepted"),
        (Waiting::Recipient { .. }, 2) => Some("the recipient is accepted"),
        (Waiting::Chunk { last: false, .. }, 2) => Some("the chunk was received"),
        (Waiting::Message(_) | Waiting::Chunk { .. }, 2) => {
            Some("the server has accepted responsibility for the message")
        }
        (Waiting::Delivery { .. }, 2) => Some("the message is delivered to one recipient"),
        (Waiting::Reset(_), 2) => Some("the transaction is reset"),
        (Waiting::StartTls, 2) => Some("TLS starts now"),
        _ => None,
    }
}

/// Whether a reply ends a log-in well; 221 closes the connection.
fn lets_in(code: u16) -> bool {
    code / 100 == 2 && code != 221
}

/// The first word of a text, if it is a host's name.
fn host_name(text: &str) -> Option<String> {
    let word = text.split_ascii_whitespace().next()?;
    let word = word.trim_end_matches([',', ';']);
    let is_name = word.len() <= 255
        && word.contains('.')
        && word
            .chars()
            .all(|c| c.is_alphanumeric() || ".-_[]:".contains(c));
    is_name.then(|| word.to_owned())
}

/// The client's address in `Hello name [192.0.2.7]` (Sendmail, Exim) and `at your service, [192.0.2.7]` (Google). What the
/// client said itself comes back as an echo: that is not what the server saw.
fn hello_address(text: &str, name: &str) -> Option<IpAddr> {
    let seen = bracketed(text);
    // How often each is more than an echo.
    let mut own: BTreeMap<IpAddr, isize> = BTreeMap::new();
    for address in &seen {
        *own.entry(*address).or_default() += 1;
    }
    for echo in bracketed(name) {
        *own.entry(echo).or_default() -= 1;
    }
    let is_own = |address: &IpAddr| own.get(address).is_some_and(|left| *left > 0);
    seen.into_iter().rfind(is_own)
}

/// The addresses in brackets.
fn bracketed(text: &str) -> Vec<IpAddr> {
    text.split('[')
        .skip(1)
        .filter_map(|rest| {
            let inner = rest.split(']').next()?;
            let inner = inner.strip_prefix("IPv6:").unwrap_or(inner);
            inner.parse().ok().map(crate::names::unmapped)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_echo_is_not_what_the_server_saw() {
        for (text, name, address) in [
            (
                "mx Hello c.example [192.0.2.7], pleased",
                "c.example",
                Some("192.0.2.7"),
            ),
            ("mx at your service, [192.0.2.7]", "[192.0.2.7]", None),
            ("HELLO [192.0.2.1].", "[192.0.2.1]", None),
            ("Hello [IPv6:2001:db8::1]", "[IPv6:2001:db8::1]", None),
            ("Hello x [192.0.2.1]", "x [192.0.2.1]", None),
            (
                "Hello [192.0.2.7] [192.0.2.7]",
                "[192.0.2.7]",
                Some("192.0.2.7"),
            ),
            (
                "Hello [10.0.0.9] [192.0.2.7]",
                "[10.0.0.9]",
                Some("192.0.2.7"),
            ),
            ("Hello c.example", "c.example", None),
        ] {
            let expected = address.map(|address| address.parse().expect("an address"));
            assert_eq!(hello_address(text, name), expected, "{text}");
        }
    }
}
