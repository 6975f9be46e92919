//! DNS lists (RFC 5782): whether an address or a domain is listed.
//!
//! A list is asked for its test points before anything else: one that lists everything, or nothing, is dead, and hears
//! nothing of the mail. An answer that says "I do not serve you" is an error, and no listing.

use super::ask::{self, PublicIp, PublicName};
use super::list::{List, Lists};
use crate::checked::{Checked, Why};
use crate::dns::{Answer, Data, Dns, RecordType};
use crate::names::reversed;
use crate::words::enrich::About;
pub use crate::words::enrich::ListStatus;
use futures::future::join_all;
use std::net::{IpAddr, Ipv4Addr};

/// The most answers of a list to one question.
const MAX_CODES: usize = 16;
/// The most reasons of one listing, and the most characters of each.
const MAX_REASONS: usize = 3;
const MAX_REASON: usize = 300;

/// A list, and whether it works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListHealth {
    pub zone: String,
    /// What it was tried for.
    pub about: About,
    /// Whether its test points are as they must be, or why that is not known. What it says counts only if they are.
    pub works: Checked<bool>,
    /// What is wrong with it, in words.
    pub problem: Option<String>,
}

/// A list's result for an address or domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The list's zone.
    pub zone: String,
    /// The address or name that was asked about.
    pub subject: String,
    /// Whether it is listed. Never "not listed" when the list did not say so.
    pub status: Checked<ListStatus>,
    /// Its answers, each by itself.
    pub codes: Vec<Code>,
    /// The list's text about a listing.
    pub reasons: Vec<String>,
}

/// One answer of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// As received. Each list defines what its answers mean.
    pub code: Ipv4Addr,
    /// Whether it can mean a listing (RFC 5782 section 2.1).
    pub is_listing: bool,
}

impl Code {
    fn of(code: Ipv4Addr) -> Self {
        let [a, b, c, d] = code.octets();
        // Lists refuse with 127.255.255.x, some with 127.0.0.1, which no list may use otherwise; what is outside 127/8
        // comes from whoever has the zone's name now, or from a resolver that answers everything.
        let refuses = (b, c) == (255, 255) || (b, c, d) == (0, 0, 1);
        Self {
            code,
            is_listing: a == 127 && !refuses,
        }
    }
}

/// Tries the lists of one sort.
pub(super) async fn try_lists(dns: &Dns, lists: &Lists, about: About) -> Vec<ListHealth> {
    let lists = lists.of(about);
    join_all(lists.map(|list| try_list(dns, list, about))).await
}

async fn try_list(dns: &Dns, list: &List, about: About) -> ListHealth {
    let [listed, unlisted] = about.test_points();
    let (listed, unlisted) = futures::join!(
        question(dns, &listed, &list.zone),
        question(dns, &unlisted, &list.zone)
    );
    let (listed, unlisted) = (answers(&listed), answers(&unlisted));
    let (works, problem) = match (&listed, &unlisted) {
        (Checked::Skipped(why), _) | (_, Checked::Skipped(why)) => (Checked::Skipped(*why), None),
        (Checked::Done(listed), Checked::Done(unlisted)) => {
            let problem = problem(listed, unlisted);
            (Checked::Done(problem.is_none()), problem)
        }
    };
    ListHealth {
        zone: list.zone.clone(),
        about,
        works,
        problem,
    }
}

/// What the answers to the test points show to be wrong.
fn problem(listed: &[Code], unlisted: &[Code]) -> Option<String> {
    if let Some(error) = listed.iter().chain(unlisted).find(|code| !code.is_listing) {
        return Some(format!("it answered {}, an error code", error.code));
    }
    match (listed.is_empty(), unlisted.is_empty()) {
        (true, _) => Some("it does not list the test entry that every list must have".to_owned()),
        (_, false) => Some("it lists the test entry that no list may have".to_owned()),
        (false, true) => None,
    }
}

/// Asks the working lists about an address.
pub(super) async fn of_ip(dns: &Dns, health: &[ListHealth], ip: PublicIp) -> Vec<Listing> {
    let about = match ip.ip() {
        IpAddr::V4(_) => About::Ipv4,
        IpAddr::V6(_) => About::Ipv6,
    };
    let (label, subject) = (reversed(ip.ip()), ip.ip().to_string());
    let lists = health.iter().filter(|list| list.about == about);
    join_all(lists.map(|list| ask_list(dns, list, &label, &subject))).await
}

/// Asks the working lists about a domain.
pub(super) async fn of_domain(dns: &Dns, health: &[ListHealth], name: &PublicName) -> Vec<Listing> {
    let lists = health.iter().filter(|list| list.about == About::Domain);
    join_all(lists.map(|list| ask_list(dns, list, name.as_str(), name.as_str()))).await
}

async fn ask_list(dns: &Dns, list: &ListHealth, label: &str, subject: &str) -> Listing {
    let mut listing = Listing {
        zone: list.zone.clone(),
        subject: subject.to_owned(),
        status: Checked::Done(ListStatus::NotWorking),
        codes: Vec::new(),
        reasons: Vec::new(),
    };
    match list.works {
        Checked::Done(true) => {}
        Checked::Done(false) => return listing,
        Checked::Skipped(why) => {
            listing.status = Checked::Skipped(match why {
                // What the list was not asked, because nobody is, has that reason itself.
                Why::Offline | Why::NotInCapsule | Why::LimitReached | Why::ResolverSilent => why,
                _ => Why::DependsOnSkipped,
            });
            return listing;
        }
    }
    let answer = question(dns, label, &list.zone).await;
    let codes = match answers(&answer) {
        Checked::Done(codes) => codes,
        Checked::Skipped(why) => {
            listing.status = Checked::Skipped(why);
            return listing;
        }
    };
    let status = if codes.is_empty() {
        ListStatus::NotListed
    } else if codes.iter().all(|code| code.is_listing) {
        ListStatus::Listed
    } else {
        ListStatus::Error
    };
    if status == ListStatus::Listed {
        listing.reasons = reasons(dns, label, &list.zone).await;
    }
    listing.status = Checked::Done(status);
    listing.codes = codes;
    listing
}

async fn question(dns: &Dns, label: &str, zone: &str) -> std::sync::Arc<Answer> {
    dns.lookup(&format!("{label}.{zone}"), RecordType::A).await
}

fn answers(answer: &Answer) -> Checked<Vec<Code>> {
    let records = match ask::records(answer) {
        Checked::Done(records) => records,
        Checked::Skipped(why) => return Checked::Skipped(why),
    };
    let mut found: Vec<Ipv4Addr> = records
        .iter()
        .filter_map(|data| match data {
            Data::A(code) => Some(*code),
            _ => None,
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    // An error must not be what is left out.
    let mut codes: Vec<Code> = found.into_iter().map(Code::of).collect();
    codes.sort_by_key(|code| code.is_listing);
    codes.truncate(MAX_CODES);
    Checked::Done(codes)
}

/// What the list says on a listing; that it says nothing is no error.
async fn reasons(dns: &Dns, label: &str, zone: &str) -> Vec<String> {
    let answer = dns
        .lookup(&format!("{label}.{zone}"), RecordType::Txt)
        .await;
    let texts = ask::texts(&answer).done().cloned().unwrap_or_default();
    texts
        .into_iter()
        .take(MAX_REASONS)
        .map(|text| text.chars().take(MAX_REASON).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_no_listings() {
        for (code, expected) in [
            ("127.0.0.2", true),
            ("127.0.1.255", true),
            ("127.0.0.255", true),
            ("127.0.0.1", false),
            ("127.255.255.252", false),
            ("127.255.255.254", false),
            ("127.255.255.255", false),
            ("192.0.2.1", false),
            ("0.0.0.0", false),
        ] {
            assert_eq!(
                Code::of(code.parse().unwrap()).is_listing,
                expected,
                "{code}"
            );
        }
    }

    #[test]
    fn test_points_are_those_of_the_rfc() {
        assert_eq!(About::Ipv4.test_points(), ["2.0.0.127", "1.0.0.127"]);
        let [listed, unlisted] = About::Ipv6.test_points();
        assert!(
            listed.starts_with("2.0.0.0.0.0.f.7.f.f.f.f.0.0.") && listed.len() == 63,
            "{listed}"
        );
        assert!(unlisted.starts_with("1.0.0.0.0.0.f.7.f.f.f.f.0.0."));
    }
}
