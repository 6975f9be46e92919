//! Containers by hand: what comes out of them, and where it stood.

mod archives;
mod budgets;
mod faults;
#[cfg(unix)]
mod folders;
mod mailboxes;
mod queues;

use super::*;
use crate::words::origin::Origin;
use std::io::Write;
use std::ops::ControlFlow;

/// What came out of a container.
struct Taken {
    messages: Vec<(String, Origin)>,
    failures: Vec<String>,
    end: Result<Summary, ArchiveError>,
}

impl Taken {
    fn texts(&self) -> Vec<&str> {
        self.messages
            .iter()
            .map(|(text, _)| text.as_str())
            .collect()
    }
}

fn take(bytes: &[u8]) -> Taken {
    take_with(bytes, &Options::default())
}

fn take_with(bytes: &[u8], options: &Options) -> Taken {
    let (mut messages, mut failures) = (Vec::new(), Vec::new());
    let content = Content::Stream(Box::new(bytes));
    let end = walk(content, options, &mut |item| {
        match item {
            Item::Message(entry) => messages.push((
                String::from_utf8_lossy(&entry.bytes).into_owned(),
                entry.origin.unwrap_or_default(),
            )),
            Item::Failed(failure) => failures.push(failure.error.to_string()),
        }
        ControlFlow::Continue(())
    });
    Taken {
        messages,
        failures,
        end,
    }
}

const SEPARATOR: &str = "From a@example.org Sat May  2 10:00:00 2026\n";

fn mailbox(messages: &[&str]) -> String {
    let mut out = String::new();
    for message in messages {
        out.extend([SEPARATOR, message, "\n"]);
    }
    out
}

fn message(number: usize) -> String {
    format!("From: a@example.org\nSubject: {number}\n\nhello {number}\n")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = ::tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = ::tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        out.append_data(&mut header, name, *bytes).unwrap();
    }
    out.into_inner().unwrap()
}

fn zip(members: &[(&str, &[u8])], password: Option<&str>) -> Vec<u8> {
    let mut out = ::zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = ::zip::write::SimpleFileOptions::default()
            .compression_method(::zip::CompressionMethod::Deflated);
        match password {
            Some(word) => out.start_file(
                *name,
                options.with_aes_encryption(::zip::AesMode::Aes256, word),
            ),
            None => out.start_file(*name, options),
        }
        .unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}
