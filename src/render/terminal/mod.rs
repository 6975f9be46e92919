//! The report for a terminal: the conclusion first, then who, which way, what was proven, what
//! stands out, what to do next. Fits 40 columns and uses 160.

mod annotate;
mod auth;
mod body;
mod brief;
pub(super) mod canvas;
pub(super) mod check;
mod enriched;
mod findings;
mod head;
pub(super) mod list;
mod next;
mod notes;
pub(super) mod recover;
mod route;
mod session;
mod spf_tree;
mod steps;

use super::{Detail, Style, iocs};
use crate::indicators::Sum;
use crate::report::Report;
use canvas::Canvas;

pub(super) fn render(report: &Report, style: &Style) -> Vec<u8> {
    let mut canvas = Canvas::new(*style);
    if style.detail == Detail::Brief {
        brief::write(report, &mut canvas);
        return canvas.into_bytes();
    }
    head::write(report, &mut canvas);
    session::write(report, &mut canvas);
    route::write(report, &mut canvas);
    if report.has_message() {
        auth::write(report, &mut canvas);
        notes::write(report, &mut canvas);
    }
    enriched::write(report, &mut canvas);
    findings::write(report, &mut canvas);
    body::write(report, &mut canvas);
    indicators(report, &mut canvas);
    next::write(report, &mut canvas);
    head::write_foot(report, &mut canvas);
    canvas.into_bytes()
}

/// The most indicators of one message.
const MAX_INDICATORS: usize = 60;

/// What can be searched for and blocked, in a verbose report.
fn indicators(report: &Report, canvas: &mut Canvas) {
    if canvas.is_verbose() {
        let sum = Sum::of_one(report);
        if !sum.indicators.is_empty() {
            iocs::write(&sum, MAX_INDICATORS, canvas);
        }
    }
}

/// The header with findings under its bytes.
pub(super) fn annotated(report: &Report, style: &Style) -> Vec<u8> {
    let mut canvas = Canvas::new(*style);
    head::write(report, &mut canvas);
    canvas.end();
    annotate::write(report, &mut canvas);
    head::write_foot(report, &mut canvas);
    canvas.into_bytes()
}
