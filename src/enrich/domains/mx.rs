//! MX: who takes a domain's mail.

use super::{Published, PublishedRecord, RecordKind};
use crate::checked::Checked;
use crate::dns::{Data, Dns, RecordType};
use crate::enrich::ask;
use crate::names::is_within;
use std::net::IpAddr;

/// The most hosts that are listed.
const MAX_HOSTS: usize = 20;

pub(super) async fn look_up(dns: &Dns, domain: &str) -> Published {
    let answer = dns.lookup(domain, RecordType::Mx).await;
    let record = match ask::records(&answer) {
        Checked::Skipped(why) => Checked::Skipped(why),
        Checked::Done(records) => Checked::Done(read(records)),
    };
    Published {
        kind: RecordKind::Mx,
        name: domain.to_owned(),
        record,
    }
}

fn read(records: &[Data]) -> PublishedRecord {
    let mut hosts: Vec<(u16, &str)> = records
        .iter()
        .filter_map(|data| match data {
            Data::Mx {
                preference,
                exchange,
            } => Some((*preference, exchange.as_str())),
            _ => None,
        })
        .collect();
    hosts.sort_unstable();
    let shown = hosts.iter().take(MAX_HOSTS).map(|(preference, host)| {
        let host = if host.is_empty() { "." } else { host };
        format!("{preference} {host}")
    });
    let mut record = PublishedRecord::of(shown.collect());
    let null = hosts.iter().filter(|(_, host)| host.is_empty()).count();
    match (hosts.len(), null) {
        (0, _) => record.say("mail goes to", "the domain's own address, if it has one"),
        (1, 1) => record.say(
            "mail goes to",
            "nowhere: the domain does not accept mail (null MX)",
        ),
        (_, 1..) => {
            record.blame("a null MX is combined with other MX records (RFC 7505 section 3)");
        }
        _ => {}
    }
    if let Some(more @ 1..) = hosts.len().checked_sub(MAX_HOSTS) {
        record.blame(format!("there are {more} more"));
    }
    for (_, host) in hosts.iter().take(MAX_HOSTS) {
        if host.parse::<IpAddr>().is_ok() {
            record.blame(format!("{host} is an IP address, not a host name"));
        } else if !host.is_empty() && is_unheld(host) {
            record.blame(format!("{host} is not a valid public host name"));
        }
    }
    record
}

/// Tops of names that are no host's for a stranger. Names of documentation are not among them: who uses them knows.
const UNHELD: [&str; 4] = ["localhost", "local", "internal", "invalid"];

fn is_unheld(host: &str) -> bool {
    !host.contains('.') || UNHELD.iter().any(|top| is_within(host, top))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(hosts: &[(u16, &str)]) -> PublishedRecord {
        let records: Vec<Data> = hosts
            .iter()
            .map(|(preference, host)| Data::Mx {
                preference: *preference,
                exchange: (*host).to_owned(),
            })
            .collect();
        read(&records)
    }

    #[test]
    fn hosts_are_in_their_order() {
        let record = of(&[(20, "b.example.com"), (10, "a.example.com")]);
        assert_eq!(record.texts, ["10 a.example.com", "20 b.example.com"]);
        assert!(record.present && record.problems.is_empty());
        assert!(!of(&[]).present);
    }

    #[test]
    fn what_is_wrong_is_said() {
        let null = of(&[(0, "")]);
        assert_eq!((null.texts[0].as_str(), null.problems.len()), ("0 .", 0));
        for hosts in [
            &[(0, ""), (10, "a.example.com")][..],
            &[(10, "192.0.2.1")],
            &[(10, "localhost")],
            &[(10, "mail.local")],
        ] {
            assert_eq!(of(hosts).problems.len(), 1, "{hosts:?}");
        }
    }
}
