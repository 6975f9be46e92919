//! What the message says of itself, as labelled lines. The texts are not harmless yet.

use crate::names::same_organization;
use crate::report::{MailboxReport, Report};

/// The most addresses of a kind that are shown.
const MAX_SHOWN: usize = 3;

/// One line.
pub(super) struct Who {
    pub label: &'static str,
    pub value: String,
    pub remark: Option<&'static str>,
}

/// The lines that every renderer shows.
pub(super) fn lines(report: &Report) -> Vec<Who> {
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
    let date = message.date.as_ref().map(|date| match &message.date_note {
        Some(note) => format!("{date} ({note})"),
        None => date.clone(),
    });
    for (label, value) in [
        ("Subject", &message.subject),
        ("Date", &date),
        ("List", &message.list),
    ] {
        if let Some(value) = value {
            add(label, value.clone(), None);
        }
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
    lines
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
