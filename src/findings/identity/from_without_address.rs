//! IDN014: a From field without an address.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::message::DamageKind;

pub(super) const FINDING: Finding = Finding {
    code: "IDN014",
    name: "from-without-address",
    severity: Severity::Warning,
    basis: Basis::Observed,
    title: "No address in From",
    meaning: "From is empty, has empty angle brackets, or contains only a name; there is no domain to authenticate.",
    why: "Mail clients still show the name, and DMARC has no domain to check. An address in a comment or an encoded word does not count.",
    wrong: "Bounces and notifications of a local system name a user without a domain. Copied headers lose what was in angle brackets.",
    references: &["RFC 5322 section 3.6.2", "RFC 9989 section 5.3.1"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let facts = &evidence.facts;
    let Some(&index) = facts.from_fields.first() else {
        return Vec::new();
    };
    // What a paste lost was not lacking.
    let is_lost = evidence.damage.iter().any(|damage| {
        damage.kind == DamageKind::LostAngleBrackets || damage.kind.may_lack_fields()
    });
    if is_lost || facts.from.iter().any(|one| one.domain().is_some()) {
        return Vec::new();
    }
    let detail = match facts.from.first() {
        Some(one) if !one.address.is_empty() => {
            format!("only {}, without a domain", one.address)
        }
        Some(one) => format!("only the name {}", one.shown().unwrap_or_default()),
        None => "From is empty".to_owned(),
    };
    vec![Hit::new(detail).at(Place::field(evidence, index))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn a_name_alone_is_told() {
        for value in [
            "\"PayPal\" <>",
            "PayPal",
            "PayPal,(<a@a.test>)",
            "\"PayPal <a@a.test>\"",
            "=?utf-8?q?PayPal_=3Ca=40a.test=3E?=",
            "<root>",
            "PayPal <service@>",
            "<>",
            "PayPal:;",
        ] {
            Mail::new(&format!("From: {value}\r\n"))
                .finds(&FINDING, &[(Severity::Warning, &[value])]);
        }
        Mail::new("From:\r\n").finds(&FINDING, &[(Severity::Warning, &[""])]);
        Mail::new("From: a@a.test\r\n").lacks(&FINDING);
        Mail::new("Subject: x\r\n").lacks(&FINDING);
    }
}
