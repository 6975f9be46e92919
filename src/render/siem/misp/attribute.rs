//! Indicators as attributes.

use crate::indicators::Occurrence;
use crate::render::siem::object::Object;
use crate::render::siem::uuid;
use crate::report::FindingReport;
use crate::words::indicators::{Kind, Reason, Role};
use serde_json::Value;

/// Type and category of an indicator.
fn type_of(kind: Kind, role: Role) -> (&'static str, &'static str) {
    const NETWORK: &str = "Network activity";
    const DELIVERY: &str = "Payload delivery";
    match (kind, role) {
        (Kind::Ip, Role::Link | Role::LinkTarget | Role::Form | Role::Unsubscribe) => {
            ("ip-dst", NETWORK)
        }
        (Kind::Ip | Kind::Network, _) => ("ip-src", NETWORK),
        (Kind::Domain, _) => ("domain", NETWORK),
        (Kind::Host, _) => ("hostname", NETWORK),
        (Kind::Email, Role::ReplyTo) => ("email-reply-to", DELIVERY),
        (Kind::Email, _) => ("email-src", DELIVERY),
        (Kind::Url, _) => ("url", NETWORK),
        (Kind::Sha256, _) => ("sha256", DELIVERY),
        (Kind::FileName, _) => ("filename", DELIVERY),
        (Kind::MessageId, _) => ("email-message-id", DELIVERY),
        (Kind::MessageIdShape, _) => ("text", "Other"),
        (Kind::Mailer, _) => ("email-x-mailer", DELIVERY),
    }
}

/// The attribute of one indicator in the event with this id.
pub(super) fn of(one: &Occurrence, event: &str) -> Value {
    let indicator = &one.indicator;
    let role = indicator.seen.first().map_or(Role::Link, |seen| seen.role);
    let (kind, category) = type_of(indicator.kind, role);
    let mut comment: Vec<&str> = Vec::new();
    for sighting in &indicator.seen {
        if !comment.contains(&sighting.role.text()) {
            comment.push(sighting.role.text());
        }
    }
    let mut comment = format!("{}; {}", comment.join(", "), indicator.word().text());
    if let Some(reason) = indicator.blockable.reason() {
        comment.push_str("; not to be blocked: ");
        comment.push_str(reason.text());
    }
    // What many share ties events together that have nothing in common.
    let is_shared = indicator.blockable.reason().is_some_and(Reason::is_shared);
    let id = uuid::named(uuid::OWN, &format!("{event} {kind} {}", indicator.value));
    Object::new()
        .with("uuid", id)
        .with("type", kind)
        .with("category", category)
        .with("value", indicator.value.as_str())
        .with("to_ids", indicator.is_proven_and_blockable())
        .with("disable_correlation", is_shared)
        .with("distribution", "5")
        .with("comment", comment)
        .into()
}

/// A finding, as a remark on the event with this id.
pub(super) fn finding(finding: &FindingReport, (event, at): (&str, usize)) -> Value {
    let about = format!("finding {}, {}", finding.code, finding.severity.word());
    Object::new()
        .with(
            "uuid",
            uuid::named(uuid::OWN, &format!("{event} finding {at}")),
        )
        .with("type", "comment")
        .with("category", "Other")
        .with("value", finding.detail.as_str())
        .with("to_ids", false)
        .with("disable_correlation", true)
        .with("distribution", "5")
        .with("comment", about)
        .into()
}
