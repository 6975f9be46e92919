//! AUT011: SPF fails.

use crate::auth::AuthResult;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};

pub(super) const FINDING: Finding = Finding {
    code: "AUT011",
    name: "spf-fail",
    severity: Severity::Notice,
    basis: Basis::LookedUp,
    title: "The envelope sender's domain does not authorise the host that sent the mail",
    meaning: "The SPF record of the envelope sender's domain says that mail from this address is not its own (fail), or probably not (softfail).",
    why: "Who sends for a domain is listed in its record. A host outside the list has borrowed the name, or is a forwarder.",
    wrong: "Plain forwarding keeps the envelope sender and fails SPF; a valid DKIM signature of the same domain outweighs it.",
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
        "{} says {} for {}: {term}",
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
