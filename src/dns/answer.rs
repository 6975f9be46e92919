//! One question and how it ended.

use super::name::InvalidName;
use crate::checked::Why;
pub use crate::words::dns::{Dnssec, RecordType};
use chrono::{DateTime, Utc};
use std::net::{Ipv4Addr, Ipv6Addr};

/// The data of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Data {
    /// An IPv4 address.
    A(Ipv4Addr),
    /// An IPv6 address.
    Aaaa(Ipv6Addr),
    /// A mail exchange.
    Mx {
        /// Lower is preferred.
        preference: u16,
        /// Its name, without trailing dot; empty for the null MX (RFC 7505).
        exchange: String,
    },
    /// The character-strings of one TXT record, apart from each other.
    Txt(Vec<Vec<u8>>),
    /// The name of an address, without trailing dot.
    Ptr(String),
    /// A name server, without trailing dot.
    Ns(String),
}

impl Data {
    /// The strings of a TXT record put together without blanks (RFC 7208 section 3.3, RFC 6376 section 3.6.2.2).
    pub fn text(&self) -> Option<Vec<u8>> {
        match self {
            Self::Txt(strings) => Some(strings.concat()),
            _ => None,
        }
    }
}

/// How a question ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Records of the type that was asked for.
    Records(Vec<Data>),
    /// The name exists without records of this type.
    NoData,
    /// The name does not exist.
    NxDomain,
    /// The server failed (SERVFAIL): it could not find out.
    ServFail,
    /// The server refused.
    Refused,
    /// No answer in time.
    Timeout,
    /// The question could not be put, or the answer was none: not readable, an alias that leads back to itself. The text
    /// says which.
    Failed(String),
    /// The question was not asked; says nothing about the name.
    Skipped(Why),
}

impl Outcome {
    /// The stable word for it: the response code in capitals where a server gave one, else in small letters.
    pub fn rcode(&self) -> &'static str {
        match self {
            Self::Records(_) | Self::NoData => "NOERROR",
            Self::NxDomain => "NXDOMAIN",
            Self::ServFail => "SERVFAIL",
            Self::Refused => "REFUSED",
            Self::Timeout => "timeout",
            Self::Failed(_) => "failed",
            Self::Skipped(_) => "skipped",
        }
    }

    /// Whether DNS said what there is, or that there is nothing.
    pub(super) fn is_of_dns(&self) -> bool {
        matches!(self, Self::Records(_) | Self::NoData | Self::NxDomain)
    }

    /// Whether validation can have come to this: what is bogus is not used, and what is no answer proves nothing.
    pub(crate) fn can_be(&self, dnssec: Dnssec) -> bool {
        match dnssec {
            Dnssec::Unchecked => true,
            Dnssec::Bogus => matches!(self, Self::Failed(_)),
            Dnssec::Insecure | Dnssec::Secure => self.is_of_dns(),
        }
    }
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The name, lower case, without trailing dot.
    pub name: String,
    pub rtype: RecordType,
    /// How it ended.
    pub outcome: Outcome,
    /// The aliases that were followed, in order.
    pub cnames: Vec<String>,
    /// The smallest TTL in seconds of the records, if there are any.
    pub ttl: Option<u32>,
    /// Who answered, as `address:port` or a word such as `capsule`.
    pub server: Option<String>,
    /// When.
    pub at: Option<DateTime<Utc>>,
    /// Whether the resolver vouched for the answer, and all aliases on the way, by DNSSEC (the AD bit, RFC 4035 section
    /// 3.2.3); `None` if no server answered. It is worth as much as the way to that resolver.
    pub authentic: Option<bool>,
    /// What our own validation came to.
    pub dnssec: Dnssec,
    /// Whether it was known from another message's question. Reports and capsules do not show it: they are the same
    /// either way.
    pub cached: bool,
}

impl Answer {
    /// The answer for a name that cannot be asked for.
    pub(super) fn invalid(name: &str, rtype: RecordType, fault: InvalidName) -> Self {
        let mut answer = Self::new("", rtype, Outcome::Failed(format!("not queried: {fault}")));
        // As it was given: the normal form would hide what is wrong with it.
        name.clone_into(&mut answer.name);
        answer
    }

    /// An answer with nothing but its outcome.
    pub fn new(name: &str, rtype: RecordType, outcome: Outcome) -> Self {
        Self {
            name: crate::names::normalize(name),
            rtype,
            outcome,
            cnames: Vec::new(),
            ttl: None,
            server: None,
            at: None,
            authentic: None,
            dnssec: Dnssec::default(),
            cached: false,
        }
    }

    /// A question that was not asked.
    pub fn skipped(name: &str, rtype: RecordType, why: Why) -> Self {
        Self::new(name, rtype, Outcome::Skipped(why))
    }

    /// The records; empty unless the query returned some.
    pub fn records(&self) -> &[Data] {
        match &self.outcome {
            Outcome::Records(records) => records,
            _ => &[],
        }
    }

    /// Whether DNS said what there is, or that there is nothing; not so where it failed, was silent or was not asked.
    pub fn is_answered(&self) -> bool {
        self.outcome.is_of_dns()
    }

    /// Whether the name is none that DNS can hold (RFC 1035 section 2.3.4: an empty label, one over 63 bytes, over 255 in
    /// all). Such a question is never sent, whatever the source, and ends as [`Outcome::Failed`].
    pub fn is_invalid_name(&self) -> bool {
        super::name::check(&self.name).is_err()
    }

    /// The TXT records, each with its strings put together.
    pub fn texts(&self) -> impl Iterator<Item = Vec<u8>> + '_ {
        self.records().iter().filter_map(Data::text)
    }
}
