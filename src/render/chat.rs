//! One line for a chat, in a code span: there no name becomes a link, and no one is mentioned.

use super::defang::Defang;
use super::escape::chat;
use super::{Style, ledger, own, text};
use crate::report::Report;

/// The most columns of the conclusion, and of a name.
const MAX_SENTENCE: usize = 300;
const MAX_NAME: usize = 80;

pub(super) fn render(report: &Report, style: &Style) -> Vec<u8> {
    let names = if style.defang {
        Defang::Names
    } else {
        Defang::Off
    };
    let own = own::names(report);
    let safe = |value: &str, most| chat(&text::cut(&names.text_but(value, &own), most, "…"));
    let severity = report.verdict.severity.word().to_uppercase();
    let mut name = safe(own::file(&report.input.name), MAX_NAME);
    let member = report.input.path();
    if !member.is_empty() {
        name = format!("{name}, {}", safe(&member, MAX_NAME));
    }
    let summary = safe(&report.verdict.summary, MAX_SENTENCE);
    let mut parts = vec![format!("{severity} {name}: {summary}")];
    if report.has_message() {
        parts.extend(report.message.from.first().map(|from| {
            let address = safe(&from.address, MAX_NAME);
            match &from.display {
                Some(display) => format!("From {} ({address})", safe(display, MAX_NAME)),
                None => format!("From {address}"),
            }
        }));
        parts.push(safe(&ledger::results(report), MAX_NAME));
    }
    format!("`{}`\n", parts.join(" | ")).into_bytes()
}
