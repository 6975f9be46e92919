//! Brands that are imitated often, with domains that are really theirs: the rows of `brands.tsv`, read once. `--protect`
//! adds to them.

use crate::names::{is_within, organization, tail};
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use std::sync::LazyLock;

#[derive(Debug)]
pub(in crate::findings) struct Brand {
    pub name: &'static str,
    /// Its names as they stand in display names.
    pub shown: Vec<Shown>,
    pub domains: Vec<Domain>,
    /// Addresses of its own at domains where its customers have theirs.
    addresses: Vec<&'static str>,
}

/// A name as it stands in display names, in lower case.
#[derive(Debug)]
pub(in crate::findings) struct Shown {
    /// The name.
    pub word: &'static str,
    /// Whether it is an ordinary word too, so that it names the brand only where nothing else stands beside it.
    pub is_ordinary: bool,
}

/// A domain of a brand.
#[derive(Debug)]
pub(in crate::findings) struct Domain {
    /// The domain.
    pub name: &'static str,
    /// Who writes from it.
    pub writers: Writers,
}

/// Who writes from a domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::findings) enum Writers {
    Brand,
    /// Its customers have their mailboxes there; names below it are the brand's.
    Mailboxes,
    /// Its customers, who host or send from names below it.
    Customers,
}

impl Brand {
    fn read(row: &'static str) -> Option<Self> {
        let mut columns = row.split('\t');
        let (name, shown, domains) = (columns.next()?, columns.next()?, columns.next()?);
        let (addresses, domains): (Vec<_>, Vec<_>) =
            domains.split(", ").partition(|entry| entry.contains('@'));
        Some(Self {
            name,
            shown: shown.split(", ").map(Shown::read).collect(),
            domains: domains.into_iter().map(Domain::read).collect(),
            addresses,
        })
    }

    /// Whether an address is the brand's own, as its domain tells.
    pub(in crate::findings) fn writes_from(&self, address: &str, domain: &str) -> bool {
        self.owns(domain)
            || self
                .addresses
                .iter()
                .any(|own| own.eq_ignore_ascii_case(address))
    }

    /// Whether the brand itself writes from a domain: listed, below a listed one, or its word under a country's suffix.
    pub(in crate::findings) fn owns(&self, domain: &str) -> bool {
        self.domains.iter().any(|own| own.is_brands(domain)) || self.is_national(domain)
    }

    /// Large brands hold their word under every country's suffix (`co.uk`, `de`); new generic suffixes are anyone's.
    fn is_national(&self, domain: &str) -> bool {
        let organization = organization(domain);
        // A customer's host or mailbox under another country's suffix is the customer's as well.
        let is_own = |own: &&Domain| own.writers == Writers::Brand;
        national_word(&organization).is_some_and(|word| {
            self.domains
                .iter()
                .filter(is_own)
                .any(|own| super::first_label(own.name) == word)
        })
    }

    /// Whether a word is by itself the brand's name, and no ordinary word.
    pub(in crate::findings) fn is_called(&self, word: &str) -> bool {
        let is_word = |shown: &Shown| {
            !shown.is_ordinary
                && shown
                    .word
                    .bytes()
                    .filter(u8::is_ascii_alphanumeric)
                    .eq(word.bytes())
        };
        self.shown.iter().any(is_word)
    }
}

impl Shown {
    fn read(entry: &'static str) -> Self {
        let word = entry.strip_prefix('=');
        Self {
            word: word.unwrap_or(entry),
            is_ordinary: word.is_some(),
        }
    }
}

impl Domain {
    fn read(entry: &'static str) -> Self {
        let (writers, name) = if let Some(name) = entry.strip_prefix('~') {
            (Writers::Mailboxes, name)
        } else if let Some(name) = entry.strip_prefix('^') {
            (Writers::Customers, name)
        } else {
            (Writers::Brand, entry)
        };
        Self { name, writers }
    }

    /// Whether the brand itself writes from a name: it is this or below it, and not given to customers.
    fn is_brands(&self, domain: &str) -> bool {
        match self.writers {
            Writers::Brand => is_within(domain, self.name),
            Writers::Mailboxes => is_within(domain, self.name) && domain.len() > self.name.len(),
            Writers::Customers => false,
        }
    }
}

/// The list, by name.
pub(in crate::findings) static BRANDS: LazyLock<Vec<Brand>> = LazyLock::new(|| {
    include_str!("brands.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(Brand::read)
        .collect()
});

/// The word of an organization under a country's suffix.
fn national_word(organization: &str) -> Option<&str> {
    let (word, suffix) = organization.split_once('.')?;
    let is_country = suffix
        .rsplit('.')
        .next()
        .is_some_and(|last| last.len() == 2);
    (is_country && !FREE_SUFFIXES.contains(&suffix)).then_some(word)
}

/// Whether a domain, in lower case, belongs to some brand, whoever writes from it.
pub(in crate::findings) fn is_some_brands(domain: &str) -> bool {
    listed(domain).is_some()
        || national_word(&organization(domain)).is_some_and(|word| OWNED.words.contains(word))
}

/// The brand that writes from a domain: not its customers, and under another country's suffix only where its word is no
/// ordinary one. `me.de` is not Apple's.
pub(in crate::findings) fn owner(domain: &str) -> Option<&'static Brand> {
    if let Some(at) = listed(domain) {
        return at.iter().find_map(|&at| {
            let brand = &BRANDS[at];
            let writes = brand.domains.iter().any(|own| own.is_brands(domain));
            writes.then_some(brand)
        });
    }
    let organization = organization(domain);
    let word = national_word(&organization)?;
    BRANDS
        .iter()
        .find(|brand| brand.is_called(word) && brand.is_national(&organization))
}

/// Whether people have their mailboxes at a domain, as customers of a provider.
pub(in crate::findings) fn is_mailbox_provider(domain: &str) -> bool {
    OWNED.mailboxes.contains(domain)
}

/// The brands that have a name or one above it on their list.
fn listed(domain: &str) -> Option<&'static [usize]> {
    let mut rest = tail(domain);
    loop {
        if let Some(found) = OWNED.domains.get(rest) {
            return Some(found);
        }
        rest = rest.split_once('.')?.1;
    }
}

/// What all brands own, for asking once.
struct Owned {
    /// Places in the list, by domain.
    domains: HashMap<&'static str, Vec<usize>>,
    words: HashSet<&'static str>,
    mailboxes: HashSet<&'static str>,
}

static OWNED: LazyLock<Owned> = LazyLock::new(|| {
    let mut owned = Owned {
        domains: HashMap::new(),
        words: HashSet::new(),
        mailboxes: HashSet::new(),
    };
    for (at, brand) in BRANDS.iter().enumerate() {
        for domain in &brand.domains {
            owned.domains.entry(domain.name).or_default().push(at);
            match domain.writers {
                Writers::Brand => {
                    owned.words.insert(super::first_label(domain.name));
                }
                Writers::Mailboxes => {
                    owned.mailboxes.insert(domain.name);
                }
                Writers::Customers => {}
            }
        }
    }
    owned
});

/// Countries' suffixes that anyone could register under for nothing, or that are sold as generic ones.
const FREE_SUFFIXES: &[&str] = &[
    "tk", "ml", "ga", "cf", "gq", "co", "cc", "me", "ws", "pw", "su", "to", "io", "ai",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn brand(name: &str) -> &'static Brand {
        BRANDS.iter().find(|brand| brand.name == name).unwrap()
    }

    #[test]
    fn every_row_is_read_whole() {
        let rows = include_str!("brands.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'));
        for row in rows.clone() {
            let columns: Vec<&str> = row.split('\t').collect();
            assert_eq!(columns.len(), 4, "{row}");
            assert!(columns.iter().all(|column| !column.is_empty()), "{row}");
        }
        assert_eq!(rows.count(), BRANDS.len());
    }

    #[test]
    fn the_list_is_sorted_and_lower_case() {
        assert!(BRANDS.is_sorted_by_key(|brand| brand.name.to_lowercase()));
        for brand in BRANDS.iter() {
            let words = brand.shown.iter().map(|shown| shown.word);
            for text in words.chain(brand.domains.iter().map(|domain| domain.name)) {
                assert_eq!(text, text.to_lowercase());
                assert_eq!(text, text.trim());
            }
            assert!(brand.domains.iter().all(|domain| domain.name.contains('.')));
        }
    }

    #[test]
    fn a_brand_owns_its_word_under_countries() {
        let amazon = brand("Amazon");
        assert!(amazon.owns("mail.amazon.co.uk") && amazon.owns("amazon.de"));
        assert!(!amazon.owns("amazon.tk") && !amazon.owns("amazon.shop"));
    }

    #[test]
    fn customers_do_not_speak_for_the_brand() {
        let microsoft = brand("Microsoft");
        assert!(microsoft.owns("accountprotection.microsoft.com"));
        assert!(!microsoft.owns("outlook.com") && !microsoft.owns("tenant.onmicrosoft.com"));
        assert!(brand("GMX").owns("mailings.gmx.net") && !brand("GMX").owns("gmx.net"));
        let proton = brand("Proton");
        assert!(proton.writes_from("contact@proton.me", "proton.me"));
        assert!(!proton.writes_from("x@proton.me", "proton.me"));
        assert!(is_some_brands("outlook.com") && is_some_brands("a.onmicrosoft.com"));
    }

    #[test]
    fn owners_are_told_by_their_domains() {
        let name = |domain: &str| owner(domain).map(|brand| brand.name);
        assert_eq!(name("news.dhl.de"), Some("DHL"));
        assert_eq!(name("amazon.com.tr"), Some("Amazon"));
        assert_eq!(name("privaterelay.appleid.com"), Some("Apple"));
        for domain in [
            "gmail.com",
            "me.de",
            "target.it",
            "a.onmicrosoft.com",
            "a.example",
        ] {
            assert_eq!(name(domain), None, "{domain}");
        }
    }
}
