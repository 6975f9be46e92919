//! DMARC: whether a domain in From is vouched for by SPF or DKIM, and what its owner asks for otherwise (RFC 9989).

mod align;
mod author;
mod evaluate;
mod record;
mod walk;

pub use align::{Aligned, Alignment, Identifier, IdentifierAlignment, MethodAlignment};
pub use author::{AuthorDomains, author_domains};
pub use record::{DmarcRecord, HistoricTag, Mode, Policy, Psd};
pub use walk::WalkStep;

use super::AuthResult;
use crate::checked::{Checked, Why};
use crate::dns::{Dns, RecordType};
use crate::limits::{MAX_AUTHOR_DOMAINS, MAX_IDENTIFIERS};
use evaluate::Evaluation;
use futures::future::join_all;
use serde::Serialize;
use walk::Texts;

/// What SPF found, of the MAIL FROM identity.
pub type SpfInput = Identifier;
/// What one DKIM signature's check found.
pub type DkimInput = Identifier;

/// The DMARC result for a message. With several Author Domains the fields are those of the one that decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DmarcCheck {
    /// The result, or why there is none. In JSON `"result": word` or `"skipped": reason`.
    #[serde(flatten, serialize_with = "super::outcome::flat")]
    pub result: Checked<AuthResult>,
    /// Why it is none, temperror, permerror or not checked, in words.
    pub reason: Option<String>,
    /// The Author Domain.
    pub domain: Option<String>,
    /// Its organizational domain, if the tree walk finds it.
    pub organizational_domain: Option<String>,
    /// The policy that applies: the published one, one level lower under `t=y`.
    pub policy: Option<Policy>,
    /// The policy as published for this domain.
    pub published_policy: Option<Policy>,
    /// The tag it comes from: `p`, `sp` or `np`; null where the record's tags are invalid and `none` applies instead.
    pub policy_tag: Option<&'static str>,
    /// What the owner asks to be done with this message; `None` when that cannot be said.
    pub disposition: Option<Policy>,
    /// The domain whose record applies.
    pub record_domain: Option<String>,
    /// The record's text.
    pub record: Option<String>,
    /// The record as read.
    pub record_facts: Option<DmarcRecord>,
    /// Whether the Author Domain exists in DNS, where the policy depends on it.
    pub domain_exists: Option<bool>,
    /// Which identifiers align, and why not.
    pub alignment: Alignment,
    /// The tree walk from the Author Domain.
    pub walk: Vec<WalkStep>,
    /// The evaluations of the other Author Domains.
    pub others: Vec<DmarcCheck>,
}

impl DmarcCheck {
    /// The policy that applies, as its owner publishes it.
    pub fn policy_text(&self) -> Option<String> {
        let policy = self.published_policy.or(self.policy)?;
        let is_testing = self
            .record_facts
            .as_ref()
            .is_some_and(|facts| facts.testing);
        Some(policy.published(self.policy_tag, is_testing))
    }

    pub(super) fn empty(result: Checked<AuthResult>, reason: &str) -> Self {
        Self {
            result,
            reason: Some(reason.to_owned()),
            domain: None,
            organizational_domain: None,
            policy: None,
            published_policy: None,
            policy_tag: None,
            disposition: None,
            record_domain: None,
            record: None,
            record_facts: None,
            domain_exists: None,
            alignment: Alignment::default(),
            walk: Vec::new(),
            others: Vec::new(),
        }
    }
}

/// Evaluates DMARC for the Author Domains of a message. `spf` is `None` when there is no SPF identity; one that was not
/// checked is given as skipped, so that a missing input never makes a fail.
pub async fn evaluate(
    dns: &Dns,
    author_domains: &[String],
    spf: Option<&SpfInput>,
    dkim: &[DkimInput],
) -> DmarcCheck {
    if author_domains.is_empty() {
        let none = Checked::Done(AuthResult::None);
        return DmarcCheck::empty(none, "From contains no domain");
    }
    if author_domains.len() > MAX_AUTHOR_DOMAINS {
        let reason = format!("From contains more than {MAX_AUTHOR_DOMAINS} domains");
        return DmarcCheck::empty(Checked::Done(AuthResult::Permerror), &reason);
    }
    let checks = author_domains
        .iter()
        .map(|domain| evaluate_one(dns, domain, spf, dkim));
    strictest(join_all(checks).await)
}

/// Asks what `evaluate` will ask first, so that it can be asked together with what SPF and DKIM ask: the walks from
/// the Author Domains, and from those identifiers that share two labels with one of them.
pub async fn look_ahead(dns: &Dns, author_domains: &[String], identifiers: &[String]) {
    let authors: Vec<String> = author_domains
        .iter()
        .take(MAX_AUTHOR_DOMAINS)
        .map(|domain| evaluate::normal(domain))
        .collect();
    let identifiers: Vec<String> = identifiers
        .iter()
        .take(MAX_IDENTIFIERS + 1)
        .map(|domain| evaluate::normal(domain))
        .filter(|domain| {
            authors
                .iter()
                .any(|author| evaluate::share_two_labels(author, domain))
        })
        .collect();
    let mut texts = Texts::new();
    let domains = authors.iter().chain(&identifiers).map(String::as_str);
    ask(dns, domains, &mut texts).await;
}

async fn evaluate_one(
    dns: &Dns,
    domain: &str,
    spf: Option<&SpfInput>,
    dkim: &[DkimInput],
) -> DmarcCheck {
    let mut evaluation = Evaluation::new(domain, spf, dkim);
    ask(dns, [evaluation.domain.as_str()], &mut evaluation.texts).await;
    let walk = evaluation.walk();
    let identifiers = evaluation.wants_walks(&walk);
    let identifiers = identifiers.iter().map(String::as_str);
    let exists = async {
        if evaluation.wants_existence(&walk) {
            Some(dns.lookup(&evaluation.domain, RecordType::A).await)
        } else {
            None
        }
    };
    let mut more = Texts::new();
    let (exists, ()) = futures::join!(exists, ask(dns, identifiers, &mut more));
    evaluation.texts.append(&mut more);
    evaluation.finish(&walk, exists.as_deref())
}

/// Asks the questions of walks from these domains, all at once.
async fn ask(dns: &Dns, domains: impl IntoIterator<Item = &str>, texts: &mut Texts) {
    let questions = walk::questions(domains)
        .into_iter()
        .map(|(name, rtype)| async move {
            let answer = dns.lookup(&name, rtype).await;
            (name, answer)
        });
    texts.extend(join_all(questions).await);
}

/// Of the checks of several Author Domains the one that decides: a fail with the strictest policy, else one that is not
/// known, else an error, else a pass (section 11.5). Of equals the first.
fn strictest(mut checks: Vec<DmarcCheck>) -> DmarcCheck {
    let rank = |check: &DmarcCheck| match &check.result {
        Checked::Done(AuthResult::Fail) => (5, check.policy),
        Checked::Skipped(_) => (4, None),
        Checked::Done(AuthResult::Temperror) => (3, None),
        Checked::Done(AuthResult::Permerror) => (2, None),
        Checked::Done(AuthResult::Pass) => (1, check.policy),
        Checked::Done(_) => (0, None),
    };
    let mut deciding = 0;
    for index in 1..checks.len() {
        if rank(&checks[index]) > rank(&checks[deciding]) {
            deciding = index;
        }
    }
    if checks.is_empty() {
        return DmarcCheck::empty(Checked::Skipped(Why::NoFrom), Why::NoFrom.text());
    }
    let mut check = checks.remove(deciding);
    check.others = checks;
    check
}
