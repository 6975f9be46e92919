//! Received fields → the route: hops origin first, delays, the trust boundary, continuity.

mod boundary;
mod continuity;
mod crosscheck;
mod forgery;
mod profile;
mod role;
mod session;
mod timing;
mod traces;
mod trust;

pub use boundary::Boundary;
pub use continuity::Break;
pub use crosscheck::CrossCheck;
pub use forgery::{Cut, Sign, SignKind};
pub use profile::PROFILES;
pub use role::Role;
pub use session::SessionStep;
pub use timing::{Timing, TimingKind, span as describe_span};
pub use traces::TraceField;
pub(crate) use traces::left_out as traces_left_out;
pub use trust::{TrustSpec, TrustSpecError};

use crate::message::{Message, Span};
use crate::received::{self, Received};
use chrono::{DateTime, Utc};
use std::net::IpAddr;

pub use crate::limits::{MAX_HOPS, SKEW_MS};
pub use crate::words::route::Trust;

#[derive(Clone, Debug)]
pub struct Hop {
    /// From 1, the earliest first.
    pub index: usize,
    /// Number of the field among the Received fields, topmost 0.
    pub received_index: usize,
    /// Index of the field in the message.
    pub field_index: usize,
    /// The position of the field.
    pub span: Span,
    /// What the field says.
    pub received: Received,
    /// Milliseconds since the next older hop whose moment is known; negative if the clock runs
    /// backwards, `None` for the first or where a time is missing.
    pub delay_ms: Option<i64>,
    /// What explains the delay; `None` where there is none.
    pub timing: Option<Timing>,
    /// What the step is for.
    pub role: Role,
    /// Who wrote it.
    pub trust: Trust,
}

/// The path of a message.
#[derive(Clone, Debug)]
pub struct Route {
    /// The hops, origin first.
    pub hops: Vec<Hop>,
    /// Where our side received the message.
    pub boundary: Option<Boundary>,
    /// From the first to the last hop whose time is known, in milliseconds.
    pub total_delay_ms: Option<i64>,
    /// Places where a hop's `by` is not the next hop's `from`.
    pub breaks: Vec<Break>,
    /// What the receiver's side noted elsewhere about the boundary.
    pub cross_checks: Vec<CrossCheck>,
    /// Where the chain stops being supported, if it bears signs of forgery.
    pub cut: Option<Cut>,
    /// Other fields that are traces of a step.
    pub traces: Vec<TraceField>,
    /// Received fields beyond [`MAX_HOPS`], which were left out (the oldest ones).
    pub left_out: usize,
    /// The session that carried the message, if one was given.
    pub session: Option<SessionStep>,
}

impl Hop {
    /// When the mail was taken, if the field tells the moment.
    pub fn instant(&self) -> Option<DateTime<Utc>> {
        self.received.instant()
    }
}

impl Route {
    /// Reads the route of a message.
    pub fn of(message: &Message<'_>, trust: &[TrustSpec]) -> Self {
        Self::with(message, trust, |_| None)
    }

    /// The route with another way to find the boundary, which comes before the rules.
    fn with(
        message: &Message<'_>,
        trust: &[TrustSpec],
        known: impl FnOnce(&[&Received]) -> Option<Boundary>,
    ) -> Self {
        let total = message.named("Received").count();
        let mut hops: Vec<Hop> = message
            .named("Received")
            .take(MAX_HOPS)
            .enumerate()
            .map(|(received_index, (field_index, field))| Hop {
                index: 0,
                received_index,
                field_index,
                span: field.span(),
                received: received::read(&field.text()),
                delay_ms: None,
                timing: None,
                role: Role::Relay,
                trust: Trust::Claimed,
            })
            .collect();
        hops.reverse();
        for (at, hop) in hops.iter_mut().enumerate() {
            hop.index = at + 1;
        }
        let total_delay_ms = set_delays(&mut hops);
        let fields: Vec<&Received> = hops.iter().map(|hop| &hop.received).collect();
        let boundary = known(&fields).or_else(|| boundary::find(&fields, trust));
        let breaks = continuity::breaks(&fields, boundary.as_ref());
        if !trust.contains(&TrustSpec::None) {
            set_trust(&mut hops, boundary.as_ref());
        }
        role::set_roles(&mut hops, boundary.as_ref());
        let cut = forgery::cut(&hops, &breaks);
        let references = timing::references(message, &hops);
        timing::set_timing(
            &mut hops,
            &references,
            cut.as_ref().map_or(0, |cut| cut.hop),
        );
        let border = boundary
            .as_ref()
            .and_then(|boundary| hops.get(boundary.hop - 1));
        let cross_checks = match (&boundary, border) {
            (Some(boundary), Some(hop)) => crosscheck::cross_checks(message, boundary, &hops, hop),
            _ => Vec::new(),
        };
        let traces = traces::read(message, &hops, border.map(|hop| hop.field_index));
        Self {
            left_out: total.saturating_sub(MAX_HOPS),
            hops,
            boundary,
            total_delay_ms,
            breaks,
            cross_checks,
            cut,
            traces,
            session: None,
        }
    }

    pub fn boundary_hop(&self) -> Option<&Hop> {
        self.hops.get(self.boundary.as_ref()?.hop - 1)
    }

    /// Whether a hop lies below the forgery cut: nothing supports it.
    pub fn is_cut(&self, hop: &Hop) -> bool {
        self.cut.as_ref().is_some_and(|cut| hop.index <= cut.hop)
    }

    /// When our side took the mail, if that moment is known.
    pub fn received_at(&self) -> Option<DateTime<Utc>> {
        self.receipt()?.instant()
    }

    /// When our side took the mail: the time of the boundary hop; where that does not tell the moment, of the newest hop
    /// behind it that does. Without a boundary, of the newest hop that has a time. Of several times that do not tell the
    /// moment, the boundary's.
    pub fn receipt(&self) -> Option<Receipt> {
        if let Some(time) = self.session.as_ref().and_then(|step| step.time) {
            return Some(Receipt::at(time));
        }
        let boundary = self.boundary_hop();
        if let Some(time) = boundary.and_then(Hop::instant) {
            return Some(Receipt::at(time));
        }
        let about = boundary.and_then(Receipt::about);
        let mut newest = self.hops.iter().rev();
        let exact = match boundary.filter(|_| about.is_some()) {
            Some(boundary) => newest
                .take_while(|hop| hop.index > boundary.index)
                .find_map(Hop::instant),
            None => newest.find_map(Hop::instant),
        };
        exact
            .map(Receipt::at)
            .or(about)
            .or_else(|| self.hops.iter().rev().find_map(Receipt::about))
    }
}

/// When our side took the mail, as far as that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The time; where the moment is not known, one reading of it.
    pub time: DateTime<Utc>,
    /// Between which moments the true one lies.
    pub range: [DateTime<Utc>; 2],
}

impl Receipt {
    fn at(time: DateTime<Utc>) -> Self {
        Self {
            time,
            range: [time; 2],
        }
    }

    fn about(hop: &Hop) -> Option<Self> {
        let date = hop.received.date.as_ref().ok()?;
        Some(Self {
            time: date.utc,
            range: date.range,
        })
    }

    /// The moment, if it is known.
    pub fn instant(&self) -> Option<DateTime<Utc>> {
        (self.range[0] == self.range[1]).then_some(self.time)
    }
}

/// Sets each hop's delay; gives the whole time from first to last, if both are known.
fn set_delays(hops: &mut [Hop]) -> Option<i64> {
    let mut first: Option<DateTime<Utc>> = None;
    let mut last: Option<DateTime<Utc>> = None;
    let is_alone = hops.len() == 1;
    let mut known = 0;
    for hop in hops {
        let Some(time) = hop.instant() else {
            continue;
        };
        hop.delay_ms = last.map(|last| (time - last).num_milliseconds());
        first.get_or_insert(time);
        last = Some(time);
        known += 1;
    }
    // One time among several hops measures nothing.
    let total = (last? - first?).num_milliseconds();
    (known > 1 || is_alone).then_some(total)
}

/// Above the boundary our side wrote; below it, the stranger. Without one, nobody is known to be a
/// stranger: the topmost hop was written by whoever gave us the mail, and nothing proves the others.
fn set_trust(hops: &mut [Hop], boundary: Option<&Boundary>) {
    let Some(boundary) = boundary else {
        if let Some(top) = hops.last_mut() {
            top.trust = Trust::Trusted;
        }
        return;
    };
    for hop in hops {
        hop.trust = match hop.index.cmp(&boundary.hop) {
            std::cmp::Ordering::Less => Trust::Claimed,
            std::cmp::Ordering::Equal => Trust::Boundary,
            std::cmp::Ordering::Greater => Trust::Trusted,
        };
    }
}

/// Every name that a field gives for the client.
fn from_names(field: &Received) -> impl Iterator<Item = &str> {
    let name = field.from.as_ref().and_then(|from| from.name.as_deref());
    [field.rdns(), field.helo(), name].into_iter().flatten()
}

/// The address of the host that wrote a field: stated, or standing in place of its name.
fn by_ip(field: &Received) -> Option<IpAddr> {
    let by = field.by.as_ref()?;
    by.ip
        .or_else(|| by.name.as_deref()?.trim_matches(['[', ']']).parse().ok())
}
