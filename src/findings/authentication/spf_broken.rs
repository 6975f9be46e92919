//! AUT018: the SPF record cannot be evaluated.

use crate::auth::AuthResult;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};

pub(super) const FINDING: Finding = Finding {
    code: "AUT018",
    name: "spf-broken",
    severity: Severity::Notice,
    basis: Basis::LookedUp,
    title: "SPF record of the envelope sender is invalid",
    meaning: "The record has an error or needs too many DNS lookups, or there is more than one record (permerror).",
    why: "The record protects nothing: most receivers ignore an SPF permerror, some reject the message.",
    wrong: "Errors in SPF records are common, also among legitimate senders.",
    references: &["RFC 7208 section 4.6.4", "RFC 7208 section 8.7"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some(check) = evidence.auth.spf_mail_from.done() else {
        return Vec::new();
    };
    if check.result.done() != Some(&AuthResult::Permerror) {
        return Vec::new();
    }
    let reason = check.reason.as_deref().unwrap_or("permerror");
    let place = evidence
        .facts
        .return_path
        .as_ref()
        .and_then(|(index, _)| Place::text(evidence, *index, &check.domain));
    vec![Hit::new(format!("{}: {reason}", check.domain)).at(place)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn a_record_with_an_error_is_told() {
        let mail = || Mail::received("", "Return-Path: <a@a.example>\r\nFrom: a@a.example\r\n");
        mail()
            .with_dns(&[("a.example", "v=spf1 nonsense:x -all")])
            .finds(&FINDING, &[(Severity::Notice, &["a.example"])]);
        mail()
            .with_dns(&[("a.example", "v=spf1 -all")])
            .lacks(&FINDING);
    }
}
