//! Parts that are looked at as bytes only, named by what they are. What they declare is the sender's word: an archive that
//! is called a text is an archive.

use super::base64_body::decodings;
use super::encoded_word;
use super::kind::is_binary;
use super::mime::{self, Kind, Region};
use crate::codec::{charset, quoted_printable};
use crate::limits::{MAX_NESTED, MAX_UNPROTECTED};

/// How much of a part tells what it is.
const HEAD: usize = 4096;

/// How files begin whose texts are compressed, or are none.
const MAGIC: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"MSCF", "a cabinet archive"),
    (b"%PDF-", "a PDF document"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an office document or an Outlook message",
    ),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
];

/// The parts of a message whose content is compressed, no text, or in a coding that is not undone: as
/// `part 2 (a ZIP archive)`.
pub(super) fn opaque(message: &[u8]) -> Vec<String> {
    let mut out = Vec::new();
    within(message, "", 0, &mut out);
    out
}

fn within(message: &[u8], inside: &str, depth: usize, out: &mut Vec<String>) {
    for region in mime::regions(message) {
        let name = part_name(inside, &region.part);
        let mut say = |what: &str| out.push(format!("part {name} ({what})"));
        if let Some(unsplit) = region.unsplit {
            say(unsplit);
        }
        let body = &message[region.range.clone()];
        match &region.kind {
            Kind::Header => out.extend(header_words(body)),
            Kind::Text => {
                if let Some(what) = text(body, &region) {
                    say(&what);
                }
            }
            Kind::Opaque(declared) => say(&content(body).map_or(declared.clone(), str::to_owned)),
            Kind::Base64(media) => {
                let decoded = decodings(body).swap_remove(0);
                let holds = media.starts_with("message/") || media.starts_with("multipart/");
                if holds && depth < MAX_NESTED {
                    within(&decoded, &name, depth + 1, out);
                } else if holds {
                    say("nested deeper than the limit");
                } else if let Some(what) = text(&decoded, &region) {
                    say(&what);
                } else if !mime::is_readable(media) {
                    say(media);
                }
            }
        }
    }
}

/// Encoded words of a header in character sets that are not read, each set once.
fn header_words(header: &[u8]) -> Vec<String> {
    let mut sets: Vec<String> = Vec::new();
    for run in encoded_word::readings(header).into_iter().flatten() {
        let set = match content(&run.bytes) {
            Some(what) if what.starts_with("in ") => what.to_owned(),
            _ if run.is_known() => continue,
            _ => format!("in the character set {}", run.charset()),
        };
        if !sets.contains(&set) && sets.len() < MAX_UNPROTECTED {
            sets.push(set);
        }
    }
    let told = sets.into_iter();
    told.map(|set| format!("encoded words ({set})")).collect()
}

fn part_name(inside: &str, part: &str) -> String {
    match (inside, part) {
        ("", "") => "1".to_owned(),
        ("", part) => part.to_owned(),
        (inside, "") => format!("{inside}, within"),
        (inside, part) => format!("{inside}, within: {part}"),
    }
}

/// Why what is called a text is not wholly one.
fn text(body: &[u8], region: &Region) -> Option<String> {
    if let Some(what) = content(body) {
        return Some(what.to_owned());
    }
    if let Some(name) = &region.charset
        && !charset::is_known(name.as_bytes())
    {
        return Some(format!("in the character set {name}"));
    }
    if is_uuencoded(body) {
        return Some("with a file in uuencode".to_owned());
    }
    memchr::memmem::find(body, b"=ybegin ").map(|_| "with a file in yEnc".to_owned())
}

/// What the first bytes of a part are known by, if that is no text that is looked through.
fn content(body: &[u8]) -> Option<&'static str> {
    let head = &body[..body.len().min(HEAD)];
    let head = head.trim_ascii_start();
    let decoded = quoted_printable::decode(head);
    [head, &decoded].into_iter().find_map(|head| {
        let magic = MAGIC.iter().find(|(magic, _)| head.starts_with(magic));
        match magic {
            Some((_, name)) => Some(*name),
            None if is_utf32(head) => Some("in UTF-32"),
            None if is_ebcdic(head) => Some("in EBCDIC"),
            // Addresses are looked for in UTF-16, too.
            None if is_binary(head) && !is_utf16(head) => Some("no text"),
            None => None,
        }
    })
}

/// Whether of four bytes, at one place each, three are zero.
fn is_utf32(head: &[u8]) -> bool {
    let zeros = [0, 1, 2, 3].map(|at| share(head.iter().skip(at).step_by(4), |byte| byte == 0));
    head.len() >= 16 && zeros.iter().filter(|share| **share > 90).count() == 3
}

fn is_utf16(head: &[u8]) -> bool {
    let zeros = [0, 1].map(|at| share(head.iter().skip(at).step_by(2), |byte| byte == 0));
    zeros[0].abs_diff(zeros[1]) > 50
}

/// Whether bytes are what letters, digits and blanks are in EBCDIC, and few are ASCII.
fn is_ebcdic(head: &[u8]) -> bool {
    let is_one = |byte| matches!(byte, 0x40 | 0x81..=0x89 | 0x91..=0x99 | 0xa2..=0xa9 | 0xc1..=0xc9 | 0xd1..=0xd9 | 0xe2..=0xe9 | 0xf0..=0xf9);
    let is_ascii = |byte: u8| byte.is_ascii_alphanumeric() || byte == b' ';
    head.len() >= 16
        && share(head.iter(), is_one) > 75
        && share(head.iter(), is_ascii) < 10
        && std::str::from_utf8(head).is_err()
}

/// Of a hundred bytes, how many are such.
fn share<'b>(bytes: impl Iterator<Item = &'b u8>, is_one: impl Fn(u8) -> bool) -> usize {
    let (mut all, mut some) = (0, 0);
    for byte in bytes {
        all += 1;
        some += usize::from(is_one(*byte));
    }
    some * 100 / all.max(1)
}

/// Whether a text has a file in uuencode: a line that begins it, and one of its data.
fn is_uuencoded(text: &[u8]) -> bool {
    const BEGIN: &[u8] = b"begin ";
    memchr::memmem::find_iter(text, BEGIN).any(|at| {
        let is_line = at == 0 || text[at - 1] == b'\n';
        let behind = &text[at + BEGIN.len()..];
        let behind = behind.strip_prefix(b"-base64 ").unwrap_or(behind);
        let mode = behind.iter().take_while(|byte| matches!(byte, b'0'..=b'7'));
        is_line && (3..=4).contains(&mode.count()) && next_line(behind).is_some_and(is_uu_data)
    })
}

fn next_line(text: &[u8]) -> Option<&[u8]> {
    /// The longest name of a file that is read over.
    const MAX_LINE: usize = 1000;
    let near = &text[..text.len().min(MAX_LINE)];
    let end = memchr::memchr(b'\n', near)?;
    let rest = &text[end + 1..];
    let length = memchr::memchr(b'\n', &rest[..rest.len().min(MAX_LINE)]);
    Some(rest[..length.unwrap_or(rest.len().min(MAX_LINE))].trim_ascii_end())
}

/// The first sign says how many bytes a line holds; each three are four signs.
fn is_uu_data(line: &[u8]) -> bool {
    let Some((count, data)) = line.split_first() else {
        return false;
    };
    let count = usize::from(count.wrapping_sub(b' ') & 63);
    let signs = count.div_ceil(3) * 4;
    // Blanks at the end of a line are lost on the way; some writers add a sum.
    (signs.saturating_sub(8)..=signs + 1).contains(&data.len())
        && count > 0
        && data.iter().all(|byte| (b' '..=b'`').contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_are_known_by_their_bytes() {
        let utf32: Vec<u8> = "Dear robin.vale"
            .chars()
            .flat_map(|c| u32::from(c).to_be_bytes())
            .collect();
        let utf16: Vec<u8> = "Dear robin.vale"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        for (body, want) in [
            (
                &b"\r\nPK\x03\x04\x14"[..],
                Some("a ZIP archive or an office document"),
            ),
            (b"PK=03=04=14", Some("a ZIP archive or an office document")),
            (&utf32, Some("in UTF-32")),
            (&utf16, None),
            (
                b"\xc4\x85\x81\x99\x40\x99\x96\x82\x89\x95\x6b\x40\x88\x85\x93\x93\x96",
                Some("in EBCDIC"),
            ),
            (b"\0\x01\x02\x03\x04\x05\x06\x07abc", Some("no text")),
            (b"Dear Robin, hello", None),
            (
                "\u{416}\u{418}\u{417}\u{41d}\u{42c} \u{416}\u{418}\u{417}\u{41d}\u{42c}"
                    .as_bytes(),
                None,
            ),
        ] {
            assert_eq!(content(body), want, "{body:?}");
        }
    }

    #[test]
    fn uuencode_is_known_by_its_lines() {
        assert!(is_uuencoded(b"hi\nbegin 644 a.zip\n#0V%T\n`\nend\n"));
        for text in [
            &b"begin 644 a"[..],
            b"begin 100 things\nand more\n",
            b"to begin 644 a\n#0V%T\n",
        ] {
            assert!(!is_uuencoded(text), "{text:?}");
        }
    }
}
