//! Messages of Outlook: an OLE file with a stream for each property (MS-OXMSG).

mod ole;
mod sane;
mod storage;

use super::error::{ArchiveError, Halt};
use super::mapi::Outlook;
use super::member::Member;
use super::walk::Walk;
use crate::codec::{hex, utf16};
use crate::input::Whole;
use crate::words::origin::Container;
use ole::Ole;
use sha2::{Digest, Sha256};

/// MS-CFB section 2.2.
const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// MS-OXMSG section 2.4: the stream that every message has.
const PROPERTIES: &str = "__properties_version1.0";

pub(super) fn sniff(head: &[u8]) -> bool {
    head.starts_with(MAGIC)
}

pub(super) fn read(walk: &mut Walk<'_>, bytes: &[u8]) -> Result<bool, Halt> {
    let mut ole = match Ole::open(bytes) {
        Ok(ole) => ole,
        // Other programs write such files, too.
        Err(_) if !has_name(bytes) => return Ok(false),
        Err(what) => return Err(ArchiveError::damaged(Container::Msg, what).into()),
    };
    let Some(item) = storage::message(&mut ole) else {
        return Ok(false);
    };
    let outlook = Outlook::of(item).ok_or(ArchiveError::NoHeader(
        "is an Outlook item that is no message (a contact, a task, a note)",
    ))?;
    let whole = Whole {
        sha256: hex::encode(&Sha256::digest(bytes)),
        size: bytes.len(),
    };
    outlook.hand_on(walk, Member::new(Container::Msg, "1"), Some(whole))?;
    Ok(true)
}

/// Whether the name of the stream that every message has stands in a file, wherever that is.
fn has_name(bytes: &[u8]) -> bool {
    let [_, name] = utf16::encode(PROPERTIES);
    memchr::memmem::find(bytes, &name).is_some()
}

#[cfg(test)]
mod tests;
