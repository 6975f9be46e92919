//! IDN016: From is at a name that a hosting platform gives to any customer.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::findings::support::signs;

pub(super) const FINDING: Finding = Finding {
    code: "IDN016",
    name: "platform-default-author",
    severity: Severity::Warning,
    basis: Basis::Observed,
    title: "From uses a hosting platform's default domain",
    meaning: "The domain in From is one that a web application platform, or Microsoft 365 for a new tenant, gives to every customer for free. Neither it nor the mailbox shares a word with the display name.",
    why: "Such a name takes minutes to create, the platform signs for it, and it passes every check. An established sender uses its own domain.",
    wrong: "Small applications without a domain of their own send sign-up mail like this. If there is no display name, or it fits the domain, this is only a notice.",
    references: &[
        "Microsoft 365, Limiting onmicrosoft domain usage for sending mail",
        "Firebase Authentication, Customize account management emails",
        "MITRE ATT&CK T1583.006",
    ],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let facts = &evidence.facts;
    let Some(&index) = facts.from_fields.first() else {
        return Vec::new();
    };
    facts
        .from
        .iter()
        .filter_map(|mailbox| {
            let domain = mailbox.domain()?;
            let platform = signs::platform(&domain)?;
            let display = mailbox.display.as_deref();
            let detail = match display {
                Some(display) => format!("{domain} is a default name that {platform} gives to any customer; the display name says {display}"),
                None => format!("{domain} is a default name that {platform} gives to any customer"),
            };
            let fits = display.is_none_or(|display| fits(display, &mailbox.address));
            let hit = Hit::new(detail).at(Place::text(evidence, index, &domain));
            Some(hit.graded_if(fits, Severity::Notice))
        })
        .take(MAX_HITS)
        .collect()
}

/// A few show it.
const MAX_HITS: usize = 4;
/// Shorter words are shared by chance.
const MIN_WORD: usize = 4;

/// Whether a display name shares a word with its address.
fn fits(display: &str, address: &str) -> bool {
    let address: String = address
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    display
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| {
            word.chars().count() >= MIN_WORD && address.contains(word) && !EMPTY.contains(&word)
        })
}

/// Words that say nothing of who it is.
const EMPTY: &[&str] = &[
    "account", "alert", "bonus", "info", "mail", "noreply", "notice", "reply", "support", "team",
    "update",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn a_strange_name_at_a_platform_is_told() {
        let mail = |from: &str| Mail::new(&format!("From: {from}\r\n"));
        let domain = "x1-ab2.firebaseapp.com";
        mail(&format!("Parcel Desk <noreply@{domain}>"))
            .finds(&FINDING, &[(Severity::Warning, &[domain])]);
        let tenant = "a1b2c3.onmicrosoft.com";
        mail(&format!("Parcel Desk <q7@{tenant}>"))
            .finds(&FINDING, &[(Severity::Warning, &[tenant])]);
    }

    #[test]
    fn a_name_that_fits_is_a_notice() {
        let mail = |from: &str| Mail::new(&format!("From: {from}\r\n"));
        let app = "garden-planner.firebaseapp.com";
        mail(&format!("Garden Planner <noreply@{app}>"))
            .finds(&FINDING, &[(Severity::Notice, &[app])]);
        mail(&format!("noreply@{app}")).finds(&FINDING, &[(Severity::Notice, &[app])]);
        let tenant = "contoso.onmicrosoft.com";
        mail(&format!("Robin Doe <robin@{tenant}>"))
            .finds(&FINDING, &[(Severity::Notice, &[tenant])]);
        mail("Robin Doe <robin@a.example>").lacks(&FINDING);
    }
}
