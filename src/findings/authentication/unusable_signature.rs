//! AUT030: a signature that cannot be used.

use super::key_gone::key_gone;
use crate::auth::AuthResult;
use crate::checked::Checked;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};

pub(super) const FINDING: Finding = Finding {
    code: "AUT030",
    name: "unusable-signature",
    severity: Severity::Notice,
    basis: Basis::LookedUp,
    title: "Unusable DKIM signature",
    meaning: "The signature or its key has an error (permerror): a tag is missing or malformed, or the key is missing, revoked or of another type.",
    why: "It authenticates nothing. Forged signatures often look like this.",
    wrong: "Keys are removed some time after the message was sent; the signature of an old message cannot be checked any more.",
    references: &["RFC 6376 section 6.1"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    evidence
        .auth
        .dkim
        .iter()
        .filter(|check| {
            check.result == Checked::Done(AuthResult::Permerror)
                && check.from_signed
                && !key_gone(check)
        })
        .map(|check| {
            let domain = check.domain.as_deref().unwrap_or("an unnamed domain");
            Hit::new(format!("the signature of {domain}: {}", check.reason))
                .at(Place::field(evidence, check.field))
                .derived_if(check.reason.is_shown_by_bytes())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::{Mail, SIGNED};

    #[test]
    fn errors_are_told() {
        let broken = SIGNED.replace("v=1", "v=7");
        let mail = |signed: &str| {
            Mail::new(&format!("{signed}From: a@a.example\r\n"))
                .with_dns(&[("s._domainkey.a.example", "v=DKIM1; k=none; p=AAAA")])
        };
        assert_eq!(mail(&broken).hits(&FINDING).len(), 1);
        assert_eq!(mail(SIGNED).hits(&FINDING).len(), 1);
        Mail::new(&format!("{SIGNED}From: a@a.example\r\n")).lacks(&FINDING);
    }
}
