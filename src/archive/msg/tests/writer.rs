//! Writes files as Outlook does.

use cfb::{CompoundFile, Version};
use std::io::{Cursor, Write};
use std::time::UNIX_EPOCH;

type File = CompoundFile<Cursor<Vec<u8>>>;

/// A message, a recipient or an attachment.
#[derive(Clone, Debug, Default)]
pub struct Object {
    streams: Vec<(u32, Vec<u8>)>,
    fixed: Vec<(u32, u64)>,
    recipients: Vec<Object>,
    attachments: Vec<Object>,
    embedded: Option<Box<Object>>,
}

impl Object {
    pub fn text(mut self, id: u32, text: &str) -> Self {
        let bytes = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        self.streams.push((id << 16 | 0x1F, bytes));
        self
    }

    pub fn narrow(mut self, id: u32, bytes: &[u8]) -> Self {
        self.streams.push((id << 16 | 0x1E, bytes.to_vec()));
        self
    }

    pub fn binary(mut self, id: u32, bytes: &[u8]) -> Self {
        self.streams.push((id << 16 | 0x102, bytes.to_vec()));
        self
    }

    pub fn integer(mut self, id: u32, value: u32) -> Self {
        self.fixed.push((id << 16 | 0x03, value.into()));
        self
    }

    /// A time in seconds since 1970.
    pub fn time(mut self, id: u32, seconds: u64) -> Self {
        let ticks = (seconds + 11_644_473_600) * 10_000_000;
        self.fixed.push((id << 16 | 0x40, ticks));
        self
    }

    pub fn recipient(mut self, one: Self) -> Self {
        self.recipients.push(one);
        self
    }

    pub fn attachment(mut self, one: Self) -> Self {
        self.attachments.push(one);
        self
    }

    /// Makes an attachment of a message.
    pub fn embedded(mut self, message: Self) -> Self {
        self.embedded = Some(Box::new(message));
        self.integer(0x3705, 5)
    }

    /// The file.
    pub fn file(&self) -> Vec<u8> {
        self.file_of(Version::V3)
    }

    pub fn file_of(&self, version: Version) -> Vec<u8> {
        let file = Cursor::new(Vec::new());
        let mut file = CompoundFile::create_with_version(version, file).expect("a file");
        create(&mut file, "/__nameid_version1.0");
        self.write(&mut file, "", 32);
        let storages: Vec<_> = file
            .walk()
            .filter(cfb::Entry::is_storage)
            .map(|entry| entry.path().to_owned())
            .collect();
        for path in storages {
            file.set_created_time(&path, UNIX_EPOCH).expect("a time");
            file.set_modified_time(&path, UNIX_EPOCH).expect("a time");
        }
        file.flush().expect("written");
        file.into_inner().into_inner()
    }

    fn write(&self, file: &mut File, path: &str, head: usize) {
        let mut fixed = vec![0; head];
        for (tag, value) in &self.fixed {
            fixed.extend(tag.to_le_bytes());
            fixed.extend([6, 0, 0, 0]);
            fixed.extend(value.to_le_bytes());
        }
        stream(file, &format!("{path}/__properties_version1.0"), &fixed);
        for (tag, bytes) in &self.streams {
            stream(file, &format!("{path}/__substg1.0_{tag:08X}"), bytes);
        }
        for (kind, objects) in [("recip", &self.recipients), ("attach", &self.attachments)] {
            for (number, object) in objects.iter().enumerate() {
                let path = format!("{path}/__{kind}_version1.0_#{number:08X}");
                create(file, &path);
                object.write(file, &path, 8);
            }
        }
        if let Some(message) = &self.embedded {
            let path = format!("{path}/__substg1.0_3701000D");
            create(file, &path);
            message.write(file, &path, 24);
        }
    }
}

fn create(file: &mut File, path: &str) {
    file.create_storage(path).expect("a storage");
}

fn stream(file: &mut File, path: &str, bytes: &[u8]) {
    let mut stream = file.create_stream(path).expect("a stream");
    stream.write_all(bytes).expect("written");
}
