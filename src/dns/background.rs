//! The thread that does the waiting: sockets and timers live there, so that a question can be put from any thread and
//! from inside any executor, a tokio runtime included.

use std::io;
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;
use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

/// A thread that is started by the first work for it, and ends when this is dropped.
#[derive(Debug, Default)]
pub(super) struct Background(Mutex<Option<Running>>);

#[derive(Debug)]
struct Running {
    handle: Handle,
    /// The thread ends when this goes.
    _stop: oneshot::Sender<()>,
}

impl Background {
    /// Does this work there. What it gives comes back through the channel, unless it panics.
    pub(super) fn run<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> io::Result<oneshot::Receiver<T>> {
        let (done, result) = oneshot::channel();
        self.handle()?.spawn(async move {
            // Nobody may wait any more.
            let _ = done.send(work.await);
        });
        Ok(result)
    }

    fn handle(&self) -> io::Result<Handle> {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(running) = running.as_ref() {
            return Ok(running.handle.clone());
        }
        let new = start()?;
        let handle = new.handle.clone();
        *running = Some(new);
        Ok(handle)
    }
}

/// The runtime is built and dropped on its own thread: inside another runtime neither is allowed.
fn start() -> io::Result<Running> {
    let (stop, stopped) = oneshot::channel();
    let (built, runtime) = mpsc::channel();
    thread::Builder::new()
        .name("hdrtrace-dns".to_owned())
        .spawn(
            move || match Builder::new_current_thread().enable_all().build() {
                Ok(runtime) => {
                    let _ = built.send(Ok(runtime.handle().clone()));
                    let _ = runtime.block_on(stopped);
                }
                Err(error) => {
                    let _ = built.send(Err(error));
                }
            },
        )?;
    let handle = runtime
        .recv()
        .unwrap_or_else(|_| Err(io::Error::other("the thread that asks ended")))?;
    Ok(Running {
        handle,
        _stop: stop,
    })
}
