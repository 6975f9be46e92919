//! The folder `samples/`: written by its generator, complete, and about nobody.

use crate::studio;
use hdrtrace::dns::Capsule;
use std::collections::BTreeSet;
use std::fs;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/samples"))
}

/// What is written by hand, and held by tests of its own.
const BY_HAND: &[&str] = &["rules.toml"];

/// The names of the other files in the folder.
fn on_disk() -> BTreeSet<String> {
    fs::read_dir(folder())
        .expect("the folder of samples")
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().into_string().expect("a name in ASCII"))
        .filter(|name| !BY_HAND.contains(&name.as_str()))
        .collect()
}

/// The folder's names are lower case by convention.
fn has_suffix(name: &str, suffix: &str) -> bool {
    name.strip_suffix(suffix).is_some()
}

#[test]
fn the_folder_is_what_the_generator_writes() {
    let files = studio::files();
    let names: BTreeSet<String> = files.iter().map(|file| file.name.clone()).collect();
    assert_eq!(on_disk(), names);
    for file in files {
        let bytes = fs::read(folder().join(&file.name)).expect("a sample");
        assert!(
            bytes == file.bytes,
            "{} differs: run `cargo xtask make-samples`, or see what made the generator change",
            file.name
        );
    }
}

#[test]
fn every_message_has_its_capsule() {
    let names = on_disk();
    let messages: Vec<&str> = names
        .iter()
        .filter_map(|name| name.strip_suffix(".eml"))
        .collect();
    assert!(!messages.is_empty());
    for name in messages {
        assert!(
            names.contains(&format!("{name}.dns.json")),
            "{name} has no capsule"
        );
    }
}

#[test]
fn every_capsule_is_read_and_serves_any_message() {
    for file in studio::files()
        .iter()
        .filter(|file| has_suffix(&file.name, ".json"))
    {
        let text = String::from_utf8_lossy(&file.bytes);
        let capsule =
            Capsule::parse(&text).unwrap_or_else(|fault| panic!("{}: {fault}", file.name));
        // A reader may change a message and ask again: its hash is not asked for.
        let answers = capsule
            .answers_for(&"0".repeat(64))
            .expect("answers for any message");
        assert!(!answers.is_empty(), "{}", file.name);
    }
}

#[test]
fn messages_have_the_line_ends_of_mail() {
    for file in studio::files()
        .iter()
        .filter(|file| has_suffix(&file.name, ".eml"))
    {
        let text = String::from_utf8_lossy(&file.bytes);
        assert!(
            !text.replace("\r\n", "").contains(['\r', '\n']),
            "{}",
            file.name
        );
        assert!(text.lines().all(|line| line.len() <= 998), "{}", file.name);
    }
}

/// Domains that are nobody's: RFC 2606, RFC 6761, and RFC 6762 for `local`. `in-addr.arpa` and `ip6.arpa` name
/// addresses, which are looked at as such where they stand.
const RESERVED: &[&str] = &[
    "example",
    "test",
    "invalid",
    "localhost",
    "local",
    "example.com",
    "example.net",
    "example.org",
    "in-addr.arpa",
    "ip6.arpa",
];

/// Words with dots that are no domains.
const NO_DOMAINS: &[&str] = &["smtp.mailfrom", "smtp.helo", "header.from", "mail.php"];

/// Real names that a sample needs, because the program knows the receiver by them.
struct Estate {
    sample: &'static str,
    domains: &'static [&'static str],
    /// First words of its internal IPv6 addresses, which appear in every mail that it delivers.
    internal: &'static [[u16; 2]],
}

const ESTATES: &[Estate] = &[
    Estate {
        sample: "microsoft.eml",
        domains: &["outlook.com", "office365.com"],
        internal: &[[0x2603, 0x10b6]],
    },
    Estate {
        sample: "gmail.eml",
        domains: &["google.com"],
        internal: &[[0x2002, 0x0a05], [0x2002, 0x0a17]],
    },
];

fn is_within(name: &str, domains: &[&str]) -> bool {
    domains.iter().any(|domain| {
        name.strip_suffix(domain)
            .is_some_and(|head| head.is_empty() || head.ends_with('.'))
    })
}

/// Whether a word has the form of a domain: dots between labels, letters alone in the last.
fn looks_like_domain(word: &str) -> bool {
    let labels: Vec<&str> = word.split('.').collect();
    labels.len() > 1
        && labels.iter().all(|label| !label.is_empty())
        && labels
            .last()
            .is_some_and(|last| last.len() > 1 && last.bytes().all(|b| b.is_ascii_alphabetic()))
}

fn may_stand_v4(ip: Ipv4Addr) -> bool {
    ip.is_documentation() || ip.is_private() || ip.is_loopback()
}

fn may_stand_v6(ip: Ipv6Addr, internal: &[[u16; 2]]) -> bool {
    let [a, b, ..] = ip.segments();
    [a, b] == [0x2001, 0x0db8] || ip.is_loopback() || internal.contains(&[a, b])
}

/// What in a text belongs to somebody.
fn strangers(text: &str, domains: &[&str], internal: &[[u16; 2]]) -> Vec<String> {
    // A public suffix is nobody's either: DMARC asks there, too.
    let text = &text.replace("_dmarc.", "");
    let names = text
        .split(|c: char| !(c.is_ascii_alphanumeric() || "._-".contains(c)))
        .map(|word| word.trim_matches('.').to_ascii_lowercase())
        .filter(|word| looks_like_domain(word) && !NO_DOMAINS.contains(&word.as_str()))
        .filter(|word| !is_within(word, RESERVED) && !is_within(word, domains));
    let addresses = text
        .split(|c: char| !(c.is_ascii_hexdigit() || ".:".contains(c)))
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| match word.parse() {
            Ok(IpAddr::V4(ip)) => !may_stand_v4(ip),
            Ok(IpAddr::V6(ip)) => !may_stand_v6(ip, internal),
            Err(_) => false,
        })
        .map(str::to_owned);
    names.chain(addresses).collect()
}

/// Addresses in their usual form: SPF prefixes, literals, and names of addresses, which stand backwards.
fn plain_addresses(text: &str) -> String {
    let text = text
        .replace("IPv6:", " ")
        .replace("ip4:", " ")
        .replace("ip6:", " ")
        .replace('/', " ");
    text.split('"')
        .map(|word| match word.strip_suffix(".in-addr.arpa") {
            Some(reversed) => reversed.rsplit('.').collect::<Vec<_>>().join("."),
            None => word.to_owned(),
        })
        .collect::<Vec<_>>()
        .join("\"")
}

#[test]
fn only_reserved_names_and_addresses_occur() {
    // The README is prose, which speaks of files and of the receivers below.
    for file in studio::files()
        .iter()
        .filter(|file| file.name != "README.md")
    {
        let estate = ESTATES.iter().find(|estate| estate.sample == file.name);
        let (domains, internal) = estate.map_or((&[][..], &[][..]), |e| (e.domains, e.internal));
        let text = plain_addresses(&String::from_utf8_lossy(&file.bytes));
        let found = strangers(&text, domains, internal);
        assert!(found.is_empty(), "{}: {found:?}", file.name);
    }
}

#[test]
fn strangers_are_seen() {
    let text = "from mail.realbank.com ([8.8.8.8]) via 2606:4700::1111; helo=x.example 10:01:42 smtp.mailfrom=a@b.test";
    assert_eq!(
        strangers(text, &[], &[]),
        ["mail.realbank.com", "8.8.8.8", "2606:4700::1111"]
    );
    assert!(
        strangers(
            "a.outlook.com 2603:10b6::1",
            &["outlook.com"],
            &[[0x2603, 0x10b6]]
        )
        .is_empty()
    );
}
