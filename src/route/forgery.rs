//! The forgery cut: the newest point below which nothing supports the chain.
//!
//! A broken chain alone is no forgery: one honest mail in fifteen breaks at the border. The cut is
//! made only where a sign stands that genuine mail does not show (measured rates in the rows).

use super::{Break, Hop, Trust};
use crate::names::is_within;
use crate::received::{DateOddity, Received, RemarkKind};
pub use crate::words::route::SignKind;
use chrono::TimeDelta;

/// Where the chain stops being supported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Number of the latest unsupported hop; disregard it and all earlier ones.
    pub hop: usize,
    /// Reasons against them.
    pub signs: Vec<Sign>,
}

/// One sign of a forged field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    pub kind: SignKind,
    /// The hops that show it.
    pub hops: Vec<usize>,
}

impl SignKind {
    /// Whether the sign cuts the chain by itself; the others support one that does.
    fn is_decisive(self) -> bool {
        matches!(
            self,
            Self::DateForAddress | Self::OddProtocol | Self::BareChain
        )
    }
}

/// A queue id's clock and the field's time differ by hours at most, where the id is genuine.
const ID_CLOCK_LIMIT: TimeDelta = TimeDelta::days(1);

/// Protocol words that one forging tool writes. Yahoo's NNFMP is genuine on its own hosts.
const ODD_PROTOCOLS: &[&str] = &["NNFMP", "QMQP", "LOCAL"];

/// Finds the cut, if the chain has one. `hops` is origin first.
pub(super) fn cut(hops: &[Hop], breaks: &[Break]) -> Option<Cut> {
    let claimed: Vec<&Hop> = hops
        .iter()
        .filter(|hop| hop.trust == Trust::Claimed)
        .collect();
    let newest = claimed.last()?;
    let mut signs: Vec<Sign> = Vec::new();
    for hop in &claimed {
        for kind in own_signs(&hop.received) {
            note(&mut signs, kind, hop.index);
        }
    }
    let border_broken = breaks.iter().any(|gap| gap.at_boundary);
    if border_broken && claimed.iter().all(|hop| is_bare(&hop.received)) {
        for hop in &claimed {
            note(&mut signs, SignKind::BareChain, hop.index);
        }
    }
    if !signs.iter().any(|sign| sign.kind.is_decisive()) {
        return None;
    }
    for gap in breaks.iter().filter(|gap| gap.hop <= newest.index + 1) {
        note(&mut signs, SignKind::Break, gap.hop - 1);
    }
    // From the border down, hops that connect to the one above are supported; the first that does
    // not, or that bears a decisive sign itself, is where support ends.
    let decisive = |index: usize| {
        signs
            .iter()
            .any(|sign| sign.kind.is_decisive() && sign.hops.contains(&index))
    };
    let hop = claimed
        .iter()
        .rev()
        .map(|hop| hop.index)
        .find(|&index| decisive(index) || breaks.iter().any(|gap| gap.hop == index + 1))?;
    signs.sort_by_key(|sign| sign.kind);
    Some(Cut { hop, signs })
}

fn note(signs: &mut Vec<Sign>, kind: SignKind, hop: usize) {
    match signs.iter_mut().find(|sign| sign.kind == kind) {
        Some(sign) => sign.hops.push(hop),
        None => signs.push(Sign {
            kind,
            hops: vec![hop],
        }),
    }
}

/// The signs that a field shows by itself.
fn own_signs(field: &Received) -> impl Iterator<Item = SignKind> {
    let date_for_address = field
        .remarks
        .iter()
        .any(|remark| remark.kind == RemarkKind::DateForAddress);
    let zone = field
        .date
        .as_ref()
        .is_ok_and(|date| date.has(DateOddity::ZoneOutOfRange));
    let clock = field
        .id_time
        .as_ref()
        .zip(field.instant())
        .is_some_and(|(clock, time)| (time - clock.time).abs() > ID_CLOCK_LIMIT);
    [
        date_for_address.then_some(SignKind::DateForAddress),
        is_odd_protocol(field).then_some(SignKind::OddProtocol),
        clock.then_some(SignKind::IdClock),
        zone.then_some(SignKind::ImpossibleZone),
    ]
    .into_iter()
    .flatten()
}

fn is_odd_protocol(field: &Received) -> bool {
    let Some(with) = field.with.as_deref() else {
        return false;
    };
    // Genuine hosts of these protocols write an id or say who they are.
    ODD_PROTOCOLS.contains(&with)
        && field.id.is_none()
        && !field.by_name().is_some_and(|by| is_within(by, "yahoo.com"))
        && field.dialect != "qmail"
}

/// Whether a field shows neither an id nor any software: one that says nothing at all supports nothing.
fn is_bare(field: &Received) -> bool {
    let says_who = field.from.is_some() || field.by.is_none();
    field.id.is_none() && field.remarks.is_empty() && field.tls.is_none() && says_who
}
