//! An OLE file, of which only so much is read as it can hold.

use super::sane::{self, Extent};
use crate::limits::{MAX_INPUT, MAX_OLE_STEPS};
use cfb::CompoundFile;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// Steps for an entry that a name is looked up past: names are compared letter by letter.
const COMPARISON: u64 = 8;

/// A stream is gone through this often: to learn its length, and to read it.
const PASSES: u64 = 2;

/// MS-CFB section 2.2: shorter streams are in the mini stream.
const MINI: u64 = 4096;

pub(super) struct Ole<'b> {
    file: CompoundFile<Cursor<&'b [u8]>>,
    extent: Extent,
    /// Steps that are left.
    pub steps: u64,
    /// Bytes that may still be read. Streams may overlap.
    bytes: u64,
    /// How many entries a storage has, by its path.
    counts: BTreeMap<String, u64>,
}

/// What is in a storage.
pub(super) struct Entry {
    pub name: String,
    pub is_stream: bool,
}

impl<'b> Ole<'b> {
    pub fn open(bytes: &'b [u8]) -> Result<Self, String> {
        let extent = sane::extent(bytes)?;
        let file = CompoundFile::open(Cursor::new(bytes)).map_err(|error| error.to_string())?;
        Ok(Self {
            file,
            extent,
            steps: MAX_OLE_STEPS,
            bytes: MAX_INPUT as u64,
            counts: BTreeMap::new(),
        })
    }

    /// What is in a storage; `None` where there is none, or where too much was read before.
    pub fn list(&mut self, storage: &str) -> Option<Vec<Entry>> {
        self.spend(self.lookup(storage))?;
        let entries = self.file.read_storage(storage).ok()?;
        let entries: Vec<Entry> = entries
            .map(|entry| Entry {
                name: entry.name().to_owned(),
                is_stream: entry.is_stream(),
            })
            .collect();
        let path = storage.trim_end_matches('/').to_owned();
        self.counts.insert(path, entries.len() as u64);
        self.spend(entries.len() as u64)?;
        Some(entries)
    }

    /// All of a stream; `None` where it is damaged.
    pub fn read(&mut self, path: &str) -> Option<Vec<u8>> {
        self.spend(self.lookup(path))?;
        let mut stream = self.file.open_stream(path).ok()?;
        let length = stream.len();
        let chain = if length < MINI {
            self.extent.mini_sectors
        } else {
            self.extent.sectors
        };
        self.spend(chain as u64 * PASSES)?;
        self.bytes = self.bytes.checked_sub(length)?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    /// What it costs to find each name of a path: the tree of a storage may be a list.
    fn lookup(&self, path: &str) -> u64 {
        let storages = path.match_indices('/').map(|(at, _)| &path[..at]);
        let known = storages.map(|storage| self.counts.get(storage).copied());
        let entries: u64 = known
            .map(|count| count.unwrap_or(self.extent.entries as u64))
            .sum();
        entries.saturating_mul(COMPARISON)
    }

    fn spend(&mut self, steps: u64) -> Option<()> {
        self.steps = self.steps.checked_sub(steps)?;
        Some(())
    }
}
