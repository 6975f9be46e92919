//! What a domain publishes for SPF, looked at by itself: is it there, is its syntax good, and what does it come to?

use super::record::{Kind, Mechanism, Record, is_spf};
use crate::auth::AuthResult;

/// The SPF records among a domain's TXT records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// The records as published; more than one is an error (RFC 7208 section 4.5).
    pub records: Vec<String>,
    /// What the record says of hosts that no term names: the qualifier of `all`; `None` if it has no `all`, or
    /// cannot be read.
    pub otherwise: Option<AuthResult>,
    /// The domain whose record counts instead, as written (`redirect=`).
    pub redirect: Option<String>,
    /// What is wrong with it, in words.
    pub problems: Vec<String>,
}

/// Reads what a domain publishes. Nothing is asked: what included records hold is not looked at.
pub fn published(texts: &[String]) -> Published {
    let records: Vec<String> = texts
        .iter()
        .filter(|text| is_spf(text.as_bytes()))
        .cloned()
        .collect();
    let mut published = Published::default();
    match records.as_slice() {
        [] => {}
        [one] => published.read(one),
        several => published.problems.push(format!(
            "there are {} SPF records; only one is allowed, so every check ends in permerror",
            several.len()
        )),
    }
    published.records = records;
    published
}

impl Published {
    fn read(&mut self, text: &str) {
        let record = match Record::parse(text) {
            Ok(record) => record,
            Err(bad) => {
                self.problems.push(format!(
                    "{:?} is invalid: {}; every check ends in permerror",
                    bad.term, bad.problem
                ));
                return;
            }
        };
        let mut ended = false;
        for term in &record.terms {
            match &term.kind {
                Kind::Directive(..) if ended => {
                    self.problems
                        .push(format!("{} follows all and is never reached", term.text));
                }
                Kind::Directive(qualifier, mechanism) => {
                    self.problems
                        .extend(weakness(qualifier.0, mechanism, term.text));
                    if matches!(mechanism, Mechanism::All) {
                        self.otherwise = Some(qualifier.0);
                        ended = true;
                    }
                }
                Kind::Redirect(_) => {
                    self.redirect = term.text.split_once('=').map(|(_, to)| to.to_owned());
                }
                Kind::Explanation(_) | Kind::UnknownModifier => {}
            }
        }
        if self.otherwise.is_some() && self.redirect.take().is_some() {
            self.problems
                .push("redirect= has no effect beside all".to_owned());
        }
        if self.otherwise.is_none() && self.redirect.is_none() {
            self.problems.push(
                "it has neither all nor redirect=: hosts that it does not list get neutral"
                    .to_owned(),
            );
        }
    }
}

/// What is weak about a directive.
fn weakness(result: AuthResult, mechanism: &Mechanism, text: &str) -> Option<String> {
    let everyone = match mechanism {
        Mechanism::All => Some("every host in the world"),
        Mechanism::Ip4(_, 0) => Some("every host with an IPv4 address"),
        Mechanism::Ip6(_, 0) => Some("every host with an IPv6 address"),
        _ => None,
    };
    match (result, mechanism) {
        (AuthResult::Pass, _) if let Some(whom) = everyone => {
            Some(format!("{text} gives pass to {whom}"))
        }
        (AuthResult::Neutral, Mechanism::All) => Some(format!(
            "{text} gives neutral to hosts that the record does not list"
        )),
        (_, Mechanism::Ptr(_)) => Some(format!(
            "{text}: ptr should not be used (RFC 7208 section 5.5)"
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(texts: &[&str]) -> Published {
        published(
            &texts
                .iter()
                .map(|text| (*text).to_owned())
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn what_is_said_of_everyone_else() {
        for (text, otherwise) in [
            ("v=spf1 mx -all", Some(AuthResult::Fail)),
            ("v=spf1 ~all", Some(AuthResult::Softfail)),
            ("v=spf1 ?all", Some(AuthResult::Neutral)),
            ("v=spf1 all", Some(AuthResult::Pass)),
            ("v=spf1 mx", None),
        ] {
            assert_eq!(of(&[text]).otherwise, otherwise, "{text}");
        }
        let moved = of(&["v=spf1 redirect=_spf.example.com"]);
        assert_eq!(moved.redirect.as_deref(), Some("_spf.example.com"));
        assert_eq!(moved.problems, [""; 0]);
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (texts, words) in [
            (&["v=spf1 -all", "v=spf1 ~all"][..], "2 SPF records"),
            (&["v=spf1 ipv4:192.0.2.1 -all"], "permerror"),
            (&["v=spf1 +all"], "every host"),
            (&["v=spf1 ip4:0.0.0.0/0 -all"], "every host"),
            (&["v=spf1 ?all"], "neutral"),
            (&["v=spf1 a"], "neither all nor redirect="),
            (&["v=spf1 -all mx"], "never reached"),
            (&["v=spf1 redirect=a.example -all"], "no effect"),
            (&["v=spf1 ptr -all"], "should not"),
        ] {
            let problems = of(texts).problems.join("; ");
            assert!(problems.contains(words), "{texts:?}: {problems}");
        }
        for good in [
            "v=spf1 -all",
            "v=spf1 include:_spf.example.com ~all",
            "v=spf1 -ip4:0.0.0.0/0 -all",
        ] {
            assert_eq!(of(&[good]).problems, [""; 0], "{good}");
        }
        assert_eq!(of(&["v=spf10 +all", "hello"]), Published::default());
    }
}
