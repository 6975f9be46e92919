//! What to do next, as it follows from the findings. Never more than the evidence carries: what was only claimed blocks
//! nobody, and infrastructure that many share is named as such. The texts are not harmless yet.

use super::notes;
use crate::checked::Why;
use crate::names::{is_reserved_ip, same_organization};
use crate::report::{MailboxReport, Report};
use crate::words::auth::AuthResult;
use crate::words::evidence::InputKind;
use crate::words::findings::Severity;
use crate::words::{Phrases, Remedy};
use std::net::IpAddr;

/// The steps of a short report.
const USUAL_STEPS: usize = 3;

/// How much of a team's advice is told.
const MAX_ADVICE: usize = 2;

/// One line.
pub(super) struct Step {
    /// What it is about: `Search for`.
    pub label: &'static str,
    pub text: String,
}

/// The steps, in the order in which they are taken; all open questions, or the first.
pub(super) fn steps(report: &Report, phrases: Phrases, all: bool) -> Vec<Step> {
    let mut steps = Vec::new();
    if !report.has_message() {
        return steps;
    }
    let mut add = |label, text: String| {
        if !text.is_empty() {
            steps.push(Step { label, text });
        }
    };
    for advice in advised(report) {
        add("Team", advice);
    }
    if report.verdict.severity >= Severity::Warning {
        add("Search", sought(report));
        add("Block", blocked(report));
        // A session is no message that could be sent on.
        if report.input.kind != InputKind::SmtpTranscript {
            add("Report", phrases(&Remedy::Report).into_owned());
        }
    }
    let most = if all { usize::MAX } else { 1 };
    let open: Vec<String> = open(report, phrases).into_iter().take(most).collect();
    add("Check", open.join("; "));
    if !all {
        steps.truncate(USUAL_STEPS);
    }
    steps
}

/// What the team wants done about what its rules found, the most severe first.
fn advised(report: &Report) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for finding in &report.findings {
        let advice = finding.team.as_ref().and_then(|team| team.advice.as_ref());
        if let Some(advice) = advice.filter(|advice| !all.contains(advice)) {
            all.push(advice.clone());
        }
    }
    all.truncate(MAX_ADVICE);
    all
}

/// What finds other copies of it; the values stand on top.
fn sought(report: &Report) -> String {
    let message = &report.message;
    let has_sender = message
        .return_path
        .as_ref()
        .is_some_and(|path| !path.is_empty());
    let sought = [
        (message.message_id.is_some(), "Message-ID"),
        (has_sender, "Return-Path"),
        (!message.from.is_empty(), "From"),
        (message.subject.is_some(), "subject"),
    ];
    let sought: Vec<&str> = sought
        .into_iter()
        .filter_map(|(is_there, what)| is_there.then_some(what))
        .collect();
    match sought.split_last() {
        Some((last, [])) => format!("for other copies by {last}"),
        Some((last, others)) => format!("for other copies by {} and {last}", others.join(", ")),
        None => String::new(),
    }
}

/// What may be blocked, and what must not be.
fn blocked(report: &Report) -> String {
    let may = blockable(report);
    let not = shared(report);
    let not = not.into_iter().map(|not| format!("not {not}"));
    let mut parts = may;
    parts.extend(not);
    parts.join("; ")
}

/// What our own side saw, and where replies would go.
fn blockable(report: &Report) -> Vec<String> {
    let mut may = Vec::new();
    if let Some(ip) = client(report) {
        may.push(format!("{ip}, unless it also sends legitimate mail"));
    }
    let author = report.message.from.first();
    if let Some(author) = author.filter(|_| authenticated(report) == Some(true)) {
        may.push(author.address.clone());
    }
    let elsewhere = report.message.reply_to.iter().find(|reply| {
        author.is_some_and(|author| !same(author, &reply.address)) && !is_recipients(report, reply)
    });
    may.extend(elsewhere.map(|reply| reply.address.clone()));
    may
}

/// Where others stand too, or who was only named.
fn shared(report: &Report) -> Vec<String> {
    let mut not = Vec::new();
    if let Some(relay) = &report.verdict.relay {
        not.push(format!(
            "the relays of {}: many senders share them",
            relay.platform
        ));
    }
    if authenticated(report) == Some(false) {
        let author = report.message.from.first();
        let domain = author.and_then(|author| domain(&author.address));
        not.extend(domain.map(|domain| format!("{domain}: it may be spoofed")));
    }
    not
}

/// The address that delivered the message, where it is one sender's and our own side saw it.
fn client(report: &Report) -> Option<IpAddr> {
    let boundary = report.route.boundary.as_ref()?;
    let is_one = report.verdict.relay.is_none() && !boundary.peer_unconfirmed;
    boundary.ip.filter(|ip| is_one && !is_reserved_ip(*ip))
}

/// Whether the From domain is authenticated, by us or by what our receiver reported; `None` where nobody tells.
fn authenticated(report: &Report) -> Option<bool> {
    let auth = &report.authentication;
    match auth.dmarc.result.done() {
        Some(AuthResult::Pass) => return Some(true),
        Some(AuthResult::Fail) => return Some(false),
        _ => {}
    }
    let said = auth.receiver.dmarc.as_ref().filter(|said| said.trusted)?;
    match said.result.as_str() {
        "pass" => Some(true),
        "fail" => Some(false),
        _ => None,
    }
}

/// What could not be settled, and what would settle it.
fn open(report: &Report, phrases: Phrases) -> Vec<String> {
    let mut open = Vec::new();
    let auth = &report.authentication;
    let offline = [
        auth.spf.mail_from.skipped(),
        auth.dmarc.result.skipped(),
        auth.dkim.first().and_then(|check| check.result.skipped()),
    ]
    .contains(&Some(Why::Offline));
    let mut ask = |text: &str, remedy: &Remedy| open.push(format!("{text}: {}", phrases(remedy)));
    if offline {
        ask("DNS was not queried", &Remedy::GoOnline);
    }
    let without_body = auth
        .dkim
        .iter()
        .any(|check| check.result.skipped() == Some(Why::HeadersOnly));
    if without_body {
        ask("DKIM needs the body", &Remedy::WholeMessage);
    }
    if report.route.boundary.is_none() && !report.route.hops.is_empty() {
        ask("no trust boundary was found", &Remedy::TrustHops);
    } else if let Some(name) = notes::unproven_receiver(report) {
        ask(
            &format!("the results of {name} are unverified"),
            &Remedy::TrustAuthserv(Some(name.to_owned())),
        );
    }
    if report.verdict.severity >= Severity::Warning
        && report.enrichment.is_none()
        && client(report).is_some()
    {
        ask("the sending network was not looked up", &Remedy::Enrich);
    }
    open
}

fn domain(address: &str) -> Option<&str> {
    address.rsplit_once('@').map(|(_, domain)| domain)
}

fn same(author: &MailboxReport, other: &str) -> bool {
    match (domain(&author.address), domain(other)) {
        (Some(author), Some(other)) => same_organization(author, other),
        _ => false,
    }
}

/// Whether an address is at a recipient's organization: nobody blocks their own.
fn is_recipients(report: &Report, one: &MailboxReport) -> bool {
    report
        .message
        .recipients
        .iter()
        .any(|recipient| same(recipient, &one.address))
}
