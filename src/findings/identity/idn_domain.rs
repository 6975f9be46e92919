//! IDN007: an internationalized domain.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::findings::support::lookalike;

pub(super) const FINDING: Finding = Finding {
    code: "IDN007",
    name: "internationalized-domain",
    severity: Severity::Info,
    basis: Basis::Observed,
    title: "Internationalized sender domain",
    meaning: "The domain in From or Reply-To has non-ASCII characters, in the form xn--… (Punycode) or directly.",
    why: "Mail clients may show the decoded form, in which letters of other scripts look like those of a well-known name.",
    wrong: "Very many people and companies have such a name legitimately.",
    references: &["RFC 5890", "RFC 3492"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    sender_domains(evidence)
        .into_iter()
        .filter(|(_, domain)| {
            !domain.is_ascii() || domain.split('.').any(|label| label.starts_with("xn--"))
        })
        .map(|(index, domain)| {
            let detail = format!("{domain} is displayed as {}", lookalike::decoded(&domain));
            Hit::new(detail).at(Place::text(evidence, index, &domain))
        })
        .collect()
}

/// The domains of From and Reply-To, each once, with the field that holds it.
pub(super) fn sender_domains(evidence: &Evidence<'_>) -> Vec<(usize, String)> {
    let facts = &evidence.facts;
    let from = facts
        .from_fields
        .first()
        .map(|&index| (index, facts.from.as_slice()));
    let reply_to = facts
        .reply_to
        .as_ref()
        .map(|(index, list)| (*index, list.as_slice()));
    let mut found: Vec<(usize, String)> = Vec::new();
    for (index, mailboxes) in [from, reply_to].into_iter().flatten() {
        let most = found.len() + MAX_DOMAINS;
        for mailbox in mailboxes {
            let Some(domain) = mailbox.domain() else {
                continue;
            };
            if found.len() < most && !found.iter().any(|(_, known)| *known == domain) {
                found.push((evidence.field_of(mailbox).unwrap_or(index), domain));
            }
        }
    }
    found
}

/// The most domains of one field that are looked at: honest fields have one, and each costs a comparison with every brand.
const MAX_DOMAINS: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn encoded_names_are_shown_decoded() {
        let mail = Mail::new("From: a@xn--mller-kva.example\r\n");
        mail.finds(&FINDING, &[(Severity::Info, &["xn--mller-kva.example"])]);
        assert!(
            mail.hits(&FINDING)[0]
                .detail
                .ends_with("m\u{fc}ller.example")
        );
        Mail::new("From: a@a.example\r\n").lacks(&FINDING);
    }
}
