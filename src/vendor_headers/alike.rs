//! Field names that several filters use: whose a field is, by its form and by the fields that were written with it.

use super::vendors::{self, Found};
use super::{rspamd, spamassassin, stalwart, text, unnamed};
use crate::message::{HeaderField, Message};

/// The most fields before and behind one that are looked at: a filter writes its fields together.
const NEAR: usize = 16;

/// The decoder of a field whose name alone does not tell the filter.
pub(super) fn tell_apart(message: &Message<'_>, index: usize, found: Found) -> Found {
    let Some(field) = message.fields().get(index) else {
        return found;
    };
    let vendor = if field.is("X-Spam-Status") {
        status(message, index, field)
    } else if field.is("X-Spam-Result") {
        if stalwart::is_result(&value(field)) {
            stalwart::VENDOR.name
        } else {
            unnamed::VENDOR.name
        }
    } else {
        return found;
    };
    vendors::of_vendor(vendor, field.name()).unwrap_or(found)
}

fn value<'m>(field: &'m HeaderField<'_>) -> std::borrow::Cow<'m, str> {
    text::of(field, crate::limits::MAX_VENDOR_VALUE)
}

/// What only SpamAssassin, and what runs it, writes behind verdict and score.
const SPAM_ASSASSINS: &[&str] = &[
    "required=",
    "tests=",
    "autolearn=",
    "version=",
    "hits=",
    "tagged_above=",
];

/// Other fields by which a filter is known, as their names begin, and whose they are.
const COMPANIONS: &[(&str, &str)] = &[
    ("x-rspamd-", rspamd::VENDOR.name),
    ("x-spamd-", rspamd::VENDOR.name),
    ("x-spam-checker-version", spamassassin::VENDOR.name),
    ("x-spam-report", spamassassin::VENDOR.name),
    ("x-ham-report", spamassassin::VENDOR.name),
    ("x-spam-bar", spamassassin::VENDOR.name),
];

/// `Yes, score=5.2 required=5.0 tests=… autolearn=… version=…` is SpamAssassin's. `Yes, score=5.2` is Stalwart's, rspamd's,
/// or that of a server which runs SpamAssassin: the fields beside it tell.
fn status(message: &Message<'_>, index: usize, field: &HeaderField<'_>) -> &'static str {
    let text = value(field);
    if SPAM_ASSASSINS.iter().any(|word| text.contains(word)) {
        return spamassassin::VENDOR.name;
    }
    beside(message, index)
        .find_map(|other| {
            if other.is("X-Spam-Result") && stalwart::is_result(&value(other)) {
                return Some(stalwart::VENDOR.name);
            }
            let name = other.name();
            let companion = COMPANIONS.iter().find(|(begin, _)| {
                let head = name.get(..begin.len());
                head.is_some_and(|head| head.eq_ignore_ascii_case(begin))
            });
            companion.map(|(_, vendor)| *vendor)
        })
        .unwrap_or(unnamed::VENDOR.name)
}

/// The fields around one, the nearest first on either side, as far as the trace fields that part one host's from the
/// next.
fn beside<'m>(message: &'m Message<'_>, index: usize) -> impl Iterator<Item = &'m HeaderField<'m>> {
    let fields = message.fields();
    let is_own = |field: &&HeaderField<'_>| !field.is("Received");
    let above = fields[..index].iter().rev().take(NEAR).take_while(is_own);
    let below = fields[index..].iter().skip(1).take(NEAR).take_while(is_own);
    above.chain(below)
}
