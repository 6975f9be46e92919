//! The head: which input, the conclusion, what the message says of itself and what filters decided. The foot: what is to be
//! known about the input and about DNS.

use super::canvas::{BOLD, Canvas, DIM, DOUBT, PLAIN};
use crate::checked::Why;
use crate::render::{filter, notes, numbers, text, who};
use crate::report::Report;
use crate::report::dns::{Answer, Rcode};
use crate::words::Phrases;
use crate::words::evidence::{AsOfSource, InputKind};
use crate::words::findings::Severity;
use std::fmt::Write;

/// Columns of the labels (`Submitted by`) with the space behind them.
const LABEL: usize = 13;
/// Columns before the further lines of the conclusion.
const INDENT: usize = 7;
/// The fewest columns of a value beside its remark; with less, the remark stands in a line of its own.
const MIN_VALUE: usize = 20;
/// Narrower terminals have a value in several lines, at most so many.
const MIN_WIDE: usize = 64;
const MAX_LINES: usize = 3;
/// The most lines of what filters decided.
const MAX_FILTER_LINES: usize = 3;

pub(super) fn write(report: &Report, canvas: &mut Canvas) {
    input(report, canvas);
    conclusion(report, canvas);
    silent_dns(report, canvas);
    if report.has_message() {
        canvas.end();
    }
    for who in who::lines(report, canvas.phrases()) {
        if canvas.is_verbose() || !who.is_said {
            let value = match who.label {
                // An id is searched for as it stands.
                "Message-ID" => canvas.own(&who.value),
                _ => canvas.safe(&who.value),
            };
            line(canvas, who.label, &value, who.remark);
        }
    }
    filters(report, canvas);
}

/// Which input it is: in a line across where several stand one after the other.
pub(super) fn input(report: &Report, canvas: &mut Canvas) {
    let input = &report.input;
    let kind = match input.kind {
        InputKind::Message => "",
        InputKind::HeadersOnly => "   headers only",
        InputKind::SmtpTranscript => "   SMTP session",
    };
    let mut facts = vec![format!("{}{kind}", numbers::size(input.size))];
    if canvas.is_verbose() {
        facts.push(format!("sha256 {}", input.sha256));
    }
    let source = match report.as_of.source {
        AsOfSource::Received => "receipt",
        AsOfSource::Now => "now",
        AsOfSource::Given => "given",
    };
    let about = if report.as_of.is_approximate() {
        ", approximate"
    } else {
        ""
    };
    let as_of = report.as_of.time;
    let local = canvas
        .style()
        .local
        .map(|local| local.of(as_of).format(" = %H:%M:%S %:z").to_string())
        .unwrap_or_default();
    facts.push(format!(
        "as of {}{local} ({source}{about})",
        as_of.format("%Y-%m-%d %H:%M:%SZ")
    ));
    let name = canvas.own(&input.name);
    let columns = canvas.width().saturating_sub(2);
    let mut used = 0;
    if canvas.style().titled {
        let mark = canvas.symbols().line;
        let name = canvas.cut_left(&name, columns.saturating_sub(6));
        let rest = columns.saturating_sub(5 + text::width(&name));
        canvas.put(BOLD, &mark.repeat(3)).blanks(1).put(BOLD, &name);
        canvas.blanks(1).put(BOLD, &mark.repeat(rest)).end();
    } else {
        let name = canvas.cut_left(&name, columns);
        used = text::width(&name);
        canvas.blanks(1).put(BOLD, &name);
    }
    for fact in facts {
        let width = text::width(&fact);
        if used > 0 && used + 3 + width > columns {
            canvas.end();
            used = 0;
        }
        if used > 0 {
            canvas.blanks(3).put(DIM, &fact);
            used += 3 + width;
        } else if width > columns {
            canvas.blanks(1).wrapped(DIM, &fact, 3);
        } else {
            canvas.blanks(1).put(DIM, &fact);
            used = width;
        }
    }
    if used > 0 {
        canvas.end();
    }
}

/// The conclusion with its severity.
pub(super) fn conclusion(report: &Report, canvas: &mut Canvas) {
    canvas.blanks(1);
    let used = 3 + canvas.badge(report.verdict.severity);
    let sentence = canvas.safe(&report.verdict.summary);
    canvas.blanks(2);
    // The lines below begin where they do for every severity, and so hold more.
    let lines = text::wrap(&sentence, canvas.width().saturating_sub(used + 1));
    let Some((first, rest)) = lines.split_first() else {
        return;
    };
    canvas.put(BOLD, first).end();
    if !rest.is_empty() {
        canvas.blanks(INDENT).wrapped(BOLD, &rest.join(" "), INDENT);
    }
}

/// That nothing answered, once and where it is seen.
fn silent_dns(report: &Report, canvas: &mut Canvas) {
    let Some(text) = notes::silent(&report.dns, canvas.phrases()) else {
        return;
    };
    let text = canvas.safe(&text);
    canvas.blanks(1).wrapped(DOUBT, &text, 1);
}

fn line(canvas: &mut Canvas, label: &str, value: &str, remark: Option<&str>) {
    let remark = remark.unwrap_or_default();
    let columns = canvas.width().saturating_sub(LABEL + 2);
    let beside = columns.saturating_sub(remark.len() + 3);
    let is_beside = !remark.is_empty() && beside >= MIN_VALUE;
    let room = if is_beside { beside } else { columns };
    canvas.blanks(1).put_padded(DIM, label, LABEL);
    if canvas.width() < MIN_WIDE {
        // Little would be left of a value that is cut.
        let mut lines = text::wrap(value, room);
        if lines.len() > MAX_LINES {
            lines.truncate(MAX_LINES);
            lines[MAX_LINES - 1] = canvas.goes_on(&lines[MAX_LINES - 1], room);
        }
        canvas.wrapped(PLAIN, &lines.join(" "), 1 + LABEL);
    } else {
        let value = canvas.cut(value, room);
        canvas.put(PLAIN, &value);
        if is_beside {
            canvas.blanks(3).put(DOUBT, remark);
        }
        canvas.end();
    }
    if !remark.is_empty() && !is_beside {
        let remark = canvas.cut(remark, columns);
        canvas.blanks(1 + LABEL).put(DOUBT, &remark).end();
    }
}

/// What filters decided, and where the message was put.
fn filters(report: &Report, canvas: &mut Canvas) {
    let columns = canvas.width().saturating_sub(LABEL + 2);
    let mut lines = Vec::new();
    for filter in filter::filters(report) {
        let facts = filter.facts.join(", ");
        let text = match (filter.verdict, facts.is_empty()) {
            (Some(verdict), false) => format!("{}: {verdict} ({facts})", filter.vendor),
            (Some(verdict), true) => format!("{}: {verdict}", filter.vendor),
            (None, _) => format!("{}: {facts}", filter.vendor),
        };
        lines.extend(text::wrap(&canvas.own(&text), columns));
    }
    let most = if canvas.is_verbose() {
        usize::MAX
    } else {
        MAX_FILTER_LINES
    };
    lines.truncate(most);
    for (at, line) in lines.iter().enumerate() {
        let label = if at == 0 { "Filter" } else { "" };
        canvas
            .blanks(1)
            .put_padded(DIM, label, LABEL)
            .put(PLAIN, line)
            .end();
    }
    // That it was delivered, and where, stands in the conclusion.
    if let Some(delivery) = filter::delivery(report).filter(|_| canvas.is_verbose()) {
        let delivery = canvas.own(&delivery);
        line(canvas, "Delivered to", &delivery, None);
    }
}

pub(super) fn write_foot(report: &Report, canvas: &mut Canvas) {
    let mut notes: Vec<String> = report
        .input
        .damage
        .iter()
        .map(|damage| {
            let ruled_out = match damage.rules_out.as_slice() {
                [] => String::new(),
                some => format!("; cannot be checked: {}", some.join(", ")),
            };
            match damage.count {
                0 | 1 => format!("input: {}{ruled_out}", damage.text),
                count => format!("input: {} ({count} times){ruled_out}", damage.text),
            }
        })
        .collect();
    if report.route.left_out > 0 {
        notes.push(format!(
            "{} older Received fields were left out",
            report.route.left_out
        ));
    }
    notes.extend(dns_note(report, canvas.phrases()));
    if !notes.is_empty() {
        canvas.end();
    }
    for note in notes {
        let note = canvas.safe(&note);
        canvas.blanks(1).wrapped(DIM, &note, 3);
    }
    let style = canvas.style();
    if style.rows.is_some_and(|rows| canvas.lines() > rows) {
        canvas.end();
        conclusion(report, canvas);
    }
}

/// What was asked of DNS, in a line.
fn dns_note(report: &Report, phrases: Phrases) -> Option<String> {
    let asked: Vec<_> = report
        .dns
        .iter()
        .filter(|answer| answer.rcode != Rcode::Skipped)
        .collect();
    let missing = report.dns.len() - asked.len();
    if report.dns.is_empty() {
        return None;
    }
    if asked.is_empty() {
        let why = report.dns.iter().find_map(Answer::skipped);
        // That it was not asked stands in the table, and what helps among the next steps.
        if why == Some(Why::Offline) {
            return None;
        }
        let why = why.map(Why::short);
        return Some(format!(
            "DNS: no query was sent ({})",
            why.unwrap_or_default()
        ));
    }
    let answered = asked.iter().filter(|answer| answer.is_answered()).count();
    let mut note = match asked.len() {
        1 => format!("DNS: {answered} of 1 query answered"),
        all => format!("DNS: {answered} of {all} queries answered"),
    };
    if missing > 0 {
        let why = report.dns.iter().find_map(Answer::skipped).map(Why::text);
        let _ = write!(note, ", {missing} not sent ({})", why.unwrap_or_default());
    }
    if let Some(doubt) = &report.dns_doubt {
        let _ = write!(note, "; {doubt}");
    }
    if answered > 0
        && let Some(nobody) = notes::nobody(&report.dns, phrases)
    {
        let _ = write!(note, "; {nobody}");
    }
    Some(note)
}

/// How many findings there are of each severity, the most severe first.
pub(super) fn counts(report: &Report) -> String {
    let count = |severity| {
        let of = report.findings.iter();
        of.filter(|finding| finding.severity == severity).count()
    };
    let counts = [
        (Severity::High, "high", "high"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Notice, "notice", "notices"),
        (Severity::Info, "info", "info"),
    ];
    let counts: Vec<String> = counts
        .iter()
        .filter_map(|(severity, one, many)| match count(*severity) {
            0 => None,
            1 => Some(format!("1 {one}")),
            several => Some(format!("{several} {many}")),
        })
        .collect();
    if counts.is_empty() {
        "none".to_owned()
    } else {
        counts.join(", ")
    }
}
