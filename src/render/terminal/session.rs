//! The session: its facts, then the ladder, what was said on the left and what it means on the right.

use super::canvas::{BOLD, Canvas, DIM, DOUBT, LINK, PLAIN};
use crate::render::ladder::{self, Rung};
use crate::render::text;
use crate::report::Report;
use crate::words::Remedy;
use crate::words::session::{Side, StepKind};
use anstyle::Style as Ink;

/// Columns of the labels, as in the head.
const LABEL: usize = 13;
/// Columns of number and arrow.
const LEFT: usize = 9;
/// Narrower terminals have one column, behind fewer.
const MIN_BESIDE: usize = 64;
const NARROW: usize = 7;
/// Columns between what was said and what it means.
const GAP: usize = 2;
/// The most steps that are shown.
const MAX_RUNGS: usize = 120;
/// The most lines that one long line is broken into.
const MAX_BROKEN: usize = 6;

pub(super) fn write(report: &Report, canvas: &mut Canvas) {
    let Some(one) = &report.session else { return };
    canvas.title("SESSION", &ladder::remark(one));
    for (label, value) in ladder::facts(report, one) {
        let room = canvas.width().saturating_sub(LABEL + 2);
        let value = canvas.safe(&value);
        for (at, line) in text::wrap(&value, room).iter().enumerate() {
            let line = canvas.cut(line, room);
            canvas
                .blanks(1)
                .put_padded(DIM, if at == 0 { label } else { "" }, LABEL)
                .put(PLAIN, &line)
                .end();
        }
    }
    canvas.end();
    for rung in ladder::rungs(report, one, MAX_RUNGS) {
        if rung.hidden_before > 0 {
            let all_in = canvas.remedy(&Remedy::AllInJson);
            let line = format!("    {} more steps; {all_in}", rung.hidden_before);
            canvas.put(DIM, &line).end();
        }
        if rung.tls_begins {
            let mark = canvas.symbols().rule.repeat(3);
            let line = format!("{mark} TLS from here on {mark}");
            canvas.blanks(2).put(LINK, &line).end();
        }
        write_rung(&rung, canvas);
    }
}

fn write_rung(rung: &Rung<'_>, canvas: &mut Canvas) {
    if canvas.width() < MIN_BESIDE {
        write_narrow(rung, canvas);
        return;
    }
    let room = canvas.width().saturating_sub(LEFT + GAP + 1);
    // What was said is the evidence: it has the wider column.
    let said_columns = room * 11 / 20;
    let remark_columns = room - said_columns;
    let said: Vec<String> = rung
        .lines
        .iter()
        .flat_map(|line| broken(&canvas.safe(line), said_columns))
        .collect();
    let codes = rung.codes.join(" ");
    let mut remark = broken(&canvas.safe(&rung.remark), remark_columns);
    let codes_at = remark.len();
    if !codes.is_empty() {
        remark.extend(text::wrap(&canvas.safe(&codes), remark_columns));
    }
    let (ink, arrow) = face(rung);
    for at in 0..said.len().max(remark.len()) {
        if at == 0 {
            canvas.put(DIM, &format!("{:>4}  ", rung.number));
            canvas.put(ink, arrow).blanks(LEFT - 8);
        } else {
            canvas.blanks(LEFT);
        }
        let line = said.get(at).map(String::as_str).unwrap_or_default();
        canvas.put_padded(ink, &canvas.cut(line, said_columns), said_columns + GAP);
        if let Some(line) = remark.get(at) {
            let line = canvas.cut(line, remark_columns);
            canvas.put(if at >= codes_at { DOUBT } else { DIM }, &line);
        }
        canvas.end();
    }
}

/// The same where two columns would be too narrow: what it means stands under what was said.
fn write_narrow(rung: &Rung<'_>, canvas: &mut Canvas) {
    let (ink, arrow) = face(rung);
    canvas.put(DIM, &format!("{:>4} ", rung.number));
    canvas.put(ink, arrow);
    let columns = canvas.width().saturating_sub(NARROW + 1);
    let said = rung
        .lines
        .iter()
        .flat_map(|line| broken(&canvas.safe(line), columns));
    for (at, line) in said.collect::<Vec<_>>().iter().enumerate() {
        canvas
            .blanks(if at == 0 { 0 } else { NARROW })
            .put(ink, line)
            .end();
    }
    let remark = canvas.safe(&rung.remark);
    canvas.blanks(NARROW + 2).wrapped(DIM, &remark, NARROW + 2);
    if !rung.codes.is_empty() {
        let codes = canvas.safe(&rung.codes.join(" "));
        canvas.blanks(NARROW + 2).wrapped(DOUBT, &codes, NARROW + 2);
    }
}

/// How a step looks, and who speaks.
fn face(rung: &Rung<'_>) -> (Ink, &'static str) {
    match (rung.side, rung.kind) {
        (_, StepKind::Credentials | StepKind::Other) => (DOUBT, "C "),
        (Side::Client, _) => (BOLD, "C "),
        (Side::Server, _) => (PLAIN, "S "),
    }
}

/// A line in so many columns, at its blanks.
fn broken(line: &str, columns: usize) -> Vec<String> {
    let mut lines = text::wrap(line, columns);
    lines.truncate(MAX_BROKEN);
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}
