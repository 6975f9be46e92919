//! Whether a resolver tells the truth about what does not exist.
//!
//! A resolver without a way to the Internet, or one behind a captive portal, often answers every question with NXDOMAIN. That
//! reads like a fact about the name (the key is gone, no record), and is none. The rule by which such answers are not
//! believed, from the answers of one message:
//!
//! 1. It says that a name does not exist which exists as long as the DNS does ([`ANCHORS`]): none of its NXDOMAIN
//!    answers is believed. A message's own questions are for no such name as a rule, so that one is asked for ([`CONTROL`])
//!    where DNS knew not a single name of the message. The name is fixed: one that the message could choose could be one
//!    that honestly does not exist.
//! 2. It says that a registered domain does not exist, and has records for a name below it (RFC 8020): its NXDOMAIN
//!    answers for that domain and the names below it are not believed. Only registered domains are held against this:
//!    deeper names without records of their own are denied by some honest servers too.
//!
//! Nothing else makes a liar: `_dmarc.com` honestly does not exist, nor do all the names of a domain that was given up.
//! An answer that is not believed is a failed look-up ([`Outcome::Failed`]), never one that shows that a name exists; the
//! log keeps what was said.

use super::answer::{Answer, Dnssec, Outcome};
use crate::limits::MAX_DOUBTED;
use crate::names::{is_within, registered};
use std::collections::BTreeSet;

/// Names that exist as long as the DNS does.
const ANCHORS: &[&str] = &["com", "net", "org", "arpa"];

/// The one that is asked for.
pub(super) const CONTROL: &str = "com";

/// Why NXDOMAIN answers of a resolver are not believed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doubt {
    /// A name whose existence it denies, and which exists whatever it says: no such answer is believed.
    pub denied: Option<String>,
    /// Domains that it denies while it has records below them: such answers are not believed for these.
    pub domains: Vec<String>,
}

impl Doubt {
    /// Reads the answers to the questions of one message.
    pub(super) fn of(answers: &[&Answer]) -> Self {
        let denied: Vec<&str> = answers
            .iter()
            .filter(|answer| answer.outcome == Outcome::NxDomain && answer.cnames.is_empty())
            .map(|answer| answer.name.as_str())
            .collect();
        let anchor = denied.iter().copied().find(|name| ANCHORS.contains(name));
        let mut apexes: BTreeSet<&str> = denied
            .into_iter()
            .filter(|name| registered(name).as_deref() == Some(*name))
            .take(MAX_DOUBTED)
            .collect();
        let has_below = |apex: &str| {
            answers.iter().any(|answer| {
                !answer.records().is_empty() && answer.name != apex && is_within(&answer.name, apex)
            })
        };
        apexes.retain(|apex| has_below(apex));
        Self {
            denied: anchor.map(str::to_owned),
            domains: apexes.into_iter().map(str::to_owned).collect(),
        }
    }

    pub fn is_none(&self) -> bool {
        self.denied.is_none() && self.domains.is_empty()
    }

    /// The reason for a reader.
    pub fn text(&self) -> Option<String> {
        if let Some(name) = &self.denied {
            return Some(format!(
                "the resolver says that {name} does not exist; its NXDOMAIN answers are not used"
            ));
        }
        let domain = self.domains.first()?;
        Some(format!(
            "the resolver says that {domain} does not exist, but returns records under it; its NXDOMAIN answers there are not used"
        ))
    }

    /// What is left of an answer; `None` where it is believed.
    pub(super) fn instead(&self, answer: &Answer) -> Option<Answer> {
        let in_doubt = self.denied.is_some()
            || self
                .domains
                .iter()
                .any(|domain| is_within(&answer.name, domain));
        let is_denial = answer.outcome == Outcome::NxDomain;
        let is_proven = answer.dnssec == Dnssec::Secure;
        (is_denial && in_doubt && !is_proven).then(|| Answer {
            outcome: Outcome::Failed("NXDOMAIN from an unreliable resolver".to_owned()),
            ..answer.clone()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::{Data, RecordType};

    fn text(name: &str) -> Answer {
        let records = vec![Data::Txt(vec![b"x".to_vec()])];
        Answer::new(name, RecordType::Txt, Outcome::Records(records))
    }

    fn no(name: &str) -> Answer {
        Answer::new(name, RecordType::Txt, Outcome::NxDomain)
    }

    fn doubt(answers: &[Answer]) -> Doubt {
        Doubt::of(&answers.iter().collect::<Vec<_>>())
    }

    #[test]
    fn only_what_is_provably_false_makes_a_liar() {
        for (answers, denied, domains) in [
            (vec![no("com"), no("a.example")], Some("com"), vec![]),
            // Most top-level domains have no DMARC record, and a domain can have been given up.
            (
                vec![no("_dmarc.com"), no("a.example"), no("_dmarc.a.example")],
                None,
                vec![],
            ),
            (
                vec![no("a.example"), text("_dmarc.a.example")],
                None,
                vec!["a.example"],
            ),
            // An empty name between others, which some servers deny.
            (
                vec![no("mail.a.example"), text("s._domainkey.mail.a.example")],
                None,
                vec![],
            ),
            // A name that only sounds like it.
            (
                vec![no("a.example"), text("_dmarc.aa.example")],
                None,
                vec![],
            ),
        ] {
            let found = doubt(&answers);
            assert_eq!(
                (
                    found.denied.as_deref(),
                    found.domains.iter().map(String::as_str).collect::<Vec<_>>()
                ),
                (denied, domains),
                "{answers:?}"
            );
        }
    }

    #[test]
    fn what_is_not_believed_is_a_failure_and_the_rest_stays() {
        let all = doubt(&[no("com")]);
        let lost = all.instead(&no("b.example")).expect("in doubt");
        assert!(matches!(lost.outcome, Outcome::Failed(_)));
        assert_eq!(all.instead(&text("b.example")), None);
        let one = doubt(&[no("a.example"), text("_dmarc.a.example")]);
        assert!(one.instead(&no("x.a.example")).is_some());
        assert_eq!(one.instead(&no("b.example")), None);
    }
}
