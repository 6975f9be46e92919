//! The output of a Cortex 3 analyzer, as TheHive shows it: what it comes to in short, the observables of the message, and the
//! whole report.

use super::facts;
use super::object::Object;
use crate::render::own::file;
use crate::report::Report;
use crate::words::auth::AuthResult;
use crate::words::findings::Severity;
use serde_json::{Error, Value};

/// The output.
pub(super) fn output(report: &Report) -> Result<Value, Error> {
    Ok(Object::new()
        .with("success", true)
        .with(
            "summary",
            Object::new().with_list("taxonomies", taxonomies(report)),
        )
        .with_list("artifacts", artifacts(report))
        .with_list("operations", Vec::<Value>::new())
        .with("full", serde_json::to_value(report)?)
        .into())
}

/// The output where there is no report.
pub(super) fn failure(reason: &str, job: Value) -> Value {
    Object::new()
        .with("success", false)
        .with("errorMessage", reason)
        .with("input", job)
        .into()
}

fn taxonomies(report: &Report) -> Vec<Value> {
    let taxonomy = |level: &str, predicate: &str, value: String| {
        Object::new()
            .with("level", level)
            .with("namespace", facts::NAME)
            .with("predicate", predicate)
            .with("value", value)
            .into()
    };
    let severity = report.severity();
    let mut all = vec![taxonomy(
        level(severity),
        "Severity",
        severity.word().to_owned(),
    )];
    for (predicate, result) in [
        ("SPF", facts::spf(report)),
        ("DKIM", facts::dkim(report)),
        ("DMARC", facts::dmarc(report)),
    ] {
        let Some(result) = result else { continue };
        all.push(taxonomy(
            of_result(result),
            predicate,
            result.word().to_owned(),
        ));
    }
    let findings = report.findings.iter();
    let many = findings
        .filter(|found| found.severity >= Severity::Warning)
        .count();
    all.push(taxonomy(level(severity), "Findings", many.to_string()));
    all
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Info | Severity::Notice => "info",
        Severity::Warning => "suspicious",
        Severity::High => "malicious",
    }
}

/// A failed check is a reason to look; a pass says who sent it, not that it does no harm.
fn of_result(result: AuthResult) -> &'static str {
    match result {
        AuthResult::Fail | AuthResult::Softfail => "suspicious",
        _ => "info",
    }
}

/// What our side saw.
const OBSERVED: &str = "hdrtrace:observed";
/// What the sender wrote.
const SUPPLIED: &str = "hdrtrace:sender-supplied";

/// What can be looked up further. None is imported by itself: most is the sender's word.
fn artifacts(report: &Report) -> Vec<Value> {
    let mut all: Vec<(&str, String, &str, &str)> = Vec::new();
    if let Some(ip) = facts::peer(report) {
        all.push(("ip", ip.to_string(), OBSERVED, "client"));
    }
    let message = &report.message;
    for (role, mailboxes) in [("from", &message.from), ("reply-to", &message.reply_to)] {
        for address in facts::addresses(mailboxes) {
            all.push(("mail", address.to_owned(), SUPPLIED, role));
        }
    }
    if let Some(from) = facts::mail_from(report).filter(|from| !from.is_empty()) {
        all.push(("mail", from.to_owned(), SUPPLIED, "envelope-from"));
    }
    let domains: Vec<String> = facts::author(report)
        .and_then(facts::domain)
        .into_iter()
        .collect();
    all.extend(
        domains
            .into_iter()
            .map(|domain| ("domain", domain, SUPPLIED, "from")),
    );
    for link in facts::links(report) {
        all.push(("url", link.url.clone(), SUPPLIED, "link"));
    }
    for attachment in facts::attachments(report) {
        all.push(("hash", attachment.sha256.clone(), SUPPLIED, "attachment"));
        if let Some(name) = &attachment.name {
            all.push(("filename", file(name).to_owned(), SUPPLIED, "attachment"));
        }
    }
    let mut seen = std::collections::HashSet::new();
    all.retain(|(kind, value, ..)| seen.insert((*kind, value.clone())));
    all.into_iter().map(artifact).collect()
}

fn artifact((kind, value, word, role): (&str, String, &str, &str)) -> Value {
    Object::new()
        .with("dataType", kind)
        .with("data", value)
        .with("tags", vec![word.to_owned(), format!("hdrtrace:{role}")])
        .into()
}
