//! Messages one behind the other in a stream.

use super::buffer::Buffer;
use crate::codec::hex;
use crate::input::Whole;
use crate::limits::MAX_INPUT;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::io;

/// Where a message ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// Behind its last byte.
    pub end: usize,
    /// Where what follows it begins.
    pub next: usize,
}

/// Where its end is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Search {
    /// It is here.
    Found(Cut),
    /// Before this place it is not; what is beyond has to be read first.
    Beyond(usize),
}

/// A message out of a stream.
pub(super) struct Piece<'b> {
    pub bytes: Cow<'b, [u8]>,
    /// What it is known by, where it is longer than is read.
    pub whole: Option<Whole>,
    /// Its length.
    pub length: u64,
    /// How far the buffer is to be moved behind it.
    pub next: usize,
}

/// The message at the buffer's place, as far as `find` says. It is given what has been read from the place on, where to search
/// from, and whether that is all.
pub(super) fn next<'b>(
    buffer: &'b mut Buffer<'_>,
    mut find: impl FnMut(&[u8], usize, bool) -> Search,
) -> io::Result<Piece<'b>> {
    let mut from = 0;
    let cut = loop {
        match find(buffer.data(), from, buffer.is_all) {
            Search::Found(cut) => break cut,
            Search::Beyond(_) if buffer.is_all => {
                let end = buffer.data().len();
                break Cut { end, next: end };
            }
            Search::Beyond(place) if place > MAX_INPUT => return too_long(buffer, find, place),
            Search::Beyond(place) => {
                from = place;
                buffer.fill()?;
            }
        }
    };
    Ok(Piece {
        bytes: Cow::Borrowed(&buffer.data()[..cut.end]),
        whole: None,
        length: cut.end as u64,
        next: cut.next,
    })
}

/// The same where it is longer than is read: its beginning is kept, the rest only hashed.
fn too_long<'b>(
    buffer: &'b mut Buffer<'_>,
    mut find: impl FnMut(&[u8], usize, bool) -> Search,
    mut done: usize,
) -> io::Result<Piece<'b>> {
    let kept = buffer.data()[..MAX_INPUT].to_vec();
    let mut hasher = Sha256::new();
    let mut length = 0;
    loop {
        // What was searched is done with.
        hasher.update(&buffer.data()[..done]);
        length += done as u64;
        buffer.consume(done);
        let cut = match find(buffer.data(), 0, buffer.is_all) {
            Search::Found(cut) => cut,
            Search::Beyond(_) if buffer.is_all => {
                let end = buffer.data().len();
                Cut { end, next: end }
            }
            Search::Beyond(place) => {
                done = place;
                buffer.fill()?;
                continue;
            }
        };
        hasher.update(&buffer.data()[..cut.end]);
        length += cut.end as u64;
        let whole = Whole {
            sha256: hex::encode(&hasher.finalize()),
            size: usize::try_from(length).unwrap_or(usize::MAX),
        };
        return Ok(Piece {
            bytes: Cow::Owned(kept),
            whole: Some(whole),
            length,
            next: cut.next,
        });
    }
}
