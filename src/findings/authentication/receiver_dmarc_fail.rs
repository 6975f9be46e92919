//! AUT014: our own receiver found that DMARC fails.

use crate::auth::AuthResult;
use crate::auth::dmarc::Policy;
use crate::claims::Claim;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::findings::support::context;

pub(super) const FINDING: Finding = Finding {
    code: "AUT014",
    name: "receiver-dmarc-fail",
    severity: Severity::Warning,
    basis: Basis::Claimed,
    title: "Receiver reported DMARC fail",
    meaning: "The receiving server checked DMARC on receipt and found no aligned pass for the domain in From. The field that reports it was added by your side.",
    why: "The receiver saw the message as it arrived and the DNS records of that time. Its result counts even if nothing can be checked now.",
    wrong: "Forwarders and mailing lists break signatures; the receiver may have accepted the message for that reason. With p=none the domain asks for reports only.",
    references: &["RFC 8601", "RFC 9989"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let ours = evidence.receiver_dmarc();
    // Another domain than we read in From is what the receiver read there.
    let Some(entry) = ours.or_else(|| context::receiver_said(evidence, "dmarc")) else {
        return Vec::new();
    };
    let claim = &entry.claim;
    let passes_now = ours.is_some() && evidence.auth.dmarc() == Some(AuthResult::Pass);
    if !claim.fails() || passes_now {
        return Vec::new();
    }
    let domain = claim
        .property("header.from")
        .unwrap_or("the domain in From");
    let action = claim
        .property("action")
        .map(|action| format!(" (action={action})"))
        .unwrap_or_default();
    let hit = Hit::new(format!(
        "{} reported dmarc=fail for {domain}{action}",
        context::who_says(entry)
    ))
    .at(Place::new(claim.field_index, claim.span));
    // Asking for reports only is not asking to turn mail away.
    let hit = hit
        .graded_if(asks_for_reports_only(evidence, claim), Severity::Notice)
        .in_context(
            context::judged_our_gateway(evidence, entry),
            Severity::Notice,
        );
    vec![context::explained(hit, evidence)]
}

/// Whether this is found in a field, as a warning.
pub(super) fn warns(evidence: &Evidence<'_>, field_index: usize) -> bool {
    check(evidence).iter().any(|hit| {
        hit.severity.is_none()
            && hit
                .places
                .iter()
                .any(|place| place.field_index == field_index)
    })
}

/// Whether the domain's policy is `none`: as we looked it up, or as the receiver noted it beside its result (`p=NONE` and
/// `policy=none` in the comment, RFC 8601's `policy.` properties).
fn asks_for_reports_only(evidence: &Evidence<'_>, claim: &Claim) -> bool {
    if let Some(policy) = evidence.auth.dmarc.policy {
        return policy == Policy::None;
    }
    let comment = claim.comment.as_deref().unwrap_or_default();
    let mut words = comment.split([' ', ';', ',', '\t', '(', ')']);
    words.any(|word| {
        POLICY_NONE
            .iter()
            .any(|known| word.eq_ignore_ascii_case(known))
    }) || POLICY_PROPERTIES.iter().any(|name| {
        claim
            .property(name)
            .is_some_and(|policy| policy.eq_ignore_ascii_case("none"))
    })
}

/// How receivers write in a comment that the policy is `none`.
const POLICY_NONE: &[&str] = &["p=none", "policy=none", "p:none"];

/// Where receivers note the policy as a property.
const POLICY_PROPERTIES: &[&str] = &["policy.published-domain-policy", "policy.dmarc", "policy.p"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::{Mail, SIGNED};

    const FAIL: &str =
        "Authentication-Results: mx.example.net; dmarc=fail header.from=bank.example\r\n";

    #[test]
    fn the_receivers_word_counts() {
        Mail::received(FAIL, "From: a@bank.example\r\n").finds(
            &FINDING,
            &[(Severity::Warning, &["dmarc=fail header.from=bank.example"])],
        );
        // Anybody can write that it came through a list.
        let list = "List-Id: <l.lists.example>\r\nFrom: a@bank.example\r\n";
        let fail = &["dmarc=fail header.from=bank.example"];
        Mail::received(FAIL, list).finds(&FINDING, &[(Severity::Warning, fail)]);
        let signed = SIGNED.replace("a.example", "bank.example");
        Mail::received(FAIL, &format!("{signed}{list}"))
            .finds(&FINDING, &[(Severity::Warning, fail)]);
        // That the list's own domain is behind it proves only who sent it, and a broken signature proves no author.
        let shown = FAIL.replace(';', "; spf=pass smtp.mailfrom=b@lists.example;");
        Mail::received(&shown, &format!("{signed}{list}"))
            .finds(&FINDING, &[(Severity::Warning, fail)]);
        let broken = shown.replacen(';', "; dkim=fail header.d=bank.example;", 1);
        Mail::received(&broken, &format!("{signed}{list}"))
            .finds(&FINDING, &[(Severity::Warning, fail)]);
        // Who sealed what the receiver vouches for found it authenticated: by the receiver's own word.
        let passed = FAIL.replace("dmarc=fail", "dmarc=pass");
        Mail::received(&format!("{passed}{FAIL}"), list).lacks(&FINDING);
        Mail::received(&shown, list).finds(&FINDING, &[(Severity::Warning, fail)]);
    }

    #[test]
    fn the_senders_word_does_not() {
        Mail::received("", &format!("{FAIL}From: a@bank.example\r\n")).lacks(&FINDING);
        let pass = FAIL.replace("fail", "pass");
        Mail::received(&pass, "From: a@bank.example\r\n").lacks(&FINDING);
    }

    #[test]
    fn a_domain_that_asks_for_reports_only_is_a_notice() {
        let whole =
            |results: &str| format!("Authentication-Results: mx.example.net; {results}\r\n");
        for results in [
            "dmarc=fail (p=NONE sp=NONE dis=NONE) header.from=bank.example",
            "dmarc=fail header.from=bank.example policy.published-domain-policy=none",
            "dmarc=fail header.from=bank.example (policy=none)",
        ] {
            let hits = Mail::received(&whole(results), "From: a@bank.example\r\n").hits(&FINDING);
            assert_eq!(hits.len(), 1, "{results}");
            assert_eq!(hits[0].severity, Some(Severity::Notice), "{results}");
        }
        let reject = whole("dmarc=fail (p=REJECT sp=NONE dis=NONE) header.from=bank.example");
        let hits = Mail::received(&reject, "From: a@bank.example\r\n").hits(&FINDING);
        assert_eq!(hits[0].severity, None);
    }
}
