//! Domains that are made to be taken for another: the same to the eye, one letter off, the real name in front of the
//! own, or the brand's word with a decoration.

mod addition;
mod brands;
mod distance;
mod glance;
mod letters;
mod named;
mod service;
mod shape;
mod table;

pub(in crate::findings) use brands::{Brand, is_mailbox_provider, is_some_brands, owner};
pub(crate) use brands::{Holder, holder};
pub(crate) use distance::distance;
pub(in crate::findings) use named::named_in;

use crate::limits::MAX_NAME;
use crate::names::{Lately, normalize, organization, tail};
use addition::addition;
use brands::BRANDS;
use glance::Glance;
use letters::{Lengths, Letters};
use shape::look;
use std::borrow::Cow;
use table::{Domain, domains};
use unicode_security::MixedScript;

/// How a domain is made to look like another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::findings) enum Trick {
    /// The real name as the front of a longer one: `bank.example.evil.test`.
    RealNameInFront,
    /// Characters that look alike (UTS 39): `b\u{430}nk.example`, `bank1ng` for `banking`.
    Confusable,
    /// One or two letters off.
    Typo,
    /// The word with an addition that wins trust: `bank-login.example`.
    Lure,
    /// The word with another addition: `bank-garden.example`.
    Compound,
    /// The same word under another suffix.
    OtherSuffix,
}

impl Trick {
    /// How it was done, for a sentence that ends with the real name.
    pub(in crate::findings) fn text(self) -> &'static str {
        match self {
            Self::RealNameInFront => "has as a prefix the name of",
            Self::Confusable => "is visually identical to",
            Self::Typo => "differs by a letter or two from",
            Self::Lure | Self::Compound => "contains the name of",
            Self::OtherSuffix => "has another suffix than",
        }
    }
}

/// A domain that may be imitated, made ready for comparing.
pub(in crate::findings) struct Target {
    pub domain: String,
    /// Its first label: the word that people know.
    word: String,
    /// How that looks.
    skeleton: String,
}

impl Target {
    pub(in crate::findings) fn new(domain: &str) -> Self {
        let domain = organization(domain).into_owned();
        let word = first_label(&domain).to_owned();
        let skeleton = look(&word);
        Self {
            domain,
            word,
            skeleton,
        }
    }
}

/// A target as one suspect sees it.
struct Looked<'t> {
    domain: &'t str,
    word: &'t str,
    /// Whether the word is an ordinary one too, so that others than imitators have it in their names.
    is_ordinary: bool,
    /// Whether it looks the same as the suspect's.
    is_alike: bool,
}

/// A domain that is looked at.
pub(in crate::findings) struct Suspect {
    domain: String,
    /// Where its labels begin, but the last one's.
    labels: Vec<usize>,
    /// What its owner registered.
    organization: String,
    /// The first label of that, decoded.
    word: String,
    skeleton: String,
    /// What it is told from most brands' domains by.
    glance: Glance,
}

impl Suspect {
    pub(in crate::findings) fn new(domain: &str) -> Self {
        // What DNS does not admit is compared by what people see of it, its front, and by who would own it.
        let organization = normalize(&organization(tail(domain)));
        let domain = normalize(&domain[..domain.floor_char_boundary(MAX_NAME)]);
        let label = first_label(&organization);
        let word = decoded(&label[..label.floor_char_boundary(MAX_NAME)]).into_owned();
        let skeleton = look(&word);
        let begins = memchr::memchr_iter(b'.', domain.as_bytes()).map(|dot| dot + 1);
        let mut labels: Vec<usize> = std::iter::once(0).chain(begins).collect();
        labels.pop();
        let glance = Glance {
            word: Letters::of(&word),
            look: Letters::of(&skeleton),
            domain: Letters::of(&domain),
            within: Lengths::within(MIN_WORD, word.len()),
            near: distance::lengths_near(word.len()),
            labels: labels
                .iter()
                .map(|&at| Lengths::of(first_label(&domain[at..])))
                .fold(Lengths::NONE, Lengths::and),
        };
        Self {
            domain,
            labels,
            organization,
            word,
            skeleton,
            glance,
        }
    }

    /// The strongest trick by which it looks like a target; `None` if it is the target's own or unlike it.
    pub(in crate::findings) fn imitates(&self, target: &Target) -> Option<Trick> {
        self.trick(&Looked {
            domain: &target.domain,
            word: &target.word,
            is_ordinary: false,
            is_alike: self.skeleton == target.skeleton,
        })
    }

    /// [`Self::imitates`] for a brand's domain.
    fn imitates_brand(&self, own: &Domain) -> Option<Trick> {
        let trick = self.trick(&Looked {
            domain: own.name,
            word: own.word,
            is_ordinary: own.is_ordinary,
            is_alike: self.skeleton == look(own.word),
        })?;
        // What was registered is imitated, not a name below it: that stands on the list as well (held by a test).
        (organization(own.name) == own.name).then_some(trick)
    }

    fn trick(&self, target: &Looked<'_>) -> Option<Trick> {
        if self.organization == target.domain || self.is_within(target.domain) {
            return None;
        }
        if self.has_in_front(target.domain) {
            return Some(Trick::RealNameInFront);
        }
        // Short words are alike by chance.
        if target.word.len() < MIN_WORD {
            return None;
        }
        if self.word == target.word {
            return (!target.is_ordinary).then_some(Trick::OtherSuffix);
        }
        if target.is_alike {
            return Some(Trick::Confusable);
        }
        if target.is_ordinary {
            return addition(&self.word, target.word).filter(|trick| *trick == Trick::Lure);
        }
        if distance::is_typo(&self.word, target.word) {
            return Some(Trick::Typo);
        }
        addition(&self.word, target.word)
    }

    /// Whether it is a name or below it; both are in normal form.
    fn is_within(&self, name: &str) -> bool {
        self.domain
            .strip_suffix(name)
            .is_some_and(|front| front.is_empty() || front.ends_with('.'))
    }

    /// Whether it begins with another name, at a border of labels, and goes on: `bank.example.evil.test`,
    /// `www.bank.example-login.test`.
    fn has_in_front(&self, target: &str) -> bool {
        self.domain.len() > target.len()
            && target.contains('.')
            && self.labels.iter().any(|&at| {
                self.domain.as_bytes()[at..]
                    .strip_prefix(target.as_bytes())
                    .is_some_and(|rest| matches!(rest.first(), Some(b'.' | b'-')))
            })
    }
}

/// The shortest word that is compared by its letters.
const MIN_WORD: usize = 5;

fn first_label(domain: &str) -> &str {
    domain.split('.').next().unwrap_or_default()
}

/// A label or domain as people see it: `xn--…` decoded (RFC 5890).
pub(in crate::findings) fn decoded(domain: &str) -> Cow<'_, str> {
    if domain.is_ascii() && !domain.contains("xn--") {
        return Cow::Borrowed(domain);
    }
    let (text, _) = idna::domain_to_unicode(domain);
    Cow::Owned(text)
}

/// Whether a decoded domain mixes scripts within one label in a way that no language does (UTS 39 section 5.1).
pub(in crate::findings) fn mixes_scripts(domain: &str) -> bool {
    domain
        .split('.')
        .any(|label| !label.is_ascii() && !label.is_single_script())
}

/// A brand, its domain that is imitated, and how.
type Imitated = (&'static Brand, &'static str, Trick);

/// The brand that a domain imitates, if it is none's own.
pub(in crate::findings) fn brand_imitated(domain: &str) -> Option<Imitated> {
    thread_local! {
        static LATELY: Lately<Option<Imitated>> = const { Lately::new() };
    }
    LATELY.with(|lately| lately.of(domain, find_imitated))
}

fn find_imitated(domain: &str) -> Option<Imitated> {
    let suspect = Suspect::new(domain);
    if brands::is_some_brands(&suspect.domain) {
        return None;
    }
    let glance = suspect.glance;
    domains(|own, lane| glance.may_be_like(own, lane))
        .filter_map(|own| {
            let trick = suspect.imitates_brand(own)?;
            Some((&BRANDS[own.brand], own.name, trick))
        })
        .min_by_key(|(_, _, trick)| *trick)
}

#[cfg(test)]
mod tests {
    use super::table::DOMAINS;
    use super::*;

    #[test]
    fn tricks_are_told_apart() {
        let target = Target::new("examplebank.example");
        for (domain, expected) in [
            ("examplebank.example", None),
            ("mail.examplebank.example", None),
            (
                "examplebank.example.evil.test",
                Some(Trick::RealNameInFront),
            ),
            (
                "www.examplebank.example-login.test",
                Some(Trick::RealNameInFront),
            ),
            ("notexamplebank.example.test", None),
            ("examp1ebank.test", Some(Trick::Confusable)),
            ("exarnplebank.test", Some(Trick::Confusable)),
            // A Cyrillic letter in place of a Latin one.
            ("xn--exmplebank-0qi.test", Some(Trick::Confusable)),
            ("exampelbank.example", Some(Trick::Typo)),
            ("examplebnk.example", Some(Trick::Typo)),
            ("examplebank-login.test", Some(Trick::Lure)),
            ("secureexamplebank.test", Some(Trick::Lure)),
            ("examplebank-garden.test", Some(Trick::Compound)),
            ("examplebank.test", Some(Trick::OtherSuffix)),
            ("example.test", None),
            ("other.example", None),
        ] {
            assert_eq!(Suspect::new(domain).imitates(&target), expected, "{domain}");
        }
    }

    #[test]
    fn what_is_some_brands_is_asked_once_or_of_each() {
        for domain in [
            "paypal.com",
            "www.paypal.com.",
            "paypal.de",
            "paypal.tk",
            "paypal.com.evil.test",
            "a.example",
            "",
            ".",
        ] {
            let each = BRANDS.iter().any(|brand| brand.owns(domain));
            assert_eq!(brands::is_some_brands(domain), each, "{domain}");
        }
    }

    #[test]
    fn scripts_may_not_mix_within_a_label() {
        assert!(mixes_scripts("ex\u{430}mple.test"));
        assert!(!mixes_scripts("\u{43f}\u{43e}\u{447}\u{442}\u{430}.test"));
        assert!(!mixes_scripts("m\u{fc}ller.test"));
    }

    #[test]
    fn what_a_brand_registered_is_on_its_list() {
        let registered = |own: &Domain| {
            let mut names = BRANDS[own.brand].domains().iter().map(|own| own.name);
            names.any(|name| name == organization(own.name))
        };
        let missing = DOMAINS.iter().filter(|own| !registered(own));
        let missing: Vec<&str> = missing.map(|own| own.name).collect();
        assert_eq!(missing, Vec::<&str>::new());
    }

    #[test]
    fn no_brand_imitates_itself_or_another() {
        for brand in &BRANDS {
            for domain in brand.domains() {
                assert!(brand_imitated(domain.name).is_none(), "{}", domain.name);
            }
        }
    }
}
