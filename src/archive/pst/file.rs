//! The lower layers of a store (MS-PST section 2.2): nodes, blocks, and the trees that both are found by.

use super::coding::Coding;
use crate::archive::content::ReadSeek;
use crate::archive::error::ArchiveError;
use crate::archive::tally::Tally;
use crate::limits::{MAX_INPUT, MAX_PST_SUBNODES};
use crate::words::origin::Container;
use std::collections::{BTreeMap, BTreeSet};
use std::io::SeekFrom;
use std::sync::Arc;

/// Why something cannot be read: what is wrong.
pub(super) type Bad = &'static str;

/// What is wrong with a store of which too much was read.
pub(super) const SPENT: Bad = "it refers to itself too often";

/// A page of a tree.
const PAGE: usize = 512;

/// The deepest tree: a page has at least two entries, a file fewer than 2^40 pages.
const DEEPEST: u8 = 40;

/// Where a file's data is, in the two versions of the format.
struct Layout {
    /// The places of the header: of the nodes' tree, of the blocks' tree, of the coding.
    nodes: usize,
    blocks: usize,
    coding: usize,
    /// Bytes of a number.
    word: usize,
    /// Bytes of a page that are entries; how many there are stands behind them.
    entries: usize,
    /// Bytes above the entries of a list of subnodes.
    list_head: usize,
}

/// MS-PST sections 2.2.2.6, 2.2.2.7.7.1, 2.2.2.8.3.3.
const ANSI: Layout = Layout {
    nodes: 188,
    blocks: 196,
    coding: 461,
    word: 4,
    entries: 496,
    list_head: 4,
};

const UNICODE: Layout = Layout {
    nodes: 224,
    blocks: 240,
    coding: 513,
    word: 8,
    entries: 488,
    list_head: 8,
};

/// A node, or a subnode of one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Node {
    /// The block of its data.
    pub data: u64,
    /// The block of its subnodes.
    pub inner: u64,
}

pub(super) struct Store<'r> {
    reader: &'r mut dyn ReadSeek,
    layout: &'static Layout,
    coding: Coding,
    nodes: u64,
    blocks: u64,
    /// What is read counts as unpacked: pages and blocks may refer to each other.
    tally: Arc<Tally>,
    /// Whether too much was read.
    is_spent: bool,
    /// Bytes that the item at hand may still take: the same block may be listed any number of times.
    left: usize,
    /// The messages that it has, to the one at hand.
    messages: BTreeSet<Node>,
}

impl<'r> Store<'r> {
    pub fn open(reader: &'r mut dyn ReadSeek, tally: Arc<Tally>) -> Result<Self, ArchiveError> {
        let mut head = [0; 564];
        let damaged = |what| ArchiveError::damaged(Container::Pst, what);
        reader.seek(SeekFrom::Start(0)).map_err(ArchiveError::Io)?;
        reader
            .read_exact(&mut head)
            .map_err(|_| damaged("it ends within its header"))?;
        let layout = match u16::from_le_bytes([head[10], head[11]]) {
            14 | 15 => &ANSI,
            // MS-PST section 2.2.2.6: 21 is written by others.
            21 | 23 => &UNICODE,
            version => {
                let what = format!(
                    "version {version} of the file; Outlook 2013 and later write such .ost files. Export the messages to a .pst file"
                );
                return Err(ArchiveError::Method(what));
            }
        };
        let place = |at| number(&head, at, layout.word).unwrap_or(0);
        Ok(Self {
            coding: Coding::of(head[layout.coding])?,
            nodes: place(layout.nodes),
            blocks: place(layout.blocks),
            tally,
            is_spent: false,
            left: MAX_INPUT,
            messages: BTreeSet::new(),
            reader,
            layout,
        })
    }

    /// Begins with another item.
    pub fn begin(&mut self) {
        self.left = MAX_INPUT;
        self.messages.clear();
    }

    /// Takes bytes for the item at hand.
    pub fn take(&mut self, bytes: usize) -> Result<(), Bad> {
        let left = self.left.checked_sub(bytes);
        self.left = left.ok_or("a message is too large")?;
        Ok(())
    }

    /// Notes bytes that were made of the file's: of one page, any number of lists can be made.
    pub fn note(&mut self, bytes: usize) -> Result<(), Bad> {
        self.is_spent |= self.tally.note_unpacked(bytes as u64).is_err();
        if self.is_spent {
            return Err(SPENT);
        }
        Ok(())
    }

    /// Notes a message of the item at hand; an error where it is in itself.
    pub fn enter(&mut self, message: Node) -> Result<(), Bad> {
        let is_new = self.messages.insert(message);
        is_new.then_some(()).ok_or("a message contains itself")
    }

    /// Whether no more is read.
    pub fn is_spent(&self) -> bool {
        self.is_spent
    }

    /// Bytes of the number of a row (MS-PST section 2.3.4.3.1).
    pub fn row_index(&self) -> usize {
        self.layout.word / 2
    }

    /// A node by its number.
    pub fn node(&mut self, id: u32) -> Result<Node, Bad> {
        let word = self.layout.word;
        let entry = self.find(self.nodes, id.into(), 3 * word)?;
        Ok(Node {
            data: number(&entry, word, word).unwrap_or(0),
            inner: number(&entry, 2 * word, word).unwrap_or(0),
        })
    }

    /// What a tree has for a key.
    fn find(&mut self, root: u64, key: u64, length: usize) -> Result<Vec<u8>, Bad> {
        let word = self.layout.word;
        let mut place = root;
        let mut above = DEEPEST;
        loop {
            let page = self.read(place, PAGE)?;
            let end = self.layout.entries;
            let (count, size, level) = (page[end], usize::from(page[end + 2]), page[end + 3]);
            let entries = page[..end].chunks_exact(size.max(1)).take(count.into());
            if level >= above || size < length.min(3 * word) {
                return Err("a page of a tree is damaged");
            }
            let of = |entry: &[u8]| number(entry, 0, word).unwrap_or(u64::MAX);
            if level == 0 {
                let mut found = entries.filter(|entry| entry.len() >= length && of(entry) == key);
                return Ok(found.next().ok_or("a node or block is missing")?.to_vec());
            }
            let next = entries.take_while(|entry| of(entry) <= key).last();
            let next = next.ok_or("a node or block is missing")?;
            place = number(next, 2 * word, word).unwrap_or(0);
            above = level;
        }
    }

    fn read(&mut self, place: u64, length: usize) -> Result<Vec<u8>, Bad> {
        // A read costs something, too.
        self.note(length.max(PAGE))?;
        let mut bytes = vec![0; length];
        self.reader
            .seek(SeekFrom::Start(place))
            .and_then(|_| self.reader.read_exact(&mut bytes))
            .map_err(|_| "a page or block is not in the file")?;
        Ok(bytes)
    }

    /// A block, and whether it lists others.
    fn block(&mut self, id: u64) -> Result<(Vec<u8>, bool), Bad> {
        let word = self.layout.word;
        // MS-PST section 2.2.2.2: the lowest bit means nothing, the next tells what lists blocks.
        let entry = self.find(self.blocks, id & !1, 2 * word + 2)?;
        let place = number(&entry, word, word).unwrap_or(0);
        let length = number(&entry, 2 * word, 2).unwrap_or(0);
        let mut data = self.read(place, usize::try_from(length).unwrap_or(0))?;
        let is_list = id & 2 != 0;
        if !is_list {
            self.coding.decode(&mut data, id);
        }
        Ok((data, is_list))
    }

    /// The blocks of some data, in their order.
    pub fn data(&mut self, id: u64) -> Result<Vec<Vec<u8>>, Bad> {
        let mut blocks = Vec::new();
        if id != 0 {
            self.collect(id, 2, &mut blocks, &mut BTreeSet::new())?;
        }
        Ok(blocks)
    }

    /// MS-PST sections 2.2.2.8.3.2.1 and 2.2.2.8.3.2.2: a list of data, or of lists of data.
    fn collect(
        &mut self,
        id: u64,
        levels: u8,
        blocks: &mut Vec<Vec<u8>>,
        seen: &mut BTreeSet<u64>,
    ) -> Result<(), Bad> {
        if !seen.insert(id & !1) {
            return Err("a list names a block twice");
        }
        let (block, is_list) = self.block(id)?;
        if !is_list {
            self.take(block.len())?;
            blocks.push(block);
            return Ok(());
        }
        let (kind, level) = (block.first(), block.get(1).copied().unwrap_or(0));
        if kind != Some(&1) || level == 0 || level > levels {
            return Err("a list of blocks is damaged");
        }
        let count = number(&block, 2, 2).unwrap_or(0);
        let word = self.layout.word;
        let ids = block.get(8..).unwrap_or_default().chunks_exact(word);
        for id in ids.take(usize::try_from(count).unwrap_or(0)) {
            let id = number(id, 0, word).unwrap_or(0);
            if level == 1 && id & 2 != 0 {
                return Err("a list of blocks is damaged");
            }
            self.collect(id, level - 1, blocks, seen)?;
        }
        Ok(())
    }

    /// The subnodes that a block lists (MS-PST section 2.2.2.8.3.3).
    pub fn subnodes(&mut self, id: u64) -> Result<BTreeMap<u32, Node>, Bad> {
        let mut found = BTreeMap::new();
        if id != 0 {
            self.list(id, 1, &mut found)?;
        }
        Ok(found)
    }

    fn list(&mut self, id: u64, levels: u8, found: &mut BTreeMap<u32, Node>) -> Result<(), Bad> {
        let (block, _) = self.block(id)?;
        let (kind, level) = (block.first(), block.get(1).copied().unwrap_or(0));
        if kind != Some(&2) || level > levels {
            return Err("a list of subnodes is damaged");
        }
        let word = self.layout.word;
        let count = usize::try_from(number(&block, 2, 2).unwrap_or(0)).unwrap_or(0);
        let entries = block.get(self.layout.list_head..).unwrap_or_default();
        let size = if level == 0 { 3 * word } else { 2 * word };
        for entry in entries.chunks_exact(size).take(count) {
            let first = number(entry, word, word).unwrap_or(0);
            if level > 0 {
                self.list(first, level - 1, found)?;
                continue;
            }
            if found.len() >= MAX_PST_SUBNODES {
                return Err("it has too many subnodes");
            }
            let inner = number(entry, 2 * word, word).unwrap_or(0);
            let id = number(entry, 0, 4).and_then(|id| u32::try_from(id).ok());
            found.insert(id.unwrap_or(0), Node { data: first, inner });
        }
        Ok(())
    }
}

/// A number of so many bytes, at most eight.
pub(super) fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    let sum = |sum, byte: &u8| sum << 8 | u64::from(*byte);
    Some(bytes.iter().rev().fold(0, sum))
}
