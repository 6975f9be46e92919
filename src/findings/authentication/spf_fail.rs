//! AUT011: SPF fails.

use crate::auth::AuthResult;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};

pub(super) const FINDING: Finding = Finding {
    code: "AUT011",
    name: "spf-fail",
    severity: Severity::Notice,
    basis: Basis::LookedUp,
    title: "SPF does not permit the sending host",
    meaning: "The SPF record of the envelope sender's domain says that the sending address is not authorized (fail) or probably not authorized (softfail).",
    why: "The record lists the hosts that may send for the domain. Any other host is either spoofing the domain or forwarding.",
    wrong: "Plain forwarding keeps the envelope sender and fails SPF. A valid DKIM signature of the same domain outweighs it.",
    references: &["RFC 7208 section 8"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some(check) = evidence.auth.spf_mail_from.done() else {
        return Vec::new();
    };
    let Some(result @ (AuthResult::Fail | AuthResult::Softfail)) = check.result.done() else {
        return Vec::new();
    };
    let term = check.mechanism.as_deref().unwrap_or("its record");
    let detail = format!(
        "the SPF record of {} gives {} for {}: {term}",
        check.domain,
        result.word(),
        check.ip
    );
    let place = evidence
        .route
        .boundary_hop()
        .and_then(|hop| Place::text(evidence, hop.field_index, &check.ip.to_string()));
    vec![Hit::new(detail).at(place)]
}
