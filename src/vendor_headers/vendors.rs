//! Every vendor, and how a field finds its decoder.

use super::codes::Rows;
use super::table::{Header, Vendor};
use foldhash::{HashMap, HashMapExt};
use std::sync::LazyLock;

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
    /// The vendor's keys and codes.
    pub(super) fn rows(self) -> &'static Rows {
        &INDEX.rows[self.place]
    }
}

/// The index over the tables, built once.
struct Index {
    names: HashMap<&'static [u8], Found>,
    /// Families by the first bytes of their names, the longest first.
    families: HashMap<[u8; FAMILY_START], Vec<(&'static [u8], Found)>>,
    /// The keys and codes of each vendor.
    rows: Vec<Rows>,
}

/// Every family's name has at least this many bytes (a test holds that), so that one look-up finds its candidates.
const FAMILY_START: usize = 5;

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index {
        names: HashMap::new(),
        families: HashMap::new(),
        rows: Vec::new(),
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
                    let start = start.as_bytes();
                    if let Some(head) = start.first_chunk() {
                        index
                            .families
                            .entry(*head)
                            .or_default()
                            .push((start, found));
                    }
                }
                None => {
                    index.names.entry(header.name.as_bytes()).or_insert(found);
                }
            }
        }
        index.rows.push(Rows::new(vendor.keys));
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
    let lower = &*lower;
    if let Some(found) = INDEX.names.get(lower) {
        return Some(*found);
    }
    let head = lower.first_chunk()?;
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
