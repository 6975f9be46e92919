//! The columns of a table with one record a message.

use super::{Column, cell, number, text};
use crate::checked::Checked;
use crate::report::body::Body;
use crate::report::route::Boundary;
use crate::report::{MailboxReport, Report};
use crate::words::auth::AuthResult;
use crate::words::origin::Container;

#[rustfmt::skip]
pub(super) const MESSAGES: &[Column<()>] = &[
    Column { name: "input", cell: |report, ()| cell(&report.input.name) },
    Column { name: "container", cell: |report, ()| container(report).to_owned() },
    Column { name: "member", cell: |report, ()| member(report) },
    Column { name: "sha256", cell: |report, ()| cell(&report.input.sha256) },
    Column { name: "size", cell: |report, ()| number(Some(report.input.size)) },
    Column { name: "original_bytes", cell: |report, ()| number(Some(report.input.original_bytes)) },
    Column { name: "severity", cell: |report, ()| report.severity().word().to_owned() },
    Column { name: "conclusion", cell: |report, ()| cell(&report.verdict.summary) },
    Column { name: "as_of", cell: |report, ()| report.as_of.time.to_rfc3339() },
    Column { name: "date", cell: |report, ()| text(report.message.date.as_deref()) },
    Column { name: "message_id", cell: |report, ()| text(report.message.message_id.as_deref()) },
    Column { name: "from_address", cell: |report, ()| text(from(report).map(|from| from.address.as_str())) },
    Column { name: "from_display", cell: |report, ()| text(from(report).and_then(|from| from.display.as_deref())) },
    Column { name: "from_domain", cell: |report, ()| text(from(report).and_then(|from| domain(&from.address))) },
    Column { name: "return_path", cell: |report, ()| text(report.message.return_path.as_deref()) },
    Column { name: "reply_to", cell: |report, ()| text(report.message.reply_to.first().map(|to| to.address.as_str())) },
    Column { name: "recipients", cell: |report, ()| number(Some(report.message.recipients.len())) },
    Column { name: "subject", cell: |report, ()| text(report.message.subject.as_deref()) },
    Column { name: "list", cell: |report, ()| text(report.message.list.as_deref()) },
    Column { name: "client_ip", cell: |report, ()| number(boundary(report).and_then(|boundary| boundary.ip)) },
    Column { name: "client_helo", cell: |report, ()| text(boundary(report).and_then(|boundary| boundary.helo.as_deref())) },
    Column { name: "hops", cell: |report, ()| number(Some(report.route.hops.len())) },
    Column { name: "total_delay_ms", cell: |report, ()| number(report.route.total_delay_ms) },
    Column { name: "spf", cell: |report, ()| report.authentication.spf_word().to_owned() },
    Column { name: "dkim", cell: |report, ()| report.authentication.dkim_word().to_owned() },
    Column { name: "dkim_domains", cell: |report, ()| cell(&signers(report)) },
    Column { name: "dmarc", cell: |report, ()| report.authentication.dmarc.result.word().to_owned() },
    Column { name: "arc", cell: |report, ()| report.authentication.arc.result.word().to_owned() },
    Column { name: "attachments", cell: |report, ()| number(body(report).map(|body| body.attachments.len())) },
    Column { name: "links", cell: |report, ()| number(body(report).map(|body| body.links.len())) },
    Column { name: "findings", cell: |report, ()| cell(&codes(report)) },
];

/// What the message was taken out of; empty for a file of its own.
pub(super) fn container(report: &Report) -> &'static str {
    report.input.container.map_or("", Container::word)
}

/// The way to it through all containers, outermost first.
pub(super) fn member(report: &Report) -> String {
    cell(&report.input.path())
}

fn from(report: &Report) -> Option<&MailboxReport> {
    report.message.from.first()
}

fn domain(address: &str) -> Option<&str> {
    address.rsplit_once('@').map(|(_, domain)| domain)
}

fn boundary(report: &Report) -> Option<&Boundary> {
    report.route.boundary.as_ref()
}

fn body(report: &Report) -> Option<&Body> {
    report.body.done()
}

/// The domains whose signatures verify.
fn signers(report: &Report) -> String {
    let passed = report
        .authentication
        .dkim
        .iter()
        .filter(|check| check.result == Checked::Done(AuthResult::Pass));
    let domains: Vec<&str> = passed.filter_map(|check| check.domain.as_deref()).collect();
    domains.join(" ")
}

fn codes(report: &Report) -> String {
    let codes: Vec<&str> = report
        .findings
        .iter()
        .map(|finding| &*finding.code)
        .collect();
    codes.join(" ")
}
