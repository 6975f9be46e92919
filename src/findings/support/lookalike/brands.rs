//! Brands that are imitated often, with domains that are really theirs: the rows of `brands.tsv`, read once. `--protect`
//! adds to them.

use super::letters::Letters;
pub(crate) use super::table::Writers as Holder;
pub(in crate::findings) use super::table::{BRANDS, Brand, Shown};
use super::table::{Domain, Flag, Writers, domains, is_written};
use crate::names::{Lately, is_within, organization, tail};

impl Brand {
    /// Whether an address is the brand's own, as its domain tells.
    pub(in crate::findings) fn writes_from(&self, address: &str, domain: &str) -> bool {
        self.owns(domain)
            || self
                .addresses()
                .iter()
                .any(|own| own.eq_ignore_ascii_case(address))
    }

    /// Whether the brand itself writes from a domain: listed, below a listed one, or its word under a country's suffix.
    pub(in crate::findings) fn owns(&self, domain: &str) -> bool {
        self.domains().iter().any(|own| own.is_brands(domain)) || self.is_national(domain)
    }

    /// Large brands hold their word under every country's suffix (`co.uk`, `de`); new generic suffixes are anyone's.
    fn is_national(&self, domain: &str) -> bool {
        let organization = organization(domain);
        // A customer's host or mailbox under another country's suffix is the customer's as well.
        let is_own = |own: &&Domain| own.writers == Writers::Brand;
        national_word(&organization).is_some_and(|word| {
            self.domains()
                .iter()
                .filter(is_own)
                .any(|own| super::first_label(own.name) == word)
        })
    }

    /// Whether a word is by itself the brand's name, and no ordinary word.
    pub(in crate::findings) fn is_called(&self, word: &str) -> bool {
        let is_word = |shown: &Shown| !shown.is_ordinary && is_written(shown.word, word);
        self.shown().iter().any(is_word)
    }
}

impl Domain {
    /// Whether the brand itself writes from a name: it is this or below it, and not given to customers.
    fn is_brands(&self, domain: &str) -> bool {
        match self.writers {
            Writers::Brand => is_within(domain, self.name),
            Writers::Mailboxes => is_within(domain, self.name) && domain.len() > self.name.len(),
            Writers::Customers => false,
        }
    }
}

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
    thread_local! {
        static LATELY: Lately<bool> = const { Lately::new() };
    }
    LATELY.with(|lately| lately.of(domain, find_some_brands))
}

fn find_some_brands(domain: &str) -> bool {
    listed(domain).is_some()
        || national_word(&organization(domain)).is_some_and(|word| {
            let letters = Letters::of(word);
            let mut rows = domains(|own, lane| Flag::from(own.word[lane] == letters));
            rows.any(|own| own.writers == Writers::Brand && own.word == word)
        })
}

/// The brand that writes from a domain: not its customers, and under another country's suffix only where its word is no
/// ordinary one. `me.de` is not Apple's.
pub(in crate::findings) fn owner(domain: &str) -> Option<&'static Brand> {
    thread_local! {
        static LATELY: Lately<Option<&'static Brand>> = const { Lately::new() };
    }
    LATELY.with(|lately| lately.of(domain, find_owner))
}

fn find_owner(domain: &str) -> Option<&'static Brand> {
    if let Some(name) = listed(domain) {
        return named(name).find_map(|own| {
            let brand = &BRANDS[own.brand];
            let writes = brand.domains().iter().any(|own| own.is_brands(domain));
            writes.then_some(brand)
        });
    }
    let organization = organization(domain);
    let word = national_word(&organization)?;
    BRANDS
        .iter()
        .find(|brand| brand.is_called(word) && brand.is_national(&organization))
}

/// Who writes from a domain that is some brand's: listed or below a listed one, or its word under a country's suffix.
pub(crate) fn holder(domain: &str) -> Option<Holder> {
    let Some(name) = listed(domain) else {
        return owner(domain).map(|_| Holder::Brand);
    };
    // Where several brands have it, the one that shares it with strangers counts.
    named(name).map(|own| own.writers).max()
}

/// Whether people have their mailboxes at a domain, as customers of a provider.
pub(in crate::findings) fn is_mailbox_provider(domain: &str) -> bool {
    thread_local! {
        static LATELY: Lately<bool> = const { Lately::new() };
    }
    let is_provider = |domain: &str| named(domain).any(|own| own.writers == Writers::Mailboxes);
    LATELY.with(|lately| lately.of(domain, is_provider))
}

/// The name that stands on some brand's list, this or one above it.
fn listed(domain: &str) -> Option<&str> {
    let mut rest = tail(domain);
    loop {
        if named(rest).next().is_some() {
            return Some(rest);
        }
        rest = rest.split_once('.')?.1;
    }
}

/// The brands' domains of this name.
fn named(name: &str) -> impl Iterator<Item = &'static Domain> {
    let letters = Letters::of(name);
    domains(move |own, lane| Flag::from(own.name[lane] == letters))
        .filter(move |own| own.name == name)
}

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
        for brand in &BRANDS {
            let words = brand.shown().iter().map(|shown| shown.word);
            for text in words.chain(brand.domains().iter().map(|domain| domain.name)) {
                assert_eq!(text, text.to_lowercase());
                assert_eq!(text, text.trim());
            }
            assert!(
                brand
                    .domains()
                    .iter()
                    .all(|domain| domain.name.contains('.'))
            );
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
