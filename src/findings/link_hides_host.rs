//! BDY005: a link whose address hides where it leads.

use super::body::{each_once, links};
use super::{Basis, Finding, Hit, Severity, lookalike};
use crate::body::Oddity;
use crate::evidence::Evidence;

pub(super) const FINDING: Finding = Finding {
    code: "BDY005",
    name: "link-hides-host",
    severity: Severity::Warning,
    basis: Basis::Observed,
    title: "A link hides where it leads",
    meaning: "The link leads to an IP address, has a name with a dot in front of the host and an @, mixes scripts within a name, or carries a program or a page within itself.",
    why: "Honest senders want their name to be seen in their links.",
    wrong: "Printers, cameras and servers of one's own network send links with addresses. Links with private addresses are only a notice.",
    references: &["RFC 3986 section 7.6", "UTS 39"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let found = links(evidence).filter_map(|link| {
        let host = link.destination().unwrap_or_default();
        link.oddities.iter().find_map(|oddity| match oddity {
            Oddity::Address => {
                let hit = Hit::new(format!("leads to the address {host}"));
                let is_internal = host
                    .trim_matches(['[', ']'])
                    .parse()
                    .is_ok_and(crate::names::is_internal);
                Some(hit.graded_if(is_internal, Severity::Notice))
            }
            Oddity::UserName { name } => Some(Hit::new(format!(
                "has {name} in front of the host it leads to, {host}"
            ))),
            Oddity::Internationalised { read_as } if lookalike::mixes_scripts(read_as) => {
                Some(Hit::new(format!(
                    "leads to {host}, which is read as {read_as} and mixes scripts"
                )))
            }
            Oddity::Embedded => Some(Hit::new("carries a program or a page within itself")),
            Oddity::Internationalised { .. } | Oddity::OtherHost { .. } => None,
        })
    });
    each_once(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::testing::Mail;

    #[test]
    fn hosts_that_hide_are_found() {
        let mail = |href: &str| {
            Mail::raw(format!(
                "From: a@b.example\r\nContent-Type: text/html\r\n\r\n<a href='{href}'>x</a>\r\n"
            ))
        };
        mail("http://203.0.113.9/x").finds(&FINDING, &[(Severity::Warning, &[])]);
        mail("http://192.168.1.1/").finds(&FINDING, &[(Severity::Notice, &[])]);
        mail("http://bank.example@evil.test/").finds(&FINDING, &[(Severity::Warning, &[])]);
        mail("http://ex\u{430}mple.test/").finds(&FINDING, &[(Severity::Warning, &[])]);
        mail("data:text/html,x").finds(&FINDING, &[(Severity::Warning, &[])]);
        mail("http://m\u{fc}ller.test/").lacks(&FINDING);
        mail("https://a.example/").lacks(&FINDING);
    }
}
