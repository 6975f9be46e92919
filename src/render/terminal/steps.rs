//! Which hops are shown one by one, and which stand together.

use crate::limits::SKEW_MS;
use crate::names::organization;
use crate::report::{HopReport, Report};
use crate::words::findings::Severity;
use crate::words::route::{TimingKind, Trust};
use std::collections::HashSet;

/// Delays over this get a remark that explains them, in milliseconds.
const REMARK_MS: u64 = 300_000;
/// A hop within this time says nothing by it, in milliseconds.
const PROMPT_MS: i64 = 10_000;
/// The most hops of a verbose report that are shown one by one; of more, the first and the last half of these.
const MAX_ALL: usize = 60;
/// The most lines of the usual report: a forged chain may be odd in each.
const MAX_USUAL: usize = 14;

/// A line of the path.
pub(super) enum Row<'r> {
    /// Between the hops that the sender supplied and the one in which our side received it.
    Boundary,
    Hop(&'r HopReport),
    /// Hops that say nothing new.
    Several(Vec<&'r HopReport>),
    /// So many that are not shown.
    More(usize),
}

pub(super) fn rows(report: &Report, all: bool) -> Vec<Row<'_>> {
    let hops = &report.route.hops;
    let boundary = report.route.boundary.as_ref().map(|boundary| boundary.hop);
    let evidence = evidence(report);
    let mut rows: Vec<Row<'_>> = Vec::new();
    for (at, hop) in hops.iter().enumerate() {
        if boundary == Some(hop.index) && at > 0 {
            rows.push(Row::Boundary);
        }
        // The origin is told, and who delivered it to our side.
        let is_end = at == 0 || at + 1 == hops.len() && boundary.is_none();
        if all || is_end || !is_plain(report, hop, &evidence) {
            rows.push(Row::Hop(hop));
            continue;
        }
        match rows.last_mut() {
            Some(Row::Several(several)) if several[0].trust == hop.trust => several.push(hop),
            _ => rows.push(Row::Several(vec![hop])),
        }
    }
    for row in &mut rows {
        // One by itself is no more to read than that it is left out.
        if let Row::Several(several) = row
            && let [one] = several[..]
        {
            *row = Row::Hop(one);
        }
    }
    shortened(rows, if all { MAX_ALL } else { MAX_USUAL })
}

/// The first and the last rows, and how many hops are between.
fn shortened(mut rows: Vec<Row<'_>>, most: usize) -> Vec<Row<'_>> {
    if rows.len() <= most + 1 {
        return rows;
    }
    let last = rows.split_off(rows.len() - most / 2);
    let hidden = rows.split_off(most - most / 2);
    let count = hidden.iter().map(|row| match row {
        Row::Hop(_) => 1,
        Row::Several(several) => several.len(),
        Row::Boundary | Row::More(_) => 0,
    });
    let count = count.sum();
    let boundary = hidden.into_iter().find(|row| matches!(row, Row::Boundary));
    rows.push(Row::More(count));
    rows.extend(boundary);
    rows.extend(last);
    rows
}

/// Whether a hop says nothing that the reader must know.
fn is_plain(report: &Report, hop: &HopReport, evidence: &HashSet<usize>) -> bool {
    let is_prompt = hop
        .delay_ms
        .is_none_or(|delay| (-SKEW_MS..PROMPT_MS).contains(&delay));
    let is_cut = report
        .route
        .cut
        .as_ref()
        .is_some_and(|cut| cut.hop == hop.index);
    let is_evidence = hop
        .received_index
        .is_some_and(|index| evidence.contains(&index));
    matches!(hop.trust, Trust::Trusted | Trust::Claimed)
        && is_prompt
        && hop.time.is_some()
        && !is_cut
        && remark(hop).is_none()
        && !is_evidence
}

/// The fields that show a finding which is not only told in passing.
fn evidence(report: &Report) -> HashSet<usize> {
    let findings = report.findings.iter();
    findings
        .filter(|finding| finding.severity >= Severity::Warning)
        .flat_map(|finding| finding.evidence.iter().map(|place| place.index))
        .collect()
}

/// What is to be said about a hop's time.
pub(super) fn remark(hop: &HopReport) -> Option<&str> {
    let told = hop
        .timing
        .as_ref()
        .filter(|timing| !matches!(timing.kind, TimingKind::Prompt | TimingKind::Skew));
    let long = hop
        .delay_ms
        .is_some_and(|delay| delay.unsigned_abs() > REMARK_MS);
    told.filter(|_| long)
        .and_then(|timing| timing.text.as_deref())
        .or(hop.time_note.as_deref())
}

/// `3 hops within outlook.com`.
pub(super) fn several(several: &[&HopReport]) -> String {
    let count = several.len();
    let is_claimed = several.iter().any(|hop| hop.trust == Trust::Claimed);
    let mut owners = several
        .iter()
        .map(|hop| hop.by.name.as_deref().map(organization));
    let owner = owners.next().flatten();
    let within = owner
        .filter(|owner| owners.all(|other| other.as_ref() == Some(owner)))
        .map(|owner| format!(" within {owner}"));
    match (within, is_claimed) {
        (Some(within), _) => format!("{count} hops{within}"),
        (None, true) => format!("{count} more hops"),
        (None, false) => format!("{count} hops within your side"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_rows_the_ends_stay_and_the_boundary() {
        let row = |n: usize| match n {
            20 => Row::Boundary,
            _ => Row::More(0),
        };
        let rows = shortened((0..100).map(row).collect(), 10);
        assert_eq!(rows.len(), 12);
        let is_boundary = |row: &Row<'_>| matches!(row, Row::Boundary);
        assert_eq!(rows.iter().filter(|row| is_boundary(row)).count(), 1);
    }
}
