//! IDN008: a domain of mixed scripts.

use super::idn_domain::sender_domains;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::findings::support::lookalike;

pub(super) const FINDING: Finding = Finding {
    code: "IDN008",
    name: "mixed-script-domain",
    severity: Severity::Warning,
    basis: Basis::Observed,
    title: "Sender domain mixes scripts",
    meaning: "A label of the domain in From or Reply-To has letters of scripts that no language combines, such as Latin and Cyrillic.",
    why: "A letter from another script that looks the same makes a different name. Registries forbid such names where they can.",
    wrong: "Hardly any: some symbols and old registrations.",
    references: &["UTS 39 section 5", "RFC 5890"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    sender_domains(evidence)
        .into_iter()
        .filter_map(|(index, domain)| {
            let decoded = lookalike::decoded(&domain);
            lookalike::mixes_scripts(&decoded).then(|| {
                Hit::new(format!("{domain} is displayed as {decoded}"))
                    .at(Place::text(evidence, index, &domain))
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn a_cyrillic_letter_among_latin_ones_is_told() {
        Mail::new("From: a@xn--exmple-4nf.test\r\n")
            .finds(&FINDING, &[(Severity::Warning, &["xn--exmple-4nf.test"])]);
        Mail::new("From: a@xn--mller-kva.example\r\n").lacks(&FINDING);
    }
}
