//! BDY005: a link whose address hides where it leads.

use crate::body::Oddity;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Severity};
use crate::findings::support::body::{each_once, links};
use crate::findings::support::lookalike;

pub(super) const FINDING: Finding = Finding {
    code: "BDY005",
    name: "obfuscated-link",
    severity: Severity::Warning,
    basis: Basis::Observed,
    title: "Obfuscated link",
    meaning: "The link goes to an IP address, has another host name and an @ before its host, mixes scripts within a name, or contains a program or a page (data: or javascript:).",
    why: "Legitimate senders want their name to be visible in their links.",
    wrong: "Printers, cameras and servers on the local network send links with IP addresses. Links to private addresses are only a notice.",
    references: &["RFC 3986 section 7.6", "UTS 39"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let found = links(evidence).filter_map(|link| {
        let host = link.destination().unwrap_or_default();
        link.oddities.iter().find_map(|oddity| match oddity {
            Oddity::Address => {
                let hit = Hit::new(format!("goes to the IP address {host}"));
                let is_internal = host
                    .trim_matches(['[', ']'])
                    .parse()
                    .is_ok_and(crate::names::is_internal);
                Some(hit.graded_if(is_internal, Severity::Notice))
            }
            Oddity::UserName { name } => Some(Hit::new(format!(
                "shows {name} before its real host, {host}"
            ))),
            Oddity::Internationalized { read_as } if lookalike::mixes_scripts(read_as) => {
                Some(Hit::new(format!(
                    "goes to {host}, which is displayed as {read_as} and mixes scripts"
                )))
            }
            Oddity::Embedded => Some(Hit::new(
                "contains a program or a page (data: or javascript:)",
            )),
            Oddity::Internationalized { .. } | Oddity::OtherHost { .. } => None,
        })
    });
    each_once(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

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
        mail("https://www.bank.example%2Flogin@evil.test/")
            .finds(&FINDING, &[(Severity::Warning, &[])]);
        mail("https://bank.example:443@evil.test/").finds(&FINDING, &[(Severity::Warning, &[])]);
        mail("data:text/html,x").finds(&FINDING, &[(Severity::Warning, &[])]);
        mail("http://m\u{fc}ller.test/").lacks(&FINDING);
        mail("https://a.example/").lacks(&FINDING);
        // A person, not a host; a host of the same organization.
        mail("http://jo.miller@firm.example/").lacks(&FINDING);
        mail("http://mail.firm.example@firm.example/").lacks(&FINDING);
    }

    #[test]
    fn a_mail_address_that_shows_itself_hides_nothing() {
        let mail = |href: &str, text: &str| {
            Mail::raw(format!(
                "From: a@b.example\r\nContent-Type: text/html\r\n\r\n<a href=\"{href}\">{text}</a>\r\n"
            ))
        };
        for (href, text) in [
            ("http://jo.test@firm.example", "jo.test@firm.example"),
            ("http://Jo.Test@Firm.example/", "jo.test@firm.example."),
            (
                "https://jo.test@firm.example",
                "mailto:jo.test@firm.example",
            ),
        ] {
            mail(href, text).lacks(&FINDING);
        }
        for (href, text) in [
            // The text is another address, or says more than the address.
            ("http://bank.example@evil.test", "service@bank.example"),
            (
                "http://bank.example@evil.test/login",
                "bank.example@evil.test",
            ),
            (
                "http://bank.example@evil.test",
                "https://bank.example@evil.test",
            ),
            ("http://bank.example@evil.test", "bank.example"),
            ("http://bank.example:x@evil.test", "bank.example@evil.test"),
        ] {
            mail(href, text).finds(&FINDING, &[(Severity::Warning, &[])]);
        }
    }
}
