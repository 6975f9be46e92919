//! Work on things with several threads, whose results come as they are finished.

use pyo3::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

/// Works on so many things, by their number, until it gives nothing for one. So many results wait at most; when nobody takes them any
/// more, the threads end with the thing that they are at.
pub(crate) fn spread<R: Send + 'static>(
    count: usize,
    threads: usize,
    waiting: usize,
    work: impl Fn(usize) -> Option<R> + Send + Sync + 'static,
) -> PyResult<Mutex<Receiver<R>>> {
    let (to, from) = sync_channel(waiting);
    let shared = Arc::new((work, AtomicUsize::new(0)));
    for _ in 0..threads.min(count) {
        let (shared, to) = (Arc::clone(&shared), to.clone());
        thread::Builder::new().spawn(move || {
            let (work, next) = &*shared;
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let made = (at < count).then(|| work(at)).flatten();
                let is_taken = made.is_some_and(|made| to.send(made).is_ok());
                if !is_taken {
                    return;
                }
            }
        })?;
    }
    Ok(Mutex::new(from))
}
