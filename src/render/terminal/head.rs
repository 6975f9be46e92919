//! The head: which input, the conclusion, what the message says of itself. The foot: what is to be
//! known about the input and about DNS.

use super::canvas::{BOLD, Canvas, DIM, DOUBT, PLAIN};
use crate::checked::Why;
use crate::render::{notes, numbers, text, who};
use crate::report::Report;
use crate::report::dns::{Answer, Rcode};
use crate::words::Phrases;
use crate::words::evidence::{AsOfSource, InputKind};
use std::fmt::Write;

/// Columns of the labels (`Return-Path`) with the blanks behind them.
const LABEL: usize = 13;

pub(super) fn write(report: &Report, canvas: &mut Canvas) {
    input_line(report, canvas);
    canvas.end();
    verdict(report, canvas);
    if report.has_message() {
        canvas.end();
    }
    summary(report, canvas);
}

fn input_line(report: &Report, canvas: &mut Canvas) {
    let input = &report.input;
    let size = numbers::size(input.size);
    let kind = match input.kind {
        InputKind::Message => "",
        InputKind::HeadersOnly => "   headers only",
        InputKind::SmtpTranscript => "   SMTP session",
    };
    let hash = input.sha256.get(..8).unwrap_or(&input.sha256);
    let facts = format!("{size}   sha256 {hash}{}{kind}", canvas.symbols().ellipsis);
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
    let as_of = format!(
        "as of {} ({source}{about})",
        report.as_of.time.format("%Y-%m-%d %H:%M:%SZ")
    );
    let room = canvas
        .width()
        .saturating_sub(text::width(&facts) + 5)
        .max(8);
    let name = canvas.cut(&canvas.safe(&input.name), room);
    canvas.blanks(1).put(BOLD, &name).blanks(3).put(DIM, &facts);
    let used = 4 + text::width(&name) + text::width(&facts);
    if used + 3 + as_of.len() < canvas.width() {
        let gap = canvas.width() - used - as_of.len() - 1;
        canvas.blanks(gap);
    } else {
        canvas.end();
        canvas.blanks(1);
    }
    canvas.put(DIM, &as_of);
    canvas.end();
}

fn verdict(report: &Report, canvas: &mut Canvas) {
    canvas.blanks(1);
    let badge = canvas.badge(report.verdict.severity);
    let indent = 3 + badge;
    let columns = canvas.width().saturating_sub(indent + 1);
    let sentence = canvas.safe(&report.verdict.summary);
    for (at, line) in text::wrap(&sentence, columns).iter().enumerate() {
        canvas
            .blanks(if at == 0 { 2 } else { indent })
            .put(BOLD, line);
        canvas.end();
    }
}

fn summary(report: &Report, canvas: &mut Canvas) {
    for who in who::lines(report) {
        line(canvas, who.label, &who.value, who.remark);
    }
}

fn line(canvas: &mut Canvas, label: &str, value: &str, remark: Option<&str>) {
    let remark = remark.unwrap_or_default();
    let room = canvas.width().saturating_sub(LABEL + 2 + remark.len() + 3);
    let value = canvas.cut(&canvas.safe(value), room);
    canvas
        .blanks(1)
        .put_padded(DIM, label, LABEL)
        .put(PLAIN, &value);
    if !remark.is_empty() {
        canvas.blanks(3).put(DOUBT, remark);
    }
    canvas.end();
}

pub(super) fn write_foot(report: &Report, canvas: &mut Canvas) {
    let mut notes: Vec<String> = report
        .input
        .damage
        .iter()
        .map(|damage| {
            let ruled_out = match damage.rules_out.as_slice() {
                [] => String::new(),
                some => format!("; cannot be judged: {}", some.join(", ")),
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
    if notes.is_empty() {
        return;
    }
    canvas.end();
    for note in notes {
        let note = canvas.safe(&note);
        for (at, line) in text::wrap(&note, canvas.width() - 4).iter().enumerate() {
            canvas.blanks(if at == 0 { 1 } else { 3 }).put(DIM, line);
            canvas.end();
        }
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
        let why = report.dns.iter().find_map(Answer::skipped).map(Why::short);
        return Some(format!(
            "DNS: nothing was asked ({})",
            why.unwrap_or_default()
        ));
    }
    let answered = asked.iter().filter(|answer| answer.is_answered()).count();
    let mut note = match asked.len() {
        1 => format!("DNS: {answered} of 1 question answered"),
        all => format!("DNS: {answered} of {all} questions answered"),
    };
    if missing > 0 {
        let why = report.dns.iter().find_map(Answer::skipped).map(Why::text);
        let _ = write!(note, ", {missing} not asked ({})", why.unwrap_or_default());
    }
    if let Some(doubt) = &report.dns_doubt {
        let _ = write!(note, "; {doubt}");
    }
    if let Some(nobody) = notes::nobody(&report.dns, phrases) {
        let _ = write!(note, "; {nobody}");
    }
    Some(note)
}
