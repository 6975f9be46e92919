//! IDN012: a display name that is written so that filters do not read it.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::findings::support::lookalike;
use crate::message::HeaderField;

pub(super) const FINDING: Finding = Finding {
    code: "IDN012",
    name: "obfuscated-display-name",
    severity: Severity::Warning,
    basis: Basis::Observed,
    title: "Obfuscated display name",
    meaning: "The display name in From mixes letters of several scripts within a word, or has combining strokes over letters, variation selectors, runs of quotation marks, or long runs of spaces.",
    why: "People still read the intended word, but a filter that searches for it does not find it. Long runs of spaces push the real address out of view.",
    wrong: "Individuals with decorative names, and senders with broken quoting.",
    references: &["UTS 39 section 5", "UAX 44"],
    check,
};

/// No name has so many blanks in a row.
const MANY_BLANKS: &str = "     ";
/// No name is quoted so often.
const MANY_QUOTES: &str = "\"\"\"";

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let facts = &evidence.facts;
    let Some(&index) = facts.from_fields.first() else {
        return Vec::new();
    };
    let raw = evidence.message.fields().get(index).map(HeaderField::text);
    let stuffed = raw.as_deref().and_then(stuffing);
    let trick = stuffed.or_else(|| {
        facts
            .from
            .iter()
            .find_map(|mailbox| trick(&mailbox.shown()?))
    });
    trick
        .map(|trick| Hit::new(format!("contains {trick}")).at(Place::field(evidence, index)))
        .into_iter()
        .collect()
}

/// What stands in the field beside the name's letters.
fn stuffing(value: &str) -> Option<&'static str> {
    if value.contains(MANY_QUOTES) {
        return Some("runs of quotation marks");
    }
    value
        .contains(MANY_BLANKS)
        .then_some("a long run of spaces")
}

/// What is wrong with a name's letters.
fn trick(display: &str) -> Option<&'static str> {
    if display.is_ascii() {
        return None;
    }
    let mut before = ' ';
    for c in display.chars() {
        match c {
            '\u{335}'..='\u{338}' => return Some("combining strokes over letters"),
            '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}'
                if before.is_alphabetic() && !is_ideograph(before) =>
            {
                return Some("variation selectors after letters");
            }
            c => before = c,
        }
    }
    display
        .split(|c: char| !c.is_alphanumeric())
        .any(lookalike::mixes_scripts)
        .then_some("letters of several scripts within a word")
}

/// Ideographs have variants for honest reasons.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn stuffed_names_are_told() {
        for value in [
            "\"\"\"\"Storage\"\"\"\" <a@a.example>",
            "Bank      55 <a@a.example>",
        ] {
            Mail::new(&format!("From: {value}\r\n"))
                .finds(&FINDING, &[(Severity::Warning, &[value])]);
        }
        Mail::new("From: \"Alice\" <a@a.example>\r\n").lacks(&FINDING);
    }

    #[test]
    fn letters_in_disguise_are_told() {
        // A stroke, a Cherokee letter, a variation selector.
        for name in ["Co\u{337}rreios", "\u{13b7}icrosoft", "o\u{e0100}f"] {
            assert!(trick(name).is_some(), "{name}");
        }
        for name in [
            "J\u{fc}rgen",
            "\u{5c71}\u{fe00}\u{7530}",
            "Alice \u{2764}\u{fe0f}",
            "\u{418}\u{432}\u{430}\u{43d} (Ivan)",
        ] {
            assert!(trick(name).is_none(), "{name}");
        }
    }
}
