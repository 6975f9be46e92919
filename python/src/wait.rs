//! Waiting for what other threads do, without holding the interpreter and without being deaf to Ctrl-C.

use crate::error::{Failure, Kind};
use pyo3::prelude::*;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// How long nobody looks whether Ctrl-C was pressed: below what a person notices.
const DEAF: Duration = Duration::from_millis(50);

/// The next thing that a thread sends; `None` when it is done.
///
/// # Errors
///
/// What the handler of a signal raises: for Ctrl-C that is `KeyboardInterrupt`.
pub(crate) fn receive<T: Send>(py: Python<'_>, from: &Mutex<Receiver<T>>) -> PyResult<Option<T>> {
    loop {
        py.check_signals()?;
        let next = py.detach(|| {
            let from = from.lock().unwrap_or_else(PoisonError::into_inner);
            from.recv_timeout(DEAF)
        });
        match next {
            Ok(thing) => return Ok(Some(thing)),
            Err(RecvTimeoutError::Disconnected) => return Ok(None),
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

/// Does something while Python goes on. What waits for others has a thread of its own, so that Ctrl-C ends the waiting.
pub(crate) fn aside<T: Send + 'static>(
    py: Python<'_>,
    waits: bool,
    work: impl FnOnce() -> T + Send + 'static,
) -> PyResult<T> {
    if !waits {
        return Ok(py.detach(work));
    }
    let (to, from) = sync_channel(1);
    thread::Builder::new().spawn(move || {
        // Whoever pressed Ctrl-C wants no result.
        let _ = to.send(work());
    })?;
    let done = receive(py, &Mutex::new(from))?;
    Ok(done.ok_or_else(|| Failure::new(Kind::Fault, "the analysis ended without a result"))?)
}
