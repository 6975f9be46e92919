//! What a reply changes: it answers the oldest command that waits for one.

use super::{Dialogue, Pending, Phase, Waiting, time};
use crate::session::data::Ending;
use crate::session::model::{Reply, Stated, Step, StepKind, Tls};
use crate::session::reply;
use chrono::DateTime;

impl Dialogue {
    pub(super) fn answer(&mut self, found: Reply, texts: &[String]) {
        let positive = found.is_positive();
        // A client that talks too early has asked before the banner comes.
        let is_banner = found.code == 220
            && self.session.banner.is_none()
            && !matches!(
                self.pending.front(),
                Some(Pending {
                    what: Waiting::StartTls,
                    ..
                })
            );
        if is_banner {
            self.unasked(&found, texts);
            return;
        }
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
        match pending.what {
            Waiting::Greeting(word, _) if positive => self.greeted(word, texts),
            Waiting::Mail => {
                if let Some(from) = self
                    .session
                    .transactions
                    .last_mut()
                    .and_then(|one| one.mail_from.as_mut())
                {
                    from.reply = Some(found);
                }
            }
            Waiting::Recipient(at) => {
                let all = self.session.transactions.last_mut();
                if let Some(recipient) = all.and_then(|one| one.recipients.get_mut(at)) {
                    recipient.reply = Some(found);
                }
            }
            Waiting::Data if found.code / 100 == 3 => self.begin_data(),
            Waiting::Data if !positive => self.decided(found),
            Waiting::Chunk { last } if last || !positive => {
                if let Some((collector, _)) = self.chunks.take().filter(|_| last) {
                    self.hand(collector.finish_chunks(Ending::Dot), None);
                    self.pending.pop_back();
                }
                self.decided(found);
            }
            Waiting::Message => self.decided(found),
            Waiting::StartTls if positive => {
                self.encrypted = true;
                let tls = self.session.tls.get_or_insert_with(Tls::default);
                tls.started = true;
            }
            Waiting::Auth => {
                let succeeded = found.code / 100 == 2;
                self.finish_login(Some(succeeded));
            }
            Waiting::Quit => self.session.complete = true,
            _ => {}
        }
        if found_closes(self.session.steps.last()) {
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
            self.finish_login(Some(found.code / 100 == 2));
        }
        if found.code == 421 || found.code == 221 {
            self.session.complete = true;
        }
    }

    pub(super) fn greeted(&mut self, word: &'static str, texts: &[String]) {
        let first = texts.first().map(String::as_str).unwrap_or_default();
        if self.session.server_name.is_none() {
            self.session.server_name = host_name(first);
        }
        if let Some(value) = hello_address(first) {
            self.session.client_address.get_or_insert(Stated {
                value,
                source: "the server's answer to EHLO",
            });
        }
        if word == "HELO" {
            return;
        }
        let offered = Some(reply::extensions(texts));
        if self.encrypted {
            self.session.capabilities.tls = offered;
        } else {
            self.session.capabilities.clear = offered;
        }
    }

    /// The server's word about the message, or about DATA.
    pub(super) fn decided(&mut self, found: Reply) {
        let time = self
            .session
            .steps
            .last()
            .and_then(|step| time(step.time.as_deref()?));
        let transaction = self.transaction_of_data();
        let positive = found.code / 100 == 2;
        transaction.accepted = Some(positive);
        transaction.time = time;
        if positive {
            transaction.queue_id = reply::queue_id(&found.text);
        }
        transaction.reply = Some(found);
    }
}

/// What a reply that grants means behind this command; its code alone says less.
fn granted(what: &Waiting, code: u16) -> Option<&'static str> {
    match (what, code / 100) {
        (Waiting::Greeting("HELO", _), 2) => Some("the server answers"),
        (Waiting::Greeting(..), 2) => Some("the server answers, and lists what it can do"),
        (Waiting::Mail, 2) => Some("the sender is accepted"),
        (Waiting::Recipient(_), 2) => Some("the recipient is accepted"),
        (Waiting::Chunk { last: false }, 2) => Some("the chunk has come"),
        (Waiting::Message | Waiting::Chunk { .. }, 2) => {
            Some("the server has taken the responsibility for the mail")
        }
        (Waiting::StartTls, 2) => Some("TLS begins now"),
        _ => None,
    }
}

fn found_closes(step: Option<&Step>) -> bool {
    step.is_some_and(|step| {
        step.kind == StepKind::Reply && step.text.iter().any(|text| text.starts_with("421"))
    })
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

/// The client's address in `Hello name [192.0.2.7]` (Sendmail, Exim) and `at your service, [192.0.2.7]` (Google).
fn hello_address(text: &str) -> Option<std::net::IpAddr> {
    let (_, rest) = text.rsplit_once('[')?;
    let inner = rest.split(']').next()?;
    let inner = inner.strip_prefix("IPv6:").unwrap_or(inner);
    inner.parse().ok().map(crate::names::unmapped)
}
