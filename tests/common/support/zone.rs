//! A zone as data, and what a resolver that knows nothing else says of it.

use super::server::{Options, Server};
use hickory_proto::op::ResponseCode;
use hickory_proto::rr::rdata::{A, AAAA, CNAME, MX, NS, NULL, PTR, SOA, TXT};
use hickory_proto::rr::{Name, RData, Record, RecordType};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// The record type SPF, which RFC 7208 gave up and old suites still hold.
const TYPE_SPF: u16 = 99;
const TTL: u32 = 300;
/// The longest character-string, in bytes (RFC 1035 section 3.3).
const MAX_STRING: usize = 255;

/// Names with their records: `{name: [{type, data}]}`.
///
/// Types are A, AAAA, MX (`[preference, host]`), TXT and SPF (lists of strings), PTR, CNAME and NS. The pseudo-records
/// TIMEOUT (no answer), SERVFAIL and REFUSED answer for every type that the name has no record of; NXDOMAIN says that
/// the name is foreseen and does not exist. A record may have a `ttl`.
#[derive(Clone, Debug, Default)]
pub struct Zone {
    owners: HashMap<Name, Vec<Entry>>,
}

#[derive(Clone, Debug)]
enum Entry {
    Record(Box<Record>),
    Ends(Reply),
}

/// How a question ends when there are no records for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    Silence,
    Code(ResponseCode),
}

/// What a zone has for a question.
#[derive(Debug)]
pub struct Found {
    pub reply: Reply,
    pub answers: Vec<Record>,
    /// Whether the zone has the name that was asked for.
    pub foreseen: bool,
    /// Whether the answer says to the end what there is.
    pub complete: bool,
}

impl Zone {
    /// Reads a zone; panics on one that is none.
    pub fn from_json(zone: &Value) -> Self {
        let zone = zone.as_object().expect("a zone is an object");
        Self::read(zone, |text| text.as_bytes().to_vec())
    }

    /// The same for a zone whose strings have one character an octet, as the public suites write them.
    pub fn from_octets(zone: &Map<String, Value>) -> Self {
        let octet = |c| u8::try_from(u32::from(c)).expect("an octet");
        Self::read(zone, |text| text.chars().map(octet).collect())
    }

    fn read(zone: &Map<String, Value>, bytes: impl Fn(&str) -> Vec<u8>) -> Self {
        let mut owners = HashMap::new();
        for (text, records) in zone {
            // A name that DNS cannot hold cannot be asked for either.
            let Some(owner) = name(text) else { continue };
            let records = records.as_array().expect("a name has a list of records");
            let entries = records
                .iter()
                .map(|record| entry(&owner, record, &bytes))
                .collect();
            owners.insert(owner, entries);
        }
        Self { owners }
    }

    /// Answers questions for this zone on loopback until the server is dropped.
    pub fn serve(self, options: Options) -> Server {
        Server::start(self, options)
    }

    /// Looks a question up, over aliases unless told to leave those to the asker.
    pub fn find(&self, asked: &Name, rtype: RecordType, follow: bool) -> Found {
        let mut found = Found {
            reply: Reply::Code(ResponseCode::NoError),
            answers: Vec::new(),
            foreseen: self.owners.contains_key(asked),
            complete: true,
        };
        let mut seen = Vec::new();
        let mut end = asked.clone();
        while !seen.contains(&end) {
            let Some(entries) = self.owners.get(&end) else {
                if !self.owners.keys().any(|owner| end.zone_of(owner)) {
                    found.reply = Reply::Code(ResponseCode::NXDomain);
                }
                return found;
            };
            let of_type = |wanted: RecordType| {
                entries.iter().filter_map(move |entry| match entry {
                    Entry::Record(record) if record.record_type() == wanted => {
                        Some(Record::clone(record))
                    }
                    _ => None,
                })
            };
            let known = found.answers.len();
            found.answers.extend(of_type(rtype));
            if found.answers.len() > known {
                return found;
            }
            let ends = entries.iter().find_map(|entry| match entry {
                Entry::Ends(reply) => Some(*reply),
                Entry::Record(_) => None,
            });
            if let Some(reply) = ends {
                found.reply = reply;
                return found;
            }
            let Some(alias) = of_type(RecordType::CNAME).next() else {
                return found;
            };
            let target = match &alias.data {
                RData::CNAME(target) => target.0.clone(),
                other => unreachable!("{other} is no alias"),
            };
            found.answers.push(alias);
            if !follow {
                break;
            }
            seen.push(std::mem::replace(&mut end, target));
        }
        found.complete = false;
        found
    }
}

/// The record that says that there is nothing.
pub fn start_of_authority() -> Record {
    let soa = SOA::new(Name::root(), Name::root(), 1, 60, 60, 60, 60);
    Record::from_rdata(Name::root(), TTL, RData::SOA(soa))
}

fn entry(owner: &Name, record: &Value, bytes: &impl Fn(&str) -> Vec<u8>) -> Entry {
    let data = &record["data"];
    let rdata = match record["type"].as_str().expect("a record has a type") {
        "TIMEOUT" => return Entry::Ends(Reply::Silence),
        "SERVFAIL" => return Entry::Ends(Reply::Code(ResponseCode::ServFail)),
        "REFUSED" => return Entry::Ends(Reply::Code(ResponseCode::Refused)),
        "NXDOMAIN" => return Entry::Ends(Reply::Code(ResponseCode::NXDomain)),
        "A" => RData::A(A(text(data).parse().expect("an IPv4 address"))),
        "AAAA" => RData::AAAA(AAAA(text(data).parse().expect("an IPv6 address"))),
        "MX" => {
            let preference = data[0].as_u64().and_then(|p| u16::try_from(p).ok());
            RData::MX(MX::new(preference.expect("a preference"), host(&data[1])))
        }
        "TXT" => RData::TXT(TXT::from_bytes(
            strings(data, bytes).iter().map(Vec::as_slice).collect(),
        )),
        "SPF" => {
            let code = RecordType::Unknown(TYPE_SPF);
            let string = |s: &Vec<u8>| {
                [&[u8::try_from(s.len()).expect("at most 255")], s.as_slice()].concat()
            };
            let rdata = NULL::with(strings(data, bytes).iter().flat_map(string).collect());
            RData::Unknown { code, rdata }
        }
        "PTR" => RData::PTR(PTR(host(data))),
        "CNAME" => RData::CNAME(CNAME(host(data))),
        "NS" => RData::NS(NS(host(data))),
        other => panic!("a record of type {other} cannot be served"),
    };
    let ttl = record["ttl"]
        .as_u64()
        .and_then(|ttl| u32::try_from(ttl).ok());
    let record = Record::from_rdata(owner.clone(), ttl.unwrap_or(TTL), rdata);
    Entry::Record(Box::new(record))
}

fn text(data: &Value) -> &str {
    data.as_str().expect("a text")
}

/// One string may stand for a list of one. What is longer than a string of DNS can be is cut into several;
/// a list of none is a record of one empty string, since a record has at least one.
fn strings(data: &Value, bytes: &impl Fn(&str) -> Vec<u8>) -> Vec<Vec<u8>> {
    let list = match data {
        Value::Array(strings) if strings.is_empty() => return vec![vec![]],
        Value::Array(strings) => strings.as_slice(),
        _ => std::slice::from_ref(data),
    };
    let pieces = |string| match bytes(text(string)) {
        empty if empty.is_empty() => vec![empty],
        bytes => bytes.chunks(MAX_STRING).map(<[u8]>::to_vec).collect(),
    };
    list.iter().flat_map(pieces).collect()
}

fn host(data: &Value) -> Name {
    name(text(data)).unwrap_or_else(|| panic!("{data} is no name"))
}

/// Labels are the bytes between dots; the empty text and `.` are the root.
fn name(text: &str) -> Option<Name> {
    let text = text.strip_suffix('.').unwrap_or(text).to_ascii_lowercase();
    if text.is_empty() {
        return Some(Name::root());
    }
    Name::from_labels(text.split('.').map(str::as_bytes)).ok()
}
