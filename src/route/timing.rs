//! What a delay means: ordinary, two clocks that differ, a host whose clock is wrong, or mail that
//! was held.
//!
//! A hop's time is its own host's word. A host whose clock is wrong shifts the delay before it one
//! way and the delay behind it the other; mail that was held shifts one delay only.

use super::{Hop, SKEW_MS};
use crate::limits::MAX_REFERENCES;
use crate::message::Message;
use crate::names::same_organization;
pub use crate::words::route::TimingKind;
use chrono::{DateTime, Utc};
use std::fmt::Write;

/// A delay with its explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timing {
    pub kind: TimingKind,
    /// By how much the host's clock is off, in milliseconds, ahead positive; estimated.
    pub clock_offset_ms: Option<i64>,
    /// In words, where there is something to say.
    pub text: Option<String>,
}

/// Two estimates of one clock's error agree within this, or within a tenth of them.
const AGREE_MS: i64 = 30_000;

/// A moment that somebody else's clock vouches for.
#[derive(Clone, Copy, Debug)]
pub struct Reference {
    /// The moment.
    pub time: DateTime<Utc>,
    /// Number of the hop at or before whose time it lies.
    pub hop: usize,
}

/// The times of signatures (`t=` of DKIM-Signature and ARC-Seal), each at the newest hop that the
/// signer's organization wrote below it.
pub(super) fn references(message: &Message<'_>, hops: &[Hop]) -> Vec<Reference> {
    let suspicious = hops
        .iter()
        .any(|hop| hop.delay_ms.is_some_and(|delay| delay < -SKEW_MS));
    // Only a chain that runs backwards needs them.
    if !suspicious {
        return Vec::new();
    }
    message
        .fields()
        .iter()
        .enumerate()
        .filter(|(_, field)| field.is("DKIM-Signature") || field.is("ARC-Seal"))
        .take(MAX_REFERENCES)
        .filter_map(|(index, field)| {
            let text = field.text();
            let tag = |name: &str| {
                text.split(';')
                    .filter_map(|tag| tag.split_once('='))
                    .find(|(tag, _)| tag.trim() == name)
            };
            let seconds: i64 = tag("t")?.1.trim().parse().ok()?;
            let time = DateTime::from_timestamp(seconds, 0)?;
            let signer = tag("d")?.1.trim();
            let hop = hops.iter().rev().find(|hop| {
                let near = hop.field_index + 1 >= index;
                near && hop
                    .received
                    .by_name()
                    .is_some_and(|by| same_organization(by, signer))
            })?;
            Some(Reference {
                time,
                hop: hop.index,
            })
        })
        .collect()
}

/// Explains every delay. `references` are times from signatures, tied to the hop whose host made
/// them. Up to hop `cut` nothing supports the chain, so its times explain nothing.
pub(super) fn set_timing(hops: &mut [Hop], references: &[Reference], cut: usize) {
    let delays: Vec<Option<i64>> = hops.iter().map(|hop| hop.delay_ms).collect();
    let offsets: Vec<Option<i64>> = (0..hops.len())
        .map(|at| {
            clock_error(at, &delays).or_else(|| against_reference(&hops[at], &delays, references))
        })
        .collect();
    for at in 0..hops.len() {
        let Some(delay) = delays[at] else { continue };
        let before = at.checked_sub(1).map(|before| &hops[before]);
        let before_is_off = at
            .checked_sub(1)
            .is_some_and(|before| offsets[before].is_some());
        hops[at].timing = Some(if at <= cut && cut > 0 {
            unsupported(delay)
        } else {
            explain(delay, offsets[at], before_is_off, before, &hops[at])
        });
    }
}

/// By how much the clock of the host at `at` is off, if the delays around it say so: one large one
/// way, the other as large the other way.
fn clock_error(at: usize, delays: &[Option<i64>]) -> Option<i64> {
    let before = delays[at]?;
    let behind = (*delays.get(at + 1)?)?;
    let opposite = before.signum() * behind.signum() < 0;
    // One of the two must be impossible for honest clocks.
    let backwards = before.min(behind) < -SKEW_MS;
    let smaller = before.abs().min(behind.abs());
    let alike = (before.abs() - behind.abs()).abs() <= AGREE_MS.max(smaller / 10);
    (opposite && backwards && alike).then_some(if before > 0 { smaller } else { -smaller })
}

/// The same for the first and last hop, and where only one side shows it, by a signature's time.
fn against_reference(hop: &Hop, delays: &[Option<i64>], references: &[Reference]) -> Option<i64> {
    let time = hop.instant()?;
    let behind = delays.get(hop.index).copied().flatten();
    let suspicious = hop.delay_ms.is_some_and(|delay| delay < -SKEW_MS)
        || behind.is_some_and(|delay| delay < -SKEW_MS);
    let reference = references
        .iter()
        .find(|reference| reference.hop == hop.index)?;
    let offset = (time - reference.time).num_milliseconds();
    (suspicious && offset.abs() > SKEW_MS).then_some(offset)
}

/// A delay that is counted from, or to, a hop that nothing supports.
fn unsupported(delay: i64) -> Timing {
    let kind = match delay {
        ..0 if delay < -SKEW_MS => TimingKind::Backwards,
        ..0 => TimingKind::Skew,
        0..=SKEW_MS => TimingKind::Prompt,
        _ => TimingKind::Held,
    };
    let text = Some("measured from an unverified timestamp".to_owned());
    Timing {
        kind,
        clock_offset_ms: None,
        text,
    }
}

fn explain(
    delay: i64,
    own: Option<i64>,
    before_is_off: bool,
    previous: Option<&Hop>,
    hop: &Hop,
) -> Timing {
    let by = |hop: &Hop| {
        hop.received
            .by_name()
            .unwrap_or("an unnamed host")
            .to_owned()
    };
    let plain = |kind| Timing {
        kind,
        clock_offset_ms: None,
        text: None,
    };
    if let Some(offset) = own {
        let kind = if offset > 0 {
            TimingKind::ClockAhead
        } else {
            TimingKind::ClockBehind
        };
        let way = if offset > 0 { "ahead" } else { "behind" };
        let text = format!(
            "the clock of {} is about {} {way}; the hops before and after it agree on that",
            by(hop),
            span(offset)
        );
        return Timing {
            kind,
            clock_offset_ms: Some(offset),
            text: Some(text),
        };
    }
    if let (true, Some(previous)) = (before_is_off, previous) {
        let text = format!("measured from the wrong clock of {}", by(previous));
        return Timing {
            kind: TimingKind::Skew,
            clock_offset_ms: None,
            text: Some(text),
        };
    }
    match delay {
        ..0 if delay >= -SKEW_MS => Timing {
            text: Some("two clocks differ; up to a minute is normal".to_owned()),
            ..plain(TimingKind::Skew)
        },
        ..0 => Timing {
            text: Some(
                "earlier than the previous hop, and the neighboring hops do not explain it"
                    .to_owned(),
            ),
            ..plain(TimingKind::Backwards)
        },
        0..=SKEW_MS => plain(TimingKind::Prompt),
        _ => {
            let Some(previous) = previous else {
                return plain(TimingKind::Held);
            };
            Timing {
                text: Some(held(delay, previous, hop)),
                ..plain(TimingKind::Held)
            }
        }
    }
}

/// `delayed 12 min at relay.example, whose queue id says 09:58:57`.
fn held(delay: i64, previous: &Hop, hop: &Hop) -> String {
    let host = previous.received.by_name().unwrap_or("the previous host");
    let mut text = format!("delayed {} at {host}", span(delay));
    let id = |hop: &Hop| hop.received.id_time.as_ref().map(|clock| clock.time);
    if let Some(time) = id(previous) {
        let had = time.format("%H:%M:%SZ");
        let _ = write!(
            text,
            ", whose queue ID shows that it received the message at {had}"
        );
    } else if let (Some(time), Some(taken)) = (id(hop), hop.instant()) {
        let gap = (taken - time).num_milliseconds();
        if gap > SKEW_MS {
            // The id was given when the session began: the wait was on this side.
            let by = hop.received.by_name().unwrap_or("this host");
            return format!(
                "{by} assigned the queue ID {} before it recorded the message",
                span(gap)
            );
        }
    }
    text
}

/// A length of time in words.
pub fn span(ms: i64) -> String {
    let seconds = ms.unsigned_abs() / 1000;
    match seconds {
        0..120 => format!("{seconds} s"),
        120..7200 => format!("{} min", (seconds + 30) / 60),
        7200..172_800 => format!("{} h", (seconds + 1800) / 3600),
        _ => format!("{} days", (seconds + 43_200) / 86_400),
    }
}
