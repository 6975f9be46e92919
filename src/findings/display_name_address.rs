//! IDN001: the display name shows another address.

use super::{Basis, Finding, Hit, Place, Severity, context};
use crate::evidence::Evidence;
use crate::names::same_organization;

pub(super) const FINDING: Finding = Finding {
    code: "IDN001",
    name: "display-name-address",
    severity: Severity::Warning,
    basis: Basis::Observed,
    title: "The sender's display name holds an address of another organisation",
    meaning: "The name that mail programs show for the sender contains an e-mail address, and its domain is not that of the real address.",
    why: "Many programs show the name only. The reader sees an address that the mail does not come from.",
    wrong: "Lists and help desks that rewrite From sometimes keep the author's address in the name, usually with \"via\".",
    references: &["RFC 5322 section 3.4"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let facts = &evidence.facts;
    facts
        .from
        .iter()
        .filter_map(|mailbox| {
            let (display, domain) = (mailbox.display.as_deref()?, mailbox.domain()?);
            let shown = address_in(display)?;
            let (_, shown_domain) = shown.rsplit_once('@')?;
            if same_organization(shown_domain, &domain) {
                return None;
            }
            let place = Place::text(evidence, *facts.from_fields.first()?, shown);
            let hit = Hit::new(format!("shows {shown}, but the address is at {domain}")).at(place);
            // A list that rewrites From keeps the author's address in the name, and the author's signature.
            let is_authors = context::vouched_domains(evidence)
                .any(|domain| same_organization(&domain, shown_domain));
            let context = is_authors.then(|| context::vouched(shown_domain));
            Some(hit.in_context(context, Severity::Notice))
        })
        .collect()
}

/// The first word of a text that has the form of an address with a dotted domain.
fn address_in(text: &str) -> Option<&str> {
    text.split(|c: char| c.is_whitespace() || "<>()[]\"',;".contains(c))
        .find(|word| {
            word.rsplit_once('@').is_some_and(|(local, domain)| {
                !local.is_empty()
                    && domain.contains('.')
                    && domain.split('.').all(|label| !label.is_empty())
                    && domain
                        .chars()
                        .all(|c| c.is_alphanumeric() || c == '.' || c == '-')
            })
        })
}
