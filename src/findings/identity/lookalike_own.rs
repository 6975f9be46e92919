//! IDN009: a domain that looks like the recipient's own.

use super::idn_domain::sender_domains;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::findings::support::house::House;
use crate::findings::support::lookalike::{self, Suspect, Target, Trick};
use crate::names::normalize;

pub(super) const FINDING: Finding = Finding {
    code: "IDN009",
    name: "lookalike-own-domain",
    severity: Severity::High,
    basis: Basis::Derived,
    title: "Sender domain is a lookalike of your own domain",
    meaning: "The domain in From or Reply-To looks like a domain of the recipients or a protected one, but is not: visually identical, a letter or two different, with an addition, or as a prefix of a longer name.",
    why: "Such a domain is registered to impersonate colleagues. Apart from phishing simulations, there is hardly a legitimate use for a lookalike of the recipient's own domain.",
    wrong: "Affiliated companies and country domains look alike for legitimate reasons; the same word under another suffix is only a notice.",
    references: &["UTS 39"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let mut house = House::of(evidence);
    // A mailbox at a large provider is not the recipient's house.
    let is_named = |domain: &String| {
        let mut named = evidence.protected.iter();
        named.any(|own| normalize(own) == *domain)
    };
    house
        .guarded
        .retain(|domain| is_named(domain) || !lookalike::is_some_brands(domain));
    if house.guarded.is_empty() {
        return Vec::new();
    }
    let targets: Vec<Target> = house
        .guarded
        .iter()
        .map(|domain| Target::new(domain))
        .collect();
    let mut hits = Vec::new();
    for (index, domain) in sender_domains(evidence) {
        if house.has(&domain) {
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

    #[test]
    fn the_sender_makes_nobody_one_of_the_house() {
        let from = "From: a@exarnple.net\r\n";
        let found: &[(Severity, &[&str])] = &[(Severity::High, &["exarnple.net"])];
        let ours = "Delivered-To: u@example.net\r\n";
        for written in [
            "Delivered-To: u@exarnple.net\r\n",
            "X-Original-To: u@exarnple.net\r\n",
            "Envelope-To: u@other.example\r\n",
            "Cc: u@exarnple.net\r\n",
            "Received: from a.example by b.example with SMTP for <u@exarnple.net>;\r\n Sat, 02 May 2026 10:00:00 +0000\r\n",
        ] {
            Mail::received(ours, &format!("{written}{from}")).finds(&FINDING, found);
        }
        let to = "To: u@example.net\r\nCc: u@exarnple.net\r\n";
        Mail::received("", &format!("{to}{from}")).finds(&FINDING, found);
    }
}
