//! IDN011: a brand's word in a strange domain.

use super::idn_domain::sender_domains;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::findings::support::lookalike::{self, Trick};

pub(super) const FINDING: Finding = Finding {
    code: "IDN011",
    name: "brand-word-domain",
    severity: Severity::Notice,
    basis: Basis::Derived,
    title: "Sender domain contains a brand name",
    meaning: "The domain in From or Reply-To is a brand name with an addition (`bank-login.example`) or under another suffix, and is not known to belong to the brand.",
    why: "Such names are registered by the thousand for phishing.",
    wrong: "Brands own many such names too, and the built-in list has only some of them.",
    references: &["UTS 39"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    sender_domains(evidence)
        .into_iter()
        .filter_map(|(index, domain)| {
            let (brand, real, trick) = lookalike::brand_imitated(&domain)?;
            if !matches!(trick, Trick::Lure | Trick::Compound | Trick::OtherSuffix) {
                return None;
            }
            let detail = format!("{domain} {} {real} ({})", trick.text(), brand.name);
            Some(Hit::new(detail).at(Place::text(evidence, index, &domain)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn additions_and_other_suffixes_are_told() {
        for domain in ["paypal-verify.test", "netflix.test"] {
            Mail::new(&format!("From: a@{domain}\r\n"))
                .finds(&FINDING, &[(Severity::Notice, &[domain])]);
        }
        Mail::new("From: a@netflix.com\r\n").lacks(&FINDING);
        Mail::new("From: a@verify.test\r\n").lacks(&FINDING);
    }
}
