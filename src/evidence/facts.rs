//! What the message says of itself: its author, its envelope, its names and dates.

use super::about::domain_of;
use crate::limits::{MAX_ADDRESS_FIELD, MAX_AUTHORS, MAX_RETURN_PATHS, MAX_UNREAD_FROM};
use crate::message::{HeaderField, Mailbox, Message, Unread, addresses, decoded_text, mailboxes};
use crate::received::date::{self, ReceivedDate};
use std::collections::HashSet;
use std::ops::Range;

/// The fields that findings and reports ask for, read once. All of it is the sender's word.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Addresses of all From fields, in the order written.
    pub from: Vec<Mailbox>,
    /// The domains of those addresses, each once, in the order written.
    from_domains: Vec<String>,
    /// Indices of the From fields; RFC 5322 section 3.6 wants exactly one.
    pub from_fields: Vec<usize>,
    /// What could not be read of the From fields, the first of each, with the index of the field.
    pub from_unread: Vec<(usize, Unread)>,
    /// How many addresses the From fields hold beyond those in `from`.
    pub from_more: usize,
    /// Addresses of all Reply-To fields, with the index of the first that holds one.
    pub reply_to: Option<(usize, Vec<Mailbox>)>,
    /// Addresses of Sender, with the index of the field.
    pub sender: Option<(usize, Vec<Mailbox>)>,
    /// Addresses of To and Cc.
    pub recipients: Vec<Mailbox>,
    /// Which of them Cc fields name.
    pub copied: Vec<Range<usize>>,
    /// Addresses that hosts on the way noted as the recipient's (Delivered-To, X-Original-To and Envelope-To), each with the
    /// index of its field.
    pub delivered_to: Vec<(usize, String)>,
    /// The Return-Path that counts (`settle_return_path`; before that the topmost): index of the field, and the
    /// address, empty for the null sender.
    pub return_path: Option<(usize, String)>,
    /// All of them, up to `MAX_RETURN_PATHS`.
    return_paths: Vec<(usize, String)>,
    /// The subject with encoded words decoded.
    pub subject: Option<String>,
    /// Date: index of the field, and what could be read of it.
    pub date: Option<(usize, Option<ReceivedDate>)>,
    /// Message-ID with its brackets, and the index of the field.
    pub message_id: Option<(usize, String)>,
    /// Of To, Cc, Reply-To and Sender: where the first with more addresses than are read begins, and how many are not read of
    /// all. What is longer than is read counts as one.
    pub left_out: Option<(usize, usize)>,
    /// The list that the mail came through, by List-Id or List-Post: index of the field, and its value.
    pub list: Option<(usize, String)>,
}

/// Fields in which the last hosts note the recipient.
const DELIVERED: &[&str] = &[
    "Delivered-To",
    "X-Original-To",
    "Envelope-To",
    "X-Envelope-To",
];

impl Facts {
    /// Reads them.
    pub fn of(message: &Message<'_>) -> Self {
        let mut facts = Self::default();
        for (index, field) in message.fields().iter().enumerate() {
            facts.take(index, field);
        }
        facts.return_path = facts.return_paths.first().cloned();
        facts.from_domains = each_once(facts.from.iter().filter_map(Mailbox::domain));
        // The list's name (RFC 2919) says more than where to post.
        if let Some((index, field)) = message.named("List-Id").next() {
            facts.list = Some((index, field.text().into_owned()));
        }
        facts
    }

    fn take(&mut self, index: usize, field: &HeaderField<'_>) {
        if field.is("From") {
            self.take_from(index, field);
        } else if field.is("Reply-To") {
            self.take_reply_to(index, field);
        } else if field.is("Sender") {
            let found = self.read(field);
            self.sender.get_or_insert((index, found));
        } else if field.is("To") {
            let found = self.read(field);
            self.recipients.extend(found);
        } else if field.is("Cc") {
            let first = self.recipients.len();
            let found = self.read(field);
            self.recipients.extend(found);
            self.copied.push(first..self.recipients.len());
        } else if field.is("Return-Path") {
            if self.return_paths.len() < MAX_RETURN_PATHS {
                self.return_paths.push((index, bare_address(field)));
            }
        } else if DELIVERED.iter().any(|known| field.is(known)) {
            self.delivered_to.push((index, bare_address(field)));
        } else if field.is("Subject") {
            self.subject.get_or_insert_with(|| decoded_text(field));
        } else if field.is("Date") {
            self.date
                .get_or_insert_with(|| (index, date::read(&field.text()).ok()));
        } else if field.is("Message-ID") {
            self.message_id
                .get_or_insert_with(|| (index, field.text().into_owned()));
        } else if field.is("List-Post") {
            self.list
                .get_or_insert_with(|| (index, field.text().into_owned()));
        }
    }

    /// The addresses of a field, and a note of those beyond what is read.
    fn read(&mut self, field: &HeaderField<'_>) -> Vec<Mailbox> {
        let found = addresses(field);
        let is_long = field.raw_value().len() > MAX_ADDRESS_FIELD;
        let more = found.more + usize::from(is_long);
        if more > 0 {
            let start = field.value_span().start;
            let (_, count) = self.left_out.get_or_insert((start, 0));
            *count += more;
        }
        found.mailboxes
    }

    /// Settles which Return-Path counts, where several stand: one above the boundary hop's field, which only our side could
    /// write; else one of the sender that our receiver says it checked; else the topmost. Some receivers write theirs
    /// below what the sender wrote (Microsoft does), so that a sender's stands above it.
    pub(crate) fn settle_return_path(&mut self, boundary: Option<usize>, checked: Option<&str>) {
        let is_above = |(index, _): &&(usize, String)| boundary.is_some_and(|at| *index < at);
        let is_checked = |(_, address): &&(usize, String)| {
            checked.is_some_and(|checked| is_of(address, checked))
        };
        let ours = self.return_paths.iter().find(is_above);
        if let Some(one) = ours.or_else(|| self.return_paths.iter().find(is_checked)) {
            self.return_path = Some(one.clone());
        }
    }

    /// The Return-Path that counts, and whether it is our side's: our side wrote it, or our receiver's own result names its
    /// domain.
    pub(crate) fn own_return_path(
        &self,
        boundary: Option<usize>,
        checked: Option<&str>,
    ) -> Option<(&str, bool)> {
        let (index, address) = self.return_path.as_ref()?;
        let is_ours = boundary.is_some_and(|at| *index < at)
            || checked.is_some_and(|checked| is_of(address, checked));
        Some((address, is_ours))
    }

    /// Programs differ on which of several fields answers go to.
    fn take_reply_to(&mut self, index: usize, field: &HeaderField<'_>) {
        let found = self.read(field);
        match &mut self.reply_to {
            Some((_, all)) if !all.is_empty() => {
                let room = MAX_AUTHORS.saturating_sub(all.len());
                all.extend(found.into_iter().take(room));
            }
            none => *none = Some((index, found)),
        }
    }

    fn take_from(&mut self, index: usize, field: &HeaderField<'_>) {
        let found = addresses(field);
        let room = MAX_AUTHORS.saturating_sub(self.from.len());
        self.from_more += found.more + found.mailboxes.len().saturating_sub(room);
        self.from.extend(found.mailboxes.into_iter().take(room));
        if let Some(unread) = found
            .unread
            .filter(|_| self.from_unread.len() < MAX_UNREAD_FROM)
        {
            self.from_unread.push((index, unread));
        }
        self.from_fields.push(index);
    }

    /// The recipients' addresses: as hosts on the way noted them, then as To and Cc say.
    pub fn recipient_addresses(&self) -> impl Iterator<Item = &str> {
        let noted = self
            .delivered_to
            .iter()
            .map(|(_, address)| address.as_str());
        noted.chain(
            self.recipients
                .iter()
                .map(|mailbox| mailbox.address.as_str()),
        )
    }

    /// The domains of the From addresses, each once, in the order written.
    pub fn from_domains(&self) -> &[String] {
        &self.from_domains
    }
}

fn each_once(domains: impl Iterator<Item = String>) -> Vec<String> {
    let mut out: Vec<String> = domains.collect();
    if out.len() > 1 {
        let mut known = HashSet::new();
        out.retain(|domain| known.insert(domain.clone()));
    }
    out
}

/// Whether an address is the sender that a receiver checked: at its domain, or null as that one is.
fn is_of(address: &str, checked: &str) -> bool {
    let is_bare = !address.is_empty() && !address.contains('@');
    !is_bare && domain_of(address).eq_ignore_ascii_case(domain_of(checked))
}

/// The address of a Return-Path: without comment, display name and angle brackets.
fn bare_address(field: &HeaderField<'_>) -> String {
    let found = mailboxes(field);
    let start = found.first().map(|one| one.span.start);
    // Of `a@b@c` all is the address.
    let whole = found
        .into_iter()
        .rfind(|one| Some(one.span.start) == start)
        .unwrap_or_default();
    if !whole.address.is_empty() {
        return whole.address;
    }
    // A word alone is a local mailbox.
    let text = field.text();
    let word = text.split_ascii_whitespace().next().unwrap_or_default();
    word.trim_matches(['<', '>']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::testing::Mail;

    fn facts(header: &str, look: impl FnOnce(&Facts)) {
        let raw = format!("{header}\r\n");
        look(&Facts::of(&Message::parse(raw.as_bytes())));
    }

    #[test]
    fn envelope_addresses_are_bare() {
        for (value, expected) in [
            ("<>", ""),
            ("", ""),
            ("<a@b.example>", "a@b.example"),
            ("a@b.example (c)", "a@b.example"),
            ("<@r.example:a@b.example>", "a@b.example"),
            ("<\"a b\"@c.example>", "\"a b\"@c.example"),
            ("<a@b=c.example@d.example>", "a@b=c.example@d.example"),
            ("bounce", "bounce"),
            ("<bounce>", "bounce"),
            ("mailing list l@b.example", "l@b.example"),
        ] {
            facts(&format!("Return-Path: {value}\r\n"), |facts| {
                let (_, address) = facts.return_path.as_ref().expect("a field");
                assert_eq!(address, expected, "{value}");
            });
        }
    }

    #[test]
    fn authors_are_found_in_their_fields() {
        let mail =
            Mail::new("From: a@a.example\r\nTo: b@b.example\r\nFrom: c@c.example, d@d.example\r\n");
        mail.evidence(|evidence| {
            let authors = evidence.facts.from.iter();
            let fields: Vec<_> = authors.map(|one| evidence.field_of(one)).collect();
            assert_eq!(fields, [Some(0), Some(2), Some(2)]);
        });
    }

    #[test]
    fn many_authors_are_bounded_and_cost_one_pass() {
        use std::fmt::Write;
        let mut header = String::new();
        for number in 0..40_000 {
            let _ = write!(header, "From: a@{number}.example\r\n");
        }
        facts(&header, |facts| {
            assert_eq!(facts.from.len(), MAX_AUTHORS);
            assert_eq!(facts.from.len() + facts.from_more, 40_000);
            assert_eq!(facts.from_domains().len(), MAX_AUTHORS);
        });
    }
}
