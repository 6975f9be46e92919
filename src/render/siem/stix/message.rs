//! The message itself, with what is known of its authentication.

use super::objects::Objects;
use super::{extension, identity_id};
use crate::checked::Checked;
use crate::render::siem::facts;
use crate::render::siem::object::Object;
use crate::render::siem::uuid;
use crate::report::{Report, SaidReport};
use crate::words::auth::AuthResult;
use chrono::DateTime;
use serde_json::{Map, Value, json};

/// Fields that are shown as they stand: none of them names a recipient.
const SHOWN: &[&str] = &[
    "Reply-To",
    "Return-Path",
    "Sender",
    "X-Mailer",
    "User-Agent",
    "X-Originating-IP",
];

pub(super) fn add(report: &Report, objects: &mut Objects) {
    let from = facts::author(report).and_then(|address| objects.address(address));
    let content_type = report.header.values("Content-Type").next();
    let is_multipart = content_type.as_ref().is_some_and(|kind| {
        let kind = kind.trim_start().to_ascii_lowercase();
        kind.starts_with("multipart/")
    });
    // Made of the bytes: two messages with one subject and author are two.
    let id = format!("email-message--{}", uuid::like_random(&report.input.sha256));
    let date = report.message.date.as_deref();
    let date = date.and_then(|date| DateTime::parse_from_rfc3339(date).ok());
    let mut object = json!({
        "type": "email-message",
        "spec_version": "2.1",
        "id": id,
        "is_multipart": is_multipart,
    });
    let properties = Object::new()
        .with("date", date.map(|date| facts::written(date.to_utc())))
        .with("content_type", content_type)
        .with("from_ref", from)
        .with("message_id", report.message.message_id.as_deref())
        .with("subject", report.message.subject.as_deref())
        .with("additional_header_fields", fields(report))
        .with("extensions", extension(evidence(report)));
    if let (Value::Object(all), Value::Object(more)) = (&mut object, Value::from(properties)) {
        all.extend(more);
    }
    objects.add(id, object);
}

/// What is known of input that holds no message, an SMTP session in which none was sent: a note about what was observed, or where
/// nothing was, about who tells it.
pub(super) fn note(report: &Report, about: Vec<String>) -> Value {
    let time = facts::written(report.as_of.time);
    json!({
        "type": "note",
        "spec_version": "2.1",
        "id": format!("note--{}", uuid::like_random(&format!("note {}", report.input.sha256))),
        "created_by_ref": identity_id(),
        "created": time,
        "modified": time,
        "content": report.verdict.summary,
        "object_refs": if about.is_empty() { vec![identity_id()] } else { about },
        "extensions": extension(evidence(report)),
    })
}

/// Fields by their name: one as a text, several as a list.
fn fields(report: &Report) -> Map<String, Value> {
    let mut all = Map::new();
    for name in SHOWN {
        let values = report.header.values(name);
        let values: Vec<String> = values.filter(|text| !text.is_empty()).collect();
        match values.as_slice() {
            [] => {}
            [one] => drop(all.insert((*name).to_owned(), json!(one))),
            several => drop(all.insert((*name).to_owned(), json!(several))),
        }
    }
    all
}

/// What was found out about the message.
fn evidence(report: &Report) -> Object {
    let auth = &report.authentication;
    let said = &auth.receiver;
    let proven = |said: &Option<SaidReport>| {
        said.as_ref()
            .and_then(SaidReport::proven)
            .map(str::to_owned)
    };
    let signatures: Vec<Value> = auth
        .dkim
        .iter()
        .map(|check| {
            Object::new()
                .with("domain", check.domain.as_deref())
                .with("selector", check.selector.as_deref())
                .with("result", word(check.result))
                .into()
        })
        .collect();
    let receiver = Object::new()
        .with("spf", proven(&said.spf_mail_from))
        .with("dmarc", proven(&said.dmarc))
        .with("arc", proven(&said.arc));
    let findings: Vec<Value> = report
        .findings
        .iter()
        .map(|finding| {
            Object::new()
                .with("code", finding.code.as_ref())
                .with("severity", finding.severity.word())
                .with("detail", finding.detail.as_str())
                .into()
        })
        .collect();
    Object::new()
        .with("sha256", report.input.sha256.as_str())
        .with("spf", facts::spf(report).map(AuthResult::word))
        .with("dkim", signatures)
        .with("dmarc", facts::dmarc(report).map(AuthResult::word))
        .with("dmarc_domain", auth.dmarc.domain.as_deref())
        .with("arc", word(auth.arc.result))
        .with("receiver", receiver)
        .with("client_ip", facts::peer(report).map(|ip| ip.to_string()))
        .with("helo", facts::helo(report))
        .with(
            "envelope_from",
            facts::mail_from(report).map(facts::bracketed),
        )
        .with("severity", report.severity().word())
        .with("summary", report.verdict.summary.as_str())
        .with("findings", findings)
}

fn word(result: Checked<AuthResult>) -> Option<&'static str> {
    result.done().map(|result| result.word())
}
