//! AUT012: a DKIM signature is broken.

use crate::auth::AuthResult;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::findings::support::context;

pub(super) const FINDING: Finding = Finding {
    code: "AUT012",
    name: "dkim-fail",
    severity: Severity::Notice,
    basis: Basis::LookedUp,
    title: "DKIM signature does not verify",
    meaning: "The body or a signed header field is not as it was signed, or the signature is forged.",
    why: "A signature copied from another message fails in this way. So does a message that was modified after signing.",
    wrong: "Mailing lists add subject tags and footers, and gateways rewrite links and re-encode; such legitimate mail fails too. A failed signature counts as no signature (RFC 6376 section 6.1): by itself it is no evidence of forgery.",
    references: &["RFC 6376 section 6"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    evidence
        .auth
        .signatures(AuthResult::Fail)
        .map(|check| {
            let domain = check.domain.as_deref().unwrap_or("an unnamed domain");
            let hit = Hit::new(format!("the signature of {domain}: {}", check.reason))
                .at(Place::field(evidence, check.field))
                .derived_if(check.reason.is_shown_by_bytes());
            let repaired = check.diagnosis().filter(|found| found.verified);
            let context = context::strongest([
                repaired.map(context::repaired),
                context::mailing_list(evidence),
            ]);
            hit.in_context(context, Severity::Info)
        })
        .collect()
}
