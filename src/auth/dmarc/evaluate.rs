//! Policy discovery and the verdict for one Author Domain (RFC 9989 sections 4.10.1 and 5.3).

use super::align::{self, Alignment, Identifier, IdentifierAlignment, MethodAlignment};
use super::record::{DmarcRecord, Mode, Policy, Usable};
use super::walk::{Found, Gap, Texts, Walk};
use super::{DmarcCheck, MAX_IDENTIFIERS};
use crate::auth::AuthResult;
use crate::auth::name::unaskable;
use crate::checked::Checked;
use crate::dns::{Answer, Outcome};
use crate::names::{a_labels, normalize};

/// One Author Domain with its inputs, and the answers so far.
pub(super) struct Evaluation {
    pub(super) domain: String,
    spf: Option<Identifier>,
    dkim: Vec<Identifier>,
    pub(super) texts: Texts,
}

/// The record that applies.
struct Applicable<'w> {
    record: &'w DmarcRecord,
    domain: String,
}

/// A domain as it is compared.
pub(super) fn normal(domain: &str) -> String {
    a_labels(domain).unwrap_or_else(|| normalize(domain))
}

/// Whether two domains end in the same two labels.
pub(super) fn share_two_labels(a: &str, b: &str) -> bool {
    let tail = |name: &str| {
        let mut labels = name.rsplit('.').map(str::to_owned);
        (labels.next(), labels.next())
    };
    tail(a) == tail(b)
}

impl Evaluation {
    pub(super) fn new(domain: &str, spf: Option<&Identifier>, dkim: &[Identifier]) -> Self {
        let own = |one: &Identifier| Identifier {
            domain: normal(&one.domain),
            result: one.result,
        };
        Self {
            domain: normal(domain),
            spf: spf.map(own),
            dkim: dkim.iter().map(own).take(MAX_IDENTIFIERS).collect(),
            texts: Texts::new(),
        }
    }

    /// The walk from the Author Domain, once it was asked.
    pub(super) fn walk(&self) -> Walk {
        Walk::new(&self.domain, &self.texts)
    }

    /// The identifiers whose organizational domains have to be found, once the Author Domain's walk is known.
    pub(super) fn wants_walks(&self, walk: &Walk) -> Vec<String> {
        let Ok(Some(applicable)) = applicable(walk) else {
            return Vec::new();
        };
        let (aspf, adkim) = (applicable.record.aspf, applicable.record.adkim);
        let spf = self.spf.iter().map(|one| (one, aspf));
        let dkim = self.dkim.iter().map(|one| (one, adkim));
        spf.chain(dkim)
            .filter(|(one, mode)| {
                align::matters(one.result)
                    && unaskable(&one.domain).is_none()
                    && align::wants_walk(&one.domain, walk, *mode)
            })
            .map(|(one, _)| one.domain.clone())
            .collect()
    }

    /// Whether the policy depends on the Author Domain's existence.
    pub(super) fn wants_existence(&self, walk: &Walk) -> bool {
        unaskable(&self.domain).is_none()
            && matches!(applicable(walk), Ok(Some(one)) if one.domain != self.domain
                && one.record.usable() == Usable::AsPublished
                && one.record.np.valid().is_some())
    }

    /// The verdict, once everything was asked.
    pub(super) fn finish(&self, walk: &Walk, existence: Option<&Answer>) -> DmarcCheck {
        let mut check = DmarcCheck {
            reason: None,
            domain: Some(self.domain.clone()),
            organizational_domain: walk.organization().ok().map(|found| found.domain),
            walk: walk.report.clone(),
            ..DmarcCheck::empty(Checked::Done(AuthResult::None), "")
        };
        let applicable = match applicable(walk) {
            Ok(Some(applicable)) => applicable,
            Ok(None) => {
                return check.ended(AuthResult::None, "no DMARC record".to_owned());
            }
            Err(gap) => return check.stopped(&gap),
        };
        let record = applicable.record;
        check.record = Some(record.text.clone());
        check.record_domain = Some(applicable.domain.clone());
        check.record_facts = Some(record.clone());
        let policy = match record.usable() {
            Usable::No => {
                let reason = "the record has no valid policy and nowhere to report to";
                return check.ended(AuthResult::None, reason.to_owned());
            }
            Usable::AsNone => Ok((Policy::None, None)),
            Usable::AsPublished => policy(record, applicable.domain == self.domain, existence)
                .map(|(policy, tag)| (policy, Some(tag))),
        };
        check.domain_exists = existence.and_then(|answer| exists(answer).ok());
        if let Ok((policy, tag)) = &policy {
            check.published_policy = Some(*policy);
            check.policy_tag = *tag;
            check.policy = Some(if record.testing {
                policy.lowered()
            } else {
                *policy
            });
        }
        check.alignment = self.alignment(walk, record);
        check.conclude(policy.err())
    }

    fn alignment(&self, walk: &Walk, record: &DmarcRecord) -> Alignment {
        let method = |identifiers: &mut dyn Iterator<Item = &Identifier>, mode: Mode| {
            let identifiers: Vec<IdentifierAlignment> = identifiers
                .map(|one| align::compare(one, walk, mode, &self.texts))
                .collect();
            MethodAlignment {
                mode,
                pass: identifiers.iter().any(|one| {
                    one.aligned == align::Aligned::Yes
                        && one.result == Checked::Done(AuthResult::Pass)
                }),
                identifiers,
            }
        };
        Alignment {
            spf: method(&mut self.spf.iter(), record.aspf),
            dkim: method(&mut self.dkim.iter(), record.adkim),
        }
    }
}

/// Section 4.10.1: the Author Domain's record, else its organizational domain's, else its public suffix's.
fn applicable(walk: &Walk) -> Result<Option<Applicable<'_>>, Gap> {
    match walk.own() {
        Found::Record(record) => {
            return Ok(Some(Applicable {
                record,
                domain: walk.domain.clone(),
            }));
        }
        Found::Gap(gap) => return Err(gap.clone()),
        Found::Nothing => {}
    }
    let organization = walk.organization()?;
    let at = |domain: String| {
        walk.record_at(&domain).map(|record| Applicable {
            record,
            domain: domain.clone(),
        })
    };
    Ok(at(organization.domain).or_else(|| organization.suffix.and_then(at)))
}

/// The policy for the Author Domain, and the tag that says it.
fn policy(
    record: &DmarcRecord,
    own: bool,
    existence: Option<&Answer>,
) -> Result<(Policy, &'static str), Gap> {
    let tags = if own {
        &[("p", record.p)][..]
    } else if record.np.valid().is_some() && !existence.map_or(Ok(true), exists)? {
        &[("np", record.np), ("sp", record.sp), ("p", record.p)][..]
    } else {
        &[("sp", record.sp), ("p", record.p)][..]
    };
    let found = tags
        .iter()
        .find_map(|(tag, value)| value.valid().map(|policy| (policy, *tag)));
    Ok(found.unwrap_or((Policy::None, "p")))
}

/// Section 3.2.13: a name does not exist if DNS says that there is no such name.
fn exists(answer: &Answer) -> Result<bool, Gap> {
    match &answer.outcome {
        Outcome::Records(_) | Outcome::NoData => Ok(true),
        Outcome::NxDomain => Ok(false),
        Outcome::Skipped(why) => Err(Gap::Skipped(*why)),
        Outcome::ServFail | Outcome::Refused | Outcome::Timeout | Outcome::Failed(_) => {
            Err(Gap::Temporary(format!(
                "{}: DNS does not say whether it exists",
                answer.name
            )))
        }
    }
}

impl DmarcCheck {
    fn ended(mut self, result: AuthResult, reason: String) -> Self {
        self.result = Checked::Done(result);
        self.reason = Some(reason);
        self
    }

    fn stopped(mut self, gap: &Gap) -> Self {
        self.reason = Some(gap.text());
        self.result = match gap {
            Gap::Temporary(_) => Checked::Done(AuthResult::Temperror),
            Gap::Skipped(why) => Checked::Skipped(*why),
        };
        self
    }

    /// The result, from the alignment and what is unknown of the policy (section 5.3.5 and 5.3.6). A pass needs no
    /// policy. A fail is one even if the policy hangs on a question that was not asked.
    fn conclude(self, policy_gap: Option<Gap>) -> Self {
        match (align::outcome(&self.alignment), policy_gap) {
            (Ok(true), _) => Self {
                result: Checked::Done(AuthResult::Pass),
                disposition: Some(Policy::None),
                ..self
            },
            (Err(gap), _) | (Ok(false), Some(gap @ Gap::Temporary(_))) => self.stopped(&gap),
            (Ok(false), gap) => Self {
                result: Checked::Done(AuthResult::Fail),
                disposition: self.policy,
                reason: gap.map(|gap| gap.text()),
                ..self
            },
        }
    }
}
