//! Messages packed into every container that keeps their bytes.

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

/// How a mailbox quotes lines that would separate messages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Quoting {
    /// `From ` becomes `>From `.
    Mboxo,
    /// `>From ` becomes `>>From `, too.
    Mboxrd,
    /// Not at all: Content-Length tells.
    Mboxcl2,
}

/// A mailbox.
pub fn mbox(messages: &[Vec<u8>], quoting: Quoting) -> Vec<u8> {
    let mut out = Vec::new();
    for message in messages {
        out.extend(b"From a@example.org Sat May  2 10:00:00 2026\n");
        let header_end = header_end(message);
        let (header, body) = message.split_at(header_end);
        if quoting == Quoting::Mboxcl2 {
            let last = header.iter().rposition(|byte| *byte == b'\n').unwrap_or(0);
            let before = header[..last]
                .iter()
                .rposition(|byte| *byte == b'\n')
                .map_or(0, |at| at + 1);
            out.extend(&header[..before]);
            out.extend(format!("Content-Length: {}\n", body.len()).as_bytes());
            out.extend(&header[before..]);
            out.extend(body);
        } else {
            out.extend(header);
            for line in body.split_inclusive(|byte| *byte == b'\n') {
                let bare = line
                    .iter()
                    .position(|byte| *byte != b'>')
                    .unwrap_or(line.len());
                let is_quoted = line[bare..].starts_with(b"From ");
                if is_quoted && (bare == 0 || quoting == Quoting::Mboxrd) {
                    out.push(b'>');
                }
                out.extend(line);
            }
        }
        out.push(b'\n');
    }
    out
}

/// Behind the empty line, or the end.
fn header_end(message: &[u8]) -> usize {
    let mut start = 0;
    for (at, byte) in message.iter().enumerate() {
        if *byte == b'\n' {
            if message[start..at].trim_ascii().is_empty() {
                return at + 1;
            }
            start = at + 1;
        }
    }
    message.len()
}

pub fn mmdf(messages: &[Vec<u8>]) -> Vec<u8> {
    let line = b"\x01\x01\x01\x01\n";
    messages
        .iter()
        .flat_map(|message| [&line[..], message, line].concat())
        .collect()
}

pub fn emlx(message: &[u8]) -> Vec<u8> {
    let list = b"<?xml version=\"1.0\"?>\n<plist version=\"1.0\"><dict><key>flags</key><integer>1</integer></dict></plist>\n";
    [format!("{}\n", message.len()).as_bytes(), message, list].concat()
}

/// A message in a queue of Postfix: a record for each line, or for each part of a long one.
pub fn postfix_queue(message: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut record = |kind: u8, data: &[u8]| {
        out.push(kind);
        let mut length = data.len();
        while length > 0x7f {
            out.push(u8::try_from(length & 0x7f).expect("seven bits") | 0x80);
            length >>= 7;
        }
        out.push(u8::try_from(length).expect("seven bits"));
        out.extend(data);
    };
    record(b'C', ["              0"; 6].join(" ").as_bytes());
    record(b'T', b"1777716000 0");
    record(b'S', b"a@client.example");
    record(b'R', b"b@example.net");
    record(b'M', b"");
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let mut parts = line.chunks(2048).peekable();
        if parts.peek().is_none() {
            record(b'N', b"");
        }
        while let Some(part) = parts.next() {
            record(if parts.peek().is_some() { b'L' } else { b'N' }, part);
        }
    }
    record(b'X', b"");
    record(b'E', b"");
    out
}

/// Messages as files with their names.
pub fn files(messages: &[Vec<u8>], end: &str) -> Vec<(String, Vec<u8>)> {
    (1..)
        .zip(messages)
        .map(|(number, message)| (format!("{number:05}{end}"), message.clone()))
        .collect()
}

pub fn zip(members: &[(String, Vec<u8>)], password: Option<&str>) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated);
        match password {
            Some(word) => out.start_file(
                name,
                options.with_aes_encryption(zip::AesMode::Aes256, word),
            ),
            None => out.start_file(name, options),
        }
        .expect("a member");
        out.write_all(bytes).expect("memory");
    }
    out.finish().expect("an archive").into_inner()
}

pub fn tar(members: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut out = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        out.append_data(&mut header, name, &bytes[..])
            .expect("a member");
    }
    out.into_inner().expect("an archive")
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).expect("memory");
    out.finish().expect("memory")
}

pub fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

pub fn seven_zip(members: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut out = sevenz_rust2::ArchiveWriter::new(Cursor::new(Vec::new())).expect("memory");
    for (name, bytes) in members {
        let entry = sevenz_rust2::ArchiveEntry::new_file(name);
        out.push_archive_entry(entry, Some(&bytes[..]))
            .expect("a member");
    }
    out.finish().expect("an archive").into_inner()
}

/// A message of Outlook with this header: the streams that every one has.
pub fn msg(header: &str) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("memory");
    let mut put = |name: &str, bytes: &[u8]| {
        let mut stream = file.create_stream(name).expect("a stream");
        stream.write_all(bytes).expect("memory");
    };
    put("/__properties_version1.0", &[0; 32]);
    let utf16: Vec<u8> = header.encode_utf16().flat_map(u16::to_le_bytes).collect();
    put("/__substg1.0_007D001F", &utf16);
    file.flush().expect("memory");
    file.into_inner().into_inner()
}

/// The header of a message as Microsoft Graph lists it.
pub fn graph(header: &str) -> Vec<u8> {
    let message = hdrtrace::message::Message::parse(header.as_bytes());
    let fields: Vec<serde_json::Value> = message
        .fields()
        .iter()
        .map(|field| serde_json::json!({"name": field.name(), "value": String::from_utf8_lossy(&field.unfolded())}))
        .collect();
    serde_json::json!({"id": "1", "internetMessageHeaders": fields})
        .to_string()
        .into_bytes()
}

/// A message that carries others as whoever forwards them sends it.
pub fn wrapper(messages: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"From: robin@example.net\r\nTo: abuse@example.net\r\nSubject: FW\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=\"=_outer\"\r\n\r\n--=_outer\r\n\r\nplease check\r\n"
        .to_vec();
    for message in messages {
        out.extend(b"--=_outer\r\nContent-Type: message/rfc822\r\n\r\n");
        out.extend(message);
        out.extend(b"\r\n");
    }
    out.extend(b"--=_outer--\r\n");
    out
}

/// Files below a folder.
pub fn folder(root: &Path, members: &[(String, Vec<u8>)]) -> PathBuf {
    for (name, bytes) in members {
        let path = root.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    root.to_owned()
}

/// A Maildir with a folder in it, as Maildir++ has them.
pub fn maildir(root: &Path, messages: &[Vec<u8>]) -> PathBuf {
    let half = messages.len() / 2;
    let name =
        |part: &str, at: usize| format!("{part}/{:010}.M{at}P1.host,S=1:2,S", 1_700_000_000 + at);
    let members: Vec<_> = (0..)
        .zip(messages)
        .map(|(at, message)| {
            let part = if at < half { "cur" } else { ".Sub/cur" };
            (name(part, at), message.clone())
        })
        .collect();
    for part in ["new", "tmp", ".Sub/new", ".Sub/tmp"] {
        fs::create_dir_all(root.join(part)).expect("a folder");
    }
    folder(root, &members)
}
