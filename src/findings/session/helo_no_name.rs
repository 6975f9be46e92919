//! SMT006: the client's name in HELO is none.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Severity};
use crate::findings::support::talk;
use std::net::IpAddr;

pub(super) const FINDING: Finding = Finding {
    code: "SMT006",
    name: "invalid-helo-name",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "Invalid HELO name",
    meaning: "The client's HELO or EHLO argument is neither a fully qualified host name nor an address literal in brackets.",
    why: "A mail server announces its host name. Spam software often announces the bare name of an infected computer, or anything.",
    wrong: "Mail clients and devices that submit to their own server often have no name to announce.",
    references: &["RFC 5321 section 4.1.4", "RFC 5321 section 4.1.3"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some(session) = talk::of(evidence) else {
        return Vec::new();
    };
    let Some(name) = session.client_name.as_deref().filter(|name| !is_name(name)) else {
        return Vec::new();
    };
    let why = if name.parse::<IpAddr>().is_ok() {
        "an address without brackets"
    } else if name.contains('.') {
        "not a host name"
    } else {
        "a name without a domain"
    };
    let greeting = session.greeting.unwrap_or("HELO");
    let hit = Hit::new(format!("{greeting} {name}: {why}"));
    vec![hit.in_step(talk::greeting(session))]
}

fn is_name(name: &str) -> bool {
    let literal = name
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    if let Some(inner) = literal {
        return inner
            .strip_prefix("IPv6:")
            .unwrap_or(inner)
            .parse::<IpAddr>()
            .is_ok();
    }
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label
                .chars()
                .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    let name = name.strip_suffix('.').unwrap_or(name);
    name.contains('.') && name.parse::<IpAddr>().is_err() && name.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Talk;

    #[test]
    fn names_and_literals_are_fine() {
        for (name, is_found) in [
            ("mail.example", false),
            ("[192.0.2.7]", false),
            ("[IPv6:2001:db8::1]", false),
            ("192.0.2.7", true),
            ("localhost", true),
            ("a..example", true),
            ("[x]", true),
        ] {
            let talk = Talk::greeting(name, "");
            if is_found {
                talk.finds(&FINDING, &[Severity::Notice]);
            } else {
                talk.lacks(&FINDING);
            }
        }
    }
}
