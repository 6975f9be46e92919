//! FRM010: characters that show nothing or turn the text around.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};

pub(super) const FINDING: Finding = Finding {
    code: "FRM010",
    name: "hidden-characters",
    severity: Severity::Warning,
    basis: Basis::Observed,
    title: "Invisible or bidirectional characters in the sender name or subject",
    meaning: "After decoding, the display name in From or the Subject contains zero-width characters, soft hyphens or bidirectional controls.",
    why: "They split words so that filters do not find them, or make text appear in a different order.",
    wrong: "Joiners in emoji and in Arabic, Persian and Indic scripts are normal and do not count here; marketing mail pads subjects with invisible fillers.",
    references: &["UTS 39 section 5.4", "UAX 9"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let facts = &evidence.facts;
    let from = facts.from_fields.first().copied();
    let names = facts
        .from
        .iter()
        .filter_map(|mailbox| Some((from?, "From", mailbox.display.as_deref()?)));
    let subject = || {
        evidence
            .message
            .named("Subject")
            .next()
            .map(|(index, _)| index)
    };
    let subjects = facts
        .subject
        .as_deref()
        .and_then(|text| (!text.is_ascii()).then_some(text));
    names
        .chain(subjects.and_then(|text| Some((subject()?, "Subject", text))))
        .filter_map(|(index, name, text)| {
            let hidden = hidden(text)?;
            let hit = Hit::new(format!("{name} has U+{:04X}", hidden as u32))
                .at(Place::field(evidence, index));
            Some(if is_bidi(hidden) {
                hit
            } else {
                hit.graded(Severity::Notice)
            })
        })
        .collect()
}

/// The first hidden character that has no business between its neighbors.
fn hidden(text: &str) -> Option<char> {
    if text.is_ascii() {
        return None;
    }
    let mut before = ' ';
    for c in text.chars() {
        // Between letters of Latin, and at the beginning, a joiner joins nothing.
        let is_joiner = matches!(c, '\u{200c}' | '\u{200d}');
        if is_bidi(c)
            || matches!(
                c,
                '\u{200b}' | '\u{2060}' | '\u{ad}' | '\u{feff}' | '\u{180e}'
            )
            || (is_joiner && before.is_ascii())
        {
            return Some(c);
        }
        before = c;
    }
    None
}

fn is_bidi(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn hidden_characters_are_told() {
        let split = "=?utf-8?q?In=E2=80=8Bvoice?=";
        Mail::new(&format!("Subject: {split}\r\n"))
            .finds(&FINDING, &[(Severity::Notice, &[split])]);
        let turned = "=?utf-8?q?a=E2=80=AEb?=";
        Mail::new(&format!("From: {turned} <a@a.example>\r\n")).hits(&FINDING);
        Mail::new(&format!("Subject: {turned}\r\n"))
            .finds(&FINDING, &[(Severity::Warning, &[turned])]);
    }

    #[test]
    fn joined_emoji_are_ordinary() {
        assert_eq!(hidden("\u{1f938}\u{200d}\u{2640}\u{fe0f}"), None);
        assert_eq!(hidden("a\u{200d}b"), Some('\u{200d}'));
        Mail::new("Subject: Hello\r\n").lacks(&FINDING);
    }
}
