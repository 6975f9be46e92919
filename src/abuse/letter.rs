//! The letter to an abuse desk: read in ten seconds, with source, time, type, the receiver's verdict, links, evidence and
//! request in this order.

use super::{Complaint, Kind, Party, Role};
use crate::received::ReceivedDate;
use crate::render::defanged;
use crate::render::escape;

/// Columns of a line. Letters are quoted in replies, so it is short of 80.
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
    out.paragraph("", &request_head(complaint.kind, complaint.party.role));
    out.blank();
    facts(complaint, &mut out);
    section(&mut out, "What the receiver found", &complaint.receiver);
    pages(complaint, &mut out);
    section(
        &mut out,
        "Why you are receiving this report",
        &complaint.party.reasons,
    );
    section(&mut out, "To be confirmed", &doubts(&complaint.party));
    section(&mut out, "Evidence", &evidence(complaint, whole));
    // Once each, however often it is named.
    let mut spared: Vec<String> = Vec::new();
    for left in &complaint.not_accused {
        let who = format!("{}: ", left.who);
        match spared.iter_mut().find(|line| line.starts_with(&who)) {
            Some(line) => {
                line.push_str("; ");
                line.push_str(&left.why);
            }
            None => spared.push(who + &left.why),
        }
    }
    section(&mut out, "Not reported", &spared);
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

/// A letter that stands alone: with the header of the message after it, line by line.
pub fn letter_with_header(complaint: &Complaint) -> String {
    let mut out = Letter {
        text: text(complaint, true, false),
    };
    let text = String::from_utf8_lossy(&complaint.exhibit.bytes).replace("\r\n", "\n");
    let header = text.split("\n\n").next().unwrap_or_default();
    out.blank();
    out.line("Header of the message");
    for line in header.lines() {
        out.line(&format!("  {}", line.replace('\t', "    ")));
    }
    out.text
}

fn request_head(kind: Kind, role: Role) -> String {
    let what = match kind {
        Kind::Spam => "spam",
        Kind::Phishing => "a phishing message",
        Kind::AuthFailure => "a message that failed DMARC",
    };
    match (kind, role) {
        (Kind::AuthFailure, _) | (_, Role::DomainOwner) => {
            "A message with your domain in From failed authentication. We do not assume that you sent it."
                .to_owned()
        }
        (_, Role::Network) => format!("We received {what} from an IP address in your network."),
        (_, Role::Signer) => format!("We received {what} with a DKIM signature of your domain."),
        (_, Role::FeedbackLoop) => {
            "We received an unwanted message for which you accept complaints at this address (CFBL-Address).".to_owned()
        }
        (_, Role::List) => format!("We received {what} through your mailing list."),
        (_, Role::Platform) => format!("We received {what} from a customer of your platform."),
    }
}

fn request(kind: Kind) -> &'static str {
    match kind {
        Kind::Spam | Kind::Phishing => {
            "Please investigate and take action against the sender, and tell us the outcome."
        }
        Kind::AuthFailure => {
            "For your information: if you sent the message, it fails authentication and should be fixed; if not, your domain is being spoofed."
        }
    }
}

fn facts(complaint: &Complaint, out: &mut Letter) {
    let incident = &complaint.incident;
    let source = incident.source_ip.map(|ip| match &incident.source_name {
        Some(name) => format!("{ip} ({name})"),
        None => ip.to_string(),
    });
    let received = incident
        .received_by
        .as_ref()
        .map(|by| match &incident.protocol {
            Some(with) => format!("{by} with {with}"),
            None => by.clone(),
        });
    let port = complaint.source_port.map(|port| port.to_string());
    let what = match complaint.kind {
        Kind::Spam => "spam (unsolicited message)",
        Kind::Phishing => "phishing",
        Kind::AuthFailure => "authentication failure (DMARC)",
    };
    let sender = incident
        .mail_from
        .as_deref()
        .map(|sender| format!("<{sender}>"));
    let rows = [
        ("Source", source),
        ("Port", port),
        ("Time", incident.time.as_ref().map(utc)),
        ("Type", Some(what.to_owned())),
        ("Page", complaint.url.as_deref().map(defanged)),
        ("Received by", received),
        ("Queue ID", incident.queue_id.clone()),
        ("HELO", incident.helo.clone()),
        ("MAIL FROM", sender),
        ("From", incident.from.clone()),
        ("Reply-To", incident.reply_to.clone()),
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

/// The links, each on a line of its own however long it is: it is searched and copied.
fn pages(complaint: &Complaint, out: &mut Letter) {
    let links = &complaint.links;
    if links.pages.is_empty() {
        return;
    }
    out.blank();
    out.line("Links in the message (defanged)");
    for page in &links.pages {
        out.line(&format!("  {}", defanged(page)));
    }
    if links.more > 0 {
        out.line(&format!("  and {} more", links.more));
    }
}

/// A time as people write it, with its fraction as the receiver wrote that.
fn utc(time: &ReceivedDate) -> String {
    time.rfc3339().replace('T', " ").replace('Z', " UTC")
}

/// The most characters of a value in the table of facts; the whole stands in the evidence.
const MAX_VALUE: usize = 160;

/// The most names of removed fields that are listed.
const MAX_NAMES: usize = 40;

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
                    "the contact {} is {}",
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
        "we did not check SPF, DKIM and DMARC ourselves".to_owned()
    } else {
        // Who checked is whoever signs the letter.
        let results = complaint.authentication.split_once("; ");
        format!(
            "our own check: {}",
            results.map_or("", |(_, results)| results)
        )
    }];
    let what = if whole {
        "the message"
    } else {
        "the header of the message"
    };
    out.push(if exhibit.redacted {
        format!("{what} is enclosed; recipients in it were replaced with tokens (RFC 6590)")
    } else {
        format!("{what} is enclosed as it was received")
    });
    for broken in &exhibit.broken {
        let changed = broken.changed.join(", ");
        out.push(format!(
            "the {} of {} (selector {}) no longer verifies in this copy, because of what was redacted: {changed}",
            broken.field, broken.domain, broken.selector
        ));
    }
    out.push(format!(
        "we keep the original; its SHA-256 is {}",
        complaint.incident.sha256
    ));
    match exhibit.removed.as_slice() {
        [] => {}
        [name] => out.push(format!(
            "1 field that only the receiver needs was removed: {name}"
        )),
        names => {
            let more = names.len().saturating_sub(MAX_NAMES);
            let more = match more {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let listed = &names[..names.len().min(MAX_NAMES)];
            out.push(format!(
                "{} fields that only the receiver needs were removed: {}{more}",
                names.len(),
                listed.join(", ")
            ));
        }
    }
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
