//! Of links and attachments.

use super::fields;
use crate::names::{host_of_url, organization, tail};
use crate::report::body::{Attachment, Link, LinkOddity};
use crate::rules::field::{Field, Get, Source};
use crate::rules::kind::Kind;
use crate::rules::record::{Record, Subject};
use crate::rules::value::{List, Value};
use crate::rules::word::word;
use std::borrow::Cow;

fields! {
    LINK: Link(link) {
        Sender "url": Kind::Text, "address of the link", "/url", [] => value &link.url;
        Sender "host": Kind::Text, "host of the link", "/host", [] => value link.host.as_deref();
        Sender "domain": Kind::Text, "registered domain of the link", "", [] => value link.host.as_deref().map(|host| organization(tail(host)));
        Sender "destination": Kind::Text, "host that the link leads to, rewriters undone", "", [] => value destination(link);
        Sender "goes_on_to": Kind::Text, "address behind a rewriter", "/goes_on_to", [] => value link.goes_on_to.as_deref();
        Sender "text": Kind::Text, "text shown for the link", "/text", [] => value link.text.as_deref();
        Sender "form": Kind::Bool, "use as the target of a form", "/form", [] => value link.form;
        Sender "count": Kind::Number, "number of occurrences", "/count", [] => value link.count;
        Sender "oddities": Kind::List(Record::Text), "oddities", "", [] => list Some(oddities(link));
    }
}

fields! {
    ATTACHMENT: Attachment(attachment) {
        Sender "name": Kind::Text, "file name", "/name", [] => value attachment.name.as_deref();
        Sender "extension": Kind::Text, "file name extension", "", [] => value attachment.name.as_deref().and_then(extension);
        Sender "declared": Kind::Text, "declared type", "/declared", [] => value attachment.declared.as_deref();
        Sender "sniffed": Kind::Text, "type by its first bytes", "/sniffed", [] => value attachment.sniffed.as_deref();
        Sender "size": Kind::Number, "size in bytes", "/size", [] => value attachment.size;
        Sender "sha256": Kind::Text, "SHA-256", "/sha256", [] => value &attachment.sha256;
        Sender "inline": Kind::Bool, "inline display", "/inline", [] => value attachment.inline;
        Sender "encrypted": Kind::Bool, "encryption of the archive", "/archive/encrypted", [] => value attachment.archive.as_ref().map(|archive| archive.encrypted);
        Sender "names": Kind::List(Record::Text), "file names in the archive", "", [] => list names(attachment);
        Sender "risks": Kind::List(Record::Text), "kinds of risk", "", [] => list Some(risks(attachment));
    }
}

fn destination(link: &Link) -> Option<Cow<'_, str>> {
    match &link.goes_on_to {
        Some(target) => host_of_url(target).map(Cow::Owned),
        None => link.host.as_deref().map(Cow::Borrowed),
    }
}

/// What stands behind the last dot of a name that has something before it. Windows drops dots and white space at its end.
fn extension(name: &str) -> Option<&str> {
    let name = name.trim_end_matches(|c: char| c == '.' || c.is_whitespace());
    let (before, extension) = name.rsplit_once('.')?;
    (!before.is_empty() && !extension.is_empty()).then_some(extension)
}

fn oddities(link: &Link) -> List<'_> {
    Box::new(link.oddities.iter().map(|one| Subject::Text(oddity(one))))
}

/// The kind of it, as in the JSON.
fn oddity(oddity: &LinkOddity) -> &'static str {
    match oddity {
        LinkOddity::OtherHost { .. } => "other-host",
        LinkOddity::Address => "address",
        LinkOddity::Internationalised { .. } => "internationalised",
        LinkOddity::UserName { .. } => "user-name",
        LinkOddity::Embedded => "embedded",
    }
}

fn risks(attachment: &Attachment) -> List<'_> {
    let kinds = attachment.risks.iter().filter_map(|risk| word(&risk.kind));
    Box::new(kinds.map(Subject::Text))
}

fn names(attachment: &Attachment) -> Option<List<'_>> {
    let archive = attachment.archive.as_ref()?;
    Some(Box::new(
        archive.names.iter().map(|name| Subject::Text(name)),
    ))
}
