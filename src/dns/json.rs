//! An answer as JSON: the rows of a report and of a capsule.
//!
//! Addresses and names are text, an MX is `"10 mx.example.com"` (`"0 ."` for the null MX of RFC 7505), a TXT record is
//! the list of its strings, written as [`escape`](super::escape) says.

use super::answer::{Answer, Data, Dnssec, Outcome, RecordType};
use crate::checked::Why;
use crate::words::octets::{escape, unescape};
use chrono::{DateTime, Utc};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

impl Serialize for Data {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Txt(strings) => serializer.collect_seq(strings.iter().map(|s| escape(s))),
            other => serializer.collect_str(other),
        }
    }
}

impl std::fmt::Display for Data {
    /// The record as a text; of a TXT record, its strings one behind the other.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::A(ip) => ip.fmt(f),
            Self::Aaaa(ip) => ip.fmt(f),
            Self::Mx {
                preference,
                exchange,
            } => write!(f, "{preference} {}", or_root(exchange)),
            Self::Txt(strings) => f.write_str(&escape(&strings.concat())),
            Self::Ptr(name) | Self::Ns(name) => f.write_str(or_root(name)),
        }
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("name", &self.name)?;
        map.serialize_entry("type", self.rtype.word())?;
        map.serialize_entry("rcode", self.outcome.rcode())?;
        match &self.outcome {
            Outcome::Failed(text) => map.serialize_entry("detail", text)?,
            Outcome::Skipped(why) => map.serialize_entry("detail", why)?,
            _ => {}
        }
        if !self.cnames.is_empty() {
            map.serialize_entry("cname", &self.cnames)?;
        }
        map.serialize_entry("answers", self.records())?;
        map.serialize_entry("ttl", &self.ttl)?;
        map.serialize_entry("server", &self.server)?;
        map.serialize_entry("at", &self.at)?;
        map.serialize_entry("ad", &self.authentic)?;
        if self.dnssec != Dnssec::Unchecked {
            map.serialize_entry("dnssec", self.dnssec.word())?;
        }
        map.end()
    }
}

/// An answer as it stands in JSON, before its parts are read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    pub(super) name: String,
    #[serde(rename = "type")]
    rtype: String,
    rcode: String,
    detail: Option<String>,
    #[serde(default)]
    cname: Vec<String>,
    #[serde(default)]
    answers: Vec<Value>,
    ttl: Option<u32>,
    server: Option<String>,
    #[serde(default, deserialize_with = "time")]
    at: Option<DateTime<Utc>>,
    ad: Option<bool>,
    dnssec: Option<String>,
}

impl Row {
    /// Reads the parts. The error says what is wrong and what may stand there.
    pub(super) fn answer(self) -> Result<Answer, String> {
        let rtype = RecordType::ALL
            .into_iter()
            .find(|rtype| rtype.word().eq_ignore_ascii_case(&self.rtype))
            .ok_or_else(|| {
                let words = RecordType::ALL.map(RecordType::word).join(", ");
                format!("type {:?} is not one of {words}", self.rtype)
            })?;
        let records: Vec<Data> = self
            .answers
            .iter()
            .map(|value| data(rtype, value))
            .collect::<Result<_, _>>()?;
        let outcome = outcome(&self.rcode, self.detail, records)?;
        let dnssec = dnssec(self.dnssec.as_deref(), &outcome)?;
        let mut answer = Answer::new(&self.name, rtype, outcome);
        answer.cnames = self.cname;
        answer.ttl = self.ttl;
        answer.server = self.server;
        answer.at = self.at;
        answer.authentic = self.ad;
        answer.dnssec = dnssec;
        Ok(answer)
    }
}

/// How much of a wrong value an error quotes, in characters.
const MAX_QUOTED: usize = 80;

/// The reasons that a recorded question can have for not having been asked. Those of a run without servers are not
/// among them: they belong to that run, not to DNS.
pub(super) const RECORDED_SKIPS: [Why; 4] = [
    Why::DnsUnreachable,
    Why::LimitReached,
    Why::ResolverSilent,
    Why::Reserved,
];

fn outcome(rcode: &str, detail: Option<String>, records: Vec<Data>) -> Result<Outcome, String> {
    let outcome = match rcode.to_ascii_uppercase().as_str() {
        "NOERROR" if records.is_empty() => Outcome::NoData,
        "NOERROR" => return Ok(Outcome::Records(records)),
        "NXDOMAIN" => Outcome::NxDomain,
        "SERVFAIL" => Outcome::ServFail,
        "REFUSED" => Outcome::Refused,
        "TIMEOUT" => Outcome::Timeout,
        "FAILED" => Outcome::Failed(detail.unwrap_or_default()),
        "SKIPPED" => RECORDED_SKIPS
            .into_iter()
            .find(|why| Some(why.word()) == detail.as_deref())
            .map(Outcome::Skipped)
            .ok_or_else(|| {
                let words = RECORDED_SKIPS.map(Why::word).join(" nor ");
                format!("the detail of rcode skipped is neither {words}")
            })?,
        _ => {
            return Err(format!(
                "rcode {rcode:?} is not one of NOERROR, NXDOMAIN, SERVFAIL, REFUSED, timeout, failed, skipped"
            ));
        }
    };
    if records.is_empty() {
        Ok(outcome)
    } else {
        Err(format!("rcode {rcode} cannot have answers"))
    }
}

fn dnssec(word: Option<&str>, outcome: &Outcome) -> Result<Dnssec, String> {
    let Some(word) = word else {
        return Ok(Dnssec::default());
    };
    let dnssec = Dnssec::ALL
        .into_iter()
        .find(|dnssec| dnssec.word() == word)
        .ok_or_else(|| {
            let words = Dnssec::ALL.map(Dnssec::word).join(", ");
            format!("dnssec {word:?} is not one of {words}")
        })?;
    if outcome.can_be(dnssec) {
        Ok(dnssec)
    } else if dnssec == Dnssec::Bogus {
        Err("a bogus answer must have rcode failed".to_owned())
    } else {
        Err(format!("rcode {} cannot be {word}", outcome.rcode()))
    }
}

fn data(rtype: RecordType, value: &Value) -> Result<Data, String> {
    let text = value.as_str();
    let data = match rtype {
        RecordType::A => text.and_then(|text| text.parse().ok()).map(Data::A),
        RecordType::Aaaa => text.and_then(|text| text.parse().ok()).map(Data::Aaaa),
        RecordType::Mx => text.and_then(mx),
        RecordType::Txt => txt(value),
        RecordType::Ptr => text.map(|text| Data::Ptr(from_root(text))),
        RecordType::Ns => text.map(|text| Data::Ns(from_root(text))),
    };
    data.ok_or_else(|| {
        let wanted = match rtype {
            RecordType::A => "an IPv4 address",
            RecordType::Aaaa => "an IPv6 address",
            RecordType::Mx => "a preference and a name, as \"10 mx.example.com\"",
            RecordType::Txt => {
                "a list of strings, with \\\\ for a backslash and \\xNN for a byte that is not text"
            }
            RecordType::Ptr | RecordType::Ns => "a name",
        };
        let value: String = value.to_string().chars().take(MAX_QUOTED).collect();
        format!("answer {value:?} of type {} is not {wanted}", rtype.word())
    })
}

fn mx(text: &str) -> Option<Data> {
    let (preference, exchange) = text.split_once(' ')?;
    Some(Data::Mx {
        preference: preference.parse().ok()?,
        exchange: from_root(exchange),
    })
}

/// One string may stand for a list of one.
fn txt(value: &Value) -> Option<Data> {
    let strings = match value {
        Value::Array(strings) => strings.as_slice(),
        _ => std::slice::from_ref(value),
    };
    let strings = strings.iter().map(|string| unescape(string.as_str()?));
    strings.collect::<Option<Vec<_>>>().map(Data::Txt)
}

fn or_root(name: &str) -> &str {
    if name.is_empty() { "." } else { name }
}

fn from_root(name: &str) -> String {
    crate::names::normalize(name)
}

/// RFC 3339 in any zone; chrono's own reader for `DateTime<Utc>` says less when it is wrong.
fn time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    let Some(text) = Option::<String>::deserialize(deserializer)? else {
        return Ok(None);
    };
    DateTime::parse_from_rfc3339(&text)
        .map(|time| Some(time.to_utc()))
        .map_err(|_| {
            serde::de::Error::custom(format!(
                "{text:?} is not a time such as 2026-05-02T10:00:09Z"
            ))
        })
}
