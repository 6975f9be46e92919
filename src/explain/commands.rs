//! Commands of SMTP, keywords of its extensions, and mechanisms of its login.

use super::{Entry, Kind};
use crate::session::WORDS;

/// Other names of words.
const ALIASES: &[(&str, &str)] = &[("XOAUTH2", "OAUTH2"), ("OAUTHBEARER", "OAUTH2")];

pub(super) fn entries() -> impl Iterator<Item = Entry> {
    WORDS.iter().map(|word| {
        let mut entry = Entry::new(Kind::Command, word.term, word.meaning).see(word.reference);
        if !word.syntax.is_empty() {
            entry = entry.section("Syntax", word.syntax);
        }
        let others = ALIASES.iter().filter(|(term, _)| *term == word.term);
        for (_, other) in others {
            entry = entry.or(*other);
        }
        // `MAIL` alone is the command as well.
        match word.term.split_once(' ') {
            Some((verb, _)) if !verb.eq_ignore_ascii_case("EHLO") => entry.or(verb),
            _ => entry,
        }
    })
}
