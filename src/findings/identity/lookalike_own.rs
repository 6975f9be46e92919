//! IDN009: a domain that looks like the recipient's own.

use super::idn_domain::sender_domains;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::findings::support::context;
use crate::findings::support::lookalike::{self, Suspect, Target, Trick};
use crate::names;

pub(super) const FINDING: Finding = Finding {
    code: "IDN009",
    name: "lookalike-own-domain",
    severity: Severity::High,
    basis: Basis::Derived,
    title: "The sender's domain looks like one of your own",
    meaning: "The domain in From or Reply-To is not, but looks like, a domain of the recipients' or one given with --protect: the same to the eye, a letter or two off, with an addition, or as the front of a longer name.",
    why: "Registered to be taken for a colleague. Nothing but fraud needs such a name of the recipient's own house.",
    wrong: "Sister companies and country domains look alike for honest reasons; the same word under another suffix is only a notice.",
    references: &["UTS 39"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let mut own = context::recipient_domains(evidence);
    // A mailbox at a large provider is not the recipient's house.
    own.retain(|domain| !lookalike::is_some_brands(domain));
    own.extend(
        evidence
            .protected
            .iter()
            .map(|domain| names::normalize(domain)),
    );
    if own.is_empty() {
        return Vec::new();
    }
    let targets: Vec<Target> = own.iter().map(|domain| Target::new(domain)).collect();
    let mut hits = Vec::new();
    for (index, domain) in sender_domains(evidence) {
        if context::is_any(&domain, &own) {
            continue;
        }
        let suspect = Suspect::new(&domain);
        let found = targets
            .iter()
            .filter_map(|target| Some((target, suspect.imitates(target)?)))
            .min_by_key(|(_, trick)| *trick);
        if let Some((target, trick)) = found {
            let detail = format!(
                "{} {} {}",
                lookalike::decoded(&domain),
                trick.text(),
                target.domain
            );
            let hit = Hit::new(detail).at(Place::text(evidence, index, &domain));
            hits.push(match trick {
                Trick::OtherSuffix | Trick::Compound => hit.graded(Severity::Notice),
                Trick::Lure => hit.graded(Severity::Warning),
                Trick::RealNameInFront | Trick::Confusable | Trick::Typo => hit,
            });
        }
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn the_recipients_house_is_guarded() {
        let mail = |from: &str| {
            Mail::new(&format!(
                "Delivered-To: u@examplecorp.example\r\nFrom: a@{from}\r\n"
            ))
        };
        mail("exampelcorp.test").finds(&FINDING, &[(Severity::High, &["exampelcorp.test"])]);
        mail("examplecorp.example.evil.test").finds(
            &FINDING,
            &[(Severity::High, &["examplecorp.example.evil.test"])],
        );
        mail("examplecorp-login.test").finds(
            &FINDING,
            &[(Severity::Warning, &["examplecorp-login.test"])],
        );
        mail("examplecorp.test").finds(&FINDING, &[(Severity::Notice, &["examplecorp.test"])]);
        mail("mail.examplecorp.example").lacks(&FINDING);
        mail("other.test").lacks(&FINDING);
    }

    #[test]
    fn so_is_what_the_caller_names() {
        let mail = || Mail::new("From: a@examp1ecorp.test\r\n");
        mail().lacks(&FINDING);
        mail()
            .protecting("examplecorp.example")
            .finds(&FINDING, &[(Severity::High, &["examp1ecorp.test"])]);
    }
}
