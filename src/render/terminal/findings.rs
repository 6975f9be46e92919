//! Findings with the bytes that show them, the most severe first.

use super::canvas::{BOLD, Canvas, DIM, PLAIN, severity_ink};
use super::head;
use crate::render::{excerpt, text};
use crate::report::{FindingReport, PlaceReport, Report};
use crate::words::Remedy;
use crate::words::findings::Severity;

/// Columns of severity; of code.
const SEVERITY: usize = 9;
const INDENT: usize = 3 + SEVERITY;
/// Narrower terminals have all below the severity.
const MIN_BESIDE: usize = 64;
const NARROW_INDENT: usize = 5;
/// The most places that are shown of one finding.
const MAX_PLACES: usize = 2;
/// The most findings that are shown one by one.
const MAX_FINDINGS: usize = 40;
/// The most lines of one finding in the usual report.
const MAX_LINES: usize = 3;

/// Families whose details quote what was read: the usual report does without the bytes.
const QUOTED: &[&str] = &["AUT", "VND", "SUM"];

pub(super) fn write(report: &Report, canvas: &mut Canvas) {
    if report.findings.is_empty() {
        canvas.title("FINDINGS", "none");
        return;
    }
    let all = canvas.is_verbose();
    let shown = |finding: &&FindingReport| all || finding.severity >= Severity::Warning;
    let counts = head::counts(report);
    if !report.findings.iter().any(|finding| shown(&finding)) {
        // All are told in the title's own line.
        canvas.end();
        canvas.blanks(1).put(BOLD, "FINDINGS").blanks(3);
        passed_over(report, canvas, &counts, 12);
        return;
    }
    let has_more = report.findings.iter().any(|finding| !shown(&finding));
    let help = has_more.then(|| format!("; {}", canvas.remedy(&Remedy::Verbose)));
    canvas.title("FINDINGS", &format!("{counts}{}", help.unwrap_or_default()));
    for finding in report.findings.iter().filter(shown).take(MAX_FINDINGS) {
        one(report, finding, canvas);
    }
    let wanted = report.findings.iter().filter(shown).count();
    if let Some(more @ 1..) = wanted.checked_sub(MAX_FINDINGS) {
        let all_in = canvas.remedy(&Remedy::AllInJson);
        let text = format!("{more} more; {all_in}");
        canvas.blanks(3).wrapped(DIM, &text, 5);
    }
}

/// The lesser ones in a line that begins so, behind so many columns: by their names.
fn passed_over(report: &Report, canvas: &mut Canvas, begin: &str, left: usize) {
    let lesser = |finding: &&FindingReport| finding.severity < Severity::Warning;
    let mut names: Vec<&str> = Vec::new();
    for finding in report.findings.iter().filter(lesser) {
        if !names.contains(&&*finding.name) && names.len() < MAX_FINDINGS {
            names.push(&finding.name);
        }
    }
    if names.is_empty() {
        return;
    }
    let help = canvas.remedy(&Remedy::Verbose);
    let room = canvas.width().saturating_sub(left + 1);
    let names = canvas.own(&names.join(", "));
    let names_room = room.saturating_sub(text::width(&help) + text::width(begin) + 4);
    if names_room >= text::width(&names).min(16) {
        let names = canvas.cut(&names, names_room);
        let line = canvas.cut(&format!("{begin}: {names}; {help}"), room);
        canvas.put(DIM, &line).end();
    } else {
        canvas.wrapped(DIM, &format!("{begin}; {help}"), left);
    }
}

fn one(report: &Report, finding: &FindingReport, canvas: &mut Canvas) {
    let ink = severity_ink(finding.severity);
    let word = finding.severity.word();
    canvas.blanks(3).put(ink, word);
    let (code, name) = (canvas.own(&finding.code), canvas.own(&finding.name));
    let code = if finding.team.is_some() {
        format!("{code} (team rule)")
    } else {
        code
    };
    let detail = canvas.safe(&finding.detail);
    let indent = if canvas.width() >= MIN_BESIDE {
        canvas.blanks(SEVERITY.saturating_sub(word.len()));
        INDENT
    } else {
        canvas.blanks(1);
        NARROW_INDENT
    };
    let before = if canvas.width() >= MIN_BESIDE {
        INDENT
    } else {
        3 + word.len() + 1
    };
    let (name_width, code_width) = (text::width(&name), text::width(&code));
    let fits = |used: usize| before + used + 2 + text::width(&detail) < canvas.width();
    let is_one_line = fits(name_width + 1 + code_width);
    // The code tells it too, and leaves more room to what was seen.
    let by_code = !is_one_line && !canvas.is_verbose() && fits(code_width);
    if by_code {
        canvas.put(BOLD, &code);
    } else if before + name_width + 1 + code_width >= canvas.width() {
        let room = canvas.width().saturating_sub(before + 1);
        let name = canvas.cut(&name, room);
        canvas.put(BOLD, &name);
    } else {
        canvas.put(BOLD, &name).blanks(1).put(DIM, &code);
    }
    let is_one_line = is_one_line || by_code;
    let mut lines = 1;
    if is_one_line {
        canvas.blanks(2).put(PLAIN, &detail).end();
    } else {
        canvas.end();
        // Where it does not fit beside the name, it has nearly the whole line.
        let indent = NARROW_INDENT;
        let columns = canvas.width().saturating_sub(indent + 1);
        let mut told = text::wrap(&detail, columns);
        if !canvas.is_verbose() && told.len() >= MAX_LINES {
            told.truncate(MAX_LINES - 1);
            told[MAX_LINES - 2] = canvas.goes_on(&told[MAX_LINES - 2], columns);
        }
        for line in &told {
            canvas.blanks(indent).put(PLAIN, line).end();
        }
        lines += told.len();
    }
    let places = finding.evidence.iter();
    if canvas.is_verbose() {
        for place in places.take(MAX_PLACES) {
            excerpt(report, finding, place, indent, canvas);
        }
    } else if lines == 1
        && !is_quoted(report, finding)
        && !QUOTED.iter().any(|family| finding.code.starts_with(family))
    {
        for place in places.take(1) {
            excerpt(report, finding, place, indent, canvas);
        }
    }
}

/// Whether its detail has the bytes that show it already.
fn is_quoted(report: &Report, finding: &FindingReport) -> bool {
    let first = finding.evidence.first();
    let found = first.and_then(|place| excerpt::excerpt(&report.header, place));
    found.is_some_and(|found| finding.detail.contains(found.marked.trim()))
}

/// One line of the header with carets under the bytes, as a compiler shows them. The line is made harmless byte by byte, so
/// that the carets stay under what they mean.
fn excerpt(
    report: &Report,
    finding: &FindingReport,
    place: &PlaceReport,
    indent: usize,
    canvas: &mut Canvas,
) {
    let Some(found) = excerpt::excerpt(&report.header, place) else {
        return;
    };
    let found = found.defanged(canvas.defang());
    // What was cut into parts is defanged as a whole, and must not be so again.
    let (before, marked, after) = (
        canvas.own(&found.before),
        canvas.own(&found.marked),
        canvas.own(&found.after),
    );
    let room = canvas.width().saturating_sub(indent + 1);
    // What stands far left is left out where the place would not fit otherwise.
    let keep = room.saturating_sub(text::width(&marked).min(room / 2) + 8);
    let before = canvas.cut_left(&before, keep);
    let lead = text::width(&before);
    let marked = canvas.cut(&marked, room.saturating_sub(lead).max(4));
    let width = text::width(&marked).max(1);
    let after = canvas.cut(&after, room.saturating_sub(lead + text::width(&marked)));
    let ink = severity_ink(finding.severity);
    canvas
        .blanks(indent)
        .put(DIM, &before)
        .put(PLAIN, &marked)
        .put(DIM, &after)
        .end();
    let caret = canvas.symbols().caret.repeat(width);
    canvas.blanks(indent + lead).put(ink, &caret).end();
}
