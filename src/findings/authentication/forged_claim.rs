//! AUT021: a stranger's field speaks in our receiver's name.

use crate::claims::FieldKind;
use crate::evidence::{Evidence, Standing};
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::findings::support::context;
use crate::names::{normalize, same_organization};
use crate::route::Hop;

pub(super) const FINDING: Finding = Finding {
    code: "AUT021",
    name: "forged-claim",
    severity: Severity::Warning,
    basis: Basis::Claimed,
    title: "Forged results field in the receiver's name",
    meaning: "An Authentication-Results or Received-SPF field names your receiver as the checker, but it was already there before the receiver accepted the message: the receiver did not write it.",
    why: "Software that searches for its own server's name would trust it. There is hardly any other reason to add such a field.",
    wrong: "A message that passed the same receiver twice (forwarded back, or through a mailing list that the receiver hosts) still has the field from the first time. Receivers should remove such fields (RFC 8601 section 5).",
    references: &["RFC 8601 section 5", "RFC 8601 section 7.1"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some(boundary) = evidence.route.boundary_hop() else {
        return Vec::new();
    };
    let names = receivers_names(evidence, boundary);
    let entries = evidence.ledger.iter().filter(|entry| {
        let id = entry.claim.authserv_id.as_deref();
        entry.standing == Standing::BelowBoundary
            && entry.claim.field_index > boundary.field_index
            && matches!(
                entry.claim.kind,
                FieldKind::AuthenticationResults | FieldKind::ReceivedSpf
            )
            && id.is_some_and(|id| names.contains(&normalize(id)))
    });
    let rule = evidence
        .route
        .boundary
        .as_ref()
        .map(|boundary| boundary.rule);
    let is_provider = rule.is_some_and(|rule| !matches!(rule, "generic" | "given"));
    let mut hits: Vec<Hit> = Vec::new();
    let mut last = None;
    for entry in entries {
        // One finding a field, whatever number of results it states.
        if last.replace(entry.claim.field_index) == Some(entry.claim.field_index) {
            continue;
        }
        let claim = &entry.claim;
        let named = claim.authserv_id.as_deref().unwrap_or_default();
        let twice = passed_before(evidence, named, boundary.index);
        let hit = Hit::new(format!(
            "claims that {named} found {}={}{}",
            claim.method,
            claim.result,
            if twice {
                "; an earlier hop names that organization, too (unverified)"
            } else {
                ""
            }
        ))
        .at(Place::field(evidence, claim.field_index));
        // What does not pass helps nobody who forges it, and a provider's hosts speak in one name for all its customers.
        let passes = evidence
            .ledger
            .iter()
            .any(|other| other.claim.field_index == claim.field_index && other.claim.passes());
        let is_common = claim.kind == FieldKind::ReceivedSpf && is_provider;
        hits.push(
            hit.graded_if(!passes || is_common, Severity::Notice)
                .in_context(context::sealed_before(evidence), Severity::Notice),
        );
    }
    hits
}

/// What our receiver calls itself: where it took the mail, and in the claims that are its own.
fn receivers_names(evidence: &Evidence<'_>, boundary: &Hop) -> Vec<String> {
    let claimed = context::trusted(evidence).filter_map(|entry| entry.claim.authserv_id.as_deref());
    let mut names: Vec<String> = boundary
        .received
        .by_name()
        .into_iter()
        .chain(claimed)
        .map(normalize)
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Whether an older hop was the same house's: the mail may have gone through it twice. Large providers speak in one name for
/// all of their customers.
fn passed_before(evidence: &Evidence<'_>, receiver: &str, boundary: usize) -> bool {
    evidence.route.hops[..boundary - 1].iter().any(|hop| {
        hop.received
            .by_name()
            .is_some_and(|by| same_organization(by, receiver))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    const OURS: &str = "Authentication-Results: mx.example.net; spf=fail\r\n";
    const FORGED: &str =
        "Authentication-Results: mx.example.net; dkim=pass header.d=bank.example\r\n";
    const OLDER: &str = "Received: from a.test ([192.0.2.9]) by relay.test with ESMTP id 9;\r\n Sat, 02 May 2026 10:00:01 +0000\r\n";

    #[test]
    fn the_receivers_name_below_the_boundary_is_told() {
        let below = format!("{OLDER}{FORGED}From: a@bank.example\r\n");
        Mail::received(OURS, &below).finds(
            &FINDING,
            &[(
                Severity::Warning,
                &["mx.example.net; dkim=pass header.d=bank.example"],
            )],
        );
    }

    #[test]
    fn every_name_of_the_receiver_counts() {
        let ours = OURS.replace("mx.example.net", "example.net");
        for (field, value) in [
            (
                "Authentication-Results",
                "Example.NET.; dkim=pass header.d=bank.example",
            ),
            (
                "Received-SPF",
                "pass (ok) receiver=mx.example.net; envelope-from=a@bank.example",
            ),
        ] {
            let below = format!("{OLDER}{field}: {value}\r\nFrom: a@bank.example\r\n");
            Mail::received(&ours, &below).finds(&FINDING, &[(Severity::Warning, &[value])]);
        }
    }

    #[test]
    fn an_older_hop_in_the_receivers_name_is_as_easily_written() {
        let older = OLDER.replace("relay.test", "mx.example.net");
        let below = format!("{OLDER}{FORGED}{older}From: a@bank.example\r\n");
        Mail::received(OURS, &below).finds(
            &FINDING,
            &[(
                Severity::Warning,
                &["mx.example.net; dkim=pass header.d=bank.example"],
            )],
        );
    }

    #[test]
    fn other_names_and_the_receivers_own_field_are_not() {
        let other = FORGED.replace("mx.example.net", "relay.test");
        Mail::received(OURS, &format!("{OLDER}{other}From: a@bank.example\r\n")).lacks(&FINDING);
        Mail::received(OURS, "From: a@bank.example\r\n").lacks(&FINDING);
    }
}
