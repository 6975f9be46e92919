//! AUT013: no method passed, though all were checked.

use crate::auth::AuthResult;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::findings::support::context;
use crate::limits::MAX_SIGNATURES;

pub(super) const FINDING: Finding = Finding {
    code: "AUT013",
    name: "no-authentication-pass",
    severity: Severity::Notice,
    basis: Basis::LookedUp,
    title: "Neither SPF nor DKIM passes",
    meaning: "SPF and DKIM were both checked, and neither passed for any domain.",
    why: "Nearly all legitimate senders pass at least one of them today. If neither passes, every name in the message is sender-supplied (unverified).",
    wrong: "Old mail predates these methods. Small and private servers may still use none of them.",
    references: &["RFC 7208", "RFC 6376"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let auth = &evidence.auth;
    let Some(spf) = auth.spf() else {
        return Vec::new();
    };
    // What DNS did not answer was not found wanting.
    if spf == AuthResult::Temperror {
        return Vec::new();
    }
    // A signature that could not be checked may well be good. Nobody signs so often: what comes behind the limit was put there.
    let mut looked_at = auth.dkim.iter().take(MAX_SIGNATURES);
    let all_checked = looked_at.all(|check| check.result.done().is_some());
    let none_passes = spf != AuthResult::Pass && auth.signatures(AuthResult::Pass).next().is_none();
    if !all_checked || !none_passes || is_not_checkable(evidence) {
        return Vec::new();
    }
    let dkim = match auth.dkim.len() {
        0 => "there is no DKIM signature".to_owned(),
        1 => "the DKIM signature does not pass".to_owned(),
        n => format!("none of {n} DKIM signatures passes"),
    };
    let place = evidence
        .facts
        .from_fields
        .first()
        .and_then(|&index| Place::field(evidence, index));
    let hit = Hit::new(format!("SPF {}; {dkim}", spf.word())).at(place);
    // What our receiver found when the mail came is nearer to it than what DNS knows now.
    vec![hit.in_context(context::receiver_found_author(evidence), Severity::Info)]
}

/// Whether a signature is only short of its body or its DNS.
fn is_not_checkable(evidence: &Evidence<'_>) -> bool {
    evidence.auth.dkim.iter().any(|check| {
        !check.is_domain_keys()
            && matches!(
                check.result.done(),
                Some(AuthResult::Neutral | AuthResult::Temperror)
            )
    })
}
