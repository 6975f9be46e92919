//! How much an input unpacks to, whatever lies within what.

use super::error::Expands;
use crate::limits::{FREE_CARRIED, FREE_UNPACKED, MAX_RATIO};
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Counts of one input, be it a file, one of a folder, or a message that carries others: what one of them unpacks to takes nothing
/// from another, so that what comes of it does not depend on what came before.
#[derive(Debug)]
pub(super) struct Tally {
    /// What may be unpacked whatever the size.
    free: u64,
    /// The size of the input, as far as it is known: of a stream, what was read of it.
    size: AtomicU64,
    /// What was unpacked of it, at all depths together.
    unpacked: AtomicU64,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            free: FREE_UNPACKED,
            size: AtomicU64::new(0),
            unpacked: AtomicU64::new(0),
        }
    }
}

impl Tally {
    /// Of what a message of so many bytes carries, and of all that this carries: there may be many such messages in one input.
    pub fn of_carrier(bytes: usize) -> Self {
        Self {
            free: FREE_CARRIED,
            size: AtomicU64::new(bytes as u64),
            unpacked: AtomicU64::new(0),
        }
    }

    /// Notes bytes of the input itself.
    pub fn note_size(&self, bytes: u64) {
        self.size.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Notes bytes that were unpacked; an error where they are too many.
    pub fn note_unpacked(&self, bytes: u64) -> io::Result<()> {
        let unpacked = self.unpacked.fetch_add(bytes, Ordering::Relaxed) + bytes;
        let size = self.size.load(Ordering::Relaxed);
        if unpacked > self.free.max(size.saturating_mul(MAX_RATIO)) {
            return Err(io::Error::other(Expands));
        }
        Ok(())
    }
}

/// The input itself, counted where its size is not known.
pub(super) struct Input<R> {
    pub reader: R,
    pub tally: Arc<Tally>,
}

impl<R: Read> Read for Input<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.reader.read(buffer)?;
        self.tally.note_size(length as u64);
        Ok(length)
    }
}

/// Something unpacked.
pub(super) struct Unpacked<R> {
    pub reader: R,
    pub tally: Arc<Tally>,
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.reader.read(buffer)?;
        self.tally.note_unpacked(length as u64)?;
        Ok(length)
    }
}
