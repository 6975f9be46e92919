//! The table of vendors, and how a field finds its decoder.

use super::out::Out;
use super::{CodeRow, Known};
use foldhash::{HashMap, HashMapExt};
use std::sync::LazyLock;

/// A vendor: its fields and the codes that stand in them.
pub(super) struct Vendor {
    pub name: &'static str,
    /// Who writes its fields.
    pub writer: &'static str,
    pub headers: &'static [Header],
    pub keys: &'static [Key],
}

/// A field, or with a `*` at the end a family of fields.
pub(super) struct Header {
    /// In lower case.
    pub name: &'static str,
    pub what: &'static str,
    pub read: Read,
}

/// How a field's value is read.
#[derive(Clone, Copy)]
pub(super) enum Read {
    /// The whole value under one key.
    Whole(&'static str),
    /// `key=value` pairs: what separates them, and what stands between key and value.
    Pairs(char, char),
    /// Sealed for the vendor's own use: nothing can be read.
    Opaque,
    /// By its own reader.
    With(fn(&str, &mut Out)),
}

/// A key and the codes that may stand behind it.
pub(super) struct Key {
    pub name: &'static str,
    pub what: &'static str,
    /// Empty where the value is free text or a number; `*` as the last stands for any other value.
    pub codes: &'static [Code],
    pub reference: &'static str,
    pub known: Known,
}

pub(super) struct Code {
    pub word: &'static str,
    pub meaning: &'static str,
    pub known: Known,
}

/// A documented code.
pub(super) const fn code(code: &'static str, meaning: &'static str) -> Code {
    Code {
        word: code,
        meaning,
        known: Known::Known,
    }
}

/// A code whose meaning others have guessed.
pub(super) const fn guess(code: &'static str, meaning: &'static str) -> Code {
    Code {
        word: code,
        meaning,
        known: Known::Folklore,
    }
}

/// A key with its codes.
pub(super) const fn key(
    name: &'static str,
    what: &'static str,
    reference: &'static str,
    codes: &'static [Code],
) -> Key {
    Key {
        name,
        what,
        codes,
        reference,
        known: Known::Known,
    }
}

/// A key whose meaning others have guessed.
pub(super) const fn guessed_key(
    name: &'static str,
    what: &'static str,
    reference: &'static str,
    codes: &'static [Code],
) -> Key {
    Key {
        name,
        what,
        codes,
        reference,
        known: Known::Folklore,
    }
}

/// A field.
pub(super) const fn header(name: &'static str, what: &'static str, read: Read) -> Header {
    Header { name, what, read }
}

impl Header {
    /// Whether the row stands for a family of names.
    pub(super) fn is_family(&self) -> bool {
        self.name.ends_with('*')
    }
}

impl Key {
    /// Whether other values than the listed codes may stand there: none is listed, or `*` is.
    pub(super) fn is_open(&self) -> bool {
        self.codes.last().is_none_or(|last| last.word == "*")
    }

    pub(super) fn row(
        &self,
        vendor: &Vendor,
        code: &'static str,
        meaning: &'static str,
        known: Known,
    ) -> CodeRow {
        CodeRow {
            vendor: vendor.name,
            key: self.name,
            code,
            meaning,
            reference: self.reference,
            known,
        }
    }
}

/// The vendors. One line each; where two claim a name, the first has it.
pub(super) const VENDORS: &[&Vendor] = &[
    &super::microsoft::VENDOR,
    &super::google::VENDOR,
    &super::yahoo::VENDOR,
    &super::proton::VENDOR,
    &super::fastmail::VENDOR,
    &super::spamassassin::VENDOR,
    &super::rspamd::VENDOR,
    &super::stalwart::VENDOR,
    &super::unnamed::VENDOR,
    &super::amavis::VENDOR,
    &super::mailscanner::VENDOR,
    &super::proofpoint::VENDOR,
    &super::mimecast::VENDOR,
    &super::barracuda::VENDOR,
    &super::cisco::VENDOR,
    &super::trendmicro::VENDOR,
    &super::vade::VENDOR,
    &super::ovh::VENDOR,
    &super::spamexperts::VENDOR,
    &super::sophos::VENDOR,
    &super::cloudmark::VENDOR,
    &super::symantec::VENDOR,
    &super::fireeye::VENDOR,
    &super::fortinet::VENDOR,
    &super::tencent::VENDOR,
    &super::coremail::VENDOR,
    &super::ses::VENDOR,
    &super::sendgrid::VENDOR,
    &super::mailgun::VENDOR,
    &super::mailchimp::VENDOR,
    &super::feedback::VENDOR,
    &super::platforms::VENDOR,
    &super::cpanel::VENDOR,
    &super::php::VENDOR,
    &super::client::VENDOR,
    &super::list::VENDOR,
];

/// A field's decoder.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub vendor: &'static Vendor,
    pub header: &'static Header,
    /// Place of the vendor in [`VENDORS`].
    place: usize,
}

impl Found {
    /// The row of a code under a key, spelt exactly so.
    pub(super) fn code(self, key: &'static str, code: &str) -> Option<&'static Code> {
        let codes = INDEX.codes[self.place].get(key)?;
        codes.get(code).copied()
    }

    /// The row of a key, in any case; vendors keep to one spelling, so that is tried first.
    pub(super) fn key(self, name: &str) -> Option<&'static Key> {
        let exact = INDEX.keys[self.place].get(name).copied();
        exact.or_else(|| {
            self.vendor
                .keys
                .iter()
                .find(|row| row.name.eq_ignore_ascii_case(name))
        })
    }
}

/// The index over the tables, built once.
struct Index {
    names: HashMap<&'static str, Found>,
    /// Families by the first bytes of their names, the longest first.
    families: HashMap<[u8; FAMILY_START], Vec<(&'static str, Found)>>,
    /// The keys of each vendor.
    keys: Vec<HashMap<&'static str, &'static Key>>,
    /// The codes of each vendor by key: lists of rules have over a hundred.
    codes: Vec<HashMap<&'static str, HashMap<&'static str, &'static Code>>>,
}

/// Every family's name has at least this many bytes (a test holds that), so that one look-up finds its candidates.
const FAMILY_START: usize = 5;

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index {
        names: HashMap::new(),
        families: HashMap::new(),
        keys: Vec::new(),
        codes: Vec::new(),
    };
    for (place, vendor) in VENDORS.iter().enumerate() {
        for header in vendor.headers {
            let found = Found {
                vendor,
                header,
                place,
            };
            match header.name.strip_suffix('*') {
                Some(start) => {
                    if let Some(head) = start.as_bytes().first_chunk() {
                        index
                            .families
                            .entry(*head)
                            .or_default()
                            .push((start, found));
                    }
                }
                None => {
                    index.names.entry(header.name).or_insert(found);
                }
            }
        }
        let mut keys = HashMap::new();
        for key in vendor.keys {
            keys.entry(key.name).or_insert(key);
        }
        index.keys.push(keys);
        let codes = vendor.keys.iter().map(|key| {
            let codes = key.codes.iter().map(|code| (code.word, code));
            (key.name, codes.collect())
        });
        index.codes.push(codes.collect());
    }
    for family in index.families.values_mut() {
        family.sort_by_key(|(start, _)| std::cmp::Reverse(start.len()));
    }
    index
});

/// The longest name that is looked up; the longest known one has 70 characters.
const MAX_NAME: usize = 96;

/// The decoder of a field, by its name in any case.
pub(super) fn find(name: &str) -> Option<Found> {
    let mut buffer = [0; MAX_NAME];
    let lower = buffer.get_mut(..name.len())?;
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    let lower = std::str::from_utf8(lower).ok()?;
    if let Some(found) = INDEX.names.get(lower) {
        return Some(*found);
    }
    let head = lower.as_bytes().first_chunk()?;
    let family = INDEX
        .families
        .get(head)
        .and_then(|family| family.iter().find(|(start, _)| lower.starts_with(start)));
    if let Some((_, found)) = family {
        return Some(*found);
    }
    // The one family that has the site's own name in front: `X-Example-MailScanner-SpamCheck`.
    let header = super::mailscanner::of_site(lower)?;
    let vendor = &super::mailscanner::VENDOR;
    let place = VENDORS.iter().position(|row| row.name == vendor.name)?;
    Some(Found {
        vendor,
        header,
        place,
    })
}

/// The row of one vendor for a name that others have too.
pub(super) fn of_vendor(vendor: &str, name: &str) -> Option<Found> {
    let place = VENDORS.iter().position(|row| row.name == vendor)?;
    let vendor = VENDORS[place];
    let header = vendor
        .headers
        .iter()
        .find(|header| header.name.eq_ignore_ascii_case(name))?;
    Some(Found {
        vendor,
        header,
        place,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names that several filters use: `alike` tells them apart.
    const SHARED: &[&str] = &["x-spam-status", "x-spam-result"];

    #[test]
    fn the_tables_are_sound() {
        let mut seen = HashMap::new();
        for vendor in VENDORS {
            for header in vendor.headers {
                assert_eq!(header.name, header.name.to_ascii_lowercase());
                assert!(header.name.len() <= MAX_NAME, "{}", header.name);
                assert!(!header.is_family() || header.name.len() > FAMILY_START);
                assert!(!header.what.is_empty(), "{}", header.name);
                let other = seen.insert(header.name, vendor.name);
                assert!(
                    other.is_none() || SHARED.contains(&header.name),
                    "{} stands twice",
                    header.name
                );
            }
            for key in vendor.keys {
                assert!(!key.reference.is_empty(), "{} {}", vendor.name, key.name);
                let mut codes: Vec<_> = key.codes.iter().map(|code| code.word).collect();
                codes.sort_unstable();
                codes.dedup();
                assert_eq!(codes.len(), key.codes.len(), "{} {}", vendor.name, key.name);
                assert!(key.codes.iter().all(|code| !code.meaning.is_empty()));
            }
        }
    }
}
