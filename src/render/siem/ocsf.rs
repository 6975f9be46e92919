//! OCSF 1.8.0, Email Activity (class 4009): schema.ocsf.io. The schema admits no names but its own; ours stand in `unmapped`.

use super::facts;
use super::object::Object;
use super::own::own;
use crate::report::body::Attachment;
use crate::report::{MailboxReport, Report};
use crate::words::auth::AuthResult;
use crate::words::findings::Severity;
use serde_json::{Error, Value, json};

/// The version of the schema.
const VERSION: &str = "1.8.0";
/// Email Activity.
const CLASS: i64 = 4009;
/// Network Activity.
const CATEGORY: i64 = 4;
/// Scan: "Email file being scanned".
const SCAN: i64 = 3;

/// The event.
pub(super) fn event(report: &Report) -> Result<Value, Error> {
    let mut refused = Refused::default();
    let email = email(report, &mut refused);
    let (severity_id, severity) = severity(report.severity());
    let (direction_id, direction) = match report.route.boundary {
        Some(_) => (1, "Inbound"),
        None => (0, "Unknown"),
    };
    let from = facts::mail_from(report).and_then(|from| refused.address("envelope_from", from));
    let to: Vec<&str> = facts::envelope_to(report)
        .into_iter()
        .filter_map(|to| refused.address("envelope_to", to))
        .collect();
    let received = facts::received(report).map(|time| time.timestamp_millis());
    let event = Object::new()
        .with("activity_id", SCAN)
        .with("activity_name", "Scan")
        .with("category_uid", CATEGORY)
        .with("category_name", "Network Activity")
        .with("class_uid", CLASS)
        .with("class_name", "Email Activity")
        .with("type_uid", CLASS * 100 + SCAN)
        .with("type_name", "Email Activity: Scan")
        .with("time", facts::time(report).timestamp_millis())
        .with("start_time", received)
        .with("severity_id", severity_id)
        .with("severity", severity)
        .with("direction_id", direction_id)
        .with("direction", direction)
        .with("message", report.verdict.summary.as_str())
        .with("email", email)
        .with("email_auth", authentication(report))
        .with("from", from)
        .with("to", to)
        .with("command", facts::helo(report))
        .with("protocol_name", facts::is_smtp(report).then_some("SMTP"))
        .with("src_endpoint", client(report))
        .with("dst_endpoint", server(report))
        .with("raw_data_hash", sha256(&report.input.sha256))
        .with("raw_data_size", report.input.size)
        .with("observables", observables(report))
        .with("metadata", metadata(report))
        .with("unmapped", own(report).with("not_email_t", refused.0));
    Ok(event.into())
}

fn severity(severity: Severity) -> (i64, &'static str) {
    match severity {
        Severity::Info => (1, "Informational"),
        Severity::Notice => (2, "Low"),
        Severity::Warning => (3, "Medium"),
        Severity::High => (4, "High"),
    }
}

fn metadata(report: &Report) -> Object {
    let product = Object::new()
        .with("name", facts::NAME)
        .with("vendor_name", facts::NAME)
        .with("version", facts::VERSION);
    Object::new()
        .with("version", VERSION)
        .with("product", product)
        .with("uid", report.input.sha256.as_str())
        .with("log_name", report.schema.as_ref())
}

fn email(report: &Report, refused: &mut Refused) -> Object {
    let message = &report.message;
    let from = refused.mailboxes("from", &message.from);
    let to = refused.mailboxes("to", facts::to(report));
    let cc = refused.mailboxes("cc", facts::cc(report));
    let reply_to = refused.mailboxes("reply_to", &message.reply_to);
    let return_path = message.return_path.as_deref();
    let return_path = return_path.and_then(|path| refused.address("return_path", path));
    let files = facts::attachments(report).iter().map(file);
    let urls = facts::links(report)
        .iter()
        .map(|link| json!({"url_string": link.url}));
    let is_message = report.input.kind == crate::words::evidence::InputKind::Message;
    let email = Object::new()
        .with("from", from.first().copied())
        .with(
            "from_list",
            from.iter().skip(1).copied().collect::<Vec<_>>(),
        )
        .with("from_mailbox", message.from.first().map(mailbox))
        .with("cc", cc)
        .with(
            "cc_mailboxes",
            facts::cc(report).map(mailbox).collect::<Vec<_>>(),
        )
        .with(
            "to_mailboxes",
            facts::to(report).map(mailbox).collect::<Vec<_>>(),
        )
        .with("reply_to_list", reply_to)
        .with(
            "reply_to_mailboxes",
            message.reply_to.iter().map(mailbox).collect::<Vec<_>>(),
        )
        .with("return_path", return_path)
        .with("subject", message.subject.as_deref())
        .with("message_uid", message.message_id.as_deref())
        .with("size", is_message.then_some(report.input.size))
        .with("files", files.collect::<Vec<Value>>())
        .with("urls", urls.collect::<Vec<Value>>());
    // One of the two must stand, and an empty list says that there is none that can.
    if from.is_empty() || !to.is_empty() {
        email.with_list("to", to)
    } else {
        email
    }
}

/// `Name <address>`.
fn mailbox(mailbox: &MailboxReport) -> String {
    crate::render::who::shown(mailbox)
}

/// A file has a name; one without goes by the number of its part.
fn file(attachment: &Attachment) -> Value {
    let name = attachment.name.clone();
    Object::new()
        .with(
            "name",
            name.unwrap_or_else(|| format!("part {}", attachment.part)),
        )
        .with("type_id", 1)
        .with("type", "Regular File")
        .with("size", attachment.size)
        .with("mime_type", facts::media_type(attachment))
        .with("hashes", vec![Value::from(sha256(&attachment.sha256))])
        .into()
}

fn sha256(value: &str) -> Object {
    Object::new()
        .with("algorithm_id", 3)
        .with("algorithm", "SHA-256")
        .with("value", value)
}

/// What was checked; what was not is not here.
fn authentication(report: &Report) -> Object {
    let word = |result: Option<AuthResult>| result.map(AuthResult::word);
    let signature = facts::signature(report);
    let dmarc = &report.authentication.dmarc;
    Object::new()
        .with("spf", word(facts::spf(report)))
        .with("dkim", word(facts::dkim(report)))
        .with(
            "dkim_domain",
            signature.and_then(|one| one.domain.as_deref()),
        )
        .with("dmarc", word(facts::dmarc(report)))
        .with(
            "dmarc_policy",
            dmarc.policy.map(crate::words::auth::Policy::word),
        )
}

/// The client that connected to our side. No other hop is an endpoint.
fn client(report: &Report) -> Object {
    let Some(ip) = facts::peer(report) else {
        return Object::new();
    };
    let looked_up = facts::looked_up(report);
    let origin = looked_up.and_then(|one| one.asn.done());
    let system = origin.and_then(|origin| origin.systems.first());
    let system = system.map(|system| {
        let name = system.name.done().and_then(Option::as_deref);
        Value::from(Object::new().with("number", system.asn).with("name", name))
    });
    Object::new()
        .with("ip", ip.to_string())
        .with("hostname", facts::peer_name(report))
        .with("autonomous_system", system)
}

fn server(report: &Report) -> Object {
    let by = facts::border(report).map(|hop| &hop.by);
    Object::new()
        .with("hostname", by.and_then(|by| by.name.as_deref()))
        .with("ip", by.and_then(|by| by.ip).map(|ip| ip.to_string()))
}

/// What an analyst searches for. The types are the schema's `type_id`.
fn observables(report: &Report) -> Vec<Value> {
    let observable = |id: i64, word: &str, name: &str, value: &str| json!({"type_id": id, "type": word, "name": name, "value": value});
    let mut all = Vec::new();
    if let Some(ip) = facts::peer(report) {
        all.push(observable(
            2,
            "IP Address",
            "src_endpoint.ip",
            &ip.to_string(),
        ));
    }
    if let Some(from) = facts::author(report).filter(|from| is_email_t(from)) {
        all.push(observable(5, "Email Address", "email.from", from));
    }
    for attachment in facts::attachments(report) {
        all.push(observable(
            8,
            "Hash",
            "email.files.hashes",
            &attachment.sha256,
        ));
    }
    for link in facts::links(report) {
        all.push(observable(
            6,
            "URL String",
            "email.urls.url_string",
            &link.url,
        ));
    }
    if let Some(id) = &report.message.message_id {
        all.push(observable(42, "Message UID", "email.message_uid", id));
    }
    all
}

/// Addresses that the schema's `email_t` does not admit, by where they stand: kept beside.
#[derive(Default)]
struct Refused(serde_json::Map<String, Value>);

impl Refused {
    /// The address, if it is one in the sense of the schema.
    fn address<'a>(&mut self, place: &str, address: &'a str) -> Option<&'a str> {
        if is_email_t(address) {
            return Some(address);
        }
        // The null sender, and a name without an address.
        if !address.is_empty() {
            let list = self.0.entry(place).or_insert_with(|| json!([]));
            if let Value::Array(list) = list {
                list.push(address.into());
            }
        }
        None
    }

    fn mailboxes<'a>(
        &mut self,
        place: &str,
        all: impl IntoIterator<Item = &'a MailboxReport>,
    ) -> Vec<&'a str> {
        let addresses = facts::addresses(all).into_iter();
        addresses
            .filter_map(|address| self.address(place, address))
            .collect()
    }
}

/// Whether the schema's pattern of `email_t` matches.
fn is_email_t(address: &str) -> bool {
    let is_local = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+,-./=?^_`{|}~".contains(c);
    let is_label = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let Some((local, domain)) = address.split_once('@') else {
        return false;
    };
    let Some((label, rest)) = domain.split_once('.') else {
        return false;
    };
    [local, label, rest].iter().all(|part| !part.is_empty())
        && local.chars().all(is_local)
        && label.chars().all(is_label)
        && rest.chars().all(|c| is_label(c) || c == '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_that_the_schema_admits() {
        for (address, admitted) in [
            ("a@example.org", true),
            ("a.b+c=d/e@mail.example.org", true),
            ("", false),
            ("a@example", false),
            ("a@.example.org", false),
            ("a@example.", false),
            ("\"a b\"@example.org", false),
            ("ä@example.org", false),
            ("a@exämple.org", false),
            ("a@b@example.org", false),
            ("<a@example.org>", false),
            ("a@[192.0.2.1]", false),
        ] {
            assert_eq!(is_email_t(address), admitted, "{address}");
        }
    }
}
