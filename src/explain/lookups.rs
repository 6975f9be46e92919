//! Words of what is looked up beside authentication.

use super::{Entry, Kind};

struct Row(
    &'static str,
    &'static [&'static str],
    &'static str,
    &'static str,
);

#[rustfmt::skip]
const TABLE: &[Row] = &[
    Row("PTR", &["reverse DNS", "rDNS", "reverse name"], "the name that the holder of an address gave it; proves something only if it is forward-confirmed", "RFC 1035 section 3.5"),
    Row("FCrDNS", &["forward-confirmed reverse DNS"], "forward-confirmed reverse DNS: the address has a name, and the name resolves to the address", "RFC 8601 section 3"),
    Row("ASN", &["AS", "autonomous system"], "the number of a network that announces addresses on the Internet: who is responsible for an address", "RFC 6793"),
    Row("DNSBL", &["RBL", "DNSxL", "blocklist", "blacklist"], "a list of addresses or domains queried over DNS: an answer in 127.0.0.0/8 means listed; the list defines what each answer means", "RFC 5782"),
    Row("127.255.255.254", &["127.255.255.252", "127.255.255.255"], "an error answer of a DNS list, not a listing: the query came through a public resolver, too often, or with a wrong name", "common practice"),
    Row("BIMI record", &["default._bimi"], "where to find the logo of a domain and its certificate; shown for domains that enforce DMARC", "draft-brand-indicators-for-message-identification"),
    Row("MTA-STS", &["_mta-sts", "STSv1"], "a domain's policy that mail to it must use TLS with a valid certificate; the record announces it, the policy is fetched over HTTPS", "RFC 8461"),
    Row("TLS-RPT", &["TLSRPT", "_smtp._tls", "TLSRPTv1"], "where a domain wants reports of TLS failures on mail to it", "RFC 8460"),
    Row("null MX", &[], "an MX record with the root as its host: the domain accepts no mail, so replies and bounces to it fail", "RFC 7505"),
    Row("Abusix", &["abuse-contacts.abusix.zone"], "a database of abuse contacts for addresses, built from the regional registries and queried over DNS", "common practice"),
    Row("abuse.net", &["contacts.abuse.net"], "a database of abuse contacts for domains, queried over DNS; for an unknown domain it answers postmaster", "common practice"),
    Row("Team Cymru", &["origin.asn.cymru.com"], "a DNS service that tells which autonomous system announces an address", "common practice"),
];

pub(super) fn entries() -> impl Iterator<Item = Entry> {
    TABLE.iter().map(|Row(term, also, meaning, reference)| {
        let entry = Entry::new(Kind::LookUp, *term, *meaning);
        also.iter()
            .fold(entry, |entry, word| entry.or(*word))
            .see(reference)
    })
}
