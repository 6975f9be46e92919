//! The conclusion and four lines.

use super::canvas::{Canvas, DIM, PLAIN};
use super::head;
use crate::render::{hops, ledger, who};
use crate::report::Report;

/// Columns of the labels with the space behind them.
const LABEL: usize = 15;

pub(super) fn write(report: &Report, canvas: &mut Canvas) {
    head::input(report, canvas);
    head::conclusion(report, canvas);
    let from = report.message.from.first().map(who::shown);
    for (label, value) in [
        (
            "From",
            canvas.safe(&from.unwrap_or_else(|| "none".to_owned())),
        ),
        ("Received from", client(report, canvas)),
        ("Authentication", canvas.safe(&results(report))),
        ("Findings", head::counts(report)),
    ] {
        let room = canvas.width().saturating_sub(LABEL + 2);
        let value = canvas.cut(&value, room);
        canvas
            .blanks(1)
            .put_padded(DIM, label, LABEL)
            .put(PLAIN, &value)
            .end();
    }
}

/// Who delivered it, as our own side saw it.
fn client(report: &Report, canvas: &Canvas) -> String {
    let boundary = report.route.boundary.as_ref();
    let hop = boundary.and_then(|boundary| {
        let mut hops = report.route.hops.iter();
        hops.find(|hop| hop.index == boundary.hop)
    });
    match hop.map(hops::peer) {
        Some(peer) if !peer.is_empty() => canvas.safe(&peer),
        _ => "unknown: no trust boundary found".to_owned(),
    }
}

/// `SPF softfail, DKIM pass, DMARC fail`: ours, else what the receiver reported.
fn results(report: &Report) -> String {
    let mut parts: Vec<String> = Vec::new();
    for row in ledger::rows(report, 1) {
        if !matches!(row.method, "SPF" | "DKIM" | "DMARC") {
            continue;
        }
        let told = match (row.result, row.said.text.is_empty()) {
            (Some(result), _) => result.word().to_owned(),
            (None, false) => format!("{} (receiver)", row.said.text),
            (None, true) => "unchecked".to_owned(),
        };
        parts.push(format!("{} {told}", row.method));
    }
    parts.join(", ")
}
