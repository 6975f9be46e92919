//! What takes its time is done by threads of its own: so many at once, the others wait in a queue with an end.

use super::problem::Problem;
use super::stop::Stop;
use std::num::NonZero;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

/// When somebody who was turned away may come again, in seconds.
const COME_AGAIN: u64 = 5;

/// The threads, and the queue before them.
pub(super) struct Work {
    places: Arc<Semaphore>,
    queue: Arc<Semaphore>,
    turn: Duration,
    time: Duration,
}

impl Work {
    pub(super) fn new(
        jobs: NonZero<usize>,
        waiting: usize,
        turn: Duration,
        time: Duration,
    ) -> Self {
        Self {
            places: Arc::new(Semaphore::new(jobs.get())),
            queue: Arc::new(Semaphore::new(jobs.get() + waiting)),
            turn,
            time,
        }
    }

    /// Does some work when its turn comes. A panic of it is an error of this request alone.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Stop) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let Ok(queued) = Arc::clone(&self.queue).try_acquire_owned() else {
            return Err(Problem::busy("too many requests are waiting", COME_AGAIN));
        };
        let Ok(Ok(place)) = timeout(self.turn, Arc::clone(&self.places).acquire_owned()).await
        else {
            return Err(Problem::busy(
                "the requests before this one take too long",
                COME_AGAIN,
            ));
        };
        // Whoever waits holds the stop: when the client is gone, so is the work.
        let (stop, _waiter) = Stop::after(self.time);
        let done = spawn_blocking(move || {
            let done = work(&stop);
            drop((place, queued));
            done
        });
        done.await.unwrap_or_else(|_| Err(Problem::fault()))
    }

    /// How many requests are worked on or wait.
    pub(super) fn under_way(&self, jobs: NonZero<usize>, waiting: usize) -> usize {
        (jobs.get() + waiting).saturating_sub(self.queue.available_permits())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::StatusCode;
    use std::sync::mpsc;

    const SHORT: Duration = Duration::from_millis(50);

    fn block_on<T>(work: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap()
            .block_on(work)
    }

    #[test]
    fn a_panic_ends_its_own_request_only() {
        let work = Work::new(NonZero::<usize>::MIN, 1, SHORT, SHORT);
        block_on(async {
            let fault = work.run::<()>(|_| panic!("a fault")).await.unwrap_err();
            assert_eq!(fault.status, StatusCode::INTERNAL_SERVER_ERROR);
            assert!(!fault.detail.contains("a fault"), "{}", fault.detail);
            assert_eq!(work.run(|_| Ok(7)).await.unwrap(), 7);
        });
    }

    #[test]
    fn the_queue_has_an_end() {
        let work = Work::new(NonZero::<usize>::MIN, 1, SHORT, SHORT);
        let (release, held) = mpsc::channel::<()>();
        block_on(async {
            let first = work.run(move |_| {
                let _ = held.recv();
                Ok(())
            });
            let second = work.run(|_| Ok(()));
            let third = work.run(|_| Ok(()));
            let others = async {
                let (second, third) = futures::join!(second, third);
                drop(release);
                (second.unwrap_err().status, third.unwrap_err().detail)
            };
            let (first, (second, third)) = futures::join!(first, others);
            first.unwrap();
            assert_eq!(second, StatusCode::SERVICE_UNAVAILABLE);
            assert_eq!(third, "too many requests are waiting");
        });
    }

    #[test]
    fn work_that_nobody_waits_for_is_told_to_stop() {
        let (stop, waiter) = Stop::after(Duration::from_mins(1));
        assert!(!stop.is_now());
        drop(waiter);
        assert!(stop.is_now());
        assert!(Stop::after(Duration::ZERO).0.is_now());
    }
}
