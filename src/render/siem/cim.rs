//! Splunk's Common Information Model, Email: a flat event, in which several values of a field are a list. What is not known is
//! left out: the data model itself puts `unknown` in its place.

use super::facts;
use super::object::Object;
use super::own::own;
use crate::report::Report;
use crate::words::evidence::InputKind;
use serde_json::{Error, Value};

/// The event.
pub(super) fn event(report: &Report) -> Result<Value, Error> {
    let message = &report.message;
    let recipients = recipients(report);
    let count = (!recipients.is_empty()).then_some(recipients.len());
    let domains: Vec<String> = recipients
        .iter()
        .filter_map(|to| facts::domain(to))
        .collect();
    let domains = facts::once(domains.iter().map(String::as_str));
    let author = facts::author(report);
    let files = facts::attachments(report);
    let names = files.iter().filter_map(|file| file.name.as_deref());
    let hashes = files.iter().map(|file| file.sha256.as_str());
    let urls = facts::links(report).iter().map(|link| link.url.as_str());
    let findings = &report.findings;
    let codes = findings.iter().map(|found| found.code.as_ref());
    let titles = findings.iter().map(|found| found.title.as_ref());
    let is_message = report.input.kind == InputKind::Message;
    // Wherever our side says that it put it, it was delivered.
    let action = report.verdict.delivery.as_ref().map(|_| "delivered");
    Ok(Object::new()
        .with("time", facts::written(facts::time(report)))
        .with("vendor_product", facts::NAME)
        .with("action", action)
        .with("severity", report.severity().word())
        .with("message_info", report.verdict.summary.as_str())
        .with("message_id", message.message_id.as_deref())
        .with(
            "internal_message_id",
            facts::border(report).and_then(|hop| hop.id.as_deref()),
        )
        .with("protocol", facts::is_smtp(report).then_some("smtp"))
        .with("src", facts::peer(report).map(|ip| ip.to_string()))
        .with("dest", facts::receiver(report))
        .with("src_user", author)
        .with("src_user_domain", author.and_then(facts::domain))
        .with(
            "return_addr",
            facts::mail_from(report).map(facts::bracketed),
        )
        .with("recipient", recipients)
        .with("recipient_count", count)
        .with("recipient_domain", domains)
        .with("subject", message.subject.as_deref())
        .with("size", is_message.then_some(report.input.size))
        .with("file_name", names.collect::<Vec<&str>>())
        .with("file_hash", hashes.collect::<Vec<&str>>())
        .with(
            "file_size",
            files.iter().map(|file| file.size).collect::<Vec<usize>>(),
        )
        .with("url", facts::once(urls))
        .with("signature", facts::once(titles))
        .with("signature_id", facts::once(codes))
        .with("hdrtrace", own(report))
        .into())
}

/// Who received it: as our side noted, else as To and Cc say.
fn recipients(report: &Report) -> Vec<&str> {
    let noted: Vec<&str> = facts::envelope_to(report);
    if noted.is_empty() {
        facts::addresses(&report.message.recipients)
    } else {
        noted
    }
}
