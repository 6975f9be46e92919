//! A MISP event: attributes of all indicators and, of one message, its object.
//!
//! `to_ids` is set of what a sender cannot have invented and that may be blocked; the rest is for whoever looks at it. Recipients are
//! left out: events are shared.

mod attribute;
mod message;

use super::object::Object;
use super::{facts, uuid};
use crate::indicators::Sum;
use crate::report::Report;
use crate::words::findings::Severity;
use serde_json::Value;

/// The event of a report.
pub(super) fn event(report: &Report) -> Value {
    let sum = Sum::of_one(report);
    let id = uuid::named(uuid::OWN, &format!("event {}", report.input.sha256));
    let objects = if report.has_message() {
        message::objects(report, &id)
    } else {
        Vec::new()
    };
    let severity = report.severity();
    let level = match severity {
        Severity::High => "1",
        Severity::Warning => "2",
        Severity::Notice => "3",
        Severity::Info => "4",
    };
    let subject = report.message.subject.as_deref().unwrap_or("(no subject)");
    let info = format!("E-mail: {subject}");
    let tag = Object::new().with("name", format!("hdrtrace:severity=\"{}\"", severity.word()));
    let found = report.findings.iter().enumerate();
    let found = found.map(|(at, finding)| attribute::finding(finding, (&id, at)));
    written(
        &sum,
        (&id, &info, level),
        (found.collect(), objects),
        vec![tag.into()],
    )
}

/// The event of the indicators of some messages.
pub(in crate::render) fn of_sum(sum: &Sum) -> Value {
    let id = uuid::named(uuid::OWN, &format!("event of {}", facts::content(sum)));
    let info = match sum.total {
        1 => "Indicators of an e-mail message".to_owned(),
        total => format!("Indicators of {total} e-mail messages"),
    };
    written(sum, (&id, &info, "4"), (Vec::new(), Vec::new()), Vec::new())
}

fn written(
    sum: &Sum,
    (id, info, level): (&str, &str, &str),
    (findings, objects): (Vec<Value>, Vec<Value>),
    tags: Vec<Value>,
) -> Value {
    let indicators = sum.indicators.iter();
    let attributes = indicators.map(|one| attribute::of(one, id));
    let attributes: Vec<Value> = attributes.chain(findings).collect();
    let date = sum.time().unwrap_or_default().format("%Y-%m-%d");
    let event = Object::new()
        .with("uuid", id)
        .with("info", info)
        .with("date", date.to_string())
        .with("distribution", "0")
        .with("threat_level_id", level)
        .with("analysis", "0")
        .with("published", false)
        .with_list("Attribute", attributes)
        .with_list("Object", objects)
        .with_list("Tag", tags);
    Object::new().with("Event", event).into()
}
