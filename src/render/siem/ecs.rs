//! Elastic Common Schema 9. It has no fields for SPF, DKIM, DMARC and ARC; those, and the findings, stand in `hdrtrace`.

use super::facts;
use super::object::Object;
use super::own::own;
use crate::names::host_of_url;
use crate::report::Report;
use crate::report::body::Attachment;
use crate::report::hop::TlsReport;
use crate::words::findings::Severity;
use serde_json::Value;
use std::net::IpAddr;

/// The version of the schema.
const VERSION: &str = "9.4.0";

/// The event.
pub(super) fn event(report: &Report) -> Value {
    let severity = report.severity();
    let worst = facts::worst(report).filter(|found| found.severity >= Severity::Warning);
    let rule = worst.map(|found| {
        Object::new()
            .with("id", found.code.as_ref())
            .with("name", found.title.as_ref())
            .with("description", found.why.as_ref())
    });
    let event = Object::new()
        .with("kind", if worst.is_some() { "alert" } else { "event" })
        .with("category", vec!["email"])
        .with("type", vec!["info"])
        .with("module", facts::NAME)
        .with("dataset", "hdrtrace.report")
        .with("provider", facts::NAME)
        .with("id", report.input.sha256.as_str())
        .with("severity", number(severity))
        .with("reason", worst.map(|found| found.detail.as_str()));
    let observer = Object::new()
        .with("vendor", facts::NAME)
        .with("product", facts::NAME)
        .with("version", facts::VERSION);
    let tls = facts::border(report).and_then(|hop| hop.tls.as_ref());
    Object::new()
        .with("@timestamp", facts::written(facts::time(report)))
        .with("message", report.verdict.summary.as_str())
        .with("ecs", Object::new().with("version", VERSION))
        .with("event", event)
        .with("observer", observer)
        .with("email", email(report))
        .with("source", source(report))
        .with("destination", destination(report))
        .with("tls", tls.map(encryption).unwrap_or_default())
        .with("related", related(report))
        .with("rule", rule.unwrap_or_default())
        .with("hdrtrace", own(report))
        .into()
}

/// As Elastic's own rules write it: low 21, medium 47, high 73.
fn number(severity: Severity) -> i64 {
    match severity {
        Severity::Info => 0,
        Severity::Notice => 21,
        Severity::Warning => 47,
        Severity::High => 73,
    }
}

fn email(report: &Report) -> Object {
    let message = &report.message;
    let list = |addresses: Vec<&str>| Object::new().with("address", addresses);
    let date = message
        .date
        .as_deref()
        .filter(|_| message.date_note.is_none());
    let attachments = facts::attachments(report).iter().map(attachment);
    Object::new()
        .with("from", list(facts::addresses(&message.from)))
        .with("to", list(facts::addresses(facts::to(report))))
        .with("cc", list(facts::addresses(facts::cc(report))))
        .with("reply_to", list(facts::addresses(&message.reply_to)))
        .with("subject", message.subject.as_deref())
        .with("message_id", facts::message_id(report))
        .with(
            "local_id",
            facts::border(report).and_then(|hop| hop.id.as_deref()),
        )
        .with("origination_timestamp", date)
        .with(
            "delivery_timestamp",
            facts::received(report).map(facts::written),
        )
        .with(
            "direction",
            report.route.boundary.as_ref().map(|_| "inbound"),
        )
        .with("attachments", attachments.collect::<Vec<Value>>())
}

fn attachment(attachment: &Attachment) -> Value {
    let name = attachment.name.as_deref();
    let extension = name
        .and_then(|name| name.rsplit_once('.'))
        .map(|(_, extension)| extension);
    let hash = Object::new().with("sha256", attachment.sha256.as_str());
    let file = Object::new()
        .with("name", name)
        .with(
            "extension",
            extension.filter(|extension| !extension.is_empty()),
        )
        .with("mime_type", facts::media_type(attachment))
        .with("size", attachment.size)
        .with("hash", hash);
    Object::new().with("file", file).into()
}

/// The client that connected to our side, as our side saw it. No other hop is a source.
/// The host of our side that received it, which may have no name.
fn destination(report: &Report) -> Object {
    let address = facts::receiver(report);
    let is_ip = address
        .as_deref()
        .is_some_and(|text| text.parse::<IpAddr>().is_ok());
    let kind = if is_ip { "ip" } else { "domain" };
    Object::new()
        .with("address", address.clone())
        .with(kind, address)
}

fn source(report: &Report) -> Object {
    let Some(ip) = facts::peer(report) else {
        return Object::new();
    };
    let looked_up = facts::looked_up(report);
    let origin = looked_up.and_then(|one| one.asn.done());
    let system = origin.and_then(|origin| origin.systems.first());
    let system = system.map_or_else(Object::new, |system| {
        let name = system.name.done().and_then(Option::as_deref);
        Object::new()
            .with("number", system.asn)
            .with("organization", Object::new().with("name", name))
    });
    let places = looked_up.and_then(|one| one.geo.done());
    let country =
        places.and_then(|places| places.iter().find_map(|place| place.country.as_deref()));
    Object::new()
        .with("ip", ip.to_string())
        .with("address", ip.to_string())
        .with("domain", facts::peer_name(report))
        .with("as", system)
        .with("geo", Object::new().with("country_iso_code", country))
}

/// `TLSv1.2` is the protocol `tls` in version `1.2`.
fn encryption(tls: &TlsReport) -> Object {
    let version = tls
        .version
        .as_deref()
        .and_then(|version| version.strip_prefix("TLSv"));
    Object::new()
        .with("version", version)
        .with("version_protocol", version.map(|_| "tls"))
        .with("cipher", tls.cipher.as_deref())
}

/// What other events are searched for: what our side saw, and what the message holds. Addresses and names that hops only
/// claim are not among them.
fn related(report: &Report) -> Object {
    let hosts: Vec<String> = facts::links(report)
        .iter()
        .filter_map(|link| host_of_url(&link.url))
        .collect();
    let hosts = facts::peer_name(report)
        .into_iter()
        .chain(hosts.iter().map(String::as_str));
    let hashes = facts::attachments(report)
        .iter()
        .map(|one| one.sha256.as_str());
    let hashes = std::iter::once(report.input.sha256.as_str()).chain(hashes);
    let ip: Vec<String> = facts::peer(report)
        .iter()
        .map(ToString::to_string)
        .collect();
    Object::new()
        .with("ip", ip)
        .with("hosts", facts::once(hosts))
        .with("hash", facts::once(hashes))
}
