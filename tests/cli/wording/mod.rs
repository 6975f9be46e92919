//! How the program speaks: no text uses a word that the project has another one for. What a message itself says is its own.

mod outputs;
mod rules;
mod traced;

use outputs::{Source, Text, texts};
use rules::{Rule, rules};

/// The most faults that are listed.
const MAX_LISTED: usize = 60;

#[test]
fn no_text_uses_a_word_that_has_a_better_one() {
    let rules = rules();
    let mut wrong = Vec::new();
    for source in Source::ALL {
        let texts = texts(*source);
        assert!(!texts.is_empty(), "{source:?} has no texts");
        for text in &texts {
            wrong.extend(faults(&rules, *source, text));
        }
    }
    wrong.sort();
    wrong.dedup();
    let count = wrong.len();
    wrong.truncate(MAX_LISTED);
    assert!(count == 0, "{count} faults\n{}", wrong.join("\n"));
}

/// What a text says in words that have better ones, but for what it quotes.
fn faults(rules: &[Rule], source: Source, text: &Text) -> Vec<String> {
    let shown = text.shown.to_lowercase();
    rules
        .iter()
        .filter_map(|rule| {
            let at = rule.find(&shown)?;
            if text.quoted.iter().any(|quoted| rule.find(quoted).is_some()) {
                return None;
            }
            let start = shown.floor_char_boundary(at.saturating_sub(50));
            let end = shown.ceil_char_boundary((at + 60).min(shown.len()));
            let around = shown[start..end].replace('\n', " ");
            Some(format!(
                "{source:?}, {}: {:?}, not {:?}: …{around}…",
                text.name, rule.say, rule.words
            ))
        })
        .collect()
}

#[test]
fn rules_match_whole_words_but_not_where_they_are_fine() {
    let find = |words: &str, shown: &str| {
        let rules = rules();
        let rule = rules.iter().find(|rule| rule.words == words);
        rule.expect("a rule").find(shown).is_some()
    };
    assert!(find("a mail", "this is a mail."));
    assert!(!find("a mail", "a mail server"));
    assert!(find("a mail", "a mail server sent a mail"));
    assert!(!find("a mail", "a mailbox, extra mail"));
    assert!(find("organisation~", "two organisations"));
    assert!(!find("blank", "blanket"));
}

#[test]
fn what_a_message_says_is_its_own() {
    let rules = rules();
    let text = |quoted: &[&str]| Text {
        name: "x".to_owned(),
        shown: "Subject: a blank line".to_owned(),
        quoted: quoted.iter().map(|&quoted| quoted.to_owned()).collect(),
    };
    assert_eq!(faults(&rules, Source::Json, &text(&[])).len(), 1);
    assert_eq!(faults(&rules, Source::Json, &text(&["a blank"])).len(), 0);
}
