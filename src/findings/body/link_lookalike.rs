//! BDY006: a link leads to a domain that looks like the recipient's own, or a brand's.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Severity};
use crate::findings::support::body::links;
use crate::findings::support::house::House;
use crate::findings::support::lookalike::{self, Suspect, Target, Trick};

pub(super) const FINDING: Finding = Finding {
    code: "BDY006",
    name: "link-lookalike",
    severity: Severity::Warning,
    basis: Basis::Derived,
    title: "Link to a lookalike domain",
    meaning: "The host of a link looks like a domain of the recipients, a protected one, or one of an often impersonated brand, but is not.",
    why: "The page behind it is probably meant to be mistaken for the real one.",
    wrong: "Short names are similar by chance, and companies own lookalikes of their own names. Names that only share a word do not count here.",
    references: &["UTS 39", "MITRE ATT&CK T1583.001"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let house = House::of(evidence);
    let targets: Vec<Target> = house
        .guarded
        .iter()
        .map(|domain| Target::new(domain))
        .collect();
    let mut hosts: Vec<String> = Vec::new();
    for host in links(evidence).filter_map(crate::body::Link::destination) {
        if !hosts.contains(&host) {
            hosts.push(host);
        }
    }
    hosts
        .iter()
        .filter_map(|host| {
            let suspect = Suspect::new(host);
            let of_own = targets
                .iter()
                .filter_map(|target| Some((target.domain.as_str(), suspect.imitates(target)?)));
            let of_brand =
                lookalike::brand_imitated(host).map(|(_, domain, trick)| (domain, trick));
            let (domain, trick) = of_own
                .chain(of_brand)
                .filter(|(_, trick)| is_strong(*trick))
                .min_by_key(|(_, trick)| *trick)?;
            let shown = lookalike::decoded(host);
            Some(Hit::new(format!(
                "a link goes to {shown}, which {} {domain}",
                trick.text()
            )))
        })
        .take(crate::findings::support::body::MAX_HITS)
        .collect()
}

/// Links lead to very many hosts, so that a shared word tells nothing here.
fn is_strong(trick: Trick) -> bool {
    matches!(
        trick,
        Trick::RealNameInFront | Trick::Confusable | Trick::Typo
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn lookalikes_are_found() {
        let mail = |host: &str| {
            Mail::raw(format!(
                "Delivered-To: u@examplecorp.example\r\nFrom: a@b.example\r\nContent-Type: text/html\r\n\r\n\
                 <a href='https://{host}/'>x</a>\r\n"
            ))
        };
        mail("examp1ecorp.test").finds(&FINDING, &[(Severity::Warning, &[])]);
        mail("examplecorp.example.evil.test").finds(&FINDING, &[(Severity::Warning, &[])]);
        mail("www.examplecorp.example").lacks(&FINDING);
        mail("examplecorp-garden.test").lacks(&FINDING);
    }
}
