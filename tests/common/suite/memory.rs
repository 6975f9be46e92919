//! A zone in memory, for tests that need no server.

use super::{octets, text};
use hdrtrace::dns::{Answer, Data, Dns, Outcome, RecordType};
use serde_json::{Map, Value};

/// Longest chain of aliases that is followed.
const MAX_ALIASES: usize = 8;

/// A resolver that knows the zone and nothing else.
pub fn resolver(zone: &Map<String, Value>) -> Dns {
    let zone: Vec<(String, Value)> = zone
        .iter()
        .map(|(name, records)| {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            (name, records.clone())
        })
        .collect();
    Dns::from_fn(move |name, rtype| answer(&zone, name, rtype))
}

fn answer(zone: &[(String, Value)], name: &str, rtype: RecordType) -> Answer {
    let mut owner = name.to_owned();
    let mut aliases = Vec::new();
    loop {
        let Some((_, records)) = zone.iter().find(|(known, _)| *known == owner) else {
            let below = format!(".{owner}");
            let parent = zone.iter().any(|(known, _)| known.ends_with(&below));
            let outcome = if parent {
                Outcome::NoData
            } else {
                Outcome::NxDomain
            };
            return with_aliases(Answer::new(name, rtype, outcome), aliases);
        };
        let records = records.as_array().unwrap();
        let found: Vec<Data> = records
            .iter()
            .filter_map(|record| data(record, rtype))
            .collect();
        if !found.is_empty() {
            return with_aliases(Answer::new(name, rtype, Outcome::Records(found)), aliases);
        }
        let typed = |wanted: &str| records.iter().find(|record| record["type"] == wanted);
        if let Some(alias) = typed("CNAME") {
            if aliases.len() == MAX_ALIASES {
                return Answer::new(name, rtype, Outcome::ServFail);
            }
            owner = text(&alias["data"])
                .trim_end_matches('.')
                .to_ascii_lowercase();
            aliases.push(owner.clone());
            continue;
        }
        let outcome = if typed("TIMEOUT").is_some() {
            Outcome::Timeout
        } else if typed("SERVFAIL").is_some() {
            Outcome::ServFail
        } else if typed("REFUSED").is_some() {
            Outcome::Refused
        } else {
            Outcome::NoData
        };
        return with_aliases(Answer::new(name, rtype, outcome), aliases);
    }
}

fn with_aliases(mut answer: Answer, aliases: Vec<String>) -> Answer {
    answer.cnames = aliases;
    answer
}

fn data(record: &Value, rtype: RecordType) -> Option<Data> {
    let data = &record["data"];
    let name = |value: &Value| text(value).trim_end_matches('.').to_owned();
    match (record["type"].as_str().unwrap(), rtype) {
        ("A", RecordType::A) => Some(Data::A(text(data).parse().unwrap())),
        ("AAAA", RecordType::Aaaa) => Some(Data::Aaaa(text(data).parse().unwrap())),
        ("MX", RecordType::Mx) => Some(Data::Mx {
            preference: u16::try_from(data[0].as_u64().unwrap()).unwrap(),
            exchange: name(&data[1]),
        }),
        ("TXT", RecordType::Txt) => Some(Data::Txt(
            data.as_array().unwrap().iter().map(octets).collect(),
        )),
        ("PTR", RecordType::Ptr) => Some(Data::Ptr(name(data))),
        ("NS", RecordType::Ns) => Some(Data::Ns(name(data))),
        _ => None,
    }
}
