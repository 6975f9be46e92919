//! Archives that programs wrote, and some that none would.

use super::*;
use crate::limits::{MAX_ARCHIVE_NAMES, MAX_UNPACKED};
use flate2::{Compression, write::GzEncoder};
use std::io::{Cursor, Write};

/// The hash of `hello`.
const HELLO: &str = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

fn room() -> Room {
    Room::new(MAX_UNPACKED)
}

fn tar_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = ::tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = ::tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        builder.append_data(&mut header, name, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

fn gzip_of(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

#[cfg(feature = "seven-zip")]
fn seven_zip_of(files: &[(&str, &[u8])], password: Option<&str>) -> Vec<u8> {
    use sevenz_rust2::encoder_options::{AesEncoderOptions, Lzma2Options};
    use sevenz_rust2::{ArchiveEntry, ArchiveWriter};
    let mut writer = ArchiveWriter::new(Cursor::new(Vec::new())).unwrap();
    let mut methods = vec![Lzma2Options::from_level(5).into()];
    if let Some(password) = password {
        methods.insert(0, AesEncoderOptions::new(password.into()).into());
    }
    writer.set_content_methods(methods);
    writer.set_encrypt_header(false);
    for (name, bytes) in files {
        let entry = ArchiveEntry::new_file(name);
        writer.push_archive_entry(entry, Some(*bytes)).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn found(archive: Option<Archive>) -> Vec<(String, u64, String)> {
    let files = archive.expect("an archive").files.into_iter();
    files
        .map(|file| (file.name, file.size, file.sha256))
        .collect()
}

#[test]
fn files_of_each_kind_are_unpacked_and_hashed() {
    let files: &[(&str, &[u8])] = &[("in/scan.pdf.exe", b"hello"), ("b.txt", b"more")];
    let tar = tar_of(files);
    let archives = [
        tar.clone(),
        gzip_of(&tar),
        #[cfg(feature = "seven-zip")]
        seven_zip_of(files, None),
    ];
    for bytes in archives {
        let archive = read(&bytes, None, &room()).expect("an archive");
        assert_eq!(archive.names, ["in/scan.pdf.exe", "b.txt"]);
        assert!(!archive.encrypted);
        let files = found(Some(archive));
        assert_eq!(files.len(), 2);
        assert_eq!(
            files[0],
            ("in/scan.pdf.exe".to_owned(), 5, HELLO.to_owned())
        );
        for end in 0..bytes.len() {
            let _ = read(&bytes[..end], None, &Room::new(1024));
        }
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0xff;
            let _ = read(&damaged, None, &Room::new(1 << 20));
        }
    }
}

#[test]
fn a_file_in_gzip_is_called_as_it_says_or_as_the_attachment_is() {
    let named = flate2::GzBuilder::new().filename("scan.exe");
    let mut writer = named.write(Vec::new(), Compression::fast());
    writer.write_all(b"hello").unwrap();
    let named = writer.finish().unwrap();
    let hello = |name: &str| vec![(name.to_owned(), 5, HELLO.to_owned())];
    assert_eq!(
        found(read(&named, Some("a.gz"), &room())),
        hello("scan.exe")
    );
    let plain = gzip_of(b"hello");
    assert_eq!(found(read(&plain, Some("a.js.GZ"), &room())), hello("a.js"));
    assert_eq!(read(&plain, None, &room()), None);
}

#[test]
fn what_does_not_fit_is_named_only() {
    let zeros = vec![0; 1 << 20];
    let files: &[(&str, &[u8])] = &[("a", b"hello"), ("zeros", &zeros), ("z", b"hello")];
    let tar = tar_of(files);
    let read = |bytes: &[u8]| {
        let room = Room::new(100_000);
        let archive = read(bytes, None, &room).expect("an archive");
        let files = archive.files.iter().map(|file| file.name.clone());
        (
            archive.names.len(),
            files.collect::<Vec<_>>(),
            room.has(100_000),
        )
    };
    assert_eq!(read(&tar).1, ["a", "z"]);
    // What is behind a long file comes only with it.
    let (names, unpacked, is_whole) = read(&gzip_of(&tar));
    assert_eq!(
        (names, unpacked, is_whole),
        (2, vec!["a".to_owned()], false)
    );
    let none = read_names(&tar);
    assert_eq!((none.names.len(), none.files.len()), (3, 0));
}

fn read_names(bytes: &[u8]) -> Archive {
    read(bytes, None, &Room::none()).expect("an archive")
}

#[test]
fn names_are_bounded() {
    let names: Vec<String> = (0..MAX_ARCHIVE_NAMES + 3)
        .map(|n| format!("{n}.txt"))
        .collect();
    let files: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), &b"x"[..]))
        .collect();
    let archives = [
        tar_of(&files),
        #[cfg(feature = "seven-zip")]
        seven_zip_of(&files, None),
    ];
    for bytes in archives {
        let archive = read(&bytes, None, &room()).expect("an archive");
        assert_eq!(
            (archive.names.len(), archive.left_out),
            (MAX_ARCHIVE_NAMES, 3)
        );
        assert_eq!(archive.files.len(), MAX_ARCHIVE_NAMES);
    }
}

#[cfg(feature = "seven-zip")]
#[test]
fn nothing_is_decrypted() {
    let bytes = seven_zip_of(&[("a.exe", b"hello")], Some("infected"));
    let archive = read(&bytes, None, &room()).expect("an archive");
    assert!(archive.encrypted);
    assert_eq!((archive.names.len(), archive.files.len()), (1, 0));
}

/// A directory behind many coders would take a window for each.
#[cfg(feature = "seven-zip")]
#[test]
fn a_directory_behind_many_coders_is_not_read() {
    // So many that it is packed.
    let names: Vec<String> = (0..50).map(|n| format!("long name {n}.txt")).collect();
    let files: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), &b"x"[..]))
        .collect();
    let mut bytes = seven_zip_of(&files, None);
    let place = bytes[12..20]
        .first_chunk()
        .map(|eight| u64::from_le_bytes(*eight))
        .unwrap();
    let directory = 32 + usize::try_from(place).unwrap();
    let folder = memchr::memmem::find(&bytes[directory..], b"\x07\x0b\x01\0").unwrap();
    assert!(read(&bytes, None, &room()).is_some());
    bytes[directory + folder + 4] = 64;
    assert_eq!(read(&bytes, None, &room()), None);
}

/// Many entries of a directory may be of the same bytes, and each costs reading them.
#[test]
fn files_of_the_same_bytes_cost_each_its_own() {
    const LENGTH: usize = 10_000;
    let mut writer = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = ::zip::write::SimpleFileOptions::default()
        .compression_method(::zip::CompressionMethod::Stored);
    writer.start_file("a.bin", stored).unwrap();
    writer.write_all(&[b'x'; LENGTH]).unwrap();
    let one = writer.finish().unwrap().into_inner();
    let begin = memchr::memmem::find(&one, b"PK\x01\x02").unwrap();
    let end = memchr::memmem::find(&one, b"PK\x05\x06").unwrap();
    // The same entry, under a hundred names.
    let mut many = one[..begin].to_vec();
    for number in 0..100_u8 {
        let mut entry = one[begin..end].to_vec();
        let at = memchr::memmem::find(&entry, b"a.bin").unwrap();
        entry[at..at + 5].copy_from_slice(format!("{number:05}").as_bytes());
        many.extend_from_slice(&entry);
    }
    let directory = u32::try_from(many.len() - begin).unwrap();
    let mut last = one[end..].to_vec();
    last[8..12].copy_from_slice(&[100, 0, 100, 0]);
    last[12..16].copy_from_slice(&directory.to_le_bytes());
    many.extend_from_slice(&last);
    let room = Room::new(10 * LENGTH as u64);
    let found = read(&many, None, &room).expect("an archive");
    assert_eq!(found.names.len(), 100);
    // Each takes what is read for it, and what comes out.
    assert_eq!(found.files.len(), 5);
    assert!(!room.has(1));
}
