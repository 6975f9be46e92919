//! The middle layer (MS-PST section 2.3): a heap in the data of a node, a tree in it, and tables.

use super::file::{Bad, Node, Store, number};
use crate::archive::mapi::kind;
use crate::limits::MAX_PST_RECORDS;
use std::collections::BTreeMap;

/// Signatures (MS-PST sections 2.3.1.2, 2.3.2.1, 2.3.4.1).
const HEAP: u8 = 0xEC;
const TREE: u8 = 0xB5;
const TABLE: u8 = 0x7C;

/// The deepest tree that anybody writes.
const DEEPEST: u8 = 8;

/// The heap of a node, with its subnodes.
pub(super) struct Heap {
    blocks: Vec<Vec<u8>>,
    pub inner: BTreeMap<u32, Node>,
    /// Records that may still be read: pages may refer to each other.
    records: usize,
}

impl Heap {
    pub fn open(store: &mut Store<'_>, node: Node) -> Result<Self, Bad> {
        let blocks = store.data(node.data)?;
        if blocks.first().and_then(|block| block.get(2)) != Some(&HEAP) {
            return Err("a heap is damaged");
        }
        Ok(Self {
            blocks,
            inner: store.subnodes(node.inner)?,
            records: MAX_PST_RECORDS,
        })
    }

    /// The item that everything begins with.
    pub fn root(&self) -> Option<u32> {
        let id = number(self.blocks.first()?, 4, 4)?;
        u32::try_from(id).ok()
    }

    /// An item by its number (MS-PST section 2.3.1.1): which block, and which of its allocations, from 1.
    pub fn item(&self, id: u32) -> Option<&[u8]> {
        let block = self.blocks.get(usize::try_from(id >> 16).ok()?)?;
        let index = usize::try_from(id >> 5 & 0x7FF).ok()?;
        let at = |at| usize::try_from(number(block, at, 2)?).ok();
        let map = at(0)?;
        if index == 0 || index > at(map)? {
            return None;
        }
        let first = map + 4 + (index - 1) * 2;
        block.get(at(first)?..at(first + 2)?)
    }

    /// A value that is in the heap, or in a subnode.
    pub fn value(&self, store: &mut Store<'_>, id: u32) -> Option<Vec<u8>> {
        match id {
            0 => Some(Vec::new()),
            _ if is_own(id) => {
                let item = self.item(id)?;
                store.take(item.len()).ok()?;
                Some(item.to_vec())
            }
            _ => {
                let node = *self.inner.get(&id)?;
                Some(store.data(node.data).ok()?.concat())
            }
        }
    }

    /// The records of a tree, key and value together.
    pub fn tree(
        &mut self,
        store: &mut Store<'_>,
        id: u32,
        key: usize,
        value: usize,
    ) -> Result<Vec<Vec<u8>>, Bad> {
        let head = self.item(id).ok_or("a tree is damaged")?;
        let &[TREE, keys, values, levels, ..] = head else {
            return Err("a tree is damaged");
        };
        let fits = usize::from(keys) == key && usize::from(values) == value;
        let root = number(head, 4, 4).and_then(|root| u32::try_from(root).ok());
        let root = root.filter(|_| fits && levels <= DEEPEST);
        let root = root.ok_or("a tree is damaged")?;
        if root == 0 {
            return Ok(Vec::new());
        }
        let mut level = vec![root];
        for _ in 0..levels {
            let mut below = Vec::new();
            for page in level {
                for record in self.records(store, page, key + 4)? {
                    let next = number(&record, key, 4).and_then(|next| u32::try_from(next).ok());
                    below.extend(next);
                }
            }
            level = below;
        }
        let mut found = Vec::new();
        for page in level {
            found.extend(self.records(store, page, key + value)?);
        }
        Ok(found)
    }

    fn records(
        &mut self,
        store: &mut Store<'_>,
        page: u32,
        size: usize,
    ) -> Result<Vec<Vec<u8>>, Bad> {
        let page = self.item(page).ok_or("a tree is damaged")?;
        let records: Vec<Vec<u8>> = page.chunks_exact(size).map(<[u8]>::to_vec).collect();
        // A page without records costs something, too.
        self.records = self
            .records
            .checked_sub(records.len() + 1)
            .ok_or("a tree refers to itself")?;
        store.note(records.len() * (size + size_of::<Vec<u8>>()))?;
        Ok(records)
    }
}

/// Whether a number is that of an item of the heap, and not of a subnode (MS-PST section 2.3.3.2).
fn is_own(id: u32) -> bool {
    id.trailing_zeros() >= 5
}

/// A column of a table.
struct Column {
    kind: u16,
    id: u16,
    place: usize,
    length: usize,
    bit: usize,
}

impl Column {
    fn of(entry: [u8; 8]) -> Self {
        let [k0, k1, i0, i1, p0, p1, length, bit] = entry;
        Self {
            kind: u16::from_le_bytes([k0, k1]),
            id: u16::from_le_bytes([i0, i1]),
            place: u16::from_le_bytes([p0, p1]).into(),
            length: length.into(),
            bit: bit.into(),
        }
    }
}

/// A value of a row: its property, its type, and its bytes.
pub(super) type Cell = (u16, u16, Vec<u8>);

/// The rows of a table, and how many there are with those that were left out.
pub(super) struct Table {
    /// The number of each, and its values.
    pub rows: Vec<(u32, Vec<Cell>)>,
    pub total: usize,
}

/// A table (MS-PST section 2.3.4), with the values that `wants` asks for.
pub(super) fn table(
    store: &mut Store<'_>,
    node: Node,
    most: usize,
    wants: fn(u16) -> bool,
) -> Result<Table, Bad> {
    const DAMAGED: Bad = "a table is damaged";
    let mut heap = Heap::open(store, node)?;
    let head = heap
        .root()
        .and_then(|root| heap.item(root))
        .ok_or(DAMAGED)?
        .to_vec();
    let &[TABLE, count, ..] = &head[..] else {
        return Err(DAMAGED);
    };
    let size = |at| number(&head, at, 2).and_then(|size| usize::try_from(size).ok());
    let id = |bytes: &[u8], at| number(bytes, at, 4).and_then(|id| u32::try_from(id).ok());
    let (bits, row) = (size(6).ok_or(DAMAGED)?, size(8).ok_or(DAMAGED)?);
    if row < 4 || bits > row {
        return Err(DAMAGED);
    }
    let (columns, _) = head.get(22..).unwrap_or_default().as_chunks::<8>();
    let columns = columns.iter().copied().take(count.into()).map(Column::of);
    let columns: Vec<Column> = columns.filter(|column| wants(column.id)).collect();
    let blocks = match id(&head, 14).ok_or(DAMAGED)? {
        0 => Vec::new(),
        id if is_own(id) => vec![heap.item(id).ok_or(DAMAGED)?.to_vec()],
        id => store.data(heap.inner.get(&id).ok_or(DAMAGED)?.data)?,
    };
    let rows: Vec<&[u8]> = blocks
        .iter()
        .flat_map(|block| block.chunks_exact(row))
        .collect();
    // Rows that the index does not name were deleted.
    let root = id(&head, 10).ok_or(DAMAGED)?;
    let value = store.row_index();
    let index = heap.tree(store, root, 4, value)?;
    let mut index: Vec<(u64, u32)> = index
        .iter()
        .filter_map(|entry| Some((number(entry, 4, entry.len() - 4)?, id(entry, 0)?)))
        .collect();
    index.sort_unstable();
    let mut found = Vec::new();
    for (at, number_of) in index.iter().take(most) {
        let at = usize::try_from(*at).unwrap_or(usize::MAX);
        let row = rows.get(at).copied().unwrap_or_default();
        let cells = columns.iter().filter_map(|column| {
            let mask = 0x80 >> (column.bit % 8);
            row.get(bits + column.bit / 8)
                .filter(|byte| **byte & mask != 0)?;
            let bytes = row
                .get(column.place..column.place + column.length)?
                .to_vec();
            let is_apart = [kind::NARROW, kind::TEXT, kind::BINARY].contains(&column.kind);
            let bytes = if is_apart {
                heap.value(store, id(&bytes, 0)?)?
            } else {
                bytes
            };
            Some((column.id, column.kind, bytes))
        });
        let cells = cells.collect();
        found.push((*number_of, cells));
    }
    Ok(Table {
        rows: found,
        total: index.len(),
    })
}
