//! How much may still be unpacked.

use std::cell::Cell;
use std::io::{self, ErrorKind, Read};

/// How many bytes may still come out of archives, which all of a message share.
pub(in crate::body) struct Room(Cell<u64>);

impl Room {
    pub(in crate::body) fn new(bytes: u64) -> Self {
        Self(Cell::new(bytes))
    }

    /// Nothing is to be unpacked.
    pub(super) fn none() -> Self {
        Self::new(0)
    }

    /// For what another room counts already.
    pub(super) fn endless() -> Self {
        Self::new(u64::MAX)
    }

    /// Whether so many bytes fit.
    pub(super) fn has(&self, bytes: u64) -> bool {
        bytes <= self.0.get()
    }

    /// Takes what so many bytes need. Where they do not fit, nothing else does from then on.
    pub(super) fn take(&self, bytes: u64) -> io::Result<()> {
        let rest = self.0.get().checked_sub(bytes);
        self.0.set(rest.unwrap_or(0));
        rest.map(drop).ok_or_else(|| ErrorKind::StorageFull.into())
    }

    /// A reader that takes what comes.
    pub(super) fn counts<R: Read>(&self, reader: R) -> Counted<'_, R> {
        Counted { reader, room: self }
    }
}

/// Reads as long as there is room.
pub(super) struct Counted<'r, R> {
    reader: R,
    room: &'r Room,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(into)?;
        self.room.take(read as u64)?;
        Ok(read)
    }
}
