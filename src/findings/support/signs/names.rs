//! Signs at how names are made.

use super::Sign;
use super::place::from_place;
use crate::evidence::{Evidence, may_pass};
use crate::findings::model::Place;
use crate::findings::support::lookalike;
use crate::message::Mailbox;
use crate::names::{is_reserved_name, is_within, organization};

/// Names for documentation, which stand for public ones in texts and tests.
const DOCUMENTATION: &[&str] = &["example", "test"];
/// The longest name (RFC 1035 section 3.1).
const MAX_NAME: usize = 253;

/// Why nobody on the Internet can have a name, as a clause; `None` if somebody can.
pub(in crate::findings) fn why_impossible(domain: &str) -> Option<&'static str> {
    if domain.starts_with('[') {
        return None;
    }
    let ascii = crate::names::a_labels(domain);
    let is_host = |name: &str| {
        name.len() <= MAX_NAME
            && name.split('.').all(|label| {
                !label.is_empty()
                    && label.len() <= 63
                    && label
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
            })
    };
    let Some(name) = ascii.filter(|name| is_host(name)) else {
        return Some("has characters not allowed in host names");
    };
    if !name.contains('.') {
        return Some("has no top-level domain");
    }
    if DOCUMENTATION.iter().any(|known| is_within(&name, known)) {
        return None;
    }
    if is_reserved_name(&name) && !name.contains(".example.") && !name.starts_with("example.") {
        return Some("is reserved for private networks");
    }
    let is_known = psl::suffix(name.as_bytes()).is_some_and(|suffix| suffix.is_known());
    (!is_known).then_some("has a top-level domain that does not exist")
}

/// Whether anyone gets a mailbox at a domain for nothing.
pub(super) fn is_free_mail(domain: &str) -> bool {
    lookalike::is_mailbox_provider(domain)
}

/// Suffixes that abuse reports name again and again for their share of it, most for being cheap; the last are names that
/// are sold below one of their own, like suffixes.
const CHEAP: &[&str] = &[
    "autos",
    "beauty",
    "best",
    "bid",
    "boats",
    "bond",
    "buzz",
    "cfd",
    "cf",
    "click",
    "club",
    "cyou",
    "date",
    "fun",
    "ga",
    "gq",
    "hair",
    "homes",
    "host",
    "icu",
    "live",
    "loan",
    "lol",
    "makeup",
    "men",
    "ml",
    "mom",
    "monster",
    "motorcycles",
    "online",
    "pics",
    "pw",
    "quest",
    "rest",
    "sbs",
    "shop",
    "site",
    "skin",
    "space",
    "store",
    "stream",
    "tk",
    "top",
    "uno",
    "vip",
    "website",
    "win",
    "work",
    "xyz",
    "yachts",
    "br.com",
    "de.com",
    "eu.com",
    "gr.com",
    "ru.com",
    "sa.com",
    "uk.com",
    "us.com",
    "za.com",
];

/// The author's or the envelope sender's domain is under such a suffix.
pub(super) fn cheap_suffix(evidence: &Evidence<'_>) -> Option<Sign> {
    let facts = &evidence.facts;
    let envelope = facts
        .return_path
        .as_ref()
        .and_then(|(_, sender)| sender.rsplit_once('@'))
        .map(|(_, domain)| crate::names::normalize(domain));
    let domain = facts
        .from_domains()
        .iter()
        .chain(&envelope)
        .find(|domain| CHEAP.iter().any(|suffix| is_within(domain, suffix)))?;
    let place = from_place(evidence, domain);
    Some(Sign::new(
        format!("{domain} has a top-level domain or suffix known for abuse"),
        place,
    ))
}

/// The author's mailbox or domain looks made at random.
pub(super) fn made_at_random(evidence: &Evidence<'_>) -> Option<Sign> {
    let facts = &evidence.facts;
    let found = facts.from.iter().find_map(|mailbox| {
        let domain = Mailbox::domain(mailbox)?;
        let (local, _) = mailbox.address.rsplit_once('@')?;
        let organization = organization(&domain);
        let word = organization.split('.').next().unwrap_or_default();
        let front = domain
            .strip_suffix(organization.as_ref())
            .unwrap_or_default();
        if has_many_labels(front) {
            return Some(domain.clone());
        }
        [local, word]
            .into_iter()
            .find(|text| is_random(text))
            .map(str::to_owned)
    })?;
    let place = from_place(evidence, &found);
    Some(Sign::new(format!("{found} looks random"), place))
}

/// A tenant of Microsoft 365 whose name looks made at random signed the mail, and nobody else did.
pub(super) fn throwaway_tenant(evidence: &Evidence<'_>) -> Option<Sign> {
    let mut signers = evidence.auth.dkim.iter().filter(|check| may_pass(check));
    let (check, None) = (signers.next()?, signers.next()) else {
        return None;
    };
    let domain = crate::names::normalize(check.domain.as_deref()?);
    let tenant = domain.strip_suffix(".onmicrosoft.com")?;
    let digits = tenant.bytes().filter(u8::is_ascii_digit).count();
    (digits >= MANY_DIGITS || is_random(tenant)).then(|| {
        Sign::new(
            format!("only the tenant {domain} signed the message"),
            Place::text(evidence, check.field, &domain),
        )
    })
}

/// No company has so many digits in its name.
const MANY_DIGITS: usize = 7;

/// The most labels in front of what was registered: three are ordinary with large senders.
const MANY_LABELS: usize = 4;

fn has_many_labels(front: &str) -> bool {
    let labels = front.split('.').filter(|label| !label.is_empty());
    labels.clone().count() >= MANY_LABELS || labels.filter(|label| label.len() == 1).count() >= 3
}

/// Words shorter than this are abbreviations.
const MIN_RANDOM: usize = 6;
/// So many consonants in a row no name has.
const MANY_CONSONANTS: usize = 6;

/// Whether a word changes between letters and digits, or between small and capital letters, more often than any name, or
/// cannot be spoken.
pub(super) fn is_random(word: &str) -> bool {
    let bytes = word.as_bytes();
    if bytes.len() < MIN_RANDOM || bytes.len() > 40 || !bytes.iter().all(u8::is_ascii_alphanumeric)
    {
        return false;
    }
    let kind = |byte: &u8| u8::from(byte.is_ascii_digit());
    let switches = bytes
        .windows(2)
        .filter(|pair| kind(&pair[0]) != kind(&pair[1]))
        .count();
    // `web2print4u` is made of words.
    let is_word =
        |part: &&str| part.len() >= 3 && part.bytes().any(|byte| b"aeiouyAEIOUY".contains(&byte));
    let mut parts = word.split(|c: char| c.is_ascii_digit());
    if switches >= 4 && !parts.any(|part| is_word(&part)) {
        return true;
    }
    // `McDonaldGreen` has capitals at the beginning of words only: two small letters follow each.
    let odd_capitals = bytes
        .windows(3)
        .filter(|three| {
            three[0].is_ascii_lowercase()
                && three[1].is_ascii_uppercase()
                && !three[2].is_ascii_lowercase()
        })
        .count();
    let capitals = bytes
        .windows(2)
        .filter(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
        .count();
    if odd_capitals >= 1 && capitals >= 2 {
        return true;
    }
    // Languages join s, c and h to others as they like: `Angstschweiss`.
    let (mut run, mut longest) = (0, 0);
    for byte in bytes.iter().map(u8::to_ascii_lowercase) {
        match byte {
            b's' | b'c' | b'h' => {}
            b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'0'..=b'9' => run = 0,
            _ => run += 1,
        }
        longest = longest.max(run);
    }
    longest >= MANY_CONSONANTS
}

/// The subject is written in letters that only look like others.
pub(super) fn disguised_text(evidence: &Evidence<'_>) -> Option<Sign> {
    let subject = evidence.facts.subject.as_deref()?;
    if subject.is_ascii() {
        return None;
    }
    let index = evidence.message.named("Subject").next()?.0;
    let place = Place::field(evidence, index);
    let is_styled = |c: char| matches!(c, '\u{1d400}'..='\u{1d7ff}' | '\u{ff21}'..='\u{ff5a}');
    let mixes = subject
        .split(|c: char| !c.is_alphanumeric())
        .any(lookalike::mixes_scripts);
    let is_hidden = |c: char| matches!(c, '\u{200b}' | '\u{2060}' | '\u{ad}' | '\u{feff}' | '\u{335}'..='\u{338}' | '\u{e0100}'..='\u{e01ef}');
    (mixes
        || subject.chars().any(is_hidden)
        || subject.chars().filter(|c| is_styled(*c)).count() >= 4)
        .then(|| Sign::new("the subject uses lookalike letters", place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_nobody_can_have_are_told() {
        for name in [
            "correios",
            "",
            "a..example",
            "a b.example",
            "%a.example",
            "host.local",
            "web.localdomain",
            "a.nosuchtld",
            "a.example,com",
        ] {
            assert!(why_impossible(name).is_some(), "{name}");
        }
        for name in [
            "a.example",
            "example.com",
            "mail.example.co.uk",
            "m\u{fc}ller.example",
            "a_b.example",
            "a.test",
            "[192.0.2.1]",
        ] {
            assert_eq!(why_impossible(name), None, "{name}");
        }
    }

    #[test]
    fn made_up_words_are_told_from_names() {
        for word in [
            "kb23r797gj",
            "wKLGXuC",
            "hw8xv26nzks",
            "qtyrwzkplm",
            "PzQzHjP",
        ] {
            assert!(is_random(word), "{word}");
        }
        for word in [
            "robin",
            "McDonald",
            "JohnSmith",
            "angstschweiss",
            "info24",
            "mp3player",
            "o2online",
            "noreply",
            "web2print4u",
        ] {
            assert!(!is_random(word), "{word}");
        }
    }

    #[test]
    fn labels_are_counted_in_front_of_what_was_registered() {
        assert!(has_many_labels("a.b.c.d."));
        assert!(has_many_labels("o.n.e."));
        assert!(!has_many_labels("mail.eu.news."));
    }
}
