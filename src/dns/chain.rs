//! From a server's answer to its outcome, over the aliases that lead there.

use super::answer::{Data, Outcome, RecordType};
use super::name::from_wire;
use crate::limits::MAX_CNAMES;
use hickory_proto::op::{Message, ResponseCode};
use hickory_proto::rr::{DNSClass, Name, RData, Record, RecordType as WireType};

/// A name and the aliases that were followed from it.
#[derive(Debug)]
pub(super) struct Chain {
    /// The name that was asked for, then each alias's target: never empty.
    names: Vec<Name>,
    ttl: Option<u32>,
}

/// What an answer means for a chain.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The question has ended.
    End(Outcome),
    /// The answer names an alias but not what is there: ask for the chain's new end.
    AskOn,
}

impl Chain {
    pub(super) fn new(name: Name) -> Self {
        Self {
            names: vec![name],
            ttl: None,
        }
    }

    /// The name whose records are wanted.
    pub(super) fn end(&self) -> &Name {
        // There is a first name from the beginning, and none is ever taken away.
        &self.names[self.names.len() - 1]
    }

    /// The name that was asked for, then each alias's target.
    pub(super) fn names(&self) -> &[Name] {
        &self.names
    }

    /// The aliases' targets as text, in order.
    pub(super) fn cnames(&self) -> Vec<String> {
        self.names[1..].iter().map(from_wire).collect()
    }

    /// The smallest TTL in seconds of all records that were used.
    pub(super) fn ttl(&self) -> Option<u32> {
        self.ttl
    }

    /// Reads an answer to the question for the chain's end.
    pub(super) fn read(&mut self, message: &Message, rtype: RecordType) -> Step {
        let known = self.names.len();
        loop {
            let found = self.records_at_end(message, rtype);
            if !found.is_empty() {
                return Step::End(Outcome::Records(found));
            }
            let Some(target) = self.alias_at_end(message) else {
                break;
            };
            if let Err(outcome) = self.follow(target) {
                return Step::End(outcome);
            }
        }
        let has = |wanted| {
            message
                .authorities
                .iter()
                .any(|r| r.record_type() == wanted)
        };
        let flags = &message.metadata;
        if flags.response_code == ResponseCode::NXDomain {
            Step::End(Outcome::NxDomain)
        } else if has(WireType::SOA) {
            Step::End(Outcome::NoData)
        } else if self.names.len() > known {
            Step::AskOn
        } else if has(WireType::NS) && !flags.authoritative && !flags.recursion_available {
            Step::End(Outcome::Failed(
                "the server sent only a referral: it is not a resolver; name a resolver".to_owned(),
            ))
        } else {
            Step::End(Outcome::NoData)
        }
    }

    fn records_at_end(&mut self, message: &Message, rtype: RecordType) -> Vec<Data> {
        let (ttls, found): (Vec<u32>, Vec<Data>) = at(message, self.end())
            .filter_map(|record| Some((record.ttl, data(rtype, &record.data)?)))
            .unzip();
        self.ttl = self.ttl.into_iter().chain(ttls).min();
        found
    }

    fn alias_at_end(&mut self, message: &Message) -> Option<Name> {
        let (target, ttl) = at(message, self.end()).find_map(|record| match &record.data {
            RData::CNAME(target) => Some((target.0.clone(), record.ttl)),
            _ => None,
        })?;
        self.ttl = self.ttl.into_iter().chain([ttl]).min();
        Some(target)
    }

    fn follow(&mut self, target: Name) -> Result<(), Outcome> {
        let is_loop = self.names.contains(&target);
        self.names.push(target);
        if is_loop {
            let end = from_wire(self.end());
            return Err(Outcome::Failed(format!("CNAME loop at {end}")));
        }
        if self.names.len() > MAX_CNAMES {
            let text = format!("CNAME chain longer than {MAX_CNAMES}");
            return Err(Outcome::Failed(text));
        }
        Ok(())
    }
}

fn at<'m>(message: &'m Message, owner: &'m Name) -> impl Iterator<Item = &'m Record> {
    message
        .answers
        .iter()
        .filter(move |record| record.dns_class == DNSClass::IN && record.name == *owner)
}

fn data(rtype: RecordType, data: &RData) -> Option<Data> {
    match (rtype, data) {
        (RecordType::A, RData::A(ip)) => Some(Data::A(ip.0)),
        (RecordType::Aaaa, RData::AAAA(ip)) => Some(Data::Aaaa(ip.0)),
        (RecordType::Mx, RData::MX(mx)) => Some(Data::Mx {
            preference: mx.preference,
            exchange: from_wire(&mx.exchange),
        }),
        (RecordType::Txt, RData::TXT(txt)) => Some(Data::Txt(
            txt.txt_data.iter().map(|string| string.to_vec()).collect(),
        )),
        (RecordType::Ptr, RData::PTR(name)) => Some(Data::Ptr(from_wire(&name.0))),
        (RecordType::Ns, RData::NS(name)) => Some(Data::Ns(from_wire(&name.0))),
        _ => None,
    }
}
