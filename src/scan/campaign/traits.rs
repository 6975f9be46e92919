//! What of a message its sender cannot cheaply vary.

use super::shape::{short, skeleton};
use crate::checked::Checked;
use crate::evidence::is_platforms;
use crate::indicators::shape;
use crate::limits::MAX_TRAIT_LINKS;
use crate::message::{HeaderField, boundary};
use crate::names::{network, normalize, organization};
use crate::report::Report;
use crate::words::auth::AuthResult;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A kind of trait.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum TraitKind {
    /// The network of the client, /24 or /48, where no platform shares it among its customers.
    ClientNetwork,
    /// What the client's HELO looks like, and its organization.
    Helo,
    /// Domain and selector of a signature that does not fail.
    Signer,
    /// The customer's account at the platform that sent it.
    Account,
    /// What the Message-ID looks like, apart from what is random in it.
    MessageId,
    /// What the boundary of its parts looks like, apart from what is random in it.
    Boundary,
    /// The names of the fields that the author's side wrote, as they are spelled, in their order.
    HeaderOrder,
    /// The program that wrote it, as it says.
    Mailer,
    /// The subject without numbers, addresses and marks of replies.
    Subject,
    /// The organizations that its links lead to.
    Links,
}

impl TraitKind {
    /// The kinds in the order of what they tell a reader.
    pub const MOST_TELLING: &[Self] = &[
        Self::Account,
        Self::Subject,
        Self::Links,
        Self::Signer,
        Self::ClientNetwork,
        Self::Helo,
        Self::Mailer,
        Self::MessageId,
        Self::Boundary,
        Self::HeaderOrder,
    ];

    /// What it is called in a text.
    pub fn text(self) -> &'static str {
        match self {
            Self::ClientNetwork => "network",
            Self::Helo => "HELO",
            Self::Signer => "signer",
            Self::Account => "account",
            Self::MessageId => "Message-ID",
            Self::Boundary => "boundary",
            Self::HeaderOrder => "fields",
            Self::Mailer => "mailer",
            Self::Subject => "subject",
            Self::Links => "links",
        }
    }
}

/// One trait of a message.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Trait {
    /// What it is.
    pub kind: TraitKind,
    /// Its value, sender-supplied.
    pub value: String,
}

/// Fields that the author's side writes, in lower case.
const AUTHORS: &[&str] = &[
    "bcc",
    "cc",
    "content-language",
    "content-transfer-encoding",
    "content-type",
    "date",
    "feedback-id",
    "from",
    "importance",
    "in-reply-to",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "message-id",
    "mime-version",
    "organization",
    "precedence",
    "priority",
    "references",
    "reply-to",
    "sender",
    "subject",
    "thread-index",
    "thread-topic",
    "to",
    "user-agent",
    "x-mailer",
    "x-mimeole",
    "x-msmail-priority",
    "x-priority",
];

/// Values of vendors' fields that name the customer who sent it. A tenant of Microsoft's is as often the recipient.
const ACCOUNTS: &[&str] = &["account", "customer", "originator"];

/// The traits of a message, each kind once at most.
pub(in crate::scan) fn traits(report: &Report) -> Vec<Trait> {
    let header = &report.header;
    let spans = header.fields.iter();
    // A line that is none would lead to nothing here.
    let fields: Vec<HeaderField<'_>> = spans
        .filter_map(|span| HeaderField::at(&header.bytes, *span))
        .collect();
    let mut found = Vec::new();
    let mut add = |kind, value: Option<String>| {
        let value = value.filter(|value| !value.is_empty());
        found.extend(value.map(|value| Trait {
            kind,
            value: short(&value),
        }));
    };
    add(TraitKind::ClientNetwork, client_network(report));
    add(TraitKind::Helo, helo(report));
    add(TraitKind::Signer, signer(report));
    add(TraitKind::Account, account(report));
    add(TraitKind::MessageId, message_id(report));
    add(TraitKind::Boundary, boundary_shape(&fields));
    add(TraitKind::HeaderOrder, header_order(report, &fields));
    add(TraitKind::Mailer, mailer(&fields));
    let recipients = report.message.recipients.iter();
    let recipients: Vec<&str> = recipients.map(|to| to.address.as_str()).collect();
    let subject = report.message.subject.as_deref();
    add(
        TraitKind::Subject,
        subject.and_then(|subject| skeleton(&short(subject), &recipients)),
    );
    add(TraitKind::Links, links(report));
    found
}

fn client_network(report: &Report) -> Option<String> {
    let boundary = report.route.boundary.as_ref()?;
    let ip = boundary.ip?;
    let mut hops = report.route.hops.iter();
    let hop = hops.find(|hop| hop.index == boundary.hop)?;
    // What it calls itself proves nothing.
    (!is_platforms(ip, hop.from.confirmed_name())).then(|| network(ip))
}

fn helo(report: &Report) -> Option<String> {
    let helo = report.route.boundary.as_ref()?.helo.as_deref()?;
    let helo = normalize(helo);
    let organization = organization(&helo);
    let host = helo.strip_suffix(&*organization).unwrap_or_default();
    Some(format!("{}{organization}", shape(host)))
}

fn signer(report: &Report) -> Option<String> {
    let failed = Checked::Done(AuthResult::Fail);
    let mut checks = report.authentication.dkim.iter();
    let check = checks.find(|check| check.result != failed)?;
    let domain = normalize(check.domain.as_deref()?);
    Some(format!(
        "{}._domainkey.{domain}",
        check.selector.as_deref()?
    ))
}

fn account(report: &Report) -> Option<String> {
    report.vendors.iter().find_map(|vendor| {
        let mut values = vendor.field.values.iter();
        let value = values.find(|value| ACCOUNTS.contains(&&*value.key))?;
        Some(format!("{}: {}", vendor.field.vendor, value.value))
    })
}

/// The left side by its shape; the right side as it is, unless it is the author's own domain or no name.
fn message_id(report: &Report) -> Option<String> {
    let id = report.message.message_id.as_deref()?;
    let id = short(id.trim().trim_matches(['<', '>']));
    let (left, right) = id.rsplit_once('@').unwrap_or((&id, ""));
    let from = report.message.from.first();
    let from = from.and_then(|from| from.address.rsplit_once('@'));
    let right = normalize(right);
    let right = match from {
        Some((_, domain)) if organization(&normalize(domain)) == organization(&right) => {
            "author's".to_owned()
        }
        _ if right.contains('.') => organization(&right).into_owned(),
        _ => shape(&right),
    };
    Some(format!("{}@{right}", shape(left)))
}

/// The first field of a name.
fn first<'f, 'h>(fields: &'f [HeaderField<'h>], name: &str) -> Option<&'f HeaderField<'h>> {
    fields.iter().find(|field| field.is(name))
}

fn boundary_shape(fields: &[HeaderField<'_>]) -> Option<String> {
    let declared = first(fields, "Content-Type").and_then(boundary::declared)?;
    Some(shape(&String::from_utf8_lossy(&declared)))
}

/// What stands below the field of the hop at which it came in: what is above, the receiver wrote.
fn header_order(report: &Report, fields: &[HeaderField<'_>]) -> Option<String> {
    let boundary = report.route.boundary.as_ref();
    let hop = boundary.and_then(|boundary| {
        let mut hops = report.route.hops.iter();
        hops.find(|hop| hop.index == boundary.hop)?.received_index
    });
    let all = fields.iter().enumerate();
    let mut received = all.filter(|(_, field)| field.is("Received"));
    let received = hop.and_then(|index| received.nth(index));
    let below = received.map_or(0, |(index, _)| index + 1);
    let authors = |field: &&HeaderField<'_>| AUTHORS.iter().any(|name| field.is(name));
    let fields = fields.get(below..).unwrap_or_default();
    let names: Vec<&str> = fields
        .iter()
        .filter(authors)
        .map(HeaderField::name)
        .collect();
    // Fewer are no fingerprint.
    (names.len() >= 5).then(|| names.join(" "))
}

fn mailer(fields: &[HeaderField<'_>]) -> Option<String> {
    let field = first(fields, "X-Mailer").or_else(|| first(fields, "User-Agent"))?;
    Some(field.text().trim().to_owned())
}

fn links(report: &Report) -> Option<String> {
    let links = report.body.done()?.links.iter();
    let hosts: BTreeSet<String> = links
        .filter_map(|link| link.host.as_deref())
        .map(|host| organization(&normalize(host)).into_owned())
        .collect();
    let from = report.message.from.first();
    let own = from.and_then(|from| from.address.rsplit_once('@'));
    let own = own.map(|(_, domain)| organization(&normalize(domain)).into_owned());
    let others: Vec<String> = hosts
        .into_iter()
        .filter(|host| Some(host) != own.as_ref())
        .collect();
    (1..=MAX_TRAIT_LINKS)
        .contains(&others.len())
        .then(|| others.join(" "))
}
