//! Whom to protect: the recipients that a message names, and what the caller adds.

use crate::message::{HeaderField, Mailbox, Message, mailboxes};
use crate::names::normalize;
use std::collections::BTreeSet;

/// The most texts that are protected. Each is looked for in dozens of forms; a message that names more recipients was
/// not sent to one person who complains.
pub const MAX_PROTECTED: usize = 2000;

/// The shortest word or name that is looked for. Shorter ones stand in every text.
const MIN_WORD: usize = 3;

/// Fields that hold recipients as address lists or as one bare address.
const RECIPIENT_FIELDS: &[&str] = &[
    "To",
    "Cc",
    "Bcc",
    "Resent-To",
    "Resent-Cc",
    "Resent-Bcc",
    "Apparently-To",
    "X-Apparently-To",
    "Delivered-To",
    "X-Delivered-To",
    "Envelope-To",
    "X-Envelope-To",
    "X-Original-To",
    "X-Original-Recipient",
    "X-Real-To",
    "X-RCPT-To",
    "X-Rcpt-Original",
    "X-Receiver",
    "X-Recipient",
    "X-Forwarded-To",
    "X-Forwarded-For",
    "X-Gm-Original-To",
    "X-MDRcpt-To",
    "X-Yahoo-Forwarded",
    "Original-Recipient",
    "Final-Recipient",
];

/// Fields whose display names belong to the sender's side.
const SENDER_FIELDS: &[&str] = &["From", "Sender", "Reply-To"];

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
}

impl Protected {
    /// The recipients that a message names: in its address fields, in `for` of its Received fields, and their display
    /// names.
    pub fn of(message: &Message<'_>) -> Self {
        let mut protected = Self::default();
        let senders: Vec<String> = SENDER_FIELDS
            .iter()
            .flat_map(|name| message.named(name))
            .flat_map(|(_, field)| mailboxes(field))
            .filter_map(|mailbox| Some(mailbox.display?.to_lowercase()))
            .collect();
        for field in message.fields() {
            if RECIPIENT_FIELDS.iter().any(|name| field.is(name)) {
                // A sender may write any word into To; a delivery agent writes the name of a mailbox.
                let by_agent = !["To", "Cc", "Bcc"].iter().any(|name| field.is(name));
                for mailbox in recipients(field) {
                    if !by_agent && !mailbox.address.contains('@') {
                        continue;
                    }
                    protected.add(&mailbox.address);
                    let display = mailbox.display.unwrap_or_default();
                    // A sender may write a brand's name beside the recipient's address; it is evidence.
                    if is_person(&display) && !senders.contains(&display.to_lowercase()) {
                        protected.add_word(&display);
                    }
                }
            } else if field.is("Received")
                && let Some(address) = for_clause(&field.text())
            {
                protected.add(&address);
            }
        }
        protected
    }

    /// Adds an address, or a word without `@`, which is then protected wherever it stands alone.
    pub fn add(&mut self, text: &str) {
        let text = text.trim().trim_matches(['<', '>']).trim();
        let Some((local, domain)) = text.rsplit_once('@') else {
            self.add_word(text);
            return;
        };
        let local = local.trim().trim_matches('"').replace('\\', "");
        let domain = normalize(domain.trim());
        if local.is_empty() || domain.is_empty() || self.len() >= MAX_PROTECTED {
            return;
        }
        for domain in spellings(&domain) {
            // `robin+shop` is robin: a sender who knows the tag knows the person.
            if let Some((base, tag)) = local.split_once('+')
                && !base.is_empty()
                && !tag.is_empty()
            {
                self.addresses.insert(Address {
                    local: base.to_owned(),
                    domain: domain.clone(),
                });
            }
            self.addresses.insert(Address {
                local: local.clone(),
                domain,
            });
        }
    }

    fn add_word(&mut self, word: &str) {
        if word.len() >= MIN_WORD && self.len() < MAX_PROTECTED {
            self.words.insert(word.to_owned());
        }
    }

    /// Whether an address is protected.
    pub fn has(&self, address: &str) -> bool {
        let mut one = Self::default();
        one.add(address);
        !one.is_empty() && one.addresses.iter().any(|a| self.addresses.contains(a))
    }

    /// How many texts are protected.
    pub fn len(&self) -> usize {
        self.addresses.len() + self.words.len()
    }

    /// Whether nothing is.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The recipients in a field: as an address list, or as a bare word where a delivery agent wrote a mailbox's name.
fn recipients(field: &HeaderField<'_>) -> Vec<Mailbox> {
    let found = mailboxes(field);
    if found.iter().any(|mailbox| mailbox.address.contains('@')) {
        return found;
    }
    // `rfc822; robin@example.net` (RFC 3464), or two addresses with a blank between.
    let text = field.text();
    text.split([' ', '\t', ';', ','])
        .filter(|word| word.contains('@'))
        .map(|word| Mailbox {
            display: None,
            address: word.to_owned(),
        })
        .chain(found)
        .collect()
}

/// Whether a display name is a person's: two words at least, and no address.
fn is_person(display: &str) -> bool {
    display.len() >= 5
        && !display.contains('@')
        && display.split_whitespace().count() >= 2
        && !display.eq_ignore_ascii_case("undisclosed recipients")
}

/// The address behind `for` in a Received field.
fn for_clause(text: &str) -> Option<String> {
    let mut words = text.split([' ', '\t', ';']).filter(|word| !word.is_empty());
    while let Some(word) = words.next() {
        if word.eq_ignore_ascii_case("for") {
            let address = words.next()?.trim_matches(['<', '>', '(', ')', ',']);
            return address.contains('@').then(|| address.to_owned());
        }
    }
    None
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
        assert_eq!(protected.words, BTreeSet::from(["Erin Vale".to_owned()]));
    }

    #[test]
    fn international_domains_are_known_in_both_spellings() {
        let mut protected = Protected::default();
        protected.add("j@b\u{fc}cher.example");
        assert!(protected.has("j@xn--bcher-kva.example"));
    }
}
