//! IDN010: a domain that looks like a brand's.

use super::idn_domain::sender_domains;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::findings::support::lookalike::{self, Trick};

pub(super) const FINDING: Finding = Finding {
    code: "IDN010",
    name: "lookalike-brand-domain",
    severity: Severity::Warning,
    basis: Basis::Derived,
    title: "Sender domain is a lookalike of a brand's domain",
    meaning: "The domain in From or Reply-To is not the brand's, but is visually identical, a letter or two different, or has the real name as a prefix (`bank.example.evil.test`).",
    why: "Such domains are mostly registered to impersonate the brand.",
    wrong: "Names can be similar by chance. The built-in list does not have all domains of each brand.",
    references: &["UTS 39"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    sender_domains(evidence)
        .into_iter()
        .filter_map(|(index, domain)| {
            let (brand, real, trick) = lookalike::brand_imitated(&domain)?;
            if !matches!(
                trick,
                Trick::RealNameInFront | Trick::Confusable | Trick::Typo
            ) {
                return None;
            }
            let detail = format!(
                "{} {} {real} ({})",
                lookalike::decoded(&domain),
                trick.text(),
                brand.name
            );
            Some(Hit::new(detail).at(Place::text(evidence, index, &domain)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn imitations_are_told_and_the_real_one_is_not() {
        for domain in ["paypa1.test", "paypal.com.account.test", "micrsoft.test"] {
            Mail::new(&format!("From: a@{domain}\r\n"))
                .finds(&FINDING, &[(Severity::Warning, &[domain])]);
        }
        for domain in ["mail.paypal.com", "paypal.de", "a.example"] {
            Mail::new(&format!("From: a@{domain}\r\n")).lacks(&FINDING);
        }
    }
}
