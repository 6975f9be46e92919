//! Of DNS and of what is looked up beside authentication.

use super::{OURS, Place};

#[rustfmt::skip]
pub(super) const PLACES: &[Place] = &[
    Place { name: "type of a DNS record", reference: "RFC 1035", words: &[
        ("A", "IPv4 address"),
        ("AAAA", "IPv6 address"),
        ("MX", "mail exchangers of a domain"),
        ("TXT", "text: SPF, DKIM and DMARC records"),
        ("PTR", "name of an address (reverse DNS)"),
        ("NS", "name servers"),
    ]},
    Place { name: "answer of DNS", reference: "RFC 1035 section 4.1.1", words: &[
        ("NOERROR", "the name exists; there may be no record of this type"),
        ("NXDOMAIN", "the name does not exist"),
        ("SERVFAIL", "the server could not resolve it; says nothing about the name"),
        ("REFUSED", "the server refused to answer"),
        ("timeout", "no answer in time"),
        ("failed", "the query could not be sent, or the answer could not be read"),
        ("skipped", "not queried; says nothing about the name"),
    ]},
    Place { name: "DNSSEC of an answer", reference: "RFC 4035 section 4.3", words: &[
        ("bogus", "should be validly signed and is not: possibly forged; counts as a failed lookup"),
        ("insecure", "provably in an unsigned zone"),
        ("secure", "validly signed, with a chain of trust to a trust anchor"),
        ("unchecked", "not validated"),
    ]},
    Place { name: "kind of enrichment", reference: OURS, words: &[
        ("rdns", "names of addresses, with forward confirmation"),
        ("asn", "who announces an address, from Team Cymru"),
        ("dnsbl", "whether DNS lists list an address or domain"),
        ("geo", "country and city, from files of the user"),
        ("contacts", "abuse contacts, from Abusix and abuse.net"),
        ("domains", "what domains publish about their mail"),
    ]},
    Place { name: "answer of a DNS list", reference: "RFC 5782", words: &[
        ("listed", "the address or domain is on the list"),
        ("not-listed", "the address or domain is not on the list"),
        ("error", "the list answered with an error, which is not a listing"),
        ("not-working", "the list fails its own test entries and was not queried"),
        ("ipv4", "a list of IPv4 addresses"),
        ("ipv6", "a list of IPv6 addresses"),
        ("domain", "a list of domains"),
    ]},
    Place { name: "source of an abuse contact", reference: OURS, words: &[
        ("cfbl", "CFBL-Address (RFC 9477), covered by a valid signature"),
        ("rdap", "RDAP (RFC 9083): the registry of the network"),
        ("abusix", "Abusix, over DNS: from the registries of networks"),
        ("abuse-net", "abuse.net, over DNS: registered for the domain"),
        ("ruf", "ruf= of the DMARC record"),
        ("signed-field", "a header field that a valid signature covers"),
        ("abuse-net-default", "abuse.net has no entry and answers with the default"),
        ("rfc2142", "abuse@ the domain, by RFC 2142 section 4: a guess"),
        ("automatic", "published for abuse reports: can be used automatically"),
        ("confirm", "a person should confirm the address first"),
    ]},
    Place { name: "domain of the message", reference: OURS, words: &[
        ("from", "domain of an author in From"),
        ("return-path", "domain of the envelope sender"),
        ("signer", "domain of a DKIM signature (d=)"),
        ("peer", "organization of the reverse name of the host that the message was received from"),
    ]},
    Place { name: "record of a domain", reference: OURS, words: &[
        ("mx", "who accepts mail for the domain (RFC 5321 section 5)"),
        ("spf", "who may send for the domain (RFC 7208)"),
        ("dmarc", "what to do with messages that fail (RFC 9989)"),
        ("bimi", "the brand logo of the domain"),
        ("mta-sts", "the domain has a policy for TLS (RFC 8461); the policy itself is fetched over HTTPS"),
        ("tls-rpt", "where TLS failures are reported (RFC 8460)"),
    ]},
];
