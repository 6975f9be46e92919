//! What of a message can be searched for, shared and blocked: addresses, names, links, files and identifiers, each with whose
//! word it is, and whether blocking it would hit others than the sender.
//!
//! What is the recipient's own is never listed. What a sender can write takes nothing off the list, and makes nothing blockable
//! that belongs to others.

mod envelope;
mod fields;
mod files;
mod gather;
mod judge;
mod links;
mod model;
mod own;
mod proof;
mod shape;
mod shared;
mod sum;
#[cfg(test)]
mod tests;

pub use model::{Blockable, Indicator, Place, Sighting};
pub(crate) use shape::shape;
pub use sum::{Occurrence, Source, Sum};

use crate::message::Message;
use crate::report::{HopReport, Report};
use gather::Gathered;
use judge::Judge;
use own::Own;
use proof::Proof;

/// The indicators of a message, in the order in which they are found: envelope, header, body.
pub fn of(report: &Report) -> Vec<Indicator> {
    let message = Message::parse(&report.header.bytes);
    let read = Read {
        report,
        received: message.named("Received").map(|(index, _)| index).collect(),
        message,
        proof: Proof::of(report),
    };
    let mut gathered = Gathered::default();
    envelope::gather(&read, &mut gathered);
    if report.has_message() {
        fields::gather(&read, &mut gathered);
        links::gather(&read, &mut gathered);
        files::gather(&read, &mut gathered);
    }
    let own = Own::of(&read);
    let judge = Judge::of(&read, &own);
    let mut found = gathered.finish();
    found.retain(|indicator| !own.has(indicator));
    for indicator in &mut found {
        indicator.blockable = judge.of_one(indicator);
    }
    found
}

/// A report, with its header read once.
struct Read<'r> {
    report: &'r Report,
    message: Message<'r>,
    /// The indices of the Received fields, the topmost first.
    received: Vec<usize>,
    proof: Proof,
}

impl Read<'_> {
    /// The index of the field in which our side noted the client: what stands before it, our side wrote.
    fn boundary(&self) -> Option<usize> {
        self.field_of(self.boundary_hop()?)
    }

    /// The hop at which our side noted the client.
    fn boundary_hop(&self) -> Option<&HopReport> {
        let boundary = self.report.route.boundary.as_ref()?;
        let mut hops = self.report.route.hops.iter();
        hops.find(|hop| hop.index == boundary.hop)
    }

    /// The index of the field of a hop.
    fn field_of(&self, hop: &HopReport) -> Option<usize> {
        self.received.get(hop.received_index?).copied()
    }
}
