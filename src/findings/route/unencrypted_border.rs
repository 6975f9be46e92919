//! RTE005: the mail crossed the border in clear.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::received::Received;

pub(super) const FINDING: Finding = Finding {
    code: "RTE005",
    name: "unencrypted-border",
    severity: Severity::Info,
    basis: Basis::Observed,
    title: "The mail was handed over without encryption",
    meaning: "At the trust boundary our side took the mail by plain SMTP, as far as its Received field says.",
    why: "Anyone on the way could read and change it. Today's large senders use TLS nearly always; what does not is old, small or a script.",
    wrong: "Some servers use TLS and do not write it down.",
    references: &["RFC 3207", "RFC 3848"],
    check,
};

/// Protocol words that say whether TLS was used, and when it was not (RFC 3848, RFC 6531).
const PLAIN: &[&str] = &["SMTP", "ESMTP", "ESMTPA", "UTF8SMTP", "UTF8SMTPA"];

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some(hop) = evidence.route.boundary_hop() else {
        return Vec::new();
    };
    if !is_plain(&hop.received) {
        return Vec::new();
    }
    let with = hop.received.with.as_deref().unwrap_or_default();
    let detail = format!(
        "hop {} was taken with {with}, and no TLS is noted",
        hop.index
    );
    vec![Hit::new(detail).at(Place::text(evidence, hop.field_index, with))]
}

fn is_plain(field: &Received) -> bool {
    field.tls.is_none()
        && field
            .with
            .as_deref()
            .is_some_and(|with| PLAIN.iter().any(|word| with.eq_ignore_ascii_case(word)))
}
