//! Remarks below the table of results; with `verbose` also what SPF did.

use super::canvas::{Canvas, DIM, PLAIN};
use super::spf_tree;
use crate::render::{notes, text};
use crate::report::Report;

/// The most remarks that are shown; of the usual report.
const MAX_REMARKS: usize = 12;
const USUAL_REMARKS: usize = 2;

pub(super) fn write(report: &Report, canvas: &mut Canvas) {
    let most = if canvas.is_verbose() {
        MAX_REMARKS
    } else {
        USUAL_REMARKS
    };
    for remark in notes::of(report, canvas.phrases()).iter().take(most) {
        let (about, words) = (canvas.safe(&remark.about), canvas.safe(&remark.text));
        let line = format!("{about}: {words}");
        for (nth, line) in text::wrap(&line, canvas.width().saturating_sub(6))
            .iter()
            .enumerate()
        {
            let indent = if nth == 0 { 3 } else { 5 };
            canvas.blanks(indent).put(PLAIN, line).end();
        }
    }
    if canvas.is_verbose() {
        evaluations(report, canvas);
    }
}

fn evaluations(report: &Report, canvas: &mut Canvas) {
    let spf = &report.authentication.spf;
    for (name, check) in [("HELO", &spf.helo), ("MAIL FROM", &spf.mail_from)] {
        let Some(check) = check.done() else { continue };
        canvas.end();
        let head = format!("SPF of {name} {} for {}", check.domain, check.ip);
        let head = canvas.safe(&head);
        for line in text::wrap(&head, canvas.width().saturating_sub(4)) {
            canvas.blanks(3).put(DIM, &line).end();
        }
        spf_tree::write(check, 3, canvas);
    }
    let walk = &report.authentication.dmarc.walk;
    if !walk.is_empty() {
        canvas.end();
        canvas.blanks(3).put(DIM, "DMARC DNS tree walk").end();
    }
    for step in walk {
        let record = step.record.as_deref().unwrap_or(&step.found);
        let line = canvas.safe(&format!("_dmarc.{}: {record}", step.domain));
        for line in text::wrap(&line, canvas.width().saturating_sub(6)) {
            canvas.blanks(5).put(PLAIN, &line).end();
        }
    }
}
