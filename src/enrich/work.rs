//! The work on one message: all sources for all subjects, at once.

use super::list::Lists;
use super::subject::{self, AddressSubject, DomainSubject};
use super::{
    AddressReport, DomainReport, EnrichSettings, Enrichment, Kind, LeftOut, List, ListHealth,
    Listing, MAX_DOMAINS, Named, PublicIp, PublicName, asn, contacts, dnsbl, domains, rdns,
};
use crate::checked::{Checked, Why};
use crate::dns::Dns;
use crate::route::{Route, Trust};
use crate::words::enrich::About;
use futures::future::join_all;

/// What all look-ups of one message share.
pub(super) struct Work<'w> {
    pub dns: &'w Dns,
    pub settings: &'w EnrichSettings,
}

/// What the lists say, by subject, and whether they work.
struct Listed {
    health: Vec<ListHealth>,
    addresses: Vec<Checked<Vec<Listing>>>,
    domains: Vec<Checked<Vec<Listing>>>,
}

impl Work<'_> {
    pub async fn all(&self, route: &Route, named: &Named) -> Enrichment {
        let reserved = self.settings.allow_reserved;
        let (addresses, more_addresses) = subject::addresses(route, named, reserved);
        let (domains, more_domains) = subject::domains(route, named);
        let (lists, more_lists) = Lists::new(self.lists());
        let (listed, mut found, mut published) = futures::join!(
            self.listings(&lists, &addresses, &domains),
            join_all(addresses.iter().map(|subject| self.address(subject))),
            join_all(domains.iter().map(|subject| self.domain(subject))),
        );
        for (found, listings) in found.iter_mut().zip(listed.addresses) {
            found.dnsbl = listings;
        }
        for (found, listings) in published.iter_mut().zip(listed.domains) {
            found.dnsbl = listings;
        }
        if let Some(subject) = self.peer_domain(&found, &domains) {
            let (mut report, listings) = futures::join!(
                self.domain(&subject),
                self.list_domain(&listed.health, &subject)
            );
            report.dnsbl = listings;
            published.push(report);
        }
        let files = self
            .settings
            .geo_files
            .iter()
            .filter(|_| self.wants(Kind::Geo));
        Enrichment {
            kinds: self.settings.sources.iter().copied().collect(),
            addresses: found,
            domains: published,
            lists_named: self.lists().len(),
            lists: listed.health,
            geo_files: files.map(|file| file.about().clone()).collect(),
            left_out: LeftOut {
                addresses: more_addresses,
                domains: more_domains,
                lists: more_lists,
            },
        }
    }

    /// The lists to ask. What is only known is not asked.
    fn lists(&self) -> &[List] {
        if self.wants(Kind::Dnsbl) {
            &self.settings.dnsbl
        } else {
            &[]
        }
    }

    fn wants(&self, kind: Kind) -> bool {
        self.settings.sources.contains(&kind)
    }

    /// The address, if this kind was asked for and strangers may be asked about it.
    fn ip(&self, kind: Kind, subject: &AddressSubject) -> Result<PublicIp, Why> {
        if !self.wants(kind) {
            return Err(Why::NotRequested);
        }
        PublicIp::of(subject.ip, self.settings.allow_reserved)
    }

    /// The name, likewise.
    fn name(&self, kind: Kind, subject: &DomainSubject) -> Result<PublicName, Why> {
        if !self.wants(kind) {
            return Err(Why::NotRequested);
        }
        PublicName::of(&subject.domain, self.settings.allow_reserved)
    }

    async fn address(&self, subject: &AddressSubject) -> AddressReport {
        // What strangers noted of strangers is no record.
        let recorded: Vec<&str> = subject
            .seen
            .iter()
            .filter(|seen| seen.trust != Trust::Claimed)
            .filter_map(|seen| seen.rdns.as_deref())
            .collect();
        let reserved = self.settings.allow_reserved;
        let (rdns, asn, contacts) = futures::join!(
            asked(self.ip(Kind::Rdns, subject), |ip| {
                rdns::look_up(self.dns, ip, &recorded, reserved)
            }),
            asked(self.ip(Kind::Asn, subject), |ip| asn::look_up(self.dns, ip)),
            asked(self.ip(Kind::Contacts, subject), |ip| contacts::of_ip(
                self.dns, ip
            )),
        );
        let geo = match self.ip(Kind::Geo, subject) {
            Ok(ip) => {
                let files = self.settings.geo_files.iter();
                Checked::Done(files.map(|file| file.look_up(ip)).collect())
            }
            Err(why) => Checked::Skipped(why),
        };
        AddressReport {
            ip: subject.ip,
            peer: subject.peer,
            seen: subject.seen.clone(),
            rdns,
            asn,
            dnsbl: Checked::Skipped(Why::NotRequested),
            geo,
            contacts,
        }
    }

    pub async fn domain(&self, subject: &DomainSubject) -> DomainReport {
        let (records, contacts) = futures::join!(
            asked(self.name(Kind::Domains, subject), async |name| {
                Checked::Done(domains::look_up(self.dns, &name).await)
            }),
            asked(self.name(Kind::Contacts, subject), async |name| {
                contacts::of_domain(self.dns, &name).await
            }),
        );
        DomainReport {
            domain: subject.domain.clone(),
            roles: subject.roles.clone(),
            records,
            dnsbl: Checked::Skipped(Why::NotRequested),
            contacts,
        }
    }

    /// Tries the lists, and asks those that work.
    async fn listings(
        &self,
        lists: &Lists,
        addresses: &[AddressSubject],
        domains: &[DomainSubject],
    ) -> Listed {
        let health = self.try_lists(lists, addresses, domains).await;
        let (addresses, domains) = futures::join!(
            join_all(addresses.iter().map(|subject| {
                asked(self.ip(Kind::Dnsbl, subject), async |ip| {
                    Checked::Done(dnsbl::of_ip(self.dns, &health, ip).await)
                })
            })),
            join_all(
                domains
                    .iter()
                    .map(|subject| self.list_domain(&health, subject))
            ),
        );
        Listed {
            health,
            addresses,
            domains,
        }
    }

    async fn list_domain(
        &self,
        health: &[ListHealth],
        subject: &DomainSubject,
    ) -> Checked<Vec<Listing>> {
        asked(self.name(Kind::Dnsbl, subject), async |name| {
            Checked::Done(dnsbl::of_domain(self.dns, health, &name).await)
        })
        .await
    }

    /// Only for what there is to ask: no list is bothered otherwise.
    async fn try_lists(
        &self,
        lists: &Lists,
        addresses: &[AddressSubject],
        domains: &[DomainSubject],
    ) -> Vec<ListHealth> {
        let has_ip = |of_v4: bool| {
            addresses.iter().any(|subject| {
                let ip = self.ip(Kind::Dnsbl, subject);
                ip.is_ok_and(|ip| ip.ip().is_ipv4() == of_v4)
            })
        };
        let has_name = || {
            domains
                .iter()
                .any(|subject| self.name(Kind::Dnsbl, subject).is_ok())
        };
        let wanted = [
            (About::Ipv4, has_ip(true)),
            (About::Ipv6, has_ip(false)),
            (About::Domain, has_name()),
        ];
        let tried = wanted
            .into_iter()
            .filter(|(_, wanted)| *wanted)
            .map(|(about, _)| dnsbl::try_lists(self.dns, lists, about));
        join_all(tried).await.into_iter().flatten().collect()
    }

    /// The organization of the peer's looked-up name, if it is among the domains under no other role. A name that does not
    /// lead back to the address is anybody's.
    fn peer_domain(
        &self,
        found: &[AddressReport],
        known: &[DomainSubject],
    ) -> Option<DomainSubject> {
        if known.len() >= MAX_DOMAINS {
            return None;
        }
        let peer = found.iter().find(|address| address.peer)?;
        let names = &peer.rdns.done()?.names;
        let is_confirmed = |confirmed: &Checked<bool>| *confirmed == Checked::Done(true);
        let name = names.iter().find(|name| is_confirmed(&name.confirmed))?;
        subject::peer_domain(&name.name, known, self.settings.allow_reserved)
    }
}

/// What a source says of a subject, or why it was not asked.
async fn asked<S, T>(
    subject: Result<S, Why>,
    source: impl AsyncFnOnce(S) -> Checked<T>,
) -> Checked<T> {
    match subject {
        Ok(subject) => source(subject).await,
        Err(why) => Checked::Skipped(why),
    }
}
