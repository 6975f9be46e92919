//! How a 7z archive packed its directory, which has to be unpacked before anything is known of it.

use std::io::{self, ErrorKind, Read, Seek, SeekFrom};

/// What begins an archive.
const MAGIC: &[u8] = b"7z\xbc\xaf\x27\x1c";
/// The length of what stands before the first packed byte.
const HEAD: usize = 32;
/// Where that says how far behind it the directory begins.
const OFFSET: usize = 12;
/// How many bytes of the directory tell how it is packed; some 40 are usual.
const LOOK: u64 = 512;

/// Kinds of properties (7zFormat.txt of the LZMA SDK).
const END: u8 = 0x00;
const HEADER: u8 = 0x01;
const PACK_INFO: u8 = 0x06;
const UNPACK_INFO: u8 = 0x07;
const SIZE: u8 = 0x09;
const CRC: u8 = 0x0a;
const FOLDER: u8 = 0x0b;
const ENCODED_HEADER: u8 = 0x17;

/// How many coders the directory of an archive has to pass through, one behind the other; each takes a window of its own. 0 where it
/// is not packed.
///
/// # Errors
///
/// It is no 7z archive, or does not say; such are the archives whose beginning was never written.
pub(crate) fn directory_coders(reader: &mut (impl Read + Seek)) -> io::Result<u64> {
    let mut head = [0; HEAD];
    reader.seek(SeekFrom::Start(0))?;
    reader.read_exact(&mut head)?;
    let offset = head[OFFSET..]
        .first_chunk()
        .map(|eight| u64::from_le_bytes(*eight));
    let place = offset.and_then(|offset| offset.checked_add(HEAD as u64));
    let place = place
        .filter(|_| head.starts_with(MAGIC))
        .ok_or_else(unclear)?;
    reader.seek(SeekFrom::Start(place))?;
    let mut bytes = Vec::new();
    reader.take(LOOK).read_to_end(&mut bytes)?;
    coders(&mut Cursor(&bytes)).ok_or_else(unclear)
}

fn unclear() -> io::Error {
    io::Error::new(ErrorKind::InvalidData, "its directory is not where it says")
}

fn coders(from: &mut Cursor<'_>) -> Option<u64> {
    match from.byte()? {
        HEADER => return Some(0),
        ENCODED_HEADER => {}
        _ => return None,
    }
    from.expect(PACK_INFO)?;
    let _place = from.number()?;
    let streams = from.number()?;
    let mut kind = from.byte()?;
    if kind == SIZE {
        for _ in 0..streams {
            from.number()?;
        }
        kind = from.byte()?;
    }
    if kind == CRC {
        // All of them are there.
        from.expect(1)?;
        from.skip(streams.checked_mul(4)?)?;
        kind = from.byte()?;
    }
    if kind != END {
        return None;
    }
    from.expect(UNPACK_INFO)?;
    from.expect(FOLDER)?;
    let _folders = from.number()?;
    // They stand here, not elsewhere.
    from.expect(0)?;
    from.number()
}

struct Cursor<'b>(&'b [u8]);

impl Cursor<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn expect(&mut self, wanted: u8) -> Option<()> {
        (self.byte()? == wanted).then_some(())
    }

    fn skip(&mut self, count: u64) -> Option<()> {
        self.0 = self.0.get(usize::try_from(count).ok()?..)?;
        Some(())
    }

    /// A number: the bits that are set at the beginning of its first byte say how many bytes follow, lowest first; what is left of the
    /// first byte is the highest.
    fn number(&mut self) -> Option<u64> {
        let first = self.byte()?;
        let more = first.leading_ones();
        let mut number = 0;
        for place in 0..more {
            number |= u64::from(self.byte()?) << (8 * place);
        }
        let rest = 0x7f_u8.checked_shr(more).unwrap_or(0) & first;
        Some(number | u64::from(rest).checked_shl(8 * more).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive(directory: &[u8]) -> io::Cursor<Vec<u8>> {
        let mut bytes = MAGIC.to_vec();
        bytes.resize(OFFSET, 0);
        bytes.extend(3_u64.to_le_bytes());
        bytes.resize(HEAD + 3, 0);
        bytes.extend(directory);
        io::Cursor::new(bytes)
    }

    #[test]
    fn coders_of_the_directory_are_counted() {
        assert_eq!(directory_coders(&mut archive(b"\x01\x04")).ok(), Some(0));
        let packed = b"\x17\x06\x85\x23\x01\x09\x80\x71\x00\x07\x0b\x01\x00\x02\x23";
        assert_eq!(directory_coders(&mut archive(packed)).ok(), Some(2));
        let with_sum =
            b"\x17\x06\x05\x01\x09\x71\x0a\x01\x01\x02\x03\x04\x00\x07\x0b\x01\x00\x40\x23";
        assert_eq!(directory_coders(&mut archive(with_sum)).ok(), Some(64));
        for length in 0..packed.len() - 1 {
            let cut = directory_coders(&mut archive(&packed[..length]));
            assert!(cut.is_err(), "{length}");
        }
        assert!(directory_coders(&mut io::Cursor::new(b"PK\x03\x04")).is_err());
    }

    #[test]
    fn numbers_are_as_long_as_their_first_byte_says() {
        for (bytes, number) in [
            (&b"\x05"[..], 5),
            (b"\x7f", 127),
            (b"\x81\x02", 0x102),
            (b"\xc1\x02\x03", 0x1_0302),
            (
                b"\xff\x01\x02\x03\x04\x05\x06\x07\x08",
                0x0807_0605_0403_0201,
            ),
            (b"\xfe\x01\x02\x03\x04\x05\x06\x07", 0x0007_0605_0403_0201),
        ] {
            assert_eq!(Cursor(bytes).number(), Some(number), "{bytes:x?}");
        }
    }
}
