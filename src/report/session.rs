//! The SMTP session that carried the message.

use crate::words::Span;
use crate::words::session::{Ending, Side, StepKind};
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::net::IpAddr;

/// The SMTP session, and the transaction that the report is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SessionReport {
    /// The transaction that this report is about: its index in `transactions`, from 0; null where there is none.
    pub mail: Option<usize>,
    /// Whether the session contains a message. Without one nothing about a message is checked.
    pub has_message: bool,
    /// What was said.
    #[serde(flatten)]
    pub session: Session,
}

/// One connection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Session {
    /// Its number in the input, from 1.
    pub number: usize,
    /// The form in which it is kept.
    pub form: Cow<'static, str>,
    /// The first reply, without its code.
    pub banner: Option<String>,
    /// Its step.
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
    pub greeting: Option<Cow<'static, str>>,
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

/// A value with where the session states it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Stated<T> {
    /// The value.
    pub value: T,
    /// Where it is stated, in words.
    pub source: Cow<'static, str>,
}

/// The extensions in the server's replies to EHLO.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Capabilities {
    /// Before TLS; null without EHLO.
    pub clear: Option<Vec<Extension>>,
    /// After TLS; null without EHLO there.
    pub tls: Option<Vec<Extension>>,
}

/// An extension that was offered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Extension {
    /// In capitals.
    pub keyword: String,
    /// The text after it.
    pub parameters: Vec<String>,
}

/// TLS of a session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AuthAttempt {
    /// The mechanism, in capitals; null where the session begins within the exchange.
    pub mechanism: Option<String>,
    /// The user, where the mechanism transmits it and it is readable.
    pub identity: Option<String>,
    /// What the server said; null where its answer is missing.
    pub succeeded: Option<bool>,
    /// Whether the client gave up (`*`).
    pub cancelled: bool,
    /// Whether TLS protected it.
    pub encrypted: bool,
    /// The step of the command.
    pub step: usize,
}

/// One mail transaction of a session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Transaction {
    /// The envelope sender; null where the session begins after MAIL.
    pub mail_from: Option<Addressed>,
    /// The recipients, including rejected ones.
    pub recipients: Vec<Addressed>,
    /// `DATA` or `BDAT`; null where it did not come so far.
    pub command: Option<Cow<'static, str>>,
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
}

/// A transmitted message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Handed {
    /// Its size in bytes, dots undone.
    pub size: usize,
    /// How the data phase ended.
    pub ending: Ending,
    /// Lines that end with bare LF, where the format keeps line ends.
    pub bare_lf: usize,
    /// CR that ends no line.
    pub bare_cr: usize,
    /// The first few sequences that some servers read as the end of the message.
    pub smuggling: Vec<Smuggle>,
    /// The step that carries the data.
    pub step: usize,
}

/// An address with what was said about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Addressed {
    /// Without angle brackets; empty for the null sender; null where it is missing.
    pub address: Option<String>,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// The reply; null where it is missing. In LMTP a rejection after the message overrides an earlier acceptance.
    pub reply: Option<Reply>,
    /// The step of the command.
    pub step: usize,
}

/// A parameter of MAIL or RCPT.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Parameter {
    /// In capitals.
    pub name: String,
    /// After the `=`.
    pub value: Option<String>,
}

/// A server's reply.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reply {
    /// Three digits.
    pub code: u16,
    /// Such as 5.7.1, if there is one.
    pub enhanced: Option<String>,
    /// The text of all its lines.
    pub text: String,
    /// What it means.
    pub meaning: Cow<'static, str>,
    /// What to do about it, if it is a rejection.
    pub remedy: Option<Cow<'static, str>>,
    /// Its step.
    pub step: usize,
}

/// One step of the dialogue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Step {
    /// From 1.
    pub number: usize,
    /// Client or server.
    pub side: Side,
    /// Command, reply, credentials, data or other.
    pub kind: StepKind,
    /// Its lines, without secrets.
    pub text: Vec<String>,
    /// What it means.
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
    pub remedy: Option<Cow<'static, str>>,
    /// The command that a reply answers.
    pub answers: Option<usize>,
    /// Its position in the input; null where the format does not give it, as in JSON.
    pub span: Option<Span>,
}

/// A sequence that some servers read as the end of the data and others do not (SMTP smuggling).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Smuggle {
    /// The byte sequence, escaped.
    pub sequence: Cow<'static, str>,
    /// Offset in the data as sent, with dot-stuffing, in bytes.
    pub offset: usize,
    /// Whether the server replied there: it read it as the end of the message.
    pub taken: bool,
}

impl Reply {
    /// Whether it grants (2xx and 3xx).
    pub fn is_positive(&self) -> bool {
        self.code < 400
    }
}

impl Session {
    /// Whether TLS was set up.
    pub fn is_encrypted(&self) -> bool {
        self.tls.as_ref().is_some_and(|tls| tls.started)
    }

    /// Whether anybody logged in.
    pub fn is_authenticated(&self) -> bool {
        self.auth.iter().any(|auth| auth.succeeded == Some(true))
    }
}
