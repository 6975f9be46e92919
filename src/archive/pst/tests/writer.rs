//! Writes stores as Outlook does, with all checksums, so that another reader takes them.
#![allow(clippy::cast_possible_truncation, reason = "what tests write is small")]

use crate::archive::pst::coding::Coding;

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

/// Where blocks begin. Outlook has tables of free places above them, which readers do not need.
pub const START: usize = 0x400;

/// The two versions of the format (MS-PST section 2.2.2.6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    #[default]
    Unicode,
    Ansi,
}

impl Form {
    /// A number as the form writes it.
    fn word(self, value: u64) -> Vec<u8> {
        match self {
            Self::Unicode => value.to_le_bytes().to_vec(),
            Self::Ansi => (value as u32).to_le_bytes().to_vec(),
        }
    }

    /// Bytes of a page that are entries.
    fn entries(self) -> usize {
        match self {
            Self::Unicode => 488,
            Self::Ansi => 496,
        }
    }

    /// What stands behind a block, and a page: number and sum, in this order or the other.
    fn trailer(self, id: u64, sum: u32) -> Vec<u8> {
        match self {
            Self::Unicode => [sum.to_le_bytes().to_vec(), self.word(id)].concat(),
            Self::Ansi => [self.word(id), sum.to_le_bytes().to_vec()].concat(),
        }
    }
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
    pub fn file(mut self, coding: u8) -> Vec<u8> {
        let form = self.form;
        let mut file = vec![0; START];
        let mut places = Vec::new();
        for (id, mut bytes) in std::mem::take(&mut self.blocks) {
            let place = file.len() as u64;
            let length = bytes.len();
            if id & 2 == 0 {
                encode(coding, &mut bytes, id);
            }
            let sum = crc(&bytes);
            let mut entry = [form.word(id), form.word(place)].concat();
            entry.extend((length as u16).to_le_bytes());
            entry.extend([2, 0]);
            if form == Form::Unicode {
                entry.extend([0; 4]);
            }
            places.push(entry);
            file.extend(bytes);
            let trailer = form.trailer(id, sum);
            let trailer_length = 4 + trailer.len();
            let end = (file.len() + trailer_length).next_multiple_of(64);
            file.resize(end - trailer_length, 0);
            file.extend((length as u16).to_le_bytes());
            file.extend(signature(place, id).to_le_bytes());
            file.extend(trailer);
        }
        file.resize(file.len().next_multiple_of(512), 0);
        self.nodes.sort_unstable();
        let nodes = self.nodes.iter().map(|(id, data, inner)| {
            let words = [u64::from(*id), *data, *inner, 0];
            words.iter().flat_map(|word| form.word(*word)).collect()
        });
        let nodes: Vec<Vec<u8>> = nodes.collect();
        let nodes = pages(&mut file, form, 0x81, nodes);
        let blocks = pages(&mut file, form, 0x80, places);
        let size = file.len() as u64;
        file[..4].copy_from_slice(b"!BDN");
        let (version, at, references, code) = match form {
            Form::Unicode => (b"SM\x17\0\x13\0\x01\x01", 184, [216, 232], 513),
            Form::Ansi => (b"SM\x0e\0\x13\0\x01\x01", 168, [184, 192], 461),
        };
        file[8..16].copy_from_slice(version);
        put(&mut file, at, &form.word(size));
        for (at, (id, place)) in references.into_iter().zip([nodes, blocks]) {
            put(&mut file, at, &[form.word(id), form.word(place)].concat());
        }
        file[code - 1] = 0x80;
        file[code] = coding;
        let partial = crc(&file[8..8 + 471]);
        if form == Form::Unicode {
            file[248] = 2;
            let partial = crc(&file[8..8 + 471]);
            let full = crc(&file[8..8 + 516]);
            put(&mut file, 4, &partial.to_le_bytes());
            put(&mut file, 524, &full.to_le_bytes());
        } else {
            put(&mut file, 4, &partial.to_le_bytes());
        }
        file
    }
}

fn put(file: &mut [u8], at: usize, bytes: &[u8]) {
    file[at..at + bytes.len()].copy_from_slice(bytes);
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
    block.extend((items.len() as u16).to_le_bytes());
    block.extend([0; 2]);
    block.extend(map);
    block
}

/// A tree of pages; gives the number and the place of its root.
fn pages(file: &mut Vec<u8>, form: Form, kind: u8, mut entries: Vec<Vec<u8>>) -> (u64, u64) {
    for level in 0.. {
        let mut above = Vec::new();
        let mut root = (0, 0);
        for entries in entries.chunks(form.entries() / entries[0].len()) {
            root = page(file, form, kind, level, entries);
            let key = entries[0][..form.word(0).len()].to_vec();
            above.push([key, form.word(root.0), form.word(root.1)].concat());
        }
        if above.len() == 1 {
            return root;
        }
        entries = above;
    }
    unreachable!("a tree has a root")
}

fn page(file: &mut Vec<u8>, form: Form, kind: u8, level: u8, entries: &[Vec<u8>]) -> (u64, u64) {
    let place = file.len() as u64;
    let id = place / 512;
    let size = entries[0].len();
    let most = form.entries();
    let mut page = entries.concat();
    page.resize(most, 0);
    page.extend([entries.len() as u8, (most / size) as u8, size as u8, level]);
    if form == Form::Unicode {
        page.extend([0; 4]);
    }
    let sum = crc(&page);
    page.extend([kind, kind]);
    page.extend(signature(place, id).to_le_bytes());
    page.extend(form.trailer(id, sum));
    file.extend(page);
    (id, place)
}

/// MS-PST section 5.5.
fn signature(place: u64, id: u64) -> u16 {
    let mixed = (place ^ id) as u32;
    (mixed >> 16) as u16 ^ mixed as u16
}

/// MS-PST section 5.3.
fn crc(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 * (crc & 1))
        })
    })
}

fn encode(coding: u8, bytes: &mut [u8], id: u64) {
    let coding = Coding::of(coding).expect("a coding");
    if coding != Coding::Permute {
        // The others undo themselves.
        return coding.decode(bytes, id);
    }
    let mut table: Vec<u8> = (0..=255).collect();
    coding.decode(&mut table, 0);
    for byte in bytes {
        let at = table.iter().position(|decoded| decoded == byte);
        *byte = at.expect("a permutation") as u8;
    }
}
