//! What the rules of a team add to a report, and what they make less severe.
//!
//! They are asked of the report as it is without them, so that none depends on another. A built-in finding becomes less severe
//! only by a rule that names it, and says so; the conclusion is then that of what is left.

use super::Rules;
use super::finding::finding;
use super::plain::Plain;
use crate::evidence::Evidence;
use crate::findings::{self, Finding, Found, verdict};
use crate::report::verdict::Verdict;
use crate::report::{FindingReport, LoweredReport, Report};
use crate::rules::{self, Lowered};
use crate::words::findings::Severity;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::fmt::Write;

/// The evidence once more, for a conclusion without what rules may make less severe: only where they name something that was
/// found. Of a message that another one carries, whoever attached it may have written all that conditions look at: nothing of it
/// becomes less severe.
pub(super) fn spare<'m>(
    evidence: &Evidence<'m>,
    found: &[Found],
    rules: &Rules,
) -> Option<Evidence<'m>> {
    let mut codes = found.iter().map(|(finding, _)| finding.code);
    let may_lower = !evidence.is_carried && codes.any(|code| rules::may_lower(rules, code));
    may_lower.then(|| evidence.clone())
}

/// The report with what rules find in it.
pub(super) fn ruled(
    mut report: Report,
    found: Vec<Found>,
    spare: Option<&Evidence<'_>>,
    answered: bool,
    rules: &Rules,
) -> Report {
    let outcome = rules::apply(rules, &report);
    if let Some(evidence) = spare.filter(|_| !outcome.lowered.is_empty()) {
        let all = lowered(evidence, found, answered, &outcome.lowered);
        (report.findings, report.verdict) = all;
    }
    if !outcome.added.is_empty() {
        name(&mut report.verdict, &outcome.added);
        report.findings.extend(outcome.added);
        report
            .findings
            .sort_by_key(|finding| Reverse(finding.severity));
    }
    report
}

/// What is left where some of it is less severe, and the conclusion from that.
fn lowered(
    evidence: &Evidence<'_>,
    found: Vec<Found>,
    answered: bool,
    lowered: &[Lowered],
) -> (Vec<FindingReport>, Verdict) {
    let most = |finding: &Finding| {
        let named = lowered.iter().filter(|one| one.finding == finding.code);
        named.min_by_key(|one| one.to)
    };
    let before: HashMap<(&str, String), Severity> = found
        .iter()
        .filter(|(entry, _)| most(entry).is_some())
        .map(|(entry, hit)| {
            let severity = findings::severity(entry, hit);
            ((entry.code, hit.detail.clone()), severity)
        })
        .collect();
    let found = findings::lowered(found, |entry| most(entry).map(|one| one.to));
    let verdict = verdict::of(evidence, &found);
    let findings = found.iter().map(|(entry, hit)| {
        let mut told = finding(evidence, (*entry, hit), answered);
        if let Some(by) = most(entry)
            && let Some(from) = before.get(&(entry.code, hit.detail.clone())).copied()
            && from > told.severity
        {
            // Writing to a String cannot fail.
            let _ = write!(
                told.detail,
                " (lowered from {} to {} by {}, {})",
                from.word(),
                told.severity.word(),
                by.by,
                by.name
            );
            told.lowered = Some(LoweredReport {
                from,
                by: by.by.clone(),
            });
        }
        told
    });
    (findings.collect(), verdict.plain())
}

/// Names the team's finding in the conclusion where nothing is more severe, and first where all else is less.
fn name(verdict: &mut Verdict, added: &[FindingReport]) {
    let Some(worst) = added
        .iter()
        .max_by_key(|finding| (finding.severity, Reverse(&finding.code)))
    else {
        return;
    };
    if worst.severity < verdict.severity || worst.severity < Severity::Notice {
        return;
    }
    let named = format!("team rule {}: {}", worst.code, worst.title);
    verdict.summary = if worst.severity > verdict.severity {
        format!("{named}; {}", verdict.summary)
    } else {
        format!("{}; {named}", verdict.summary)
    };
    verdict.severity = worst.severity;
    if worst.severity >= Severity::Warning && verdict.against.is_none() {
        verdict.against = Some(named);
    }
}
