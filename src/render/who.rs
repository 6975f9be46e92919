//! What the message says of itself, as labeled lines. The texts are not harmless yet.

use super::origin;
use crate::names::same_organization;
use crate::report::hop::AuthReport;
use crate::report::{MailboxReport, Report};
use crate::words::Phrases;
use crate::words::evidence::AsOfSource;
use crate::words::route::Trust;
use chrono::{DateTime, TimeDelta};

/// The most addresses of a kind that are shown.
const MAX_SHOWN: usize = 3;

/// One line.
pub(super) struct Who {
    pub label: &'static str,
    pub value: String,
    pub remark: Option<&'static str>,
    /// Whether another line says the same, so that a short report does without.
    pub is_said: bool,
}

/// The lines that every renderer shows.
pub(super) fn lines(report: &Report, phrases: Phrases) -> Vec<Who> {
    let message = &report.message;
    let mut lines = Vec::new();
    if !report.has_message() {
        return lines;
    }
    let mut add = |label, value: String, remark| {
        lines.push(Who {
            label,
            value,
            remark,
            is_said: false,
        });
    };
    for mailbox in message.from.iter().take(MAX_SHOWN) {
        add("From", shown(mailbox), None);
    }
    match message.from.len().saturating_sub(MAX_SHOWN) {
        0 if message.from.is_empty() => {
            add("From", "none".to_owned(), Some("every message has one"));
        }
        0 => {}
        more => add("From", format!("and {more} more"), None),
    }
    let from = message.from.first().and_then(|from| domain(&from.address));
    if let Some(to) = recipients(&message.recipients) {
        add("To", to, None);
    }
    for mailbox in message.reply_to.iter().take(MAX_SHOWN - 1) {
        add(
            "Reply-To",
            shown(mailbox),
            elsewhere(from, &mailbox.address),
        );
    }
    if let Some(address) = &message.return_path {
        let shown = if address.is_empty() { "<>" } else { address };
        add("Return-Path", shown.to_owned(), elsewhere(from, address));
    }
    let date = message.date.as_ref().map(|date| {
        let date = date.replacen('T', " ", 1);
        match &message.date_note {
            Some(note) => format!("{date} ({note})"),
            None => date,
        }
    });
    let network_id = network_message_id(report);
    for (label, value) in [
        ("Subject", &message.subject),
        ("Date", &date),
        ("Message-ID", &message.message_id),
        ("Network ID", &network_id),
        ("List", &message.list),
    ] {
        if let Some(value) = value {
            add(label, value.clone(), None);
        }
    }
    if let Some((user, is_proven)) = submitter(report) {
        let remark = (!is_proven).then_some("sender-supplied");
        add("Submitted by", user, remark);
    }
    if let Some(relay) = &report.verdict.relay {
        add(
            "Relay",
            relay.platform.clone().into_owned(),
            Some("shared by many senders"),
        );
        for noted in &relay.customer {
            add(
                "Customer",
                format!("{}: {}", noted.field, noted.value),
                Some("noted by the relay"),
            );
        }
    }
    let from = message.from.first().map(|from| &from.address);
    for (label, value, is_said) in origin::lines(report, phrases) {
        lines.push(Who {
            label,
            value,
            remark: None,
            is_said,
        });
    }
    for line in &mut lines {
        line.is_said = match line.label {
            "Return-Path" => from == message.return_path.as_ref(),
            // The conclusion names the relay; whose customer it was is for the platform.
            "Relay" | "Customer" => true,
            "Date" => message.date_note.is_none() && is_as_of(report),
            _ => line.is_said,
        };
    }
    lines
}

/// Whether the time of receipt, which stands on top, says about when it was written.
fn is_as_of(report: &Report) -> bool {
    let date = report.message.date.as_deref();
    let date = date.and_then(|date| DateTime::parse_from_rfc3339(date).ok());
    report.as_of.source == AsOfSource::Received
        && date.is_some_and(|date| (report.as_of.time - date.to_utc()).abs() < ABOUT)
}

/// Within this time, a moment says about when another was.
const ABOUT: TimeDelta = TimeDelta::hours(1);

/// To and Cc in a line.
fn recipients(all: &[MailboxReport]) -> Option<String> {
    let first = shown(all.first()?);
    Some(match all.len() - 1 {
        0 => first,
        more => format!("{first} and {more} more"),
    })
}

/// Microsoft's id of the message, by which its administrators find it.
fn network_message_id(report: &Report) -> Option<String> {
    const FIELD: &str = "X-MS-Exchange-Organization-Network-Message-Id";
    let noted = report
        .vendors
        .iter()
        .find(|vendor| vendor.trusted && vendor.field.field.eq_ignore_ascii_case(FIELD))?;
    Some(noted.field.values.first()?.value.clone())
}

/// Who logged in to submit the message, and whether our own side saw that.
fn submitter(report: &Report) -> Option<(String, bool)> {
    report.route.hops.iter().find_map(|hop| match &hop.auth {
        Some(AuthReport::User(user)) => Some((user.clone(), hop.trust != Trust::Claimed)),
        _ => None,
    })
}

/// `Name <address>`.
pub(super) fn shown(mailbox: &MailboxReport) -> String {
    match &mailbox.display {
        Some(display) => format!("{display} <{}>", mailbox.address),
        None => mailbox.address.clone(),
    }
}

fn domain(address: &str) -> Option<&str> {
    address.rsplit_once('@').map(|(_, domain)| domain)
}

fn elsewhere(from: Option<&str>, address: &str) -> Option<&'static str> {
    let (from, other) = (from?, domain(address)?);
    (!same_organization(from, other)).then_some("another organization")
}
