//! Brands that are imitated often, with domains that are really theirs. A short list by hand; `--protect` adds to it.

use crate::names::{is_within, organization};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;
use unicode_security::confusable_detection::skeleton;

/// A brand.
pub(in crate::findings) struct Brand {
    /// Its name.
    pub name: &'static str,
    /// Its name as it stands in display names, in lower case; empty where that is an ordinary word.
    pub shown: &'static [&'static str],
    /// Domains that it sends from.
    pub domains: &'static [&'static str],
}

impl Brand {
    /// Whether a domain is the brand's own: listed, below a listed one, or its word under a country's suffix.
    pub(in crate::findings) fn owns(&self, domain: &str) -> bool {
        self.domains.iter().any(|own| is_within(domain, own)) || self.is_national(domain)
    }

    /// Large brands hold their word under every country's suffix (`co.uk`, `de`); new generic suffixes are anyone's.
    fn is_national(&self, domain: &str) -> bool {
        let organization = organization(domain);
        national_word(&organization).is_some_and(|word| {
            self.domains
                .iter()
                .any(|own| own.split('.').next() == Some(word))
        })
    }
}

/// The word of an organisation under a country's suffix.
fn national_word(organization: &str) -> Option<&str> {
    let (word, suffix) = organization.split_once('.')?;
    let is_country = suffix
        .rsplit('.')
        .next()
        .is_some_and(|last| last.len() == 2);
    (is_country && !FREE_SUFFIXES.contains(&suffix)).then_some(word)
}

/// Whether a domain, in lower case, is some brand's own: what [`Brand::owns`] says of any.
pub(in crate::findings) fn is_some_brands(domain: &str) -> bool {
    let mut rest = domain.trim_end_matches('.');
    loop {
        if OWNED.domains.contains(rest) {
            return true;
        }
        match rest.split_once('.') {
            Some((_, parent)) => rest = parent,
            None => break,
        }
    }
    national_word(&organization(domain)).is_some_and(|word| OWNED.words.contains(word))
}

/// What all brands own, for asking once.
struct Owned {
    domains: HashSet<&'static str>,
    words: HashSet<&'static str>,
}

static OWNED: LazyLock<Owned> = LazyLock::new(|| {
    let domains = BRANDS
        .iter()
        .flat_map(|brand| brand.domains.iter().copied());
    Owned {
        domains: domains.clone().collect(),
        words: domains
            .filter_map(|domain| domain.split('.').next())
            .collect(),
    }
});

/// Countries' suffixes that anyone could register under for nothing, or that are sold as generic ones.
const FREE_SUFFIXES: &[&str] = &[
    "tk", "ml", "ga", "cf", "gq", "co", "cc", "me", "ws", "pw", "su", "to", "io", "ai",
];

const fn brand(
    name: &'static str,
    shown: &'static [&'static str],
    domains: &'static [&'static str],
) -> Brand {
    Brand {
        name,
        shown,
        domains,
    }
}

/// The list, by name.
#[rustfmt::skip]
pub(in crate::findings) const BRANDS: &[Brand] = &[
    brand("Adobe", &["adobe sign", "adobe document cloud"], &["adobe.com", "adobesign.com", "echosign.com"]),
    brand("AliExpress", &["aliexpress"], &["aliexpress.com", "alibaba.com"]),
    brand("Amazon", &["amazon", "amazon prime", "amazon.com"], &["amazon.com", "amazonaws.com", "amazonses.com", "primevideo.com"]),
    brand("American Express", &["american express", "amex"], &["americanexpress.com", "aexp.com"]),
    brand("Apple", &["apple id", "icloud", "itunes", "apple support", "app store"], &["apple.com", "icloud.com", "itunes.com", "me.com", "mac.com"]),
    brand("Banco do Brasil", &["banco do brasil"], &["bb.com.br", "bancodobrasil.com.br"]),
    brand("Bank of America", &["bank of america"], &["bankofamerica.com", "bofa.com"]),
    brand("Barclays", &["barclays"], &["barclays.com", "barclays.co.uk", "barclaycard.co.uk"]),
    brand("Binance", &["binance"], &["binance.com"]),
    brand("Bradesco", &["bradesco"], &["bradesco.com.br", "bradescoseguros.com.br"]),
    brand("Chase", &["chase bank", "jpmorgan chase"], &["chase.com", "jpmorgan.com", "jpmchase.com"]),
    brand("Citibank", &["citibank"], &["citibank.com", "citi.com"]),
    brand("Coinbase", &["coinbase"], &["coinbase.com"]),
    brand("Commerzbank", &["commerzbank"], &["commerzbank.de", "commerzbank.com"]),
    brand("Costco", &["costco"], &["costco.com"]),
    brand("Deutsche Bank", &["deutsche bank"], &["deutsche-bank.de", "db.com"]),
    brand("DHL", &["dhl"], &["dhl.com", "dhl.de", "deutschepost.de", "dpdhl.com"]),
    brand("DocuSign", &["docusign"], &["docusign.com", "docusign.net"]),
    brand("Dropbox", &["dropbox"], &["dropbox.com", "dropboxmail.com"]),
    brand("eBay", &["ebay"], &["ebay.com", "ebay.de", "ebay.co.uk"]),
    brand("Facebook", &["facebook"], &["facebook.com", "facebookmail.com", "meta.com", "fb.com"]),
    brand("FedEx", &["fedex"], &["fedex.com"]),
    brand("Google", &["google", "google play", "gmail team"], &["google.com", "gmail.com", "googlemail.com", "youtube.com", "chromium.org", "android.com"]),
    brand("HSBC", &["hsbc"], &["hsbc.com", "hsbc.co.uk"]),
    brand("Instagram", &["instagram"], &["instagram.com", "facebookmail.com"]),
    brand("Itaú", &["itau", "itaú", "itaucard"], &["itau.com.br", "itau-unibanco.com.br", "itau.com"]),
    brand("Kraken", &["kraken exchange"], &["kraken.com"]),
    brand("Ledger", &["ledger support", "ledger wallet", "ledger live"], &["ledger.com"]),
    brand("LinkedIn", &["linkedin"], &["linkedin.com"]),
    brand("McAfee", &["mcafee"], &["mcafee.com"]),
    brand("Mercado Livre", &["mercado livre", "mercado libre", "mercado pago"], &["mercadolivre.com.br", "mercadolivre.com", "mercadolibre.com", "mercadopago.com"]),
    brand("MetaMask", &["metamask"], &["metamask.io", "consensys.net"]),
    brand("Microsoft", &["microsoft", "office 365", "microsoft 365", "onedrive", "sharepoint", "outlook team"], &["microsoft.com", "microsoftonline.com", "office.com", "office365.com", "outlook.com", "live.com", "hotmail.com", "onmicrosoft.com", "sharepointonline.com", "microsoftemail.com"]),
    brand("Netflix", &["netflix"], &["netflix.com"]),
    brand("Norton", &["norton antivirus", "norton lifelock", "norton security"], &["norton.com", "nortonlifelock.com", "gendigital.com"]),
    brand("Nubank", &["nubank"], &["nubank.com.br"]),
    brand("PayPal", &["paypal"], &["paypal.com", "paypal-communication.com", "paypalobjects.com"]),
    brand("Postbank", &["postbank"], &["postbank.de"]),
    brand("Royal Mail", &["royal mail"], &["royalmail.com"]),
    brand("Santander", &["santander"], &["santander.com", "santander.com.br", "santander.co.uk", "santanderbank.com"]),
    brand("Sparkasse", &["sparkasse"], &["sparkasse.de", "s-finanzgruppe.de"]),
    brand("Spotify", &["spotify"], &["spotify.com"]),
    brand("Trust Wallet", &["trust wallet", "trustwallet"], &["trustwallet.com"]),
    brand("USPS", &["usps"], &["usps.com", "usps.gov"]),
    brand("Walmart", &["walmart"], &["walmart.com"]),
    brand("Wells Fargo", &["wells fargo"], &["wellsfargo.com"]),
    brand("WhatsApp", &["whatsapp"], &["whatsapp.com"]),
];

/// The brand that a display name names as a word of its own, also in letters that only look like it. The second is
/// the brand's word.
pub(in crate::findings) fn named_in(display: &str) -> Option<(&'static Brand, &'static str)> {
    let plain = display.to_lowercase();
    let found = find(&plain, |shown| shown);
    if found.is_some() || display.is_ascii() {
        return found;
    }
    // Letters in disguise: compared by their looks, with what lies over or behind them left out.
    let is_letter = |c: &char| !matches!(c, '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}');
    let bare: String = display.chars().filter(is_letter).collect();
    // A capital may be what a letter looks like, and looks otherwise itself when small.
    let small = skeleton(&bare).collect::<String>().to_lowercase();
    let looks: String = skeleton(&small).collect();
    find(&looks, |shown| {
        SKELETONS.get(shown).map_or(shown, String::as_str)
    })
}

fn find(
    text: &str,
    form: impl Fn(&'static str) -> &'static str,
) -> Option<(&'static Brand, &'static str)> {
    BRANDS.iter().find_map(|brand| {
        let shown = brand.shown.iter().find(|name| has_word(text, form(name)))?;
        Some((brand, *shown))
    })
}

/// How the brands' words look, by word.
static SKELETONS: LazyLock<HashMap<&'static str, String>> = LazyLock::new(|| {
    let words = BRANDS.iter().flat_map(|brand| brand.shown.iter());
    words
        .map(|word| (*word, skeleton(word).collect()))
        .collect()
});

/// A brand's word of so many letters is no beginning of another word: `BinanceBNB` names it.
const DISTINCT: usize = 7;

fn has_word(text: &str, word: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let Some(&first) = word.as_bytes().first() else {
        return false;
    };
    // Names are short: to make a searcher ready would cost more than the search.
    memchr::memchr_iter(first, text.as_bytes()).any(|at| {
        if !text.as_bytes()[at..].starts_with(word.as_bytes()) {
            return false;
        }
        let is_open = word.len() >= DISTINCT && !word.contains(' ');
        !is_letter(text[..at].chars().next_back())
            && (is_open || !is_letter(text[at + word.len()..].chars().next()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_as_words_only() {
        assert_eq!(
            named_in("PayPal Service").map(|(brand, _)| brand.name),
            Some("PayPal")
        );
        assert!(named_in("Paypalooza").is_none() && named_in("J\u{fc}rgen").is_none());
        assert!(named_in("Alice").is_none());
        assert_eq!(
            named_in("\u{13b7}icroso\u{e0100}ft Mail").map(|(brand, _)| brand.name),
            Some("Microsoft")
        );
        assert_eq!(
            named_in("BinanceBNB").map(|(brand, _)| brand.name),
            Some("Binance")
        );
    }

    #[test]
    fn a_brand_owns_its_word_under_countries() {
        let amazon = BRANDS.iter().find(|brand| brand.name == "Amazon").unwrap();
        assert!(amazon.owns("mail.amazon.co.uk") && amazon.owns("amazon.de"));
        assert!(!amazon.owns("amazon.tk") && !amazon.owns("amazon.shop"));
    }

    #[test]
    fn the_list_is_sorted_and_lower_case() {
        assert!(BRANDS.is_sorted_by_key(|brand| brand.name.to_lowercase()));
        for brand in BRANDS {
            for text in brand.shown.iter().chain(brand.domains) {
                assert_eq!(**text, text.to_lowercase());
            }
        }
    }
}
