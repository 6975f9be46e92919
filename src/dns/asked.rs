//! What is asked of the servers.

use super::doubt::CONTROL;
use super::name;
use hickory_proto::op::Query;
use hickory_proto::rr::{Name, RecordType};

/// A question as it is known by: what may share one answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Asked {
    /// In lower case.
    pub(super) name: String,
    pub(super) rtype: RecordType,
    /// Whether signatures are wanted (RFC 3225: the DO bit).
    pub(super) signed: bool,
}

/// A question as it is put.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) query: Query,
    pub(super) signed: bool,
}

impl Question {
    /// For the records of one type at a name.
    pub(super) fn new(name: Name, rtype: RecordType) -> Self {
        Self {
            query: Query::query(name, rtype),
            signed: false,
        }
    }

    /// The same, with the signatures, or without.
    pub(super) fn signed(mut self, signed: bool) -> Self {
        self.signed = signed;
        self
    }

    /// The one that every resolver of the Internet can answer.
    pub(super) fn control() -> Option<Self> {
        let name = name::to_wire(CONTROL).ok()?;
        Some(Self::new(name, RecordType::NS))
    }

    /// What it is known by.
    pub(super) fn asked(&self) -> Asked {
        Asked {
            name: name::from_wire(self.query.name()),
            rtype: self.query.query_type(),
            signed: self.signed,
        }
    }
}
