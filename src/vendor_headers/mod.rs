//! What filters, receivers and sending platforms write about a message, decoded: one file a vendor, code tables as rows.
//!
//! Nothing here is trusted: who could have written a field is settled by where it stands, which is not known here.

mod alike;
mod codes;
mod decode;
mod out;
mod table;
mod text;
mod vendors;

mod amavis;
mod barracuda;
mod cisco;
mod client;
mod cloudmark;
mod coremail;
mod cpanel;
mod fastmail;
mod feedback;
mod fireeye;
mod fortinet;
mod google;
mod list;
mod mailchimp;
mod mailgun;
mod mailscanner;
mod meaningless;
mod microsoft;
mod mimecast;
mod ovh;
mod php;
mod platforms;
mod proofpoint;
mod proton;
mod rspamd;
mod sendgrid;
mod ses;
mod sophos;
mod spamassassin;
mod spamexperts;
mod stalwart;
mod symantec;
mod tencent;
mod trendmicro;
mod unnamed;
mod vade;
mod yahoo;

#[cfg(test)]
mod header_tests;
#[cfg(test)]
mod property_tests;

pub use meaningless::{MEANINGLESS, Meaningless, meaningless};
pub use microsoft::{compauth_reason, exchange_version};

use crate::limits::MAX_VENDOR_FIELDS;
use crate::message::{HeaderField, Message};
pub use crate::words::vendor::{Known, VerdictKind};
use std::borrow::Cow;
use table::Vendor;
use vendors::VENDORS;

/// One field of a vendor, decoded as far as it is understood.
#[derive(Clone, Debug, PartialEq)]
pub struct VendorField {
    /// Whose field it is.
    pub vendor: &'static str,
    /// The field's name as written.
    pub field: String,
    /// Index in [`Message::fields`].
    pub field_index: usize,
    /// What it is, for a reader.
    pub what: &'static str,
    /// What was read from it, in the order written.
    pub values: Vec<Value>,
    /// The value as text, unfolded; cut at `MAX_VENDOR_RAW` bytes, and sooner where it is sealed.
    pub raw: String,
    /// The length of the whole value in bytes, when `raw` was cut.
    pub cut_from: Option<usize>,
    /// What the field says of the message, if it says so.
    pub verdict: Option<VendorVerdict>,
}

/// Scores whose name says more than their limit.
const NAMED_SCORES: &[&str] = &["SCL", "PCL", "BCL"];

impl VendorField {
    /// The score with the name that the vendor gives it: `SCL 9`, `score 12.3, limit 5`.
    pub fn score_text(&self) -> Option<String> {
        let verdict = self.verdict?;
        let score = verdict.score?;
        let named = self.values.iter().find(|value| {
            NAMED_SCORES.contains(&value.key.as_ref()) && value.value.parse() == Ok(score)
        });
        Some(match (named, verdict.threshold) {
            (Some(value), _) => format!("{} {score}", value.key),
            (None, Some(limit)) => format!("score {score}, limit {limit}"),
            (None, None) => format!("score {score}"),
        })
    }
}

/// One piece of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The name of the piece: the vendor's where it has one, else ours in lower case with hyphens.
    pub key: Cow<'static, str>,
    /// The text, verbatim; decoded where it was encoded as letters or in base64.
    pub value: String,
    /// What it means, if that is known.
    pub meaning: Option<Cow<'static, str>>,
    /// How well it is known.
    pub known: Known,
}

/// What a vendor says of the message.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VendorVerdict {
    /// Its verdict.
    pub kind: VerdictKind,
    /// Its score in its own unit, if it gives one.
    pub score: Option<f64>,
    /// The score from which the vendor acts, if it says.
    pub threshold: Option<f64>,
}

/// A row of a code table.
#[derive(Clone, Copy, Debug)]
pub struct CodeRow {
    pub vendor: &'static str,
    /// The key under which it stands (`SFV`, `CAT`, `SCL`).
    pub key: &'static str,
    /// The code (`SPM`); empty for the row that says what the key is.
    pub code: &'static str,
    /// What it means, in our words.
    pub meaning: &'static str,
    /// Where that is documented.
    pub reference: &'static str,
    /// Documented, or a guess of others.
    pub known: Known,
}

/// A field that is decoded or at least known.
#[derive(Clone, Copy, Debug)]
pub struct HeaderRow {
    /// Its name in lower case, or what its name begins with, followed by `*`.
    pub name: &'static str,
    /// Whose field.
    pub vendor: &'static str,
    pub what: &'static str,
    /// Who writes it.
    pub writer: &'static str,
}

/// Every field of a message that is some vendor's, topmost first, at most [`MAX_VENDOR_FIELDS`]: of more those in the middle are left
/// out, which the sender wrote. Receivers write above them, and Microsoft below.
pub fn read(message: &Message) -> Vec<VendorField> {
    let fields = message.fields().iter().enumerate();
    let mut known: Vec<_> = fields
        .filter_map(|(index, field)| Some((index, field, vendors::find(field.name())?)))
        .collect();
    let more = known.len().saturating_sub(MAX_VENDOR_FIELDS);
    if more > 0 {
        known.drain(MAX_VENDOR_FIELDS / 2..MAX_VENDOR_FIELDS / 2 + more);
    }
    known
        .into_iter()
        .map(|(index, field, decoder)| {
            let decoder = alike::tell_apart(message, index, decoder);
            decode::decode(index, field, decoder)
        })
        .collect()
}

/// The fields that [`read`] leaves out: where the first begins, and how many they are.
pub(crate) fn left_out(message: &Message<'_>) -> Option<(usize, usize)> {
    let is_one = |field: &HeaderField<'_>| vendors::find(field.name()).is_some();
    let (_, count) = message.beyond(MAX_VENDOR_FIELDS, is_one)?;
    let (first, _) = message.beyond(MAX_VENDOR_FIELDS / 2, is_one)?;
    Some((first, count))
}

/// How a header field's name is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Familiarity {
    /// There is a decoder or a description for this very name.
    Field,
    /// Only the family is known (`X-MS-Exchange-…`): whose it is, not what it says.
    Family,
    /// It is listed as saying nothing ([`MEANINGLESS`]).
    Meaningless,
    /// Nothing is known of it.
    Unknown,
}

/// How well a field's name is known here.
pub fn familiarity(name: &str) -> Familiarity {
    match vendors::find(name) {
        Some(found) if found.header.is_family() => Familiarity::Family,
        Some(_) => Familiarity::Field,
        None if meaningless(name).is_some() => Familiarity::Meaningless,
        None => Familiarity::Unknown,
    }
}

/// Every code of every vendor, and a row without code for every key.
pub fn codes() -> impl Iterator<Item = CodeRow> {
    VENDORS
        .iter()
        .flat_map(|vendor| vendor.keys.iter().map(move |key| (*vendor, key)))
        .flat_map(|(vendor, key)| {
            let head =
                (!key.what.is_empty()).then(|| key.row(vendor.name, "", key.what, key.known));
            let rows = key
                .codes
                .iter()
                .map(move |code| key.row(vendor.name, code.word, code.meaning, code.known));
            head.into_iter().chain(rows)
        })
        .chain(microsoft::compauth_rows())
}

/// Every header field that some vendor's decoder knows.
pub fn headers() -> impl Iterator<Item = HeaderRow> {
    VENDORS.iter().flat_map(|vendor: &&Vendor| {
        vendor.headers.iter().map(move |header| HeaderRow {
            name: header.name,
            vendor: vendor.name,
            what: header.what,
            writer: vendor.writer,
        })
    })
}
