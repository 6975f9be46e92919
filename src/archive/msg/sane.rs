//! The tables of an OLE file (MS-CFB), looked at before they are read: the reader keeps them in memory as they say they are,
//! and they may say that they are many times as long as the file.

use crate::limits::MAX_OLE_ENTRIES;

/// MS-CFB section 2.1.
const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
const FREE: u32 = 0xFFFF_FFFF;
const LAST_SECTOR: u32 = 0xFFFF_FFFA;

/// The places of the header (MS-CFB section 2.2).
const VERSION: usize = 0x1A;
const FIRST_DIRECTORY: usize = 0x30;
const FIRST_MINI_FAT: usize = 0x3C;
const FIRST_DIFAT: usize = 0x44;
const DIFAT: usize = 0x4C;
const HEADER: usize = 0x200;

/// The bytes of an entry of the directory, and of a sector of the mini stream.
const ENTRY: usize = 128;
const MINI_SECTOR: usize = 64;

/// How large the tables are, at most.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    /// Sectors of the file.
    pub sectors: usize,
    /// Sectors of the mini stream that the tables know of.
    pub mini_sectors: usize,
    /// Entries of the directory.
    pub entries: usize,
}

struct Tables<'b> {
    bytes: &'b [u8],
    /// Bytes of a sector.
    sector: usize,
    /// Numbers in a sector.
    per_sector: usize,
    sectors: usize,
    /// The sectors of the FAT.
    fat: Vec<u32>,
}

/// How large the tables are; an error where they are larger than any file of this length has them.
pub(super) fn extent(bytes: &[u8]) -> Result<Extent, &'static str> {
    if bytes.len() < HEADER {
        return Err("it ends within its header");
    }
    let sector = match bytes[VERSION] {
        4 => 4096,
        _ => 512,
    };
    let per_sector = sector / 4;
    let mut tables = Tables {
        bytes,
        sector,
        per_sector,
        sectors: bytes.len().div_ceil(sector).saturating_sub(1),
        fat: Vec::new(),
    };
    tables.read_difat()?;
    let directory = tables.chain(FIRST_DIRECTORY, MAX_OLE_ENTRIES * ENTRY / sector);
    let directory = directory.ok_or("it has too many entries")?;
    let most = (bytes.len() / MINI_SECTOR).div_ceil(per_sector) + 1;
    let mini_fat = tables.chain(FIRST_MINI_FAT, most);
    let mini_fat = mini_fat.ok_or("its mini FAT is longer than the file")?;
    Ok(Extent {
        sectors: tables.sectors,
        mini_sectors: mini_fat * per_sector,
        entries: directory * sector / ENTRY,
    })
}

impl Tables<'_> {
    fn number(&self, at: usize) -> Option<u32> {
        let bytes = self.bytes.get(at..at.checked_add(4)?)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    }

    /// Where a sector begins.
    fn place(&self, sector: u32) -> Option<usize> {
        let sector = usize::try_from(sector).ok()?;
        (sector < self.sectors).then(|| (sector + 1) * self.sector)
    }

    fn read_difat(&mut self) -> Result<(), &'static str> {
        let in_header = (DIFAT..HEADER).step_by(4);
        self.fat = in_header.filter_map(|at| self.number(at)).collect();
        let fat = self.sectors.div_ceil(self.per_sector);
        let most = fat.div_ceil(self.per_sector - 1) + 1;
        let mut next = self.number(FIRST_DIFAT).unwrap_or(END_OF_CHAIN);
        let mut count = 0;
        while next <= LAST_SECTOR {
            let Some(place) = self.place(next) else { break };
            count += 1;
            if count > most {
                return Err("its list of FAT sectors is longer than the file");
            }
            let last = place + (self.per_sector - 1) * 4;
            let numbers = (place..last).step_by(4);
            let numbers: Vec<u32> = numbers.filter_map(|at| self.number(at)).collect();
            self.fat.extend(numbers);
            next = self.number(last).unwrap_or(END_OF_CHAIN);
        }
        while self.fat.last() == Some(&FREE) {
            self.fat.pop();
        }
        Ok(())
    }

    /// The length of the chain whose first sector stands at a place of the header; `None` where it is longer than `most`.
    /// What leads nowhere ends it: the reader refuses it.
    fn chain(&self, at: usize, most: usize) -> Option<usize> {
        let mut sector = self.number(at)?;
        let mut length = 0;
        while self.place(sector).is_some() {
            length += 1;
            if length > most {
                return None;
            }
            sector = self.next(sector).unwrap_or(END_OF_CHAIN);
        }
        Some(length)
    }

    fn next(&self, sector: u32) -> Option<u32> {
        let sector = usize::try_from(sector).ok()?;
        let table = *self.fat.get(sector / self.per_sector)?;
        self.number(self.place(table)? + sector % self.per_sector * 4)
    }
}
