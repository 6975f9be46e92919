//! How much may be unpacked: each file, and each message that carries others, has a limit of its own.

use super::*;
use crate::analyze::Analyzer;
use crate::limits::{FREE_CARRIED, FREE_UNPACKED, MAX_CONTAINERS};
use crate::settings::{DnsSource, Known, Settings};
use crate::words::origin::Wrapper;
use std::sync::Arc;

/// A member `1.eml` that unpacks to so many bytes.
fn bomb(bytes: u64) -> Vec<u8> {
    let zeros = vec![0; 1 << 20];
    let mut out = ::zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = ::zip::write::SimpleFileOptions::default()
        .compression_method(::zip::CompressionMethod::Deflated);
    out.start_file("1.eml", options).unwrap();
    out.write_all(message(1).as_bytes()).unwrap();
    for _ in 0..=bytes / (1 << 20) {
        out.write_all(&zeros).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// A message that passes on a file.
fn carrying(file: &[u8]) -> String {
    let file = crate::codec::base64::encode(file);
    format!(
        "From: a@example.org\nTo: desk@example.org\nSubject: look\nMIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=b\n\n--b\n\nfyi\n--b\n\
         Content-Type: application/zip; name=a.zip\nContent-Transfer-Encoding: base64\n\n{file}\n--b--\n"
    )
}

fn entries(bytes: &[u8]) -> Vec<Entry<'static>> {
    let mut found = Vec::new();
    let content = Content::Bytes(bytes.into());
    walk(content, &Options::default(), &mut |item| {
        if let Item::Message(entry) = item {
            found.push(entry.into_owned());
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    found
}

/// What one message carries.
fn carried(cargo: Cargo) -> Vec<Result<Entry<'static>, String>> {
    let mut found = Vec::new();
    cargo.walk(&Wrapper::default(), &Options::default(), &mut |item| {
        found.push(match item {
            Item::Message(entry) => Ok(entry.into_owned()),
            Item::Failed(failure) => Err(failure.error.to_string()),
        });
        ControlFlow::Continue(())
    });
    found
}

#[test]
fn a_file_of_a_folder_takes_nothing_from_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let good = zip(&[("2.eml", message(2).as_bytes())], None);
    for (name, bytes) in [
        ("a.zip", &bomb(FREE_UNPACKED)),
        ("b.zip", &good),
        ("c.zip", &good),
    ] {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let mut found = Vec::new();
    walk_path(folder.path(), &Options::default(), &mut |item| {
        found.push(match item {
            Item::Message(entry) => String::from_utf8_lossy(&entry.bytes).into_owned(),
            Item::Failed(failure) => failure.error.to_string(),
        });
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(
        found,
        [ArchiveError::Expands.to_string(), message(2), message(2)]
    );
}

#[test]
fn a_message_that_carries_others_takes_nothing_from_the_next() {
    let bomb = carrying(&bomb(FREE_CARRIED));
    let good = carrying(&zip(&[("2.eml", message(2).as_bytes())], None));
    let all = entries(mailbox(&[&bomb, &good, &good]).as_bytes());
    let found: Vec<_> = all
        .into_iter()
        .flat_map(|mut entry| carried(Cargo::of(&mut entry).unwrap()))
        .map(|found| found.map(|entry| entry.bytes.into_owned()))
        .collect();
    let good = message(2).into_bytes();
    let expands = ArchiveError::Expands.to_string();
    assert_eq!(found, [Err(expands), Ok(good.clone()), Ok(good)]);
}

#[test]
fn what_is_carried_within_counts_for_the_outermost() {
    let mut bytes = message(1);
    for _ in 0..MAX_CONTAINERS / 2 {
        bytes = carrying(&zip(&[("1.eml", bytes.as_bytes())], None));
    }
    let mut entry = entries(bytes.as_bytes()).remove(0);
    let mut tally = None;
    let mut depth = 0;
    while let Some(cargo) = Cargo::of(&mut entry) {
        entry = carried(cargo).remove(0).unwrap();
        let inner = entry.tally.clone().unwrap();
        assert!(tally.is_none_or(|tally| Arc::ptr_eq(&tally, &inner)));
        tally = Some(inner);
        depth += 1;
    }
    assert_eq!(depth, MAX_CONTAINERS / 2);
}

#[test]
fn what_a_limit_left_out_of_a_reported_message_is_said() {
    let settings = Settings {
        dns: crate::settings::DnsSettings {
            source: DnsSource::Offline,
            ..Default::default()
        },
        ..Settings::default()
    };
    let analyzer = Analyzer::new(settings).unwrap();
    let bytes = carrying(&bomb(FREE_CARRIED));
    let entry = entries(bytes.as_bytes()).remove(0);
    let choice = analyzer.choose(entry, &Known::default()).unwrap();
    assert_eq!(choice.messages.len(), 1);
    assert!(*choice.messages[0].bytes == *bytes.as_bytes());
    let errors: Vec<String> = choice
        .failures
        .iter()
        .map(|failure| failure.error.to_string())
        .collect();
    assert_eq!(errors, [ArchiveError::Expands.to_string()]);
}
