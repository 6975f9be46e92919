//! What a session shows, as plain data. No secret of it is in here: see [`super::Secret`].

use super::data::{Content, Ending};
use super::line::Side;
use crate::message::Span;
pub use crate::words::session::StepKind;
use chrono::{DateTime, Utc};
use serde::{Serialize, Serializer};
use std::net::IpAddr;

/// A value with where the session states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated<T> {
    pub value: T,
    /// Where it is stated, in words.
    pub source: &'static str,
}

/// One connection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Session {
    /// Its number in the input, from 1.
    pub number: usize,
    /// The form in which it is kept.
    pub form: &'static str,
    /// The first reply, without its code.
    pub banner: Option<String>,
    pub banner_step: Option<usize>,
    /// The server's name in its banner or its reply to EHLO.
    pub server_name: Option<String>,
    /// The server's address, if it is stated.
    pub server_address: Option<IpAddr>,
    /// The server's port, if it is stated.
    pub port: Option<u16>,
    /// The client's name in its last HELO or EHLO before the message: client-supplied (unverified).
    pub client_name: Option<String>,
    /// `HELO`, `EHLO` or `LHLO`.
    pub greeting: Option<&'static str>,
    /// The client's address as the server's side states it.
    pub client_address: Option<Stated<IpAddr>>,
    /// What the server offered.
    pub capabilities: Capabilities,
    /// TLS, if it was asked for or is stated.
    pub tls: Option<Tls>,
    /// Attempts to log in.
    pub auth: Vec<AuthAttempt>,
    /// Number of transactions.
    pub mails: usize,
    /// Which of them this is about, from 1.
    pub mail_number: Option<usize>,
    /// The transactions, in order: one for each MAIL, unless it is rejected within another transaction. Where there were several,
    /// each report holds its own.
    pub transactions: Vec<Transaction>,
    /// What was said, in order. Data is one step a message.
    pub steps: Vec<Step>,
    /// Steps beyond those that are kept.
    pub left_out: usize,
    /// Number of replaced secrets.
    pub secrets_replaced: usize,
    /// Client lines that are not commands; omitted because they may be secrets.
    pub withheld: usize,
    /// Whether it ends as it should: with the reply to QUIT, or the server's closing.
    pub complete: bool,
    /// The first time that is stated and can be read.
    pub started: Option<DateTime<Utc>>,
    /// Another session of the input offered STARTTLS for the same server, and this one did not.
    pub starttls_elsewhere: Option<usize>,
}

/// The extensions in the server's replies to EHLO.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// Before TLS; null without EHLO.
    pub clear: Option<Vec<Extension>>,
    /// After TLS; null without EHLO there.
    pub tls: Option<Vec<Extension>>,
}

impl Capabilities {
    /// The newest answer.
    pub fn latest(&self) -> &[Extension] {
        self.tls
            .as_deref()
            .or(self.clear.as_deref())
            .unwrap_or_default()
    }

    /// An extension that was offered before TLS.
    pub fn in_clear(&self, keyword: &str) -> Option<&Extension> {
        find(self.clear.as_deref().unwrap_or_default(), keyword)
    }

    /// An extension of the newest answer.
    pub fn find(&self, keyword: &str) -> Option<&Extension> {
        find(self.latest(), keyword)
    }
}

fn find<'e>(extensions: &'e [Extension], keyword: &str) -> Option<&'e Extension> {
    extensions.iter().find(|one| one.keyword == keyword)
}

/// An extension that was offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// In capitals.
    pub keyword: String,
    /// The text after it.
    pub parameters: Vec<String>,
}

/// TLS of a session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tls {
    /// Whether TLS started: the server accepted STARTTLS, or the capture shows it.
    pub started: bool,
    /// Whether it was there from the first byte.
    pub implicit: bool,
    /// The version, if it is stated.
    pub version: Option<String>,
    /// The cipher suite, if it is stated.
    pub cipher: Option<String>,
    /// The step of STARTTLS.
    pub step: Option<usize>,
}

/// An attempt to log in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthAttempt {
    /// The mechanism, in capitals; null where the session begins within the exchange.
    pub mechanism: Option<String>,
    /// The user, where the mechanism transmits it and it is readable.
    pub identity: Option<String>,
    /// What the server said; null where its answer is missing.
    pub succeeded: Option<bool>,
    /// Whether the client gave up (`*`).
    pub cancelled: bool,
    /// Whether it said anything that is secret: the server may refuse before.
    pub told: bool,
    /// Whether TLS protected it.
    pub encrypted: bool,
    /// The step of the command.
    pub step: usize,
}

/// An address of the envelope.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path {
    /// Without angle brackets; empty for the null sender; null where it is missing.
    pub address: Option<String>,
}

impl Path {
    /// The domain in lower case, if there is one.
    pub fn domain(&self) -> Option<String> {
        let (_, domain) = self.address.as_deref()?.rsplit_once('@')?;
        (!domain.is_empty()).then(|| crate::names::normalize(domain))
    }
}

/// A parameter of MAIL or RCPT.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// In capitals.
    pub name: String,
    /// After the `=`.
    pub value: Option<String>,
}

/// A server's reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Three digits.
    pub code: u16,
    /// Such as 5.7.1, if there is one.
    pub enhanced: Option<String>,
    /// The text of all its lines.
    pub text: String,
    pub meaning: &'static str,
    /// What to do about it, if it is a rejection.
    pub remedy: Option<&'static str>,
    pub step: usize,
}

impl Reply {
    /// Whether it grants (2xx and 3xx).
    pub fn is_positive(&self) -> bool {
        self.code < 400
    }
}

/// An address with what was said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressed {
    /// The address.
    pub path: Path,
    pub parameters: Vec<Parameter>,
    /// The reply; null where it is missing. In LMTP a rejection after the message overrides an earlier acceptance.
    pub reply: Option<Reply>,
    /// The step of the command.
    pub step: usize,
}

/// One mail transaction of a session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transaction {
    /// The envelope sender; null where the session begins after MAIL.
    pub mail_from: Option<Addressed>,
    /// The recipients, including rejected ones.
    pub recipients: Vec<Addressed>,
    /// `DATA` or `BDAT`; null where it did not come so far.
    pub command: Option<&'static str>,
    /// The first step of it: with a mail that has no envelope, the beginning.
    pub command_step: Option<usize>,
    /// The message; null where there was none, or the capture does not contain it.
    pub message: Option<Handed>,
    /// The answer to the message, or to DATA if that was refused.
    pub reply: Option<Reply>,
    /// Whether the server accepted the message; null where its reply is missing.
    pub accepted: Option<bool>,
    /// The queue ID.
    pub queue_id: Option<String>,
    /// Whether the client was authenticated.
    pub authenticated: bool,
    /// Whether TLS protected it.
    pub encrypted: bool,
    /// When it was received, if that is stated.
    pub time: Option<DateTime<Utc>>,
    /// Who handed the message over; the session says it where the report is about this mail.
    pub speaker: Option<Speaker>,
}

/// The client as it was known when a message was handed over: a later greeting does not change it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// What it called itself.
    pub name: Option<String>,
    /// With which command.
    pub greeting: Option<&'static str>,
    /// Its address, if it was stated.
    pub address: Option<Stated<IpAddr>>,
}

/// A transmitted message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handed {
    /// The message and what is odd about its lines.
    pub content: Content,
    /// The step that carries the data.
    pub step: usize,
    /// Its size in bytes, dots undone.
    pub size: usize,
    /// How many known secrets were overwritten in it.
    pub masked: usize,
    /// Whether its lines had to be found in one: the input had run them together.
    pub rejoined: bool,
}

impl Serialize for Handed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut object = serializer.serialize_struct("message", 6)?;
        object.serialize_field("size", &self.size)?;
        object.serialize_field("ending", &self.content.ending)?;
        object.serialize_field("bare_lf", &self.content.bare_lf)?;
        object.serialize_field("bare_cr", &self.content.bare_cr)?;
        object.serialize_field("smuggling", &self.content.smuggles)?;
        object.serialize_field("step", &self.step)?;
        object.end()
    }
}

impl Handed {
    /// Whether all of it is there.
    pub fn is_whole(&self) -> bool {
        self.content.ending != Ending::CutOff
    }
}

/// One step of the dialogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// From 1.
    pub number: usize,
    /// Who.
    pub side: Side,
    pub kind: StepKind,
    /// Its lines, without secrets.
    pub text: Vec<String>,
    pub meaning: String,
    /// What the input notes beside it.
    pub note: Option<String>,
    /// The time as written beside it.
    pub time: Option<String>,
    /// Whether TLS protected it.
    pub encrypted: bool,
    /// A reply's code.
    pub code: Option<u16>,
    /// A reply's enhanced code.
    pub enhanced: Option<String>,
    /// What to do about a rejection.
    pub remedy: Option<&'static str>,
    /// The command that a reply answers.
    pub answers: Option<usize>,
    /// Its position in the input; null where the format does not give it, as in JSON.
    pub span: Option<Span>,
}

impl Step {
    /// The verb of a command, in capitals; empty for anything else.
    pub fn verb(&self) -> String {
        let text = match (self.kind, self.text.first()) {
            (StepKind::Command, Some(text)) => text.as_str(),
            _ => "",
        };
        let end = text.find([' ', ':']).unwrap_or(text.len());
        text[..end].to_ascii_uppercase()
    }
}

impl Session {
    /// The step with this number.
    pub fn step(&self, number: usize) -> Option<&Step> {
        let at = self.steps.partition_point(|step| step.number < number);
        self.steps.get(at).filter(|step| step.number == number)
    }

    /// Whether TLS was set up.
    pub fn is_encrypted(&self) -> bool {
        self.tls.as_ref().is_some_and(|tls| tls.started)
    }

    /// Whether anybody logged in.
    pub fn is_authenticated(&self) -> bool {
        self.auth.iter().any(|auth| auth.succeeded == Some(true))
    }

    /// The protocol as a Received field would name it (RFC 3848).
    pub fn protocol(&self, transaction: &Transaction) -> &'static str {
        let (tls, auth) = (transaction.encrypted, transaction.authenticated);
        match (self.greeting, tls, auth) {
            (Some("LHLO"), false, false) => "LMTP",
            (Some("LHLO"), true, false) => "LMTPS",
            (Some("LHLO"), false, true) => "LMTPA",
            (Some("LHLO"), true, true) => "LMTPSA",
            (Some("HELO"), ..) => "SMTP",
            (_, false, false) => "ESMTP",
            (_, true, false) => "ESMTPS",
            (_, false, true) => "ESMTPA",
            (_, true, true) => "ESMTPSA",
        }
    }
}
