//! One record a message: the columns, with their types, of CSV and Parquet. Their names stay; new ones are added at the end.

use crate::checked::Checked;
use crate::names::organization;
use crate::report::body::Body;
use crate::report::route::Boundary;
use crate::report::{MailboxReport, Report, SaidReport};
use crate::words::auth::AuthResult;
use crate::words::evidence::InputKind;
use crate::words::message::DamageKind;
use crate::words::origin::Container;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A column: its name, and what stands in it.
pub(super) struct Column {
    pub name: &'static str,
    pub get: Get,
}

/// What stands in a column, by its type.
pub(super) enum Get {
    Text(fn(&Report) -> Option<String>),
    Word(fn(&Report) -> &'static str),
    Whole(fn(&Report) -> Option<i64>),
    Flag(fn(&Report) -> bool),
    Time(fn(&Report) -> DateTime<Utc>),
    Texts(fn(&Report) -> Vec<String>),
}

/// A value of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// A text, or none.
    Text(Option<String>),
    /// A whole number, or none.
    Whole(Option<i64>),
    /// True or false.
    Flag(bool),
    /// A time.
    Time(DateTime<Utc>),
    /// Several texts.
    Texts(Vec<String>),
}

impl Get {
    pub(super) fn value(&self, report: &Report) -> Value {
        match self {
            Self::Text(get) => Value::Text(get(report)),
            Self::Word(get) => Value::Text(Some(get(report).to_owned())),
            Self::Whole(get) => Value::Whole(get(report)),
            Self::Flag(get) => Value::Flag(get(report)),
            Self::Time(get) => Value::Time(get(report)),
            Self::Texts(get) => Value::Texts(get(report)),
        }
    }
}

/// What type the values of a column have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// Text, which may be missing.
    Text,
    /// A whole number, which may be missing.
    Whole,
    /// True or false.
    Flag,
    /// A time in UTC.
    Time,
    /// Several texts.
    Texts,
}

/// The columns, each with its name and the type of its values.
pub fn columns() -> impl Iterator<Item = (&'static str, ColumnType)> {
    COLUMNS.iter().map(|column| {
        let kind = match column.get {
            Get::Text(_) | Get::Word(_) => ColumnType::Text,
            Get::Whole(_) => ColumnType::Whole,
            Get::Flag(_) => ColumnType::Flag,
            Get::Time(_) => ColumnType::Time,
            Get::Texts(_) => ColumnType::Texts,
        };
        (column.name, kind)
    })
}

/// All values of a message, in the order of the columns.
pub fn values(report: &Report) -> Vec<Value> {
    COLUMNS
        .iter()
        .map(|column| column.get.value(report))
        .collect()
}

#[rustfmt::skip]
pub(super) const COLUMNS: &[Column] = &[
    Column { name: "input", get: Get::Text(|report| Some(report.input.name.clone())) },
    Column { name: "container", get: Get::Text(|report| report.input.container.map(|container| container.word().to_owned())) },
    Column { name: "member", get: Get::Text(|report| Some(report.input.path()).filter(|path| !path.is_empty())) },
    Column { name: "sha256", get: Get::Text(|report| Some(report.input.sha256.clone())) },
    Column { name: "size", get: Get::Whole(|report| whole(report.input.size)) },
    Column { name: "original_bytes", get: Get::Flag(|report| report.input.original_bytes) },
    Column { name: "severity", get: Get::Word(|report| report.severity().word()) },
    Column { name: "conclusion", get: Get::Text(|report| Some(report.verdict.summary.clone())) },
    Column { name: "as_of", get: Get::Time(|report| report.as_of.time) },
    Column { name: "date", get: Get::Text(|report| report.message.date.clone()) },
    Column { name: "message_id", get: Get::Text(|report| report.message.message_id.clone()) },
    Column { name: "from_address", get: Get::Text(|report| from(report).map(|from| from.address.clone())) },
    Column { name: "from_display", get: Get::Text(|report| from(report).and_then(|from| from.display.clone())) },
    Column { name: "from_domain", get: Get::Text(|report| from(report).and_then(|from| domain(&from.address))) },
    Column { name: "return_path", get: Get::Text(|report| report.message.return_path.clone()) },
    Column { name: "reply_to", get: Get::Text(|report| report.message.reply_to.first().map(|to| to.address.clone())) },
    Column { name: "recipients", get: Get::Whole(|report| whole(report.message.recipients.len())) },
    Column { name: "subject", get: Get::Text(|report| report.message.subject.clone()) },
    Column { name: "list", get: Get::Text(|report| report.message.list.clone()) },
    Column { name: "client_ip", get: Get::Text(|report| boundary(report).and_then(|boundary| boundary.ip).map(|ip| ip.to_string())) },
    Column { name: "client_helo", get: Get::Text(|report| boundary(report).and_then(|boundary| boundary.helo.clone())) },
    Column { name: "hops", get: Get::Whole(|report| whole(report.route.hops.len())) },
    Column { name: "total_delay_ms", get: Get::Whole(|report| report.route.total_delay_ms) },
    Column { name: "spf", get: Get::Word(|report| report.authentication.spf_word()) },
    Column { name: "dkim", get: Get::Word(|report| report.authentication.dkim_word()) },
    Column { name: "dkim_domains", get: Get::Texts(signers) },
    Column { name: "dmarc", get: Get::Word(|report| report.authentication.dmarc.result.word()) },
    Column { name: "arc", get: Get::Word(|report| report.authentication.arc.result.word()) },
    Column { name: "attachments", get: Get::Whole(|report| body(report).and_then(|body| whole(body.attachments.len()))) },
    Column { name: "links", get: Get::Whole(|report| body(report).and_then(|body| whole(body.links.len()))) },
    Column { name: "findings", get: Get::Texts(codes) },
    Column { name: "kind", get: Get::Word(|report| kind(report.input.kind)) },
    Column { name: "client_network", get: Get::Text(|report| boundary(report).and_then(|boundary| boundary.ip).map(crate::names::network)) },
    Column { name: "helo_organization", get: Get::Text(|report| boundary(report).and_then(|boundary| boundary.helo.as_deref()).map(|helo| organization(helo).into_owned())) },
    Column { name: "return_path_domain", get: Get::Text(|report| report.message.return_path.as_deref().and_then(domain)) },
    Column { name: "reply_to_domain", get: Get::Text(|report| report.message.reply_to.first().and_then(|to| domain(&to.address))) },
    Column { name: "receiver_spf", get: Get::Text(|report| said(report.authentication.receiver.spf_mail_from.as_ref())) },
    Column { name: "receiver_dkim", get: Get::Text(receiver_dkim) },
    Column { name: "receiver_dmarc", get: Get::Text(|report| said(report.authentication.receiver.dmarc.as_ref())) },
    Column { name: "damage", get: Get::Texts(|report| report.input.damage.iter().map(|damage| damage_word(damage.kind)).collect()) },
];

/// What the message was taken out of; empty for a file of its own.
pub(super) fn container(report: &Report) -> &'static str {
    report.input.container.map_or("", Container::word)
}

fn whole(number: usize) -> Option<i64> {
    i64::try_from(number).ok()
}

fn from(report: &Report) -> Option<&MailboxReport> {
    report.message.from.first()
}

fn domain(address: &str) -> Option<String> {
    address
        .rsplit_once('@')
        .map(|(_, domain)| domain.to_owned())
}

fn boundary(report: &Report) -> Option<&Boundary> {
    report.route.boundary.as_ref()
}

fn body(report: &Report) -> Option<&Body> {
    report.body.done()
}

fn kind(kind: InputKind) -> &'static str {
    match kind {
        InputKind::Message => "message",
        InputKind::HeadersOnly => "headers-only",
        InputKind::SmtpTranscript => "smtp-transcript",
    }
}

/// What our receiver reported, where a sender cannot have written it.
fn said(said: Option<&SaidReport>) -> Option<String> {
    said.and_then(SaidReport::proven).map(str::to_owned)
}

/// The best that it reported of a signature.
fn receiver_dkim(report: &Report) -> Option<String> {
    let all = report.authentication.receiver.dkim.iter().flatten();
    let proven: Vec<&str> = all.filter_map(SaidReport::proven).collect();
    let best = proven.iter().find(|said| **said == "pass");
    best.or(proven.first()).map(|said| (*said).to_owned())
}

/// The domains whose signatures verify.
fn signers(report: &Report) -> Vec<String> {
    let checks = report.authentication.dkim.iter();
    checks
        .filter(|check| check.result == Checked::Done(AuthResult::Pass))
        .filter_map(|check| check.domain.clone())
        .collect()
}

fn damage_word(kind: DamageKind) -> String {
    let word = serde_json::to_value(kind);
    word.ok()
        .and_then(|word| word.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn codes(report: &Report) -> Vec<String> {
    let findings = report.findings.iter();
    findings.map(|finding| finding.code.to_string()).collect()
}
