//! What is read of a mailbox: as much as the message at hand takes.

use std::io::{self, Read};

/// How much is read at once.
const CHUNK: u64 = 256 << 10;

/// The bytes of a stream from a place on, read as they are asked for.
pub(super) struct Buffer<'r> {
    reader: &'r mut dyn Read,
    bytes: Vec<u8>,
    /// How many of them are done with.
    done: usize,
    /// Where they begin in the stream.
    base: u64,
    /// Whether the stream has ended.
    pub is_all: bool,
    /// What ended it, if not its end.
    error: Option<io::Error>,
}

impl<'r> Buffer<'r> {
    pub fn new(reader: &'r mut dyn Read) -> Self {
        Self {
            reader,
            bytes: Vec::new(),
            done: 0,
            base: 0,
            is_all: false,
            error: None,
        }
    }

    /// What has been read from the place on.
    pub fn data(&self) -> &[u8] {
        &self.bytes[self.done..]
    }

    /// The place.
    pub fn offset(&self) -> u64 {
        self.base + self.done as u64
    }

    /// Moves the place.
    pub fn consume(&mut self, count: usize) {
        self.done += count.min(self.data().len());
    }

    /// Reads on; what stands at the place stays there.
    pub fn fill(&mut self) -> io::Result<()> {
        if self.done > self.bytes.len() / 2 {
            self.bytes.drain(..self.done);
            self.base += self.done as u64;
            self.done = 0;
        }
        let before = self.bytes.len();
        let end = (&mut *self.reader).take(CHUNK).read_to_end(&mut self.bytes);
        let read = self.bytes.len() - before;
        self.is_all = (read as u64) < CHUNK;
        // What came before the error is looked at first.
        match end {
            Err(error) if self.data().is_empty() => Err(error),
            Err(error) => {
                self.is_all = true;
                self.error = Some(error);
                Ok(())
            }
            Ok(_) => Ok(()),
        }
    }

    /// Where all that was read is done with: the error that ended it, if one did.
    pub fn end(&mut self) -> io::Result<()> {
        self.error.take().map_or(Ok(()), Err)
    }

    /// Reads on until so many bytes are there, or all.
    pub fn reach(&mut self, count: usize) -> io::Result<()> {
        while self.data().len() < count && !self.is_all {
            self.fill()?;
        }
        Ok(())
    }
}
