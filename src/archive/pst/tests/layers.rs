//! Writes files as Outlook does, in both versions of the format, with all checksums, so that another reader takes them.
#![allow(clippy::cast_possible_truncation, reason = "what tests write is small")]

use crate::archive::pst::coding::Coding;

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
    pub fn word(self, value: u64) -> Vec<u8> {
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

/// The file, coded as a byte of its header says.
pub fn file(
    form: Form,
    blocks: Vec<(u64, Vec<u8>)>,
    mut nodes: Vec<(u32, u64, u64)>,
    coding: u8,
) -> Vec<u8> {
    let mut file = vec![0; START];
    let mut places = Vec::new();
    for (id, mut bytes) in blocks {
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
    nodes.sort_unstable();
    let nodes = nodes.iter().map(|(id, data, inner)| {
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

fn put(file: &mut [u8], at: usize, bytes: &[u8]) {
    file[at..at + bytes.len()].copy_from_slice(bytes);
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
