//! When a question may go out: as many at once as there are places, in all and within a zone, and so many a second.

use super::bounds::Bounds;
use crate::names::organization;
use hickory_proto::rr::Name;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, SemaphorePermit};
use tokio::time::{Instant, sleep_until, timeout_at};

/// The places for questions.
#[derive(Debug)]
pub(super) struct Turns {
    in_flight: Semaphore,
    per_zone: usize,
    /// The zones that are asked within, by their registrable domain.
    zones: Mutex<HashMap<String, Arc<Semaphore>>>,
    pace: Option<Pace>,
}

/// A place that a question has while it is on its way.
#[derive(Debug)]
pub(super) struct Turn<'t> {
    _place: Option<SemaphorePermit<'t>>,
    _in_zone: InZone<'t>,
}

/// A place within a zone. The zone is forgotten with its last one.
#[derive(Debug)]
struct InZone<'t> {
    turns: &'t Turns,
    zone: String,
    place: Option<OwnedSemaphorePermit>,
}

impl Turns {
    pub(super) fn new(bounds: &Bounds) -> Self {
        Self {
            in_flight: Semaphore::new(bounds.in_flight.clamp(1, Semaphore::MAX_PERMITS)),
            per_zone: bounds.per_zone.clamp(1, Semaphore::MAX_PERMITS),
            zones: Mutex::default(),
            pace: bounds.per_second.map(|count| Pace::new(count.get())),
        }
    }

    /// Waits for a place; `None` where none is free within that time. Those of a zone wait for each other before they wait
    /// for all, so that a slow zone takes no more than its places.
    pub(super) async fn take(&self, name: &Name, time: Duration) -> Option<Turn<'_>> {
        let zone = organization(&name.to_ascii()).into_owned();
        let places = Arc::clone(
            self.zones()
                .entry(zone.clone())
                .or_insert_with(|| Arc::new(Semaphore::new(self.per_zone))),
        );
        let mut in_zone = InZone {
            turns: self,
            zone,
            place: None,
        };
        let until = Instant::now() + time;
        // They are never closed. Whoever waited for so long is gone.
        let in_time = timeout_at(until, places.acquire_owned()).await.ok()?;
        in_zone.place = in_time.ok();
        let place = timeout_at(until, self.in_flight.acquire()).await.ok()?.ok();
        if let Some(pace) = &self.pace {
            let left = until.saturating_duration_since(Instant::now());
            sleep_until(pace.next(left)?).await;
        }
        Some(Turn {
            _place: place,
            _in_zone: in_zone,
        })
    }

    fn zones(&self) -> MutexGuard<'_, HashMap<String, Arc<Semaphore>>> {
        self.zones.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for InZone<'_> {
    fn drop(&mut self) {
        let mut zones = self.turns.zones();
        self.place = None;
        // Whoever waits for a place, or has one, holds the zone as well.
        if zones
            .get(&self.zone)
            .is_some_and(|zone| Arc::strong_count(zone) == 1)
        {
            zones.remove(&self.zone);
        }
    }
}

/// So many a second, evenly.
#[derive(Debug)]
struct Pace {
    between: Duration,
    /// When the next may go.
    next: Mutex<Option<Instant>>,
}

impl Pace {
    fn new(per_second: u32) -> Self {
        Self {
            between: Duration::from_secs(1) / per_second,
            next: Mutex::default(),
        }
    }

    /// When one may go; `None` if that is later than in so long, in which case the time is left to others.
    fn next(&self, time: Duration) -> Option<Instant> {
        let now = Instant::now();
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let at = next.map_or(now, |next| next.max(now));
        if at > now + time {
            return None;
        }
        *next = Some(at + self.between);
        Some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::num::NonZero;

    fn runtime() -> tokio::runtime::Runtime {
        tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap()
    }

    fn name(text: &str) -> Name {
        Name::from_ascii(text).unwrap()
    }

    #[test]
    fn a_zone_has_its_places_and_is_forgotten() {
        let turns = Turns::new(&Bounds {
            per_zone: 2,
            in_flight: 3,
            ..Bounds::default()
        });
        runtime().block_on(async {
            let hour = Duration::from_hours(1);
            let is_free = async |text: &str| {
                let name = name(text);
                let take = turns.take(&name, hour);
                tokio::select! {
                    biased;
                    turn = take => turn,
                    () = tokio::task::yield_now() => None,
                }
            };
            let first = is_free("a.client.example.").await;
            let second = is_free("b.client.example.").await;
            assert!(first.is_some() && second.is_some());
            assert!(is_free("c.client.example.").await.is_none());
            let other = is_free("a.other.example.").await;
            assert!(other.is_some());
            // There are three places in all.
            assert!(is_free("a.third.example.").await.is_none());
            drop(first);
            assert!(is_free("c.client.example.").await.is_some());
            drop((second, other));
            assert!(turns.zones().is_empty());
        });
    }

    #[test]
    fn so_many_go_in_a_second() {
        let pace = Pace::new(NonZero::new(10).map_or(1, NonZero::get));
        runtime().block_on(async {
            let (minute, between) = (Duration::from_mins(1), Duration::from_millis(100));
            let at: Vec<Instant> = (0..4).filter_map(|_| pace.next(minute)).collect();
            for pair in at.windows(2) {
                assert_eq!(pair[1], pair[0] + between);
            }
            // Whoever cannot wait so long takes no other's time.
            assert_eq!(pace.next(between), None);
            assert_eq!(pace.next(minute), Some(at[3] + between));
        });
    }
}
