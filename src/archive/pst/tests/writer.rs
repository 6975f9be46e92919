//! Writes what is in a store: properties and tables.
#![allow(clippy::cast_possible_truncation, reason = "what tests write is small")]

use super::layers;
pub use super::layers::Form;

/// A property: its number, its type, its bytes.
pub type Property = (u16, u16, Vec<u8>);

/// What a value of a node may take within its heap (MS-PST section 2.3.3.3).
const IN_HEAP: usize = 3580;

/// What a block holds at most.
const MOST: usize = 8176;

pub fn text(id: u16, text: &str) -> Property {
    (
        id,
        0x1F,
        text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
    )
}

pub fn integer(id: u16, value: u32) -> Property {
    (id, 0x03, value.to_le_bytes().to_vec())
}

pub fn binary(id: u16, bytes: &[u8]) -> Property {
    (id, 0x102, bytes.to_vec())
}

#[derive(Default)]
pub struct Writer {
    form: Form,
    /// Numbers and bytes, before they are coded.
    blocks: Vec<(u64, Vec<u8>)>,
    nodes: Vec<(u32, u64, u64)>,
}

/// A node that is part of another: number, data, subnodes.
pub type Inner = (u32, u64, u64);

impl Writer {
    pub fn new(form: Form) -> Self {
        Self {
            form,
            ..Self::default()
        }
    }

    fn block(&mut self, bytes: Vec<u8>, is_list: bool) -> u64 {
        let id = (self.blocks.len() as u64 + 1) * 4 + if is_list { 2 } else { 0 };
        self.blocks.push((id, bytes));
        id
    }

    /// Data of any length, as a list of blocks where it needs one.
    pub fn data(&mut self, bytes: &[u8]) -> u64 {
        let pieces: Vec<&[u8]> = bytes.chunks(MOST).collect();
        self.pieces(&pieces)
    }

    fn pieces(&mut self, pieces: &[&[u8]]) -> u64 {
        if let [only] = pieces {
            return self.block(only.to_vec(), false);
        }
        let ids: Vec<u64> = pieces
            .iter()
            .map(|piece| self.block(piece.to_vec(), false))
            .collect();
        let length = pieces.iter().map(|piece| piece.len()).sum();
        self.list(&ids, length)
    }

    /// A list of blocks.
    pub fn list(&mut self, ids: &[u64], length: usize) -> u64 {
        let mut list = vec![1, 1];
        list.extend((ids.len() as u16).to_le_bytes());
        list.extend((length as u32).to_le_bytes());
        list.extend(ids.iter().flat_map(|id| self.form.word(*id)));
        self.block(list, true)
    }

    pub fn subnodes(&mut self, mut inner: Vec<Inner>) -> u64 {
        if inner.is_empty() {
            return 0;
        }
        inner.sort_unstable();
        let mut list = vec![2, 0];
        list.extend((inner.len() as u16).to_le_bytes());
        if self.form == Form::Unicode {
            list.extend([0; 4]);
        }
        for (id, data, below) in inner {
            list.extend(self.form.word(id.into()));
            list.extend(self.form.word(data));
            list.extend(self.form.word(below));
        }
        self.block(list, true)
    }

    /// The number that the next list gets.
    pub fn next_list(&self) -> u64 {
        (self.blocks.len() as u64 + 1) * 4 + 2
    }

    /// Makes every list of blocks one of its first block.
    pub fn repeat_first(&mut self) {
        let word = self.form.word(0).len();
        for (_, list) in self.blocks.iter_mut().filter(|(id, _)| id & 2 != 0) {
            if list[..2] == [1, 1] {
                let first = list[8..8 + word].to_vec();
                let places = list[8..].chunks_mut(word);
                places.for_each(|place| place.copy_from_slice(&first));
            }
        }
    }

    pub fn node(&mut self, id: u32, (data, inner): (u64, u64)) {
        self.nodes.push((id, data, inner));
    }

    /// The properties of a node, as its data and its subnodes.
    pub fn properties(
        &mut self,
        mut properties: Vec<Property>,
        mut inner: Vec<Inner>,
    ) -> (u64, u64) {
        properties.sort();
        let mut values = Vec::new();
        let mut records = Vec::new();
        for (id, kind, bytes) in properties {
            records.extend(id.to_le_bytes());
            records.extend(kind.to_le_bytes());
            if kind == 0x03 {
                records.extend(bytes);
            } else if bytes.len() > IN_HEAP {
                let node = (inner.len() as u32 + 0x400) << 5 | 0x1F;
                inner.push((node, self.data(&bytes), 0));
                records.extend(node.to_le_bytes());
            } else {
                values.push(bytes);
                records.extend(item(values.len() + 2).to_le_bytes());
            }
        }
        let mut items = vec![tree(2, 6, !records.is_empty()), records];
        items.extend(values);
        (self.data(&heap(0xBC, &items)), self.subnodes(inner))
    }

    /// A table, whose rows have these values beside their numbers.
    pub fn table(&mut self, rows: &[(u32, Vec<Property>)]) -> (u64, u64) {
        let mut tags: Vec<(u16, u16)> = rows
            .iter()
            .flat_map(|(_, row)| row.iter().map(|(id, kind, _)| (*id, *kind)))
            .collect();
        tags.extend([(0x67F2, 3), (0x67F3, 3)]);
        tags.sort_unstable();
        tags.dedup();
        // The number and the version stand first in a row.
        let place = |id: u16| match id {
            0x67F2 => 0,
            0x67F3 => 1,
            _ => {
                2 + tags
                    .iter()
                    .filter(|(tag, _)| *tag < id && *tag < 0x67F2)
                    .count()
            }
        };
        let end = tags.len() * 4;
        let size = end + tags.len().div_ceil(8);
        let mut head = vec![0x7C, tags.len() as u8];
        for at in [end, end, end, size] {
            head.extend((at as u16).to_le_bytes());
        }
        head.extend(item(2).to_le_bytes());
        head.extend(if rows.is_empty() { 0 } else { item(4) }.to_le_bytes());
        head.extend([0; 4]);
        for (id, kind) in &tags {
            head.extend(kind.to_le_bytes());
            head.extend(id.to_le_bytes());
            head.extend((place(*id) as u16 * 4).to_le_bytes());
            head.extend([4, place(*id) as u8]);
        }
        let (mut index, mut matrix, mut values) = (Vec::new(), Vec::new(), Vec::new());
        for (number, (id, row)) in rows.iter().enumerate() {
            index.extend(id.to_le_bytes());
            index.extend(&(number as u32).to_le_bytes()[..self.row_number()]);
            let mut bytes = vec![0; size];
            bytes[..4].copy_from_slice(&id.to_le_bytes());
            let mut cells = vec![(0, None), (1, None)];
            for (id, kind, value) in row {
                let value = if *kind == 3 {
                    value.clone()
                } else {
                    values.push(value.clone());
                    item(values.len() + 4).to_le_bytes().to_vec()
                };
                cells.push((place(*id), Some(value)));
            }
            for (at, value) in cells {
                bytes[end + at / 8] |= 0x80 >> (at % 8);
                if let Some(value) = value {
                    bytes[at * 4..at * 4 + 4].copy_from_slice(&value);
                }
            }
            matrix.extend(bytes);
        }
        if index.len() > IN_HEAP || matrix.len() > IN_HEAP {
            return self.large_table(head, &index, &matrix, size);
        }
        let number = self.row_number() as u8;
        let mut items = vec![head, tree(4, number, !rows.is_empty()), index, matrix];
        items.extend(values);
        (self.data(&heap(0x7C, &items)), 0)
    }

    /// Bytes of the number of a row.
    fn row_number(&self) -> usize {
        match self.form {
            Form::Unicode => 4,
            Form::Ansi => 2,
        }
    }

    /// The same for many rows without values in the heap: the rows are in a node of their own, none of them across two blocks,
    /// and each page of the index is in a block of the heap.
    fn large_table(
        &mut self,
        mut head: Vec<u8>,
        index: &[u8],
        matrix: &[u8],
        size: usize,
    ) -> (u64, u64) {
        const ROWS: u32 = 0x3F;
        head[14..18].copy_from_slice(&ROWS.to_le_bytes());
        let record = 4 + self.row_number();
        let pages: Vec<&[u8]> = index.chunks(IN_HEAP / record * record).collect();
        let mut above = Vec::new();
        for (block, page) in (1_u32..).zip(&pages) {
            above.extend(&page[..4]);
            above.extend((block << 16 | item(1)).to_le_bytes());
        }
        let mut tree = tree(4, self.row_number() as u8, true);
        tree[3] = 1;
        let mut blocks = vec![heap(0x7C, &[head, tree, above])];
        blocks.extend(
            pages
                .iter()
                .map(|page| allocated(vec![0; 2], &[page.to_vec()])),
        );
        let blocks: Vec<&[u8]> = blocks.iter().map(Vec::as_slice).collect();
        let data = self.pieces(&blocks);
        let mut rows: Vec<Vec<u8>> = matrix
            .chunks(MOST / size * size)
            .map(<[u8]>::to_vec)
            .collect();
        let last = rows.len() - 1;
        for block in &mut rows[..last] {
            block.resize(MOST, 0);
        }
        let rows: Vec<&[u8]> = rows.iter().map(Vec::as_slice).collect();
        let rows = self.pieces(&rows);
        (data, self.subnodes(vec![(ROWS, rows, 0)]))
    }

    /// The file, coded as a byte of its header says.
    pub fn file(self, coding: u8) -> Vec<u8> {
        layers::file(self.form, self.blocks, self.nodes, coding)
    }
}

/// The number of an item of a heap, from 1.
fn item(at: usize) -> u32 {
    (at as u32) << 5
}

/// The head of a tree whose records are the third item, or the second of properties.
fn tree(key: u8, value: u8, has_records: bool) -> Vec<u8> {
    let root = match (has_records, key) {
        (false, _) => 0,
        (true, 2) => item(2),
        (true, _) => item(3),
    };
    [&[0xB5, key, value, 0][..], &root.to_le_bytes()].concat()
}

fn heap(client: u8, items: &[Vec<u8>]) -> Vec<u8> {
    let mut block = vec![0, 0, 0xEC, client];
    block.extend(item(1).to_le_bytes());
    block.extend([0; 4]);
    allocated(block, items)
}

/// A block of a heap: its head, its items, and where they are.
fn allocated(mut block: Vec<u8>, items: &[Vec<u8>]) -> Vec<u8> {
    let mut map = vec![];
    for bytes in items {
        map.extend((block.len() as u16).to_le_bytes());
        block.extend(bytes);
    }
    map.extend((block.len() as u16).to_le_bytes());
    block.resize(block.len().next_multiple_of(2), 0);
    let at = block.len() as u16;
    block[..2].copy_from_slice(&at.to_le_bytes());
    let empty = items.iter().filter(|bytes| bytes.is_empty()).count();
    block.extend((items.len() as u16).to_le_bytes());
    block.extend((empty as u16).to_le_bytes());
    block.extend(map);
    block
}
