//! Tags of DKIM, ARC and DMARC, and terms of SPF.

use super::{Entry, Kind};

struct Family {
    name: &'static str,
    reference: &'static str,
    rows: &'static [(&'static str, &'static str)],
}

#[rustfmt::skip]
const TAGS: &[Family] = &[
    Family { name: "dkim", reference: "RFC 6376 section 3.5", rows: &[
        ("v", "version; 1"),
        ("a", "algorithm: rsa-sha256 or ed25519-sha256; rsa-sha1 is forbidden (RFC 8301)"),
        ("b", "the signature, in base64"),
        ("bh", "the hash of the body, in base64"),
        ("c", "canonicalization of header/body: simple keeps every byte, relaxed tolerates changes of whitespace"),
        ("d", "the domain that signs and takes responsibility (SDID); its key is at SELECTOR._domainkey.DOMAIN"),
        ("h", "the signed header fields, taken from the bottom up; a name listed once more than it occurs keeps others from adding one"),
        ("i", "the agent or user for whom the message was signed (AUID): at d= or a subdomain"),
        ("l", "how many bytes of the body are signed; anything can be appended"),
        ("q", "how the key is queried; dns/txt"),
        ("s", "the selector: which of the domain's keys"),
        ("t", "when it was signed, in seconds since 1970"),
        ("x", "when it expires, in seconds since 1970"),
        ("z", "copies of the signed fields, for diagnosis"),
    ]},
    Family { name: "dkim key", reference: "RFC 6376 section 3.6.1", rows: &[
        ("v", "version of the key record; DKIM1"),
        ("h", "the hashes that may be used with the key"),
        ("k", "the type of the key: rsa or ed25519"),
        ("n", "a note for humans"),
        ("p", "the public key in base64; empty means revoked"),
        ("s", "the services that the key is for: * or email"),
        ("t", "flags: y the domain is testing, s the domain of i= must be d= itself"),
        ("g", "granularity (RFC 4871); removed by RFC 6376"),
    ]},
    Family { name: "arc", reference: "RFC 8617 section 4.1", rows: &[
        ("i", "the instance: 1 for the first that sealed, up to 50"),
        ("cv", "the sealer's result for the chain before it: none (first instance), pass or fail"),
        ("a", "algorithm, as in DKIM"),
        ("b", "the signature or seal, in base64"),
        ("d", "the domain that seals"),
        ("s", "the selector of its key"),
        ("t", "when it was sealed, in seconds since 1970"),
    ]},
    Family { name: "dmarc", reference: "RFC 9989 section 4.7", rows: &[
        ("v", "version; DMARC1"),
        ("p", "what to do with messages that fail: none, quarantine or reject"),
        ("sp", "the same for subdomains"),
        ("np", "the same for subdomains that do not exist"),
        ("adkim", "alignment of DKIM d= with From: r (relaxed) same organizational domain, s (strict) same name"),
        ("aspf", "alignment of the envelope sender with From: r (relaxed) same organizational domain, s (strict) same name"),
        ("rua", "where aggregate reports go"),
        ("ruf", "where failure reports go"),
        ("fo", "when failures are reported: 0 all methods fail, 1 one fails, d DKIM fails, s SPF fails"),
        ("psd", "whether the domain is a public suffix: y, n or u"),
        ("t", "y: the owner is testing; apply the next weaker policy"),
        ("pct", "the share of mail that the policy applies to; removed by RFC 9989"),
        ("rf", "the form of failure reports; removed by RFC 9989"),
        ("ri", "seconds between reports; removed by RFC 9989"),
    ]},
];

#[rustfmt::skip]
const SPF: &[(&str, &str, &str)] = &[
    ("v=spf1", "begins an SPF record; a domain may have only one", "RFC 7208 section 4.5"),
    ("all", "matches every host; the last term as a rule", "RFC 7208 section 5.1"),
    ("-all", "every other host: fail, not authorized", "RFC 7208 section 5.1"),
    ("~all", "every other host: softfail, probably not authorized", "RFC 7208 section 5.1"),
    ("?all", "every other host: neutral, no statement", "RFC 7208 section 5.1"),
    ("+all", "every host passes: the record protects nothing", "RFC 7208 section 5.1"),
    ("include", "matches if the record of another domain passes; its fail does not count", "RFC 7208 section 5.2"),
    ("a", "matches the addresses of a name", "RFC 7208 section 5.3"),
    ("mx", "matches the addresses of a domain's mail exchangers", "RFC 7208 section 5.4"),
    ("ptr", "matches by reverse DNS; slow, should not be used", "RFC 7208 section 5.5"),
    ("ip4", "matches an IPv4 network", "RFC 7208 section 5.6"),
    ("ip6", "matches an IPv6 network", "RFC 7208 section 5.6"),
    ("exists", "matches if a name, built with macros, has an address", "RFC 7208 section 5.7"),
    ("redirect", "uses the record of another domain instead of this one", "RFC 7208 section 6.1"),
    ("exp", "where an explanation for humans is published; text of the domain's owner", "RFC 7208 section 6.2"),
    ("%{i}", "macro: the client's address", "RFC 7208 section 7"),
    ("%{s}", "macro: the sender", "RFC 7208 section 7"),
    ("%{d}", "macro: the domain", "RFC 7208 section 7"),
    ("%{h}", "macro: the name of HELO", "RFC 7208 section 7"),
    ("lookup limit", "at most ten terms may query DNS, and at most two of these may find nothing; otherwise permerror", "RFC 7208 section 4.6.4"),
];

pub(super) fn entries() -> impl Iterator<Item = Entry> {
    let tags = TAGS.iter().flat_map(|family| {
        family.rows.iter().map(|(tag, meaning)| {
            let name = family.name;
            Entry::new(Kind::Tag, format!("{name} {tag}="), *meaning)
                .or(format!("{name} {tag}"))
                .or(format!("{tag}="))
                // A single letter means another thing to each of them, and to much else.
                .or(if tag.len() > 1 { *tag } else { "" })
                .see(family.reference)
        })
    });
    let spf = SPF.iter().map(|(term, meaning, reference)| {
        Entry::new(Kind::Tag, *term, *meaning)
            .or(format!("spf {term}"))
            .see(reference)
    });
    tags.chain(spf)
}
