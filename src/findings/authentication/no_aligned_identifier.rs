//! AUT032: no identifier of the message is aligned with From.

use crate::auth::AuthResult;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::findings::support::context;

pub(super) const FINDING: Finding = Finding {
    code: "AUT032",
    name: "no-aligned-identifier",
    severity: Severity::Notice,
    basis: Basis::Derived,
    title: "No identifier aligned with the From domain",
    meaning: "Neither the envelope sender nor the d= of any usable signature belongs to the organization in From. DMARC cannot pass for this message, whatever DNS says.",
    why: "SPF and DKIM authenticate only the envelope sender's and the signer's domain. Here neither is the domain that the reader sees.",
    wrong: "Small senders use a platform that sends and signs with its own domain. Mailing lists and forwarders replace the envelope sender and break the author's signature.",
    references: &["RFC 9989 section 4.4", "RFC 7489 section 3.1"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    // DMARC was evaluated: its own findings say so, with the policy.
    if matches!(
        evidence.auth.dmarc(),
        Some(AuthResult::Fail | AuthResult::None | AuthResult::Pass)
    ) {
        return Vec::new();
    }
    let Some(found) = evidence.unaligned() else {
        return Vec::new();
    };
    let sent = if found.identifiers.is_empty() {
        "the message has no other identifier".to_owned()
    } else {
        format!("sent or signed as {}", found.identifiers.join(", "))
    };
    let place = evidence
        .facts
        .from_fields
        .first()
        .and_then(|&index| Place::text(evidence, index, &found.author));
    let hit = Hit::new(format!("From is at {}; {sent}", found.author)).at(place);
    let context = context::strongest([
        context::authenticated_before(evidence),
        context::mailing_list(evidence),
        context::handled_on_the_way(evidence),
    ]);
    vec![hit.in_context(context, Severity::Info)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::{Mail, SIGNED};

    #[test]
    fn mail_that_no_dns_could_authenticate_is_told() {
        let mail = |sender: &str, below: &str| {
            Mail::received(
                &format!("Return-Path: <b@{sender}>\r\n"),
                &format!("{below}From: a@a.example\r\n"),
            )
        };
        let told: &[(Severity, &[&str])] = &[(Severity::Notice, &["a.example"])];
        mail("sender.test", "").finds(&FINDING, told);
        mail("a.example", "").lacks(&FINDING);
        // What the sender writes changes nothing.
        mail("sender.test", SIGNED).finds(&FINDING, told);
        mail("sender.test", "List-Id: <l.sender.test>\r\n").finds(&FINDING, told);
    }

    #[test]
    fn where_dmarc_was_evaluated_its_own_findings_say_it() {
        let mail = Mail::received("Return-Path: <b@sender.test>\r\n", "From: a@a.example\r\n");
        mail.with_dns(&[("_dmarc.a.example", "v=DMARC1; p=reject")])
            .lacks(&FINDING);
    }
}
