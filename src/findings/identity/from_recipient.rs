//! IDN006: the sender's address is the recipient's.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::findings::support::context;

pub(super) const FINDING: Finding = Finding {
    code: "IDN006",
    name: "from-recipient",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "From is the recipient's own address",
    meaning: "The address in From is one of the recipients', and a host outside your side sent the message.",
    why: "Extortion messages do this to suggest that the mailbox is compromised; others do it because an allowlist may contain the address.",
    wrong: "People write to themselves through other providers; scanners and web forms send with the owner's address.",
    references: &["RFC 5322 section 3.6.2"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let facts = &evidence.facts;
    let stranger = evidence.route.boundary.is_some() && !context::submitted(evidence);
    if !stranger || context::author_is_shown(evidence).is_some() {
        return Vec::new();
    }
    let Some(address) = facts.recipient_addresses().find(|address| {
        let is_author = |from: &crate::message::Mailbox| from.address.eq_ignore_ascii_case(address);
        address.contains('@') && facts.from.iter().any(is_author)
    }) else {
        return Vec::new();
    };
    let place = facts
        .from_fields
        .first()
        .and_then(|&index| Place::text(evidence, index, address));
    let hit = Hit::new(format!("{address} is both in From and a recipient")).at(place);
    // Who writes to a list often sends a copy to themselves.
    vec![hit.told(context::mailing_list(evidence))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn ones_own_address_from_outside_is_told() {
        let own = "From: u@example.net\r\nTo: u@example.net\r\n";
        Mail::received("", own).finds(&FINDING, &[(Severity::Notice, &["u@example.net"])]);
        let passed =
            "Authentication-Results: mx.example.net; dmarc=pass header.from=example.net\r\n";
        Mail::received(passed, own).lacks(&FINDING);
        Mail::received("", "From: a@a.example\r\nTo: u@example.net\r\n").lacks(&FINDING);
    }
}
