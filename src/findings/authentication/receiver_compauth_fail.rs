//! AUT015: the receiver holds the sender for forged.

use super::receiver_dmarc_fail;
use crate::auth::AuthResult;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::findings::support::context;

pub(super) const FINDING: Finding = Finding {
    code: "AUT015",
    name: "receiver-compauth-fail",
    severity: Severity::Warning,
    basis: Basis::Claimed,
    title: "Message failed the receiver's spoof check",
    meaning: "Microsoft's composite authentication (compauth) combines SPF, DKIM, DMARC and sender reputation; here it failed. Reason 000 is an explicit DMARC failure with a policy of reject or quarantine, 001 a failed implicit authentication (no or weak records), 010 a DMARC failure of one of your own domains, 6xx a failed implicit authentication of one of your own domains.",
    why: "This is the receiver's own conclusion on receipt.",
    wrong: "Reason 001 also applies to small legitimate senders that publish no records at all.",
    references: &["Microsoft, \"Anti-spam message headers\""],
    check,
};

/// The reason of an explicit DMARC failure.
const EXPLICIT_DMARC_FAILURE: &str = "000";

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some(entry) = context::receiver_said(evidence, "compauth") else {
        return Vec::new();
    };
    let claim = &entry.claim;
    // What we proved ourselves comes first.
    if claim.result != "fail" || evidence.auth.dmarc() == Some(AuthResult::Pass) {
        return Vec::new();
    }
    let reason = claim.reason.as_deref().or_else(|| claim.property("reason"));
    // Reason 000 is the DMARC failure itself: one fact, and one finding where the other is as severe.
    let is_dmarc = reason == Some(EXPLICIT_DMARC_FAILURE);
    if is_dmarc && receiver_dmarc_fail::warns(evidence, claim.field_index) {
        return Vec::new();
    }
    let reason = reason
        .map(|reason| format!(" reason={reason}"))
        .unwrap_or_default();
    let hit = Hit::new(format!(
        "{} reported compauth=fail{reason}",
        context::who_says(entry)
    ))
    .at(Place::new(claim.field_index, claim.span));
    vec![hit.in_context(
        context::judged_our_gateway(evidence, entry),
        Severity::Notice,
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    const FAIL: &str =
        "Authentication-Results: spf=none smtp.mailfrom=a.example; compauth=fail reason=001\r\n";

    #[test]
    fn only_the_receivers_word_counts() {
        Mail::received(FAIL, "From: a@a.example\r\n").finds(
            &FINDING,
            &[(Severity::Warning, &["compauth=fail reason=001"])],
        );
        Mail::received("", &format!("{FAIL}From: a@a.example\r\n")).lacks(&FINDING);
        Mail::received(
            &FAIL.replace("fail reason=001", "pass reason=100"),
            "From: a@a.example\r\n",
        )
        .lacks(&FINDING);
    }

    #[test]
    fn an_explicit_dmarc_failure_is_told_once() {
        let from = "From: a@a.example\r\n";
        let explicit = FAIL.replace("001", "000");
        Mail::received(&explicit, from).finds(
            &FINDING,
            &[(Severity::Warning, &["compauth=fail reason=000"])],
        );
        let both = explicit.replace("compauth", "dmarc=fail header.from=a.example; compauth");
        Mail::received(&both, from).lacks(&FINDING);
        // Asking for reports only, DMARC's own finding is a notice: this one stays.
        let none = both.replace("header.from=a.example", "header.from=a.example (p=none)");
        assert_eq!(Mail::received(&none, from).hits(&FINDING).len(), 1);
    }

    #[test]
    fn our_own_proof_comes_first() {
        Mail::received(FAIL, "Return-Path: <b@a.example>\r\nFrom: a@a.example\r\n")
            .with_dns(&[
                ("a.example", "v=spf1 ip4:192.0.2.7 -all"),
                ("_dmarc.a.example", "v=DMARC1; p=reject"),
            ])
            .lacks(&FINDING);
    }
}
