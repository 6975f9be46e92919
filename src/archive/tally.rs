//! How much an input unpacks to, whatever lies within what.

use super::error::Expands;
use crate::limits::{FREE_UNPACKED, MAX_RATIO};
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Counts of one input.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// The size of the input, as far as it is known: of a stream, what was read of it.
    size: AtomicU64,
    /// What was unpacked of it, at all depths together.
    unpacked: AtomicU64,
}

impl Tally {
    /// Notes bytes of the input itself.
    pub fn note_size(&self, bytes: u64) {
        self.size.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Notes bytes that were unpacked; an error where they are too many.
    pub fn note_unpacked(&self, bytes: u64) -> io::Result<()> {
        let unpacked = self.unpacked.fetch_add(bytes, Ordering::Relaxed) + bytes;
        let size = self.size.load(Ordering::Relaxed);
        if unpacked > FREE_UNPACKED.max(size.saturating_mul(MAX_RATIO)) {
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
