//! What DNS was asked and said; and the same read back, for a capsule.

use super::plain::Plain;
use crate::dns::{Answer, Data, Outcome};
use crate::report::Report;
use crate::report::dns as model;
use crate::report::dns::{Rcode, Record};
use crate::words::dns::{Dnssec, RecordType};
use crate::words::octets::{escape, unescape};
use std::sync::Arc;

impl Plain<model::Answer> for &Answer {
    fn plain(self) -> model::Answer {
        let (rcode, detail) = match &self.outcome {
            Outcome::Records(_) | Outcome::NoData => (Rcode::NoError, None),
            Outcome::NxDomain => (Rcode::NxDomain, None),
            Outcome::ServFail => (Rcode::ServFail, None),
            Outcome::Refused => (Rcode::Refused, None),
            Outcome::Timeout => (Rcode::Timeout, None),
            Outcome::Failed(text) => (Rcode::Failed, Some(text.clone())),
            Outcome::Skipped(why) => (Rcode::Skipped, Some(why.word().to_owned())),
        };
        model::Answer {
            name: self.name.clone(),
            rtype: self.rtype,
            rcode,
            detail,
            cname: self.cnames.clone(),
            answers: self.records().iter().map(record).collect(),
            ttl: self.ttl,
            server: self.server.clone(),
            at: self.at,
            ad: self.authentic,
            dnssec: (self.dnssec != Dnssec::Unchecked).then_some(self.dnssec),
        }
    }
}

fn record(data: &Data) -> Record {
    match data {
        Data::Txt(strings) => Record::Strings(strings.iter().map(|text| escape(text)).collect()),
        other => Record::Text(other.to_string()),
    }
}

impl Report {
    /// What DNS was asked and said, as a capsule takes it. An answer that cannot be one is left out: a kept report may be
    /// anybody's.
    pub fn log(&self) -> Vec<Arc<Answer>> {
        self.dns.iter().filter_map(read).map(Arc::new).collect()
    }
}

fn read(written: &model::Answer) -> Option<Answer> {
    let outcome = match written.rcode {
        Rcode::NoError if written.answers.is_empty() => Outcome::NoData,
        Rcode::NoError => {
            let records = written.answers.iter();
            Outcome::Records(
                records
                    .map(|record| data(written.rtype, record))
                    .collect::<Option<_>>()?,
            )
        }
        Rcode::NxDomain => Outcome::NxDomain,
        Rcode::ServFail => Outcome::ServFail,
        Rcode::Refused => Outcome::Refused,
        Rcode::Timeout => Outcome::Timeout,
        Rcode::Failed => Outcome::Failed(written.detail.clone().unwrap_or_default()),
        Rcode::Skipped => Outcome::Skipped(written.skipped()?),
    };
    let dnssec = written.dnssec.unwrap_or_default();
    if !outcome.can_be(dnssec) {
        return None;
    }
    let mut answer = Answer::new(&written.name, written.rtype, outcome);
    answer.cnames.clone_from(&written.cname);
    answer.ttl = written.ttl;
    answer.server.clone_from(&written.server);
    answer.at = written.at;
    answer.authentic = written.ad;
    answer.dnssec = dnssec;
    Some(answer)
}

fn data(rtype: RecordType, record: &Record) -> Option<Data> {
    let name = |text: &str| if text == "." { "" } else { text }.to_owned();
    Some(match (rtype, record) {
        (RecordType::A, Record::Text(text)) => Data::A(text.parse().ok()?),
        (RecordType::Aaaa, Record::Text(text)) => Data::Aaaa(text.parse().ok()?),
        (RecordType::Mx, Record::Text(text)) => {
            let (preference, exchange) = text.split_once(' ')?;
            Data::Mx {
                preference: preference.parse().ok()?,
                exchange: name(exchange),
            }
        }
        (RecordType::Txt, Record::Strings(strings)) => Data::Txt(
            strings
                .iter()
                .map(|text| unescape(text))
                .collect::<Option<_>>()?,
        ),
        (RecordType::Ptr, Record::Text(text)) => Data::Ptr(name(text)),
        (RecordType::Ns, Record::Text(text)) => Data::Ns(name(text)),
        _ => return None,
    })
}
