//! What several systems want of a report, read from it in one place. What only a sender says and what our side saw are
//! different functions.

use crate::checked::Checked;
use crate::indicators::Sum;
use crate::report::body::{Attachment, Link};
use crate::report::dkim::DkimCheck;
use crate::report::enrichment::AddressReport;
use crate::report::{FindingReport, HopReport, MailboxReport, Report};
use crate::words::auth::AuthResult;
use crate::words::route::Trust;
use chrono::{DateTime, SecondsFormat, Utc};
use std::collections::HashSet;
use std::hash::Hash;
use std::net::IpAddr;

/// What is named as the product and as its vendor.
pub(super) const NAME: &str = "hdrtrace";
/// Its version.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The hop at which our side received the message.
pub(super) fn border(report: &Report) -> Option<&HopReport> {
    let boundary = report.route.boundary.as_ref()?;
    let mut hops = report.route.hops.iter();
    hops.find(|hop| hop.index == boundary.hop)
}

/// When our side received it, where its field gives the exact time.
pub(super) fn received(report: &Report) -> Option<DateTime<Utc>> {
    let hop = border(report).filter(|hop| hop.time_range.is_none())?;
    let time = DateTime::parse_from_rfc3339(hop.time.as_deref()?).ok()?;
    Some(time.to_utc())
}

/// The time of the event: of receipt, else the time as of which the report judges.
pub(super) fn time(report: &Report) -> DateTime<Utc> {
    received(report).unwrap_or(report.as_of.time)
}

/// A time as all of these systems read it.
pub(super) fn written(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// The address of the client that connected to our side, as our side saw it.
pub(super) fn peer(report: &Report) -> Option<IpAddr> {
    report.route.boundary.as_ref()?.ip
}

/// The name that the client announced: its own word.
pub(super) fn helo(report: &Report) -> Option<&str> {
    report.route.boundary.as_ref()?.helo.as_deref()
}

/// The client's name, if our side confirmed it by DNS in both directions.
pub(super) fn peer_name(report: &Report) -> Option<&str> {
    border(report)?.from.confirmed_name()
}

/// The host of our side that received it.
pub(super) fn receiver(report: &Report) -> Option<String> {
    let by = &border(report)?.by;
    let name = by.name.as_deref().filter(|name| !name.is_empty());
    name.map(str::to_owned)
        .or_else(|| by.ip.map(|ip| ip.to_string()))
}

/// What was looked up about the client.
pub(super) fn looked_up(report: &Report) -> Option<&AddressReport> {
    report.enrichment.as_ref()?.peer()
}

/// The envelope sender, empty for the null sender.
pub(super) fn mail_from(report: &Report) -> Option<&str> {
    let envelope = &report.authentication.spf.envelope;
    let checked = envelope.mail_from.as_ref().map(|from| from.value.as_str());
    checked.or(report.message.return_path.as_deref())
}

/// An address of the envelope as it is written there: the null sender is `<>`. An empty text looks as if nothing were known.
pub(super) fn bracketed(address: &str) -> &str {
    if address.is_empty() { "<>" } else { address }
}

/// The recipients that the hops of our side noted, each once.
pub(super) fn envelope_to(report: &Report) -> Vec<&str> {
    let hops = report.route.hops.iter();
    let own = hops.filter(|hop| hop.trust != Trust::Claimed);
    once(own.filter_map(|hop| hop.for_.as_deref()))
}

/// Whether it came by SMTP, as far as our side's field says.
pub(super) fn is_smtp(report: &Report) -> bool {
    let with = border(report).and_then(|hop| hop.with.as_deref());
    let with = with.unwrap_or_default().to_ascii_uppercase();
    report.session.is_some() || with.contains("SMTP")
}

/// The addresses of a list of mailboxes; names without an address are left out.
pub(super) fn addresses<'r>(
    mailboxes: impl IntoIterator<Item = &'r MailboxReport>,
) -> Vec<&'r str> {
    let all = mailboxes.into_iter().map(|one| one.address.as_str());
    once(all.filter(|address| !address.is_empty()))
}

/// The first author's address.
pub(super) fn author(report: &Report) -> Option<&str> {
    addresses(&report.message.from).first().copied()
}

/// The recipients that To names.
pub(super) fn to(report: &Report) -> impl Iterator<Item = &MailboxReport> {
    report.message.recipients.iter().filter(|one| !one.cc)
}

/// The recipients that Cc names.
pub(super) fn cc(report: &Report) -> impl Iterator<Item = &MailboxReport> {
    report.message.recipients.iter().filter(|one| one.cc)
}

/// What stands behind the `@`, in lower case.
pub(super) fn domain(address: &str) -> Option<String> {
    let (_, domain) = address.rsplit_once('@')?;
    let domain = crate::names::normalize(domain);
    (!domain.is_empty()).then_some(domain)
}

/// The Message-ID without its brackets.
pub(super) fn message_id(report: &Report) -> Option<&str> {
    let id = report.message.message_id.as_deref()?.trim();
    let bare = id.strip_prefix('<').and_then(|id| id.strip_suffix('>'));
    Some(bare.unwrap_or(id))
}

/// SPF for the envelope sender, if it was checked.
pub(super) fn spf(report: &Report) -> Option<AuthResult> {
    report
        .authentication
        .spf
        .mail_from
        .done()?
        .result
        .done()
        .copied()
}

/// The signature that says most: one that passes, else the first that was checked.
pub(super) fn signature(report: &Report) -> Option<&DkimCheck> {
    let checks = &report.authentication.dkim;
    let passes = |check: &&DkimCheck| check.result == Checked::Done(AuthResult::Pass);
    let is_done = |check: &&DkimCheck| check.result.done().is_some();
    checks
        .iter()
        .find(passes)
        .or_else(|| checks.iter().find(is_done))
}

/// DKIM: the result of that signature; `none` where the message has no signature at all.
pub(super) fn dkim(report: &Report) -> Option<AuthResult> {
    if report.authentication.dkim.is_empty() {
        return report.has_message().then_some(AuthResult::None);
    }
    signature(report)?.result.done().copied()
}

/// DMARC, if it was checked.
pub(super) fn dmarc(report: &Report) -> Option<AuthResult> {
    report.authentication.dmarc.result.done().copied()
}

/// The first of the most severe findings.
pub(super) fn worst(report: &Report) -> Option<&FindingReport> {
    let most = report
        .findings
        .iter()
        .map(|finding| finding.severity)
        .max()?;
    let mut findings = report.findings.iter();
    findings.find(|finding| finding.severity == most)
}

/// The attachments.
pub(super) fn attachments(report: &Report) -> &[Attachment] {
    report.body.done().map_or(&[], |body| &body.attachments)
}

/// The links.
pub(super) fn links(report: &Report) -> &[Link] {
    report.body.done().map_or(&[], |body| &body.links)
}

/// The type of an attachment: as its bytes show it, else as it says.
pub(super) fn media_type(attachment: &Attachment) -> Option<&str> {
    attachment
        .sniffed
        .as_deref()
        .or(attachment.declared.as_deref())
}

/// Each once, in its order.
pub(super) fn once<T: Copy + Eq + Hash>(all: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut seen = HashSet::new();
    all.into_iter().filter(|one| seen.insert(*one)).collect()
}

/// What ids of a list of indicators are made of: the messages and the values, since of the same messages all or some may be given.
pub(super) fn content(sum: &Sum) -> String {
    let messages = sum.messages.iter().map(|one| one.sha256.as_str());
    let values = sum.indicators.iter();
    let values = values.map(|one| one.indicator.value.as_str());
    messages.chain(values).collect::<Vec<_>>().join(" ")
}
