//! The letter to an abuse desk: read in ten seconds, with who, when, what, evidence and request in this order.

use super::{Complaint, Kind, Party, Role};
use crate::received::ReceivedDate;
use crate::render::escape;

/// Columns of a line. Letters are quoted in answers, so it is short of 80.
const WIDTH: usize = 72;

/// A letter as plain text with LF line ends. Without the reporter's own lines if `signed` is false: what must hold no
/// protected address is then all of it.
pub fn letter(complaint: &Complaint, signed: bool) -> String {
    text(complaint, signed, complaint.exhibit.whole)
}

/// The letter; `whole` if the body goes with it.
fn text(complaint: &Complaint, signed: bool, whole: bool) -> String {
    let mut out = Letter::default();
    out.line(&complaint.subject());
    out.blank();
    out.paragraph("", request_head(complaint.kind, complaint.party.role));
    out.blank();
    facts(complaint, &mut out);
    section(&mut out, "Why you", &complaint.party.reasons);
    section(&mut out, "To be confirmed", &doubts(&complaint.party));
    section(&mut out, "Evidence", &evidence(complaint, whole));
    let spared: Vec<String> = complaint
        .not_accused
        .iter()
        .map(|left| format!("{}: {}", left.who, left.why))
        .collect();
    section(&mut out, "Not accused", &spared);
    out.blank();
    out.line("Request");
    out.paragraph("  ", request(complaint.kind));
    if signed {
        out.blank();
        let reporter = &complaint.reporter;
        out.line(&format!("{} <{}>", reporter.organization, reporter.contact));
        out.line(&format!(
            "Report {} of {}",
            complaint.id,
            complaint.now.format("%Y-%m-%d %H:%M:%S UTC")
        ));
    }
    out.text
}

/// A letter that stands alone: with the header of the message under it, line by line.
pub fn letter_with_header(complaint: &Complaint) -> String {
    let mut out = Letter {
        text: text(complaint, true, false),
    };
    let text = String::from_utf8_lossy(&complaint.exhibit.bytes).replace("\r\n", "\n");
    let header = text.split("\n\n").next().unwrap_or_default();
    out.blank();
    out.line("The header of the message");
    for line in header.lines() {
        out.line(&format!("  {}", line.replace('\t', "    ")));
    }
    out.text
}

fn request_head(kind: Kind, role: Role) -> &'static str {
    match (kind, role) {
        (Kind::AuthFailure, _) | (_, Role::DomainOwner) => {
            "A message in the name of your domain failed authentication. You are not accused of it."
        }
        (_, Role::Network) => "We received abusive mail from an address in your network.",
        (_, Role::Signer) => "We received abusive mail under a valid signature of your domain.",
        (_, Role::FeedbackLoop) => {
            "A message for which you take complaints at this address was unwanted."
        }
        (_, Role::List) => "We received abusive mail over your mailing list.",
        (_, Role::Platform) => "We received abusive mail from a customer of your platform.",
    }
}

fn request(kind: Kind) -> &'static str {
    match kind {
        Kind::Spam => "Please find the sender, stop the abuse, and tell us what you did.",
        Kind::Phishing => {
            "Please stop the sender now and secure the account or host that was used; people are being robbed."
        }
        Kind::AuthFailure => {
            "For your information: if the sender is yours, its mail fails authentication; if not, your name is being used."
        }
    }
}

fn facts(complaint: &Complaint, out: &mut Letter) {
    let incident = &complaint.incident;
    let source = incident.source_ip.map(|ip| match &incident.source_name {
        Some(name) => format!("{ip} ({name})"),
        None => ip.to_string(),
    });
    let taken = incident.taken_by.as_ref().map(|by| {
        let protocol = incident
            .protocol
            .as_ref()
            .map(|with| format!(", {with}"))
            .unwrap_or_default();
        let id = incident
            .queue_id
            .as_ref()
            .map(|id| format!(", queue id {id}"))
            .unwrap_or_default();
        format!("{by}{protocol}{id}")
    });
    let port = complaint.source_port.map(|port| port.to_string());
    let what = match complaint.kind {
        Kind::Spam => "unsolicited mail (spam)",
        Kind::Phishing => "phishing",
        Kind::AuthFailure => "a message that failed DMARC",
    };
    let sender = incident
        .mail_from
        .as_deref()
        .map(|sender| format!("<{sender}>"));
    let rows = [
        ("Who", source),
        ("Port", port),
        ("When", incident.time.as_ref().map(utc)),
        ("What", Some(what.to_owned())),
        ("Page", complaint.url.clone()),
        ("Taken by", taken),
        ("HELO", incident.helo.clone()),
        ("Envelope", sender),
        ("From", incident.from.clone()),
        ("Subject", incident.subject.clone()),
        ("Message-ID", incident.message_id.clone()),
    ];
    let identifiers = complaint
        .party
        .identifiers
        .iter()
        .map(|(name, value)| (name.as_str(), Some(value.clone())));
    for (label, value) in rows.into_iter().chain(identifiers) {
        if let Some(value) = value {
            out.line(&format!("{label:<11} {}", short(&value)));
        }
    }
}

/// A time as people write it, with its fraction as the receiver wrote that.
fn utc(time: &ReceivedDate) -> String {
    time.rfc3339().replace('T', " ").replace('Z', " UTC")
}

/// The most characters of a value in the table of facts; the whole stands in the evidence.
const MAX_VALUE: usize = 160;

fn short(value: &str) -> String {
    if value.chars().count() <= MAX_VALUE {
        return value.to_owned();
    }
    value.chars().take(MAX_VALUE).chain(['…']).collect()
}

fn doubts(party: &Party) -> Vec<String> {
    let mut doubts = party.doubts.clone();
    doubts.extend(
        party
            .contacts
            .first()
            .filter(|contact| contact.grade == crate::abuse::Grade::Confirm)
            .map(|contact| {
                format!(
                    "the address {} is {}",
                    contact.address,
                    contact.source.text()
                )
            }),
    );
    doubts
}

fn evidence(complaint: &Complaint, whole: bool) -> Vec<String> {
    let exhibit = &complaint.exhibit;
    // RFC 8601 writes `none` where nothing was checked; a person reads that as a result.
    let mut out = vec![if complaint.authentication.ends_with("; none") {
        "SPF, DKIM and DMARC were not checked".to_owned()
    } else {
        format!("checked by us: {}", complaint.authentication)
    }];
    let what = if whole {
        "the message"
    } else {
        "the header of the message"
    };
    out.push(if exhibit.redacted {
        format!(
            "{what} goes with this report; recipients in it were replaced with tokens (RFC 6590)"
        )
    } else {
        format!("{what} goes with this report as it was received")
    });
    for broken in &exhibit.broken {
        let changed = broken.changed.join(", ");
        out.push(format!(
            "the {} of {} (selector {}) no longer verifies in that copy, since {changed} was redacted",
            broken.field, broken.domain, broken.selector
        ));
    }
    out.push(format!(
        "the original is kept; its SHA-256 is {}",
        complaint.incident.sha256
    ));
    out
}

fn section(out: &mut Letter, title: &str, items: &[String]) {
    if items.is_empty() {
        return;
    }
    out.blank();
    out.line(title);
    for item in items {
        out.paragraph("  - ", item);
    }
}

#[derive(Default)]
struct Letter {
    text: String,
}

impl Letter {
    fn blank(&mut self) {
        self.text.push('\n');
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(escape::terminal(line, false).trim_end());
        self.text.push('\n');
    }

    /// Words in lines of up to [`WIDTH`] columns, under a lead.
    fn paragraph(&mut self, lead: &str, text: &str) {
        let mut line = lead.to_owned();
        let mut is_empty = true;
        for word in text.split_whitespace() {
            if !is_empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
                self.line(&line);
                line = " ".repeat(lead.len());
                is_empty = true;
            }
            if !is_empty {
                line.push(' ');
            }
            line.push_str(word);
            is_empty = false;
        }
        self.line(&line);
    }
}
