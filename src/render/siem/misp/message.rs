//! The message as MISP's `email` object, and a `dkim` object for each signature. The templates have no place for results of
//! authentication: they stand in the comments, and the receiver's own field as a header.

use crate::render::siem::facts;
use crate::render::siem::object::Object;
use crate::render::siem::uuid;
use crate::report::Report;
use serde_json::Value;

/// A template of MISP's.
struct Template {
    name: &'static str,
    category: &'static str,
    id: &'static str,
    version: &'static str,
}

const EMAIL: Template = Template {
    name: "email",
    category: "network",
    id: "a0c666e0-fc65-4be8-b48f-3423d788b552",
    version: "19",
};
const DKIM: Template = Template {
    name: "dkim",
    category: "misc",
    id: "7f1e45a5-b050-433e-83c1-1bf8c8d9e4a5",
    version: "1",
};

/// A relation of a template: its name, type and category.
type Relation = (&'static str, &'static str, &'static str);

const DELIVERY: &str = "Payload delivery";
const NETWORK: &str = "Network activity";

const FROM: Relation = ("from", "email-src", DELIVERY);
const FROM_NAME: Relation = ("from-display-name", "email-src-display-name", DELIVERY);
const FROM_DOMAIN: Relation = ("from-domain", "domain", NETWORK);
const REPLY_TO: Relation = ("reply-to", "email-reply-to", DELIVERY);
const RETURN_PATH: Relation = ("return-path", "email-src", DELIVERY);
const SUBJECT: Relation = ("subject", "email-subject", DELIVERY);
const MESSAGE_ID: Relation = ("message-id", "email-message-id", DELIVERY);
const SEND_DATE: Relation = ("send-date", "datetime", "Other");
const MAILER: Relation = ("x-mailer", "email-x-mailer", DELIVERY);
const IP_SRC: Relation = ("ip-src", "ip-src", NETWORK);
const ATTACHMENT: Relation = ("attachment", "email-attachment", DELIVERY);
const HEADER: Relation = ("header", "email-header", DELIVERY);

/// The objects of a message in the event with this id.
pub(super) fn objects(report: &Report, event: &str) -> Vec<Value> {
    let mut all = vec![email(report, event)];
    all.extend(signatures(report, event));
    all
}

/// An object as its attributes are added.
struct Draft {
    template: Template,
    id: String,
    attributes: Vec<Value>,
}

impl Draft {
    fn new(template: Template, event: &str, which: usize) -> Self {
        let id = uuid::named(uuid::OWN, &format!("{event} {} {which}", template.name));
        Self {
            template,
            id,
            attributes: Vec::new(),
        }
    }

    fn add(&mut self, (name, kind, category): Relation, value: &str, comment: Option<&str>) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        let count = self.attributes.len();
        let attribute = Object::new()
            .with(
                "uuid",
                uuid::named(uuid::OWN, &format!("{} {name} {count}", self.id)),
            )
            .with("object_relation", name)
            .with("type", kind)
            .with("category", category)
            .with("value", value)
            // The event's own attributes say what may be blocked.
            .with("to_ids", false)
            .with("disable_correlation", true)
            .with("distribution", "5")
            .with("comment", comment);
        self.attributes.push(attribute.into());
    }

    fn finish(self, comment: &str) -> Value {
        Object::new()
            .with("uuid", self.id)
            .with("name", self.template.name)
            .with("meta-category", self.template.category)
            .with("template_uuid", self.template.id)
            .with("template_version", self.template.version)
            .with("distribution", "5")
            .with("comment", comment)
            .with_list("Attribute", self.attributes)
            .into()
    }
}

fn email(report: &Report, event: &str) -> Value {
    let mut draft = Draft::new(EMAIL, event, 0);
    let written = &report.message;
    for from in &written.from {
        draft.add(FROM, &from.address, None);
        draft.add(FROM_NAME, from.display.as_deref().unwrap_or_default(), None);
        draft.add(
            FROM_DOMAIN,
            &facts::domain(&from.address).unwrap_or_default(),
            None,
        );
    }
    for mailbox in &written.reply_to {
        draft.add(REPLY_TO, &mailbox.address, None);
    }
    draft.add(
        RETURN_PATH,
        facts::mail_from(report).unwrap_or_default(),
        None,
    );
    draft.add(
        SUBJECT,
        written.subject.as_deref().unwrap_or_default(),
        None,
    );
    draft.add(
        MESSAGE_ID,
        facts::message_id(report).unwrap_or_default(),
        None,
    );
    draft.add(SEND_DATE, written.date.as_deref().unwrap_or_default(), None);
    if let Some(mailer) = report.header.values("X-Mailer").next() {
        draft.add(MAILER, &mailer, None);
    }
    if let Some(ip) = facts::peer(report) {
        draft.add(
            IP_SRC,
            &ip.to_string(),
            Some("client, observed by your side"),
        );
    }
    for file in facts::attachments(report) {
        draft.add(ATTACHMENT, file.name.as_deref().unwrap_or_default(), None);
    }
    for line in receivers_results(report) {
        draft.add(HEADER, &line, Some("the receiver's results"));
    }
    // The template wants one of these.
    if draft.attributes.is_empty() {
        draft.add(SUBJECT, "(no subject)", None);
    }
    draft.finish(&results(report))
}

/// The fields in which the receiver wrote its results.
fn receivers_results(report: &Report) -> Vec<String> {
    let spans = &report.header.fields;
    let mut found: Vec<usize> = Vec::new();
    for claim in report.claims.iter().filter(|claim| claim.trusted) {
        let at = spans.partition_point(|span| span.end <= claim.span.start);
        if at < spans.len() && !found.contains(&at) {
            found.push(at);
        }
    }
    let bytes = found.into_iter().filter_map(|at| {
        let span = spans.get(at)?;
        report.header.bytes.get(span.start..span.end)
    });
    bytes
        .map(|bytes| String::from_utf8_lossy(bytes).replace(['\r', '\n'], ""))
        .collect()
}

/// What authentication came to, in one line.
fn results(report: &Report) -> String {
    let auth = &report.authentication;
    format!(
        "spf={} dkim={} dmarc={} arc={}",
        auth.spf_word(),
        auth.dkim_word(),
        auth.dmarc.result.word(),
        auth.arc.result.word()
    )
}

/// The most signatures that are an object each.
const MAX_SIGNATURES: usize = 32;

/// A signature whose key DNS has now: the template wants the record.
fn signatures(report: &Report, event: &str) -> Vec<Value> {
    let checks = report.authentication.dkim.iter().take(MAX_SIGNATURES);
    let objects = checks.enumerate().filter_map(|(at, check)| {
        let key = check.key.done()?;
        let record = key.records.get(key.used?)?;
        let mut draft = Draft::new(DKIM, event, at);
        draft.add(RECORD, record, None);
        draft.add(DOMAIN, check.domain.as_deref().unwrap_or_default(), None);
        draft.add(
            SELECTOR,
            check.selector.as_deref().unwrap_or_default(),
            None,
        );
        let is_there = draft
            .attributes
            .iter()
            .any(|one| one["object_relation"] == RECORD.0);
        let result = format!("dkim={}: {}", check.result.word(), check.reason);
        is_there.then(|| draft.finish(&result))
    });
    objects.collect()
}

const RECORD: Relation = ("dkim", "dkim", NETWORK);
const DOMAIN: Relation = ("d", "domain", NETWORK);
const SELECTOR: Relation = ("s", "text", "Other");
