//! IDN001: the display name shows another address.

use crate::codec::encoded_word;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::findings::support::{context, lookalike};
use crate::message::Mailbox;
use crate::names::same_organization;

pub(super) const FINDING: Finding = Finding {
    code: "IDN001",
    name: "display-name-address",
    severity: Severity::Warning,
    basis: Basis::Observed,
    title: "Display name contains an address of another organization",
    meaning: "The display name in From contains an email address whose domain is not that of the real address.",
    why: "Many mail clients show only the display name. The reader sees an address that the message does not come from.",
    wrong: "Mailing lists and help desks that rewrite From sometimes keep the author's address in the name, usually with \"via\".",
    references: &["RFC 5322 section 3.4"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let facts = &evidence.facts;
    facts
        .from
        .iter()
        .filter_map(|mailbox| {
            let domain = mailbox.domain()?;
            let is_strange = |shown: &String| {
                let domain_shown = shown.rsplit_once('@').map(|(_, domain)| domain);
                domain_shown.is_some_and(|shown| !same_organization(shown, &domain))
            };
            let display = mailbox.shown().unwrap_or_default();
            let in_name = addresses_in(&display).into_iter().find(is_strange);
            let in_address = || {
                let local = local_part_shown(mailbox)?;
                let shown = addresses_in(&local).into_iter().find(is_strange)?;
                Some((shown, "the local part shows"))
            };
            let (shown, said) = in_name
                .map(|shown| (shown, "display name shows"))
                .or_else(in_address)?;
            let place = Place::text(evidence, evidence.field_of(mailbox)?, &shown);
            let hit = Hit::new(format!("{said} {shown}; the address is at {domain}")).at(place);
            // A list that rewrites From keeps the author's address in the name, and the author's signature.
            let (_, shown_domain) = shown.rsplit_once('@')?;
            // A provider's signature is on the mail of each of its customers.
            let is_authors = !lookalike::is_mailbox_provider(shown_domain)
                && context::vouched_domains(evidence)
                    .any(|domain| same_organization(&domain, shown_domain));
            let context = is_authors
                .then(|| context::vouched(shown_domain))
                .or_else(|| {
                    is_passed_on(evidence, &display, &shown, &domain)
                        .then(|| context::passed_on_by(evidence, &domain))?
                });
            Some(hit.in_context(context, Severity::Notice))
        })
        .collect()
}

/// What mail programs that decode everything show of an address before its `@`: encoded words may not stand there (RFC 2047
/// section 5), and are written there for nothing else.
fn local_part_shown(mailbox: &Mailbox) -> Option<String> {
    let (local, _) = mailbox.address.rsplit_once('@')?;
    local
        .contains("=?")
        .then(|| encoded_word::decode(local.as_bytes()))
}

/// Whether a list or group says in the name that it passes an author's mail on (`a@b.example via Group`), under a list field of
/// its own domain, and sends answers to that very author.
fn is_passed_on(evidence: &Evidence<'_>, display: &str, shown: &str, domain: &str) -> bool {
    let facts = &evidence.facts;
    let list = facts.list.as_ref();
    let host = list.and_then(|(_, list)| context::list_domain(list));
    let is_lists = host.is_some_and(|host| same_organization(&host, domain));
    let mut answers = facts.reply_to.iter().flat_map(|(_, list)| list);
    let answers_author = answers.any(|one| one.address.eq_ignore_ascii_case(shown));
    display.contains(" via ") && is_lists && answers_author
}

/// The most addresses of a name that are looked at: no reader sees so many.
const MAX_SHOWN: usize = 64;

/// What readers take for addresses in a text: a local part, `@`, and a domain with a dot, whatever stands around them.
fn addresses_in(text: &str) -> Vec<String> {
    if !text.chars().any(is_sign) {
        return Vec::new();
    }
    let text = plain(text);
    let mut found = Vec::new();
    let mut rest = text.as_str();
    let mut before = "";
    while let Some((front, behind)) = rest.split_once('@') {
        let local = if front.trim().is_empty() {
            before
        } else {
            front
        };
        if let (Some(local), Some(domain)) = (local_part(local), domain(behind)) {
            found.push(format!("{local}@{domain}"));
            if found.len() == MAX_SHOWN {
                break;
            }
        }
        (before, rest) = (front, behind);
    }
    found
}

/// Whether a character may be a part of a sign that people read as `@`.
fn is_sign(c: char) -> bool {
    matches!(
        c,
        '@' | '\u{ff20}' | '\u{fe6b}' | '(' | '[' | '{' | '\u{ff08}'
    )
}

/// A text as the eye has it: without what shows nothing, full-width letters as the plain ones, `(at)` as `@`.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e0fff}' => {}
            '\u{ff01}'..='\u{ff5e}' => {
                out.extend(char::from_u32(c as u32 - 0xfee0));
            }
            '\u{fe6b}' => out.push('@'),
            '\u{3002}' | '\u{ff61}' | '\u{2024}' | '\u{fe52}' => out.push('.'),
            c => out.push(c),
        }
    }
    for (sign, words) in [
        ("@", ["(at)", "[at]", "{at}"]),
        (".", ["(dot)", "[dot]", "{dot}"]),
    ] {
        for word in words {
            out = replaced(&out, word, sign);
        }
    }
    out
}

/// A text with a word, in whatever letters and with spaces around it, replaced.
fn replaced(text: &str, word: &str, sign: &str) -> String {
    let lower = text.to_ascii_lowercase();
    if !lower.contains(word) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut kept = 0;
    for (at, _) in lower.match_indices(word) {
        out.push_str(text[kept..at].trim_end());
        out.push_str(sign);
        let behind = &text[at + word.len()..];
        kept = text.len() - behind.trim_start().len();
    }
    out.push_str(&text[kept..]);
    out
}

/// What stands before `@`, white space between them allowed.
fn local_part(text: &str) -> Option<&str> {
    let text = text.trim_end();
    let is_part = |c: char| c.is_alphanumeric() || "!#$%&*+-/=?^_`|~.'".contains(c);
    let start = text
        .char_indices()
        .rev()
        .take_while(|(_, c)| is_part(*c))
        .last()
        .map(|(at, _)| at)?;
    let local = text[start..].trim_start_matches(|c: char| !c.is_alphanumeric());
    (!local.is_empty()).then_some(local)
}

/// What stands behind `@`: labels up to the first character that none has. The last one is no number.
fn domain(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let end = text
        .find(|c: char| !(c.is_alphanumeric() || c == '.' || c == '-'))
        .unwrap_or(text.len());
    let text = &text[..end];
    let end = text.find("..").unwrap_or(end);
    let domain = text[..end].trim_end_matches(['.', '-']);
    let (front, last) = domain.rsplit_once('.')?;
    let is_name = !front.is_empty()
        && !domain.starts_with(['.', '-'])
        && last.chars().any(char::is_alphabetic);
    is_name.then_some(domain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn addresses_are_seen_whatever_stands_around_them() {
        for text in [
            "ceo@bank.example",
            "ceo@bank.example.",
            "ceo@bank.example!",
            "ceo@bank.example: urgent",
            "ceo@bank.example/",
            "ceo@bank.example_",
            "ceo@bank.example\u{2026}",
            "ceo@bank.example...",
            "ceo@bank.example-",
            "'ceo@bank.example'",
            "\u{201c}ceo@bank.example\u{201d}",
            "(ceo@bank.example)",
            "[ceo@bank.example]",
            "{ceo@bank.example}",
            "<ceo@bank.example>",
            "CEO <ceo@bank.example> Bank",
            "mailto:ceo@bank.example?x",
            "ceo @ bank.example",
            "ceo@ bank.example",
            "ceo\u{ff20}bank.example",
            "ceo\u{ff20}bank\u{ff0e}example",
            "ceo\u{fe6b}bank\u{3002}example",
            "\u{ff43}eo@bank.example",
            "ceo\u{200b}@b\u{ad}ank.ex\u{2060}ample",
            "ceo(at)bank.example",
            "ceo [AT] bank (dot) example",
            "@x ceo@bank.example",
            "ceo@bank.example|Bank",
        ] {
            assert_eq!(addresses_in(text), ["ceo@bank.example"], "{text}");
        }
        assert_eq!(
            addresses_in("a@b.example c@d.example"),
            ["a@b.example", "c@d.example"]
        );
        for text in [
            "Bank",
            "me @ home",
            "@bank.example",
            "a@b",
            "a@.example",
            "v @ 1.2",
            "a @ St. Louis",
            "meet (at) noon",
        ] {
            assert!(
                addresses_in(text).is_empty(),
                "{text}: {:?}",
                addresses_in(text)
            );
        }
    }

    #[test]
    fn a_strange_address_is_told_behind_ones_own() {
        for name in [
            "\"ceo@bank.test.\"",
            "\"x@sender.test ceo@bank.test\"",
            "ceo@bank.test",
            "ceo \\(at\\) bank.test",
            "=?utf-8?q?ceo=EF=BC=A0bank.test?=",
            "Kelly <ceo@bank.test>",
        ] {
            let mail = Mail::new(&format!("From: {name} <x@sender.test>\r\n"));
            let hits = mail.hits(&FINDING);
            assert_eq!(hits.len(), 1, "{name}");
            assert_eq!(
                hits[0].detail, "display name shows ceo@bank.test; the address is at sender.test",
                "{name}"
            );
        }
        Mail::new("From: \"x@sender.test\" <x@mail.sender.test>\r\n").lacks(&FINDING);
    }

    #[test]
    fn long_names_cost_one_pass() {
        for unit in ["@", "a@", "(at)", "a@b.", "a @ b.c ", "(at", " @"] {
            drop(addresses_in(&unit.repeat(100_000)));
        }
    }

    #[test]
    fn what_stands_before_the_sign_is_shown_too() {
        for from in [
            "N <=?utf-8?B?c2VydmljZUBiYW5rLmV4YW1wbGU=?=@evil.test>",
            "<=?utf-8?Q?service=40bank.example?=@evil.test>",
        ] {
            let hits = Mail::received("", &format!("From: {from}\r\n")).hits(&FINDING);
            assert_eq!(hits.len(), 1, "{from}");
            assert_eq!(hits[0].severity, None, "{from}");
        }
        for from in [
            "bounce+u=bank.example@lists.example",
            "\"a b\"@evil.test",
            "\"a@evil.test\"@evil.test",
        ] {
            Mail::received("", &format!("From: {from}\r\n")).lacks(&FINDING);
        }
    }

    #[test]
    fn a_group_that_says_so_passes_on() {
        let from = "From: \"'mara@garden.example' via Dev\" <dev@club.example>\r\n";
        let list = "List-ID: <dev.club.example>\r\nReply-To: mara@garden.example\r\n";
        let pass =
            "Authentication-Results: mx.example.net; dmarc=pass header.from=club.example\r\n";
        let severity = |above: &str, below: &str| {
            let hits = Mail::received(above, &format!("{below}{from}")).hits(&FINDING);
            hits[0].severity
        };
        assert_eq!(severity(pass, list), Some(Severity::Notice));
        // Nothing shows that the group is who it says, or that answers go to the author.
        assert_eq!(severity("", list), None);
        assert_eq!(severity(pass, "List-ID: <dev.club.example>\r\n"), None);
        assert_eq!(severity(pass, &list.replace("dev.club", "dev.other")), None);
    }
}
