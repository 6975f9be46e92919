//! BDY004: a link's text names another host than the one it leads to.

use crate::body::Oddity;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Severity};
use crate::findings::support::body::{each_once, links};
use crate::findings::support::context;
use crate::names::same_organization;

pub(super) const FINDING: Finding = Finding {
    code: "BDY004",
    name: "link-text-other-host",
    severity: Severity::Warning,
    basis: Basis::Observed,
    title: "Link text and target differ",
    meaning: "The text of a link is a web address or a host name, but the link goes to a host of another organization.",
    why: "The reader believes the visible address. It is one of the oldest phishing techniques.",
    wrong: "Newsletters track clicks: the link goes to the sending platform first. If the visible domain signed the message, this is only a notice. Rewritten links of known URL filters are decoded first.",
    references: &["MITRE ATT&CK T1566.002"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let facts = &evidence.facts;
    let found = links(evidence).filter_map(|link| {
        let shown = link.oddities.iter().find_map(|oddity| match oddity {
            Oddity::OtherHost { shown } => Some(shown),
            _ => None,
        })?;
        let host = link.destination()?;
        let hit = Hit::new(format!("shows {shown}, goes to {host}"));
        // Whoever is shown signed the message: they have its clicks counted.
        let is_shown =
            context::vouched_domains(evidence).any(|domain| same_organization(&domain, shown));
        let context = is_shown.then(|| context::vouched(shown));
        // The author's own name over the links of the platform that is proven to have sent it: clicks are counted. Whether
        // the author's name is theirs to use is another finding's business.
        let is_authors = facts
            .from_domains()
            .iter()
            .any(|from| same_organization(from, shown));
        let counts_clicks = is_authors
            && context::vouched_domains(evidence).any(|domain| same_organization(&domain, &host));
        let clicks = counts_clicks.then(|| context::vouched(&host));
        Some(hit.in_context(context.or(clicks), Severity::Notice))
    });
    each_once(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn text_and_target_are_compared() {
        let mail = |above: &str, html: &str| {
            Mail::raw(format!(
                "{above}From: a@b.example\r\nContent-Type: text/html\r\n\r\n{html}\r\n"
            ))
        };
        let link = "<a href='https://evil.test/'>https://bank.example/</a>";
        mail("", link).finds(&FINDING, &[(Severity::Warning, &[])]);
        // What the sender writes explains nothing.
        let bulk = "List-Id: <l.lists.example>\r\nList-Unsubscribe: <https://b.example/>\r\n";
        mail(bulk, link).finds(&FINDING, &[(Severity::Warning, &[])]);
        mail("", "<a href='https://www.bank.example/'>bank.example</a>").lacks(&FINDING);
        mail("", "<a href='https://evil.test/'>your bank</a>").lacks(&FINDING);
    }
}
