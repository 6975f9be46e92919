//! What was looked up beside authentication.

use super::plain::{Plain, by_name};
use crate::enrich::PublishedRecord;
use crate::report::enrichment as model;

by_name! {
    crate::enrich::Enrichment => crate::report::enrichment::Enrichment {
        kinds, addresses, domains, lists_named, lists, geo_files, left_out
    }
    crate::enrich::LeftOut => crate::report::enrichment::LeftOut {
        addresses, domains, lists
    }
    crate::enrich::AddressReport => crate::report::enrichment::AddressReport {
        ip, peer, seen, rdns, asn, dnsbl, geo, contacts
    }
    crate::enrich::DomainReport => crate::report::enrichment::DomainReport {
        domain, roles, records, dnsbl, contacts
    }
    crate::enrich::Seen => crate::report::enrichment::Seen {
        hop, trust, rdns
    }
    crate::enrich::ReverseNames => crate::report::enrichment::ReverseNames {
        names, left_out, confirmed, as_recorded
    }
    crate::enrich::ReverseName => crate::report::enrichment::ReverseName {
        name, confirmed
    }
    crate::enrich::Origin => crate::report::enrichment::Origin {
        prefixes, systems, malformed
    }
    crate::enrich::Prefix => crate::report::enrichment::Prefix {
        prefix, asns, country, registry, allocated
    }
    crate::enrich::System => crate::report::enrichment::System {
        asn, name
    }
    crate::enrich::GeoSource => crate::report::enrichment::GeoSource {
        file, kind, built
    }
    crate::enrich::GeoFacts => crate::report::enrichment::GeoFacts {
        file, network, country, city, asn, organization, problem
    }
    crate::enrich::ListHealth => crate::report::enrichment::ListHealth {
        zone, about, works, problem
    }
    crate::enrich::Listing => crate::report::enrichment::Listing {
        zone, subject, status, codes, reasons
    }
    crate::enrich::Code => crate::report::enrichment::Code {
        code, is_listing
    }
    crate::enrich::Published => crate::report::enrichment::Published {
        kind, name, record
    }
    crate::enrich::Contact => crate::report::enrichment::Contact {
        address, source, grade
    }
}

impl Plain<model::PublishedRecord> for PublishedRecord {
    fn plain(self) -> model::PublishedRecord {
        let facts = self.facts.0.into_iter();
        model::PublishedRecord {
            present: self.present,
            texts: self.texts,
            facts: facts
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
            problems: self.problems,
        }
    }
}
