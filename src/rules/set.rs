//! A rules file that was read, and what it finds in a message.

use super::case::Case;
use super::error::{RuleError, RulesError};
use super::language::{Fault, Sight, Test, compile};
use super::mail::Mail;
use super::place::line_and_column;
use super::read;
use super::record::Subject;
use super::rule::Rule;
use super::table::Wrong;
use super::witness::Witness;
use crate::limits::MAX_RULES_BYTES;
use crate::report::{FindingReport, Report, TeamReport};
use crate::words::findings::{Basis, Severity};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// The rules of a file.
///
/// Written, it is the file's name and its text, so that whoever reads settings again has the same rules.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct RuleSet(Arc<Contents>);

/// It is what its text says: what is compiled of that is left out, and the same text is always told the same.
impl fmt::Debug for RuleSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Contents { name, text, .. } = &*self.0;
        f.debug_tuple("RuleSet").field(name).field(text).finish()
    }
}

struct Contents {
    name: String,
    text: String,
    rules: Vec<Rule>,
    cases: Vec<Case>,
}

/// It as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    text: String,
}

impl TryFrom<Written> for RuleSet {
    type Error = RulesError;

    fn try_from(written: Written) -> Result<Self, RulesError> {
        Self::read(&written.text, &written.name)
    }
}

impl From<RuleSet> for Written {
    fn from(set: RuleSet) -> Self {
        Self {
            name: set.0.name.clone(),
            text: set.0.text.clone(),
        }
    }
}

/// What rules find in a message.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// Findings of the team.
    pub added: Vec<FindingReport>,
    /// Findings of ours that it makes less severe.
    pub lowered: Vec<Lowered>,
}

/// A finding of ours that a rule makes less severe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lowered {
    /// Its code.
    pub finding: &'static str,
    /// How severe it is now at most.
    pub to: Severity,
    /// The code of the rule.
    pub by: String,
    /// The name of the rule.
    pub name: String,
}

impl RuleSet {
    /// Reads the text of a rules file; its name is for errors and reports.
    ///
    /// # Errors
    ///
    /// All that is wrong with it, with lines and columns.
    pub fn read(text: &str, name: &str) -> Result<Self, RulesError> {
        let contents = if text.len() > MAX_RULES_BYTES {
            let message = format!("longer than {MAX_RULES_BYTES} bytes");
            read::Contents {
                wrong: vec![Wrong::new(0..0, message)],
                ..read::Contents::default()
            }
        } else {
            read::read(text)
        };
        let read::Contents {
            rules,
            cases,
            wrong,
        } = contents;
        if wrong.is_empty() {
            return Ok(Self(Arc::new(Contents {
                name: name.to_owned(),
                text: text.to_owned(),
                rules,
                cases,
            })));
        }
        let placed = |wrong: Wrong| {
            let (line, column) = line_and_column(text, wrong.at.start);
            RuleError {
                file: name.to_owned(),
                line,
                column,
                message: wrong.message,
                hint: wrong.hint,
            }
        };
        Err(RulesError(wrong.into_iter().map(placed).collect()))
    }

    /// The file's name.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Its rules, in their order.
    pub fn rules(&self) -> &[Rule] {
        &self.0.rules
    }

    /// Its tests, in their order.
    pub fn cases(&self) -> &[Case] {
        &self.0.cases
    }
}

/// Whether a rule of these may make the finding with this code less severe.
pub(crate) fn may_lower(sets: &[RuleSet], code: &str) -> bool {
    let mut rules = sets.iter().flat_map(RuleSet::rules);
    rules.any(|rule| rule.lowers.iter().any(|lowering| lowering.finding == code))
}

/// A code that rules of several files have.
pub(crate) fn twice(sets: &[RuleSet]) -> Option<&str> {
    let mut seen = std::collections::HashSet::new();
    let mut codes = sets.iter().flat_map(RuleSet::rules);
    codes.find_map(|rule| (!seen.insert(rule.code.as_str())).then_some(rule.code.as_str()))
}

/// Asks the rules of a report that no rule has changed.
pub(crate) fn apply(sets: &[RuleSet], report: &Report) -> Outcome {
    let mut outcome = Outcome::default();
    if sets.is_empty() {
        return outcome;
    }
    let mail = Mail::of(report);
    let sight = Sight::of(Subject::Message(&mail));
    for set in sets {
        for rule in set.rules().iter().filter(|rule| rule.test.holds(sight)) {
            outcome
                .lowered
                .extend(rule.lowers.iter().map(|lowering| Lowered {
                    finding: lowering.finding,
                    to: lowering.to,
                    by: rule.code.clone(),
                    name: rule.name.clone(),
                }));
            let found = rule
                .severity
                .map(|severity| finding(set, rule, severity, &mail));
            outcome.added.extend(found);
        }
    }
    outcome
}

/// The findings that rules make in a report that no rule has changed.
pub fn found(sets: &[RuleSet], report: &Report) -> Vec<FindingReport> {
    apply(sets, report).added
}

/// Whether the rule hits.
pub fn hits(rule: &Rule, report: &Report) -> bool {
    let mail = Mail::of(report);
    rule.test.holds(Sight::of(Subject::Message(&mail)))
}

fn finding(set: &RuleSet, rule: &Rule, severity: Severity, mail: &Mail<'_>) -> FindingReport {
    let witness = Witness::of(&rule.test, mail);
    let detail = witness.detail();
    FindingReport {
        code: rule.code.clone().into(),
        name: rule.name.clone().into(),
        severity,
        title: rule.title.clone().into(),
        detail: if detail.is_empty() {
            rule.title.clone()
        } else {
            detail
        },
        basis: Basis::Derived,
        evidence: if rule.at.is_empty() {
            witness.places
        } else {
            Witness::fields(mail, &rule.at)
        },
        steps: Vec::new(),
        why: rule.meaning.clone().into(),
        wrong: rule.wrong.clone().unwrap_or_default().into(),
        team: Some(TeamReport {
            rules: file_name(set.name()).to_owned(),
            advice: rule.advice.clone(),
        }),
        lowered: None,
    }
}

/// The file's name without the folders that it lies in: a report goes to others.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// A condition by which reports are chosen.
#[derive(Debug)]
pub struct Filter {
    test: Test,
    text: String,
}

impl Filter {
    /// Reads a condition.
    pub fn read(text: &str) -> Result<Self, FilterError> {
        match compile(text) {
            Ok(test) => Ok(Self {
                test,
                text: text.to_owned(),
            }),
            Err(fault) => Err(FilterError {
                column: 1 + text[..text.floor_char_boundary(fault.at.start)]
                    .chars()
                    .count(),
                fault,
            }),
        }
    }

    /// Whether it is true of a report.
    pub fn matches(&self, report: &Report) -> bool {
        let mail = Mail::of(report);
        self.test.holds(Sight::of(Subject::Message(&mail)))
    }

    /// It as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// What is wrong with a condition that stands alone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("column {column}: {}{}", fault.message, fault.hint.as_ref().map(|hint| format!("; {hint}")).unwrap_or_default())]
pub struct FilterError {
    /// From 1, in characters.
    pub column: usize,
    /// What it is.
    pub fault: Fault,
}
