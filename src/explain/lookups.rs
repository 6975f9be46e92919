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
    Row("PTR", &["reverse DNS", "rDNS", "reverse name"], "the name that the holder of an address gives it; worth something only if the name leads back", "RFC 1035 section 3.5"),
    Row("FCrDNS", &["forward-confirmed reverse DNS"], "forward-confirmed reverse DNS: the address has a name, and the name has the address; both owners agree", "RFC 8601 section 3"),
    Row("ASN", &["AS", "autonomous system"], "the number of a network that announces its addresses to the Internet under one policy: who answers for an address", "RFC 6793"),
    Row("DNSBL", &["RBL", "DNSxL", "blocklist", "blacklist"], "a list of addresses or domains that is asked over DNS: an answer in 127/8 means listed, and the list says what that means", "RFC 5782"),
    Row("127.255.255.254", &["127.255.255.252", "127.255.255.255"], "an answer of a DNS list that is an error and no listing: the question came through a public resolver, or too often, or with a mistyped name", "the field"),
    Row("BIMI record", &["default._bimi"], "says where a domain's mark and its certificate lie; shown for mail of domains whose DMARC policy is enforced", "draft-brand-indicators-for-message-identification"),
    Row("MTA-STS", &["_mta-sts", "STSv1"], "a domain's statement that mail to it must go over TLS with a valid certificate; the record says that there is a policy, fetched by HTTPS", "RFC 8461"),
    Row("TLS-RPT", &["TLSRPT", "_smtp._tls", "TLSRPTv1"], "where a domain wants to be told of failures of TLS on the way to it", "RFC 8460"),
    Row("null MX", &[], "an MX record with the root as its host: the domain takes no mail, so that mail from it cannot be answered", "RFC 7505"),
    Row("Abusix", &["abuse-contacts.abusix.zone"], "a register of abuse contacts of addresses, made from the regional registries and asked over DNS", "the field"),
    Row("abuse.net", &["contacts.abuse.net"], "a register of abuse contacts of domains, asked over DNS; for a domain that it does not know it answers postmaster", "the field"),
    Row("Team Cymru", &["origin.asn.cymru.com"], "a service that tells over DNS which autonomous system announces an address", "the field"),
];

pub(super) fn entries() -> impl Iterator<Item = Entry> {
    TABLE.iter().map(|Row(term, also, meaning, reference)| {
        let entry = Entry::new(Kind::LookUp, *term, *meaning);
        also.iter()
            .fold(entry, |entry, word| entry.or(*word))
            .see(reference)
    })
}
