//! Where a message came from, as labeled lines. The texts are not harmless yet.

use crate::limits::grouped;
use crate::report::Report;
use crate::words::Phrases;
use crate::words::Remedy;
use crate::words::origin::{Container, Step};

/// A line: its label, its value, and whether a short report does without.
pub(super) type Line = (&'static str, String, bool);

/// The lines about containers, about the message that carries this one, and about those that this one carries.
pub(super) fn lines(report: &Report, phrases: Phrases) -> Vec<Line> {
    let input = &report.input;
    let mut lines: Vec<Line> = Vec::new();
    if let (Some(container), Some(member)) = (input.container, &input.member) {
        let last = Step {
            container,
            member: member.clone(),
        };
        // The innermost first: what is cut is what is farthest.
        let mut text = vec![step(&last)];
        if let Some(offset) = input.offset {
            text.push(format!("byte {}", grouped(offset)));
            text = vec![text.join(", ")];
        }
        text.extend(input.within.iter().rev().map(step));
        lines.push(("Found in", text.join(" in "), false));
    }
    if let Some(reason) = &input.not_original {
        lines.push(("Original", format!("not kept: {reason}"), false));
    }
    for fact in &input.facts {
        // What decides how far the rest can be believed is never left out.
        let is_short = !matches!(fact.name.as_str(), "header" | "quoting" | "separator-lines");
        let text = format!("{}: {}", fact.name, fact.value);
        lines.push(("Stored with", text, is_short));
    }
    if let Some(wrapper) = input.wrappers.last() {
        let from = if wrapper.from.is_empty() {
            "a message without From".to_owned()
        } else {
            wrapper.from.clone()
        };
        lines.push(("Carried by", from, false));
        let date = wrapper
            .date
            .clone()
            .unwrap_or_else(|| "without a date".to_owned());
        let subject = wrapper.subject.as_deref().unwrap_or("no subject");
        lines.push(("", format!("{date}, {subject}"), false));
        if let Some(verdict) = &wrapper.verdict {
            let severity = verdict.severity.word();
            lines.push(("", format!("{severity}: {}", verdict.summary), false));
        }
    }
    if let Some(first) = input.inside.first() {
        let name = first.name.as_deref().unwrap_or("an attached message");
        let text = match input.inside.len() - 1 {
            0 => format!("{name} (part {})", first.part),
            more => format!("{name} (part {}) and {more} more", first.part),
        };
        lines.push((
            "Carries",
            format!("{text}; {}", phrases(&Remedy::Inner)),
            false,
        ));
    }
    lines
}

/// `ZIP archive, mail/inbox.mbox`; `mbox mailbox, message 12`.
fn step(step: &Step) -> String {
    let container = step.container.text();
    match step.container {
        Container::Gzip
        | Container::Zstd
        | Container::Emlx
        | Container::PostfixQueue
        | Container::Msg => container.to_owned(),
        Container::Message => format!("part {} of a message", step.member),
        Container::Mbox
        | Container::Mmdf
        | Container::Babyl
        | Container::Imap
        | Container::Graph
        | Container::Gmail
        | Container::Quarantine => {
            format!("{container}, message {}", step.member)
        }
        _ => format!("{container}, {}", step.member),
    }
}
