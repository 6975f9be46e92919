//! The DNS of a scene, and the questions that a full evaluation asks of it, as a capsule.

use super::clock::Moment;
use super::keys::Key;
use serde_json::json;
use std::collections::BTreeSet;
use std::net::IpAddr;

/// The server that gave the answers.
const SERVER: &str = "192.0.2.53:53";
/// How long the answers hold, in seconds.
const TTL: u32 = 3600;
/// A character-string of a TXT record has a length of one byte (RFC 1035 section 3.3).
const MAX_STRING: usize = 255;

/// A record's type and data.
#[derive(Clone, PartialEq, Eq)]
enum Record {
    A(String),
    Aaaa(String),
    Mx(String),
    Ptr(String),
    Txt(String),
}

/// The record types that are asked for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    A,
    Aaaa,
    Mx,
    Ptr,
    Txt,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::Aaaa => "AAAA",
            Self::Mx => "MX",
            Self::Ptr => "PTR",
            Self::Txt => "TXT",
        }
    }
}

impl Record {
    fn kind(&self) -> Kind {
        match self {
            Self::A(_) => Kind::A,
            Self::Aaaa(_) => Kind::Aaaa,
            Self::Mx(_) => Kind::Mx,
            Self::Ptr(_) => Kind::Ptr,
            Self::Txt(_) => Kind::Txt,
        }
    }

    fn json(&self) -> serde_json::Value {
        match self {
            Self::A(text) | Self::Aaaa(text) | Self::Ptr(text) => json!(text),
            Self::Mx(name) => json!(format!("10 {name}")),
            Self::Txt(text) => {
                let strings = text.as_bytes().chunks(MAX_STRING);
                json!(strings.map(String::from_utf8_lossy).collect::<Vec<_>>())
            }
        }
    }
}

/// The records that exist, the questions that are asked, and when.
pub struct Zone {
    records: Vec<(String, Record)>,
    questions: BTreeSet<(String, Kind)>,
    asked: Moment,
}

impl Zone {
    /// An empty one; what is in no record does not exist.
    pub fn new(asked: Moment) -> Self {
        Self {
            records: Vec::new(),
            questions: BTreeSet::new(),
            asked,
        }
    }

    /// A host: its address and the name of that.
    pub fn host(&mut self, name: &str, ip: &str) {
        let ip: IpAddr = ip.parse().expect("an address");
        let record = match ip {
            IpAddr::V4(v4) => Record::A(v4.to_string()),
            IpAddr::V6(v6) => Record::Aaaa(v6.to_string()),
        };
        self.records.push((name.to_owned(), record));
        self.records
            .push((reverse(ip), Record::Ptr(name.to_owned())));
    }

    /// A mail exchange of a domain.
    pub fn mx(&mut self, domain: &str, exchange: &str) {
        self.records
            .push((domain.to_owned(), Record::Mx(exchange.to_owned())));
    }

    /// A TXT record, as SPF and DMARC have them.
    pub fn txt(&mut self, name: &str, text: &str) {
        self.records
            .push((name.to_owned(), Record::Txt(text.to_owned())));
    }

    /// A key record.
    pub fn key(&mut self, selector: &str, domain: &str, key: Key) {
        self.txt(&format!("{selector}._domainkey.{domain}"), &key.record());
    }

    /// Asks all that evaluates this: the peer's address with its HELO name, the domain of MAIL FROM, the author's domain,
    /// and the keys as pairs of selector and domain.
    pub fn evaluate(
        &mut self,
        peer: (&str, &str),
        mail_from: &str,
        author: &str,
        keys: &[(&str, &str)],
    ) {
        let (ip, helo) = peer;
        self.ask_peer(ip.parse().expect("an address"));
        // An address literal is no name to ask for.
        for domain in [helo, mail_from]
            .into_iter()
            .filter(|name| !name.starts_with('['))
        {
            self.ask_spf(domain);
            self.ask_dmarc(domain);
        }
        self.ask_dmarc(author);
        // Whether the author's domain exists: for `np=` (RFC 9989).
        self.ask_addresses(author);
        self.ask(author, Kind::Mx);
        for (selector, domain) in keys {
            self.ask(&format!("{selector}._domainkey.{domain}"), Kind::Txt);
            self.ask_dmarc(domain);
        }
    }

    fn ask(&mut self, name: &str, kind: Kind) -> bool {
        self.questions.insert((name.to_owned(), kind))
    }

    fn ask_addresses(&mut self, name: &str) {
        self.ask(name, Kind::A);
        self.ask(name, Kind::Aaaa);
    }

    /// The peer's name, and whether it leads back.
    fn ask_peer(&mut self, ip: IpAddr) {
        let name = reverse(ip);
        self.ask(&name, Kind::Ptr);
        for record in self.at(&name, Kind::Ptr) {
            if let Record::Ptr(host) = record {
                self.ask_addresses(&host);
            }
        }
    }

    /// The SPF record of a domain and all that its terms lead to (RFC 7208 section 5).
    fn ask_spf(&mut self, domain: &str) {
        if !self.ask(domain, Kind::Txt) {
            return;
        }
        for record in self.at(domain, Kind::Txt) {
            let Record::Txt(text) = record else { continue };
            for term in text.split(' ').filter(|_| text.starts_with("v=spf1")) {
                let term = term.trim_start_matches(['+', '-', '~', '?']);
                let (name, target) = term.split_once([':', '=']).unwrap_or((term, domain));
                match name {
                    "include" | "redirect" => self.ask_spf(target),
                    "a" => self.ask_addresses(target),
                    "mx" => self.ask_exchanges(target),
                    _ => {}
                }
            }
        }
    }

    fn ask_exchanges(&mut self, domain: &str) {
        self.ask(domain, Kind::Mx);
        for record in self.at(domain, Kind::Mx) {
            if let Record::Mx(exchange) = record {
                self.ask_addresses(&exchange);
            }
        }
    }

    /// `_dmarc` of the domain and of each above it: the tree walk (RFC 9989 section 4.10).
    fn ask_dmarc(&mut self, domain: &str) {
        let mut rest = Some(domain);
        while let Some(name) = rest {
            self.ask(&format!("_dmarc.{name}"), Kind::Txt);
            rest = name.split_once('.').map(|(_, above)| above);
        }
    }

    fn at(&self, name: &str, kind: Kind) -> Vec<Record> {
        let records = self.records.iter();
        records
            .filter(|(own, record)| own == name && record.kind() == kind)
            .map(|(_, record)| record.clone())
            .collect()
    }

    /// A name exists if it has a record or one below it has (RFC 8020).
    fn exists(&self, name: &str) -> bool {
        let below = format!(".{name}");
        self.records
            .iter()
            .any(|(own, _)| own == name || own.ends_with(&below))
    }

    /// The file of answers: one a line.
    pub fn capsule(&self) -> String {
        let time = self.asked.utc();
        let rows: Vec<String> = self
            .questions
            .iter()
            .map(|(name, kind)| {
                let records = self.at(name, *kind);
                let rcode = if self.exists(name) {
                    "NOERROR"
                } else {
                    "NXDOMAIN"
                };
                let answers: Vec<_> = records.iter().map(Record::json).collect();
                let ttl = (!answers.is_empty()).then_some(TTL);
                let row = json!({
                    "name": name, "type": kind.word(), "rcode": rcode, "answers": answers,
                    "ttl": ttl, "server": SERVER, "at": time, "ad": false,
                });
                format!("        {row}")
            })
            .collect();
        let rows = rows.join(",\n");
        format!(
            "{{\n  \"schema\": \"hdrtrace-dns/1\",\n  \"messages\": [\n    {{\n      \
             \"recorded_at\": \"{time}\",\n      \"answers\": [\n{rows}\n      ]\n    }}\n  ]\n}}\n"
        )
    }
}

/// The name at which an address has its PTR record.
fn reverse(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(v4) => {
            let [a, b, c, d] = v4.octets();
            format!("{d}.{c}.{b}.{a}.in-addr.arpa")
        }
        IpAddr::V6(v6) => {
            let digits = format!("{:032x}", v6.to_bits());
            let digits: String = digits
                .chars()
                .rev()
                .flat_map(|digit| [digit, '.'])
                .collect();
            format!("{digits}ip6.arpa")
        }
    }
}
