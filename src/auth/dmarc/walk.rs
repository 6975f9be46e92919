//! The DNS Tree Walk (RFC 9989 section 4.10): which names are asked, and what they make of a domain.

use super::record::{DmarcRecord, Psd};
use crate::auth::name::unaskable;
use crate::checked::Why;
use crate::dns::{Answer, Outcome, RecordType};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is found at a domain that cannot be asked about.
const NO_NAME: &str = "not a valid DNS name";
/// Labels that are left when a long domain is cut for the second question; eight questions in all.
const CUT_TO: usize = 7;

/// The domains that a walk from `domain` asks about, from the longest to the shortest; eight at most.
pub(super) fn steps(domain: &str) -> Vec<&str> {
    let starts: Vec<usize> = std::iter::once(0)
        .chain(domain.match_indices('.').map(|(dot, _)| dot + 1))
        .collect();
    let next = starts.len().saturating_sub(CUT_TO).max(1);
    std::iter::once(0)
        .chain(next..starts.len())
        .map(|label| &domain[starts[label]..])
        .collect()
}

/// The name at which a domain's record is published.
pub(super) fn owner(domain: &str) -> String {
    ["_dmarc.", domain].concat()
}

/// Answers by name, for one evaluation.
pub(super) type Texts = BTreeMap<String, Arc<Answer>>;

/// What a step found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// No record, or several, which count for none.
    Nothing,
    Record(Box<DmarcRecord>),
    /// The question has no answer.
    Gap(Gap),
}

/// Why something is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// DNS failed.
    Temporary(String),
    /// It was not asked, or its input is missing.
    Skipped(Why),
}

/// A step of a walk, for the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WalkStep {
    /// The domain asked about; the question was for `_dmarc.` and this.
    pub domain: String,
    /// What was found, in words.
    pub found: String,
    /// The record, if there is exactly one.
    pub record: Option<String>,
}

/// A walk from one domain as far as it goes: to `psd=y` or `psd=n`, or to the top.
#[derive(Clone, Debug)]
pub(super) struct Walk {
    pub(super) domain: String,
    found: Vec<(String, Found)>,
    pub(super) report: Vec<WalkStep>,
}

/// Where a walk leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Organization {
    pub(super) domain: String,
    /// The public suffix above it, if a record says so.
    pub(super) suffix: Option<String>,
}

impl WalkStep {
    /// Whether DNS could be asked about the domain at all.
    pub fn is_askable(&self) -> bool {
        self.found != NO_NAME
    }
}

impl Walk {
    /// Reads the answers of a walk; a name that was not asked is one that cannot be asked.
    pub(super) fn new(domain: &str, texts: &Texts) -> Self {
        let mut walk = Self {
            domain: domain.to_owned(),
            found: Vec::new(),
            report: Vec::new(),
        };
        for step in steps(domain) {
            let (found, words) = read(texts.get(&owner(step)).map(Arc::as_ref));
            let record = match &found {
                Found::Record(record) => Some(record.text.clone()),
                _ => None,
            };
            let ends = matches!(&found, Found::Record(record) if record.psd != Psd::Unsaid);
            walk.report.push(WalkStep {
                domain: step.to_owned(),
                found: words,
                record,
            });
            walk.found.push((step.to_owned(), found));
            if ends {
                break;
            }
        }
        walk
    }

    /// The record at a domain that the walk came by.
    pub(super) fn record_at(&self, domain: &str) -> Option<&DmarcRecord> {
        self.found.iter().find_map(|(name, found)| match found {
            Found::Record(record) if name == domain => Some(&**record),
            _ => None,
        })
    }

    /// What was found at the domain itself.
    pub(super) fn own(&self) -> &Found {
        self.found
            .first()
            .map_or(&Found::Nothing, |(_, found)| found)
    }

    /// The organizational domain (section 4.10.2).
    pub(super) fn organization(&self) -> Result<Organization, Gap> {
        let mut shortest = None;
        for (index, (name, found)) in self.found.iter().enumerate() {
            let record = match found {
                Found::Nothing => continue,
                Found::Gap(gap) => return Err(gap.clone()),
                Found::Record(record) => record,
            };
            match record.psd {
                Psd::Yes if index > 0 => {
                    return Ok(Organization {
                        domain: self.one_below(name),
                        suffix: Some(name.clone()),
                    });
                }
                _ => shortest = Some(name.clone()),
            }
        }
        Ok(Organization {
            domain: shortest.unwrap_or_else(|| self.domain.clone()),
            suffix: None,
        })
    }

    /// The part of the walk's domain with one label more than `suffix`.
    fn one_below(&self, suffix: &str) -> String {
        let head = self.domain.len() - suffix.len();
        let start = self.domain[..head.saturating_sub(1)]
            .rfind('.')
            .map_or(0, |dot| dot + 1);
        self.domain[start..].to_owned()
    }
}

fn read(answer: Option<&Answer>) -> (Found, String) {
    let Some(answer) = answer else {
        return (Found::Nothing, NO_NAME.to_owned());
    };
    let gap = |words: &str| {
        let words = format!("{}: {words}", answer.name);
        (Found::Gap(Gap::Temporary(words.clone())), words)
    };
    match &answer.outcome {
        Outcome::NoData => (Found::Nothing, "no such record".to_owned()),
        Outcome::NxDomain => (Found::Nothing, "no such name".to_owned()),
        Outcome::ServFail => gap("server failure"),
        Outcome::Refused => gap("refused"),
        Outcome::Timeout => gap("no answer in time"),
        Outcome::Failed(why) => gap(why),
        Outcome::Skipped(why) => (Found::Gap(Gap::Skipped(*why)), why.text().to_owned()),
        Outcome::Records(_) => {
            let mut records = answer.texts().filter_map(|text| DmarcRecord::parse(&text));
            match (records.next(), records.count()) {
                (None, _) => (Found::Nothing, "TXT records, none of them DMARC".to_owned()),
                (Some(record), 0) => (Found::Record(Box::new(record)), "one record".to_owned()),
                (Some(_), more) => (
                    Found::Nothing,
                    format!("{} records, which count as none", more + 1),
                ),
            }
        }
    }
}

/// The questions of walks from these domains that can be asked.
pub(super) fn questions<'a>(
    domains: impl IntoIterator<Item = &'a str>,
) -> Vec<(String, RecordType)> {
    let mut names: Vec<String> = domains
        .into_iter()
        .flat_map(steps)
        .map(owner)
        .filter(|name| unaskable(name).is_none())
        .collect();
    names.sort_unstable();
    names.dedup();
    names
        .into_iter()
        .map(|name| (name, RecordType::Txt))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_asks_eight_questions_at_most() {
        assert_eq!(steps("com"), ["com"]);
        assert_eq!(steps("a.mail.example.com").len(), 4);
        assert_eq!(
            steps("a.b.c.d.e.f.g.h.i.j.mail.example.com"),
            [
                "a.b.c.d.e.f.g.h.i.j.mail.example.com",
                "g.h.i.j.mail.example.com",
                "h.i.j.mail.example.com",
                "i.j.mail.example.com",
                "j.mail.example.com",
                "mail.example.com",
                "example.com",
                "com"
            ]
        );
        let seven: Vec<usize> = steps("a.b.c.d.e.f.g")
            .iter()
            .map(|name| name.len())
            .collect();
        assert_eq!(seven, [13, 11, 9, 7, 5, 3, 1]);
        assert_eq!(steps("a.b.c.d.e.f.g.h").len(), 8);
        assert_eq!(steps("a.b.c.d.e.f.g.h.i").len(), 8);
    }
}
