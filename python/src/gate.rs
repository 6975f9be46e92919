//! Where threads of ours enter the interpreter: only while the call that they work for goes on, since afterwards it may end.

use pyo3::prelude::*;
use std::sync::{PoisonError, RwLock};

/// Open until it is closed.
#[derive(Default)]
pub(crate) struct Gate {
    is_closed: RwLock<bool>,
}

impl Gate {
    pub(crate) fn is_open(&self) -> bool {
        !*self
            .is_closed
            .read()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something with the interpreter, unless it is closed.
    pub(crate) fn enter<R>(&self, work: impl FnOnce(Python<'_>) -> R) -> Option<R> {
        let is_closed = self
            .is_closed
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        if *is_closed {
            return None;
        }
        // Held until the thread has left the interpreter again.
        Python::try_attach(work)
    }

    /// Closes it, when whoever has entered has left.
    pub(crate) fn close(&self, py: Python<'_>) {
        py.detach(|| {
            *self
                .is_closed
                .write()
                .unwrap_or_else(PoisonError::into_inner) = true;
        });
    }
}
