//! The Abuse Reporting Format (RFC 5965, RFC 6650), and failure reports in it (RFC 6591, RFC 9991).
//!
//! The programs of abuse desks read less than the RFCs allow: one space after the colon, no folding in the machine-readable
//! part, and `Feedback-Type: abuse` for all that is not a failure report.

use super::letter;
use super::{AuthFailure, Complaint, Kind};
use crate::words::{Advice, Remedy};
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::MimePart;
use std::fmt::Write;

/// The longest link in the machine-readable part, in bytes: a line has 998 at most (RFC 5322 section 2.1.1), and none is
/// folded. The letter has longer ones.
const MAX_URI: usize = 900;

/// A report as a message, ready to be sent; with CRLF line ends.
pub fn arf(complaint: &Complaint) -> Vec<u8> {
    let text = letter(complaint, true).replace('\n', "\r\n");
    let exhibit = &complaint.exhibit;
    let original = if exhibit.whole {
        MimePart::new("message/rfc822", exhibit.bytes.as_slice())
    } else {
        MimePart::new("text/rfc822-headers", exhibit.bytes.as_slice())
    };
    let encoding = if exhibit.bytes.is_ascii() {
        "7bit"
    } else {
        "8bit"
    };
    let fields = fields(complaint);
    let report = MimePart::new(
        ContentType::new("multipart/report").attribute("report-type", "feedback-report"),
        vec![
            MimePart::new("text/plain", text),
            MimePart::new("message/feedback-report", fields.as_bytes()).transfer_encoding("7bit"),
            original.transfer_encoding(encoding),
        ],
    );
    let reporter = &complaint.reporter;
    let mut message = MessageBuilder::new()
        .from((reporter.organization.as_str(), reporter.contact.as_str()))
        .subject(complaint.subject())
        .date(complaint.now.timestamp())
        .message_id(format!("{}@{}", complaint.id, reporter.domain()))
        .header("Auto-Submitted", Raw::new("auto-generated"));
    if let Some(contact) = complaint.party.contacts.first() {
        message = message.to(Address::new_address(None::<&str>, contact.address.as_str()));
    }
    message.body(report).write_to_vec().unwrap_or_default()
}

/// What programs of abuse desks need in a report, and this one does not have.
pub fn lacks(complaint: &Complaint) -> Vec<Advice> {
    let incident = &complaint.incident;
    let mut out = Vec::new();
    if incident.time.is_none() {
        out.push(Advice::plain(
            "the time of receipt is not known: the report has no Arrival-Date, and programs may reject it; a person can read the text form",
        ));
    }
    if incident.source_ip.is_none() {
        out.push(Advice::new(
            "the source address is not known: the report has no Source-IP, and programs may reject it",
            Remedy::ClientIp,
        ));
    }
    out
}

/// The machine-readable part: one line a field, none folded.
pub fn fields(complaint: &Complaint) -> String {
    let incident = &complaint.incident;
    let mut out = Fields::default();
    let kind = match complaint.kind {
        Kind::Spam | Kind::Phishing => "abuse",
        Kind::AuthFailure => "auth-failure",
    };
    out.add("Feedback-Type", kind);
    out.add(
        "User-Agent",
        concat!("hdrtrace/", env!("CARGO_PKG_VERSION")),
    );
    out.add("Version", "1");
    if let Some(ip) = incident.source_ip {
        out.add("Source-IP", &ip.to_string());
    }
    if let Some(port) = complaint.source_port {
        out.add("Source-Port", &port.to_string());
    }
    if let Some(time) = &incident.time {
        // RFC 5322 form, in UTC.
        let time = time.utc.format("%a, %d %b %Y %H:%M:%S +0000");
        out.add("Arrival-Date", &time.to_string());
    }
    if let Some(by) = &incident.received_by {
        out.add("Reporting-MTA", &format!("dns; {by}"));
    }
    if let Some(sender) = &incident.mail_from {
        out.add("Original-Mail-From", &format!("<{sender}>"));
    }
    out.add("Authentication-Results", &complaint.authentication);
    match &complaint.failure {
        Some(failure) => self::failure(failure, &mut out),
        None => out.add("Reported-Domain", &reported_domain(complaint)),
    }
    let pages = complaint.pages().iter();
    for page in pages.filter(|page| page.len() <= MAX_URI) {
        out.add("Reported-URI", page);
    }
    // Fields that are not registered are allowed, and ignored by programs that do not know them (RFC 5965 section 3.6).
    for (name, value) in &complaint.party.identifiers {
        out.add(name, value);
    }
    out.text
}

/// The domain that the party answers for: by its name, or by the name of its address.
fn reported_domain(complaint: &Complaint) -> String {
    match &complaint.party.subject {
        crate::abuse::Subject::Domain(domain) => domain.clone(),
        crate::abuse::Subject::Ip(_) => complaint.incident.source_name.clone().unwrap_or_default(),
    }
}

fn failure(failure: &AuthFailure, out: &mut Fields) {
    out.add("Auth-Failure", failure.kind);
    out.add("Identity-Alignment", &failure.identity_alignment);
    out.add("Reported-Domain", &failure.domain);
    if let Some((domain, selector, identity)) = &failure.dkim {
        out.add("DKIM-Domain", domain);
        out.add("DKIM-Selector", selector);
        out.add("DKIM-Identity", identity.as_deref().unwrap_or_default());
    }
    if let Some((domain, record)) = &failure.spf_dns {
        out.add("SPF-DNS", &format!("txt : {domain} : \"{record}\""));
    }
}

#[derive(Default)]
struct Fields {
    text: String,
}

impl Fields {
    /// Adds a field, unless it is empty. A value that came from a message cannot begin a line.
    fn add(&mut self, name: &str, value: &str) {
        let value: String = value
            .chars()
            .map(|c| {
                if c == ' ' || c.is_ascii_graphic() {
                    c
                } else {
                    '?'
                }
            })
            .collect();
        if !value.trim().is_empty() {
            let _ = write!(self.text, "{name}: {}\r\n", value.trim());
        }
    }
}
