//! Writes stores as Outlook does, with all checksums, so that another reader takes them.
#![allow(clippy::cast_possible_truncation, reason = "what tests write is small")]

use crate::archive::pst::coding::Coding;

/// A property: its number, its type, its bytes.
pub type Property = (u16, u16, Vec<u8>);

/// What a value of a node may take within its heap (MS-PST section 2.3.3.3).
const IN_HEAP: usize = 3580;

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

#[derive(Default)]
pub struct Writer {
    /// Numbers and bytes, before they are coded.
    blocks: Vec<(u64, Vec<u8>)>,
    nodes: Vec<(u32, u64, u64)>,
}

/// A node that is part of another: number, data, subnodes.
pub type Inner = (u32, u64, u64);

impl Writer {
    fn block(&mut self, bytes: Vec<u8>, is_list: bool) -> u64 {
        let id = (self.blocks.len() as u64 + 1) * 4 + if is_list { 2 } else { 0 };
        self.blocks.push((id, bytes));
        id
    }

    /// Data of any length, as a list of blocks where it needs one.
    pub fn data(&mut self, bytes: &[u8]) -> u64 {
        const MOST: usize = 8176;
        if bytes.len() <= MOST {
            return self.block(bytes.to_vec(), false);
        }
        let ids: Vec<u64> = bytes
            .chunks(MOST)
            .map(|piece| self.block(piece.to_vec(), false))
            .collect();
        let mut list = vec![1, 1];
        list.extend((ids.len() as u16).to_le_bytes());
        list.extend((bytes.len() as u32).to_le_bytes());
        list.extend(ids.iter().flat_map(|id| id.to_le_bytes()));
        self.block(list, true)
    }

    pub fn subnodes(&mut self, mut inner: Vec<Inner>) -> u64 {
        if inner.is_empty() {
            return 0;
        }
        inner.sort_unstable();
        let mut list = vec![2, 0];
        list.extend((inner.len() as u16).to_le_bytes());
        list.extend([0; 4]);
        for (id, data, below) in inner {
            list.extend(u64::from(id).to_le_bytes());
            list.extend(data.to_le_bytes());
            list.extend(below.to_le_bytes());
        }
        self.block(list, true)
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
            index.extend((number as u32).to_le_bytes());
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
        let mut items = vec![head, tree(4, 4, !rows.is_empty()), index, matrix];
        items.extend(values);
        (self.data(&heap(0x7C, &items)), 0)
    }

    /// The file, coded as a byte of its header says.
    pub fn file(mut self, coding: u8) -> Vec<u8> {
        let mut file = vec![0; START];
        let mut places = Vec::new();
        for (id, mut bytes) in std::mem::take(&mut self.blocks) {
            let place = file.len() as u64;
            let length = bytes.len();
            if id & 2 == 0 {
                encode(coding, &mut bytes, id);
            }
            let check = crc(&bytes);
            let mut entry = [id.to_le_bytes(), place.to_le_bytes()].concat();
            entry.extend((length as u16).to_le_bytes());
            entry.extend([2, 0, 0, 0, 0, 0]);
            places.push(entry);
            file.extend(bytes);
            file.resize((file.len() + 16).next_multiple_of(64) - 16, 0);
            file.extend((length as u16).to_le_bytes());
            file.extend(signature(place, id).to_le_bytes());
            file.extend(check.to_le_bytes());
            file.extend(id.to_le_bytes());
        }
        file.resize(file.len().next_multiple_of(512), 0);
        self.nodes.sort_unstable();
        let nodes = self.nodes.iter().map(|(id, data, inner)| {
            let mut entry = u64::from(*id).to_le_bytes().to_vec();
            entry.extend(data.to_le_bytes());
            entry.extend(inner.to_le_bytes());
            entry.extend([0; 8]);
            entry
        });
        let nodes: Vec<_> = nodes.collect();
        let nodes = pages(&mut file, 0x81, &nodes);
        let blocks = pages(&mut file, 0x80, &places);
        let size = file.len() as u64;
        file[..4].copy_from_slice(b"!BDN");
        file[8..16].copy_from_slice(b"SM\x17\0\x13\0\x01\x01");
        file[184..192].copy_from_slice(&size.to_le_bytes());
        for (at, (id, place)) in [(216, nodes), (232, blocks)] {
            file[at..at + 8].copy_from_slice(&id.to_le_bytes());
            file[at + 8..at + 16].copy_from_slice(&place.to_le_bytes());
        }
        file[248] = 2;
        file[512] = 0x80;
        file[513] = coding;
        let partial = crc(&file[8..8 + 471]);
        let full = crc(&file[8..8 + 516]);
        file[4..8].copy_from_slice(&partial.to_le_bytes());
        file[524..528].copy_from_slice(&full.to_le_bytes());
        file
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
fn pages(file: &mut Vec<u8>, kind: u8, entries: &[Vec<u8>]) -> (u64, u64) {
    let size = entries[0].len();
    let mut above = Vec::new();
    let mut root = (0, 0);
    for entries in entries.chunks(488 / size) {
        root = page(file, kind, 0, entries);
        let mut entry = entries[0][..8].to_vec();
        entry.extend(root.0.to_le_bytes());
        entry.extend(root.1.to_le_bytes());
        above.push(entry);
    }
    if above.len() > 1 {
        root = page(file, kind, 1, &above);
    }
    root
}

fn page(file: &mut Vec<u8>, kind: u8, level: u8, entries: &[Vec<u8>]) -> (u64, u64) {
    let place = file.len() as u64;
    let id = place / 512;
    let size = entries[0].len();
    let mut page = entries.concat();
    page.resize(488, 0);
    page.extend([
        entries.len() as u8,
        (488 / size) as u8,
        size as u8,
        level,
        0,
        0,
        0,
        0,
    ]);
    let check = crc(&page);
    page.extend([kind, kind]);
    page.extend(signature(place, id).to_le_bytes());
    page.extend(check.to_le_bytes());
    page.extend(id.to_le_bytes());
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
