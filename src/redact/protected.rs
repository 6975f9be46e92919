//! Whom to protect: the recipients that a message names, and what the caller adds.

use super::key::Key;
use super::recipients::recipients;
use super::telling::{Telling, is_of_lists, name, telling};
use super::unprotected::{Unprotected, Why};
use super::unsubscribe;
use crate::message::Message;
use crate::names::normalize;
use std::collections::BTreeSet;

pub use crate::limits::MAX_PROTECTED;

/// The shortest word or name that is looked for. Shorter ones stand in every text.
const MIN_WORD: usize = 3;

/// An address taken apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Address {
    /// In front of the last `@`, without quotes, as written.
    pub local: String,
    /// Behind it, lower case.
    pub domain: String,
}

/// The texts that must not leave the house.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Protected {
    pub(super) addresses: BTreeSet<Address>,
    /// Words that stand alone: recipients without a domain, display names.
    pub(super) words: BTreeSet<String>,
    /// Local parts that tell who somebody is without their domain.
    pub(super) locals: BTreeSet<String>,
    /// Identifiers in List-Unsubscribe.
    pub(super) identifiers: BTreeSet<String>,
    /// What is not looked for by itself.
    unprotected: BTreeSet<Unprotected>,
    /// Whether there was more than is protected.
    is_over: bool,
}

impl Protected {
    /// The recipients that a message names: in its address fields, in `for` of its Received fields, with their display
    /// names and the addresses in these; and the identifiers by which a sender knows them, in List-Unsubscribe.
    ///
    /// Nothing else in the message takes one of them out again: whatever its sender writes elsewhere, a recipient stays
    /// protected. What tells nobody by itself is listed in [`Self::unprotected`].
    pub fn of(message: &Message<'_>) -> Self {
        let mut protected = Self::default();
        for mailbox in message.fields().iter().flat_map(recipients) {
            protected.add(&mailbox.address);
            let display = mailbox.display.unwrap_or_default();
            let display = display.trim_matches(['\'', '"', ' ']);
            for word in display.split_whitespace().filter(|word| is_address(word)) {
                protected.add(word);
            }
            if display.is_empty() || display.contains('@') {
                continue;
            }
            match name(display) {
                Telling::Yes => protected.add_word(display),
                Telling::No(why) => protected.leave(display, why),
            }
        }
        for field in message.fields() {
            let field = field.raw();
            for range in unsubscribe::identifiers(field) {
                let identifier = String::from_utf8_lossy(&field[range]).into_owned();
                keep(
                    &mut protected.identifiers,
                    identifier,
                    &mut protected.is_over,
                );
            }
        }
        protected
    }

    /// Adds an address, or a word without `@`, which is then protected wherever it stands alone. So is the local part of
    /// an address, if it is no ordinary word.
    pub fn add(&mut self, text: &str) {
        let text = text.trim().trim_matches(['<', '>']).trim();
        let Some((local, domain)) = text.rsplit_once('@') else {
            self.add_word(text);
            return;
        };
        let local = local.trim().trim_matches('"').replace('\\', "");
        let domain = normalize(domain.trim());
        if local.is_empty() || domain.is_empty() {
            return;
        }
        // A sender who knows the tag knows the person.
        for local in BTreeSet::from([person(&local).to_owned(), local]) {
            for domain in spellings(&domain) {
                let local = local.clone();
                let address = Address { local, domain };
                keep(&mut self.addresses, address, &mut self.is_over);
            }
            match telling(&local) {
                Telling::Yes if is_of_lists(&domain) => self.leave(&local, Why::ListName),
                Telling::Yes => {
                    keep(&mut self.locals, local, &mut self.is_over);
                }
                Telling::No(why) => self.leave(&local, why),
            }
        }
    }

    fn add_word(&mut self, word: &str) {
        if word.len() >= MIN_WORD {
            keep(&mut self.words, word.to_owned(), &mut self.is_over);
        } else if !word.is_empty() {
            self.leave(word, Why::Short);
        }
    }

    fn leave(&mut self, text: &str, why: Why) {
        // More than are protected are refused anyway.
        if self.unprotected.len() < MAX_PROTECTED {
            let text = text.to_owned();
            self.unprotected.insert(Unprotected { text, why });
        }
    }

    /// The names and local parts that are not looked for by themselves, since they tell nobody: whole addresses are
    /// protected all the same.
    pub fn unprotected(&self) -> impl Iterator<Item = &Unprotected> {
        // A list's name in one address may be a person's in another.
        self.unprotected
            .iter()
            .filter(|left| !self.locals.contains(&left.text) && !self.words.contains(&left.text))
    }

    /// What a key puts in place of all of them.
    pub(super) fn tokens(&self, key: &Key) -> BTreeSet<Vec<u8>> {
        let locals = self.addresses.iter().map(|address| &address.local);
        locals
            .chain(&self.words)
            .chain(&self.locals)
            .map(|text| person(text))
            .chain(self.identifiers.iter().map(String::as_str))
            .map(|text| key.token(text).into_bytes())
            .collect()
    }

    /// Whether an address is protected.
    pub fn has(&self, address: &str) -> bool {
        let mut one = Self::default();
        one.add(address);
        !one.is_empty() && one.addresses.iter().any(|a| self.addresses.contains(a))
    }

    /// How many addresses and names are protected.
    pub fn len(&self) -> usize {
        self.addresses.len() + self.words.len()
    }

    /// Whether nobody is.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether there was more to protect than [`MAX_PROTECTED`]: with such a list nothing is redacted.
    pub fn is_over(&self) -> bool {
        self.is_over
    }
}

/// Whom a local part names: without the tag behind `+`, so that the same person has one token under all tags.
pub(super) fn person(local: &str) -> &str {
    match local.split_once('+') {
        Some((base, tag)) if !base.is_empty() && !tag.is_empty() => base,
        _ => local,
    }
}

/// Inserts unless there is no room.
fn keep<T: Ord>(into: &mut BTreeSet<T>, item: T, is_over: &mut bool) {
    if into.len() < MAX_PROTECTED {
        into.insert(item);
    } else if !into.contains(&item) {
        *is_over = true;
    }
}

/// Whether a word is an address.
fn is_address(word: &str) -> bool {
    word.split_once('@')
        .is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.'))
}

/// A domain as it is, and with its labels in ASCII and in Unicode (RFC 5890).
fn spellings(domain: &str) -> BTreeSet<String> {
    let ascii = idna::domain_to_ascii(domain).unwrap_or_else(|_| domain.to_owned());
    let unicode = idna::domain_to_unicode(domain).0;
    BTreeSet::from([domain.to_owned(), ascii, unicode])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recipients_are_found_where_they_stand() {
        let raw = b"Delivered-To: a@example.net\r\nX-Original-To: b+tag@example.net\r\n\
            Received: from x.example by y.example\r\n\tfor <c@example.net>; Sat, 2 May 2026 10:00:00 +0000\r\n\
            From: \"Big Bank\" <from@bank.example>\r\nTo: \"Big Bank\" <d@example.net>, Erin Vale <e@example.net>\r\n\
            Original-Recipient: rfc822;f@example.net\r\n\r\n";
        let protected = Protected::of(&Message::parse(raw));
        for address in ["a", "b+tag", "b", "c", "d", "e", "f"] {
            assert!(
                protected.has(&format!("{address}@example.net")),
                "{address}"
            );
        }
        assert!(!protected.has("from@bank.example"));
        // That the sender calls himself so, too, does not take it out.
        let words = ["Big Bank", "Erin Vale"].map(str::to_owned);
        assert_eq!(protected.words, BTreeSet::from(words));
    }

    #[test]
    fn none_is_lost_where_the_field_is_broken() {
        let raw = b"To: \"Doe <a@example.net>\"@example.org, b@example.net Vale, <c@example.net, Dee d.dee@example.net\r\n\
            Cc: N <e@example.net> <f@example.net>, g@example\r\n .net, \"open <h@example.net>\r\n\
            Bcc: i@example.net (j@example.org), k@example.net@example.org, linux-me\r\n dia@example.net\r\n\
            Delivered-To: mailing list m@example.net\r\n\r\n";
        let protected = Protected::of(&Message::parse(raw));
        for local in [
            "a",
            "b",
            "c",
            "d.dee",
            "e",
            "f",
            "g",
            "h",
            "i",
            "k",
            "linux-me dia",
            "dia",
            "m",
        ] {
            assert!(
                protected.has(&format!("{local}@example.net")),
                "{local}: {protected:?}"
            );
        }
        assert!(protected.has("k@example.net@example.org"));
    }

    #[test]
    fn names_and_local_parts_are_words_whatever_else_the_sender_calls_so() {
        let raw = b"From: Shop <robin@shopping.example>\r\nList-Id: <gardeners.example.org>\r\n\
            To: \"robin.vale\" <robin.vale@example.net>, Hacksaw <h4@example.net>, info@example.net,\r\n\
            \t\"tom.otter@example.com\" <x@fwd.example>, shopping@example.net, gardeners@example.org,\r\n\
            \tdevicetree@lists.example.org\r\n\r\n";
        let protected = Protected::of(&Message::parse(raw));
        assert!(protected.has("tom.otter@example.com"));
        let locals = ["gardeners", "robin.vale", "shopping", "tom.otter"].map(str::to_owned);
        assert_eq!(protected.locals, BTreeSet::from(locals));
        let words = ["robin.vale", "Hacksaw"].map(str::to_owned);
        assert_eq!(protected.words, BTreeSet::from(words));
        let left: Vec<String> = protected.unprotected().map(ToString::to_string).collect();
        assert_eq!(
            left,
            [
                "not searched for by itself: 'devicetree' (the name of a mailing list, by its domain)",
                "not searched for by itself: 'h4' (short)",
                "not searched for by itself: 'info' (a common word)",
                "not searched for by itself: 'x' (short)",
            ]
        );
    }

    #[test]
    fn what_has_no_room_is_not_forgotten() {
        let many = |count: usize| {
            let cc: Vec<String> = (0..count).map(|n| format!("p{n}@example.net")).collect();
            format!("To: {}\r\n\r\n", cc.join(",\r\n "))
        };
        let of = |text: &str| Protected::of(&Message::parse(text.as_bytes()));
        assert!(!of(&many(MAX_PROTECTED)).is_over());
        assert!(of(&many(MAX_PROTECTED)).has("p1999@example.net"));
        assert!(of(&many(MAX_PROTECTED + 1)).is_over());
    }

    #[test]
    fn international_domains_are_known_in_both_spellings() {
        let mut protected = Protected::default();
        protected.add("j@b\u{fc}cher.example");
        assert!(protected.has("j@xn--bcher-kva.example"));
    }
}
