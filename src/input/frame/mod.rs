//! What stands around a message in a paste: a note above it, a block of code, quoting, numbers, a table.
//!
//! What is undone here leaves the header's own bytes as they are, or was written by no sender: it begins above the first
//! field, or in it.

mod above;
mod blanks;
mod blocks;
mod code;
mod columns;
mod ends;
mod numbers;
mod quoting;
mod summary;

pub use above::below_a_note;
pub use blanks::without_blank_lines;
pub use code::out_of_a_block;
pub use columns::out_of_columns;
pub use ends::with_line_ends;
pub use numbers::unnumbered;
pub use quoting::{outdented, unbarred, unquoted};

use super::step::Altered;
use crate::codec::utf16;
use crate::message::DamageKind;

/// The text in UTF-8, if it is UTF-16.
pub fn recoded(raw: &[u8]) -> Option<Altered> {
    let text = utf16::to_utf8(raw)?;
    Some(Altered::new(DamageKind::Utf16, 0, 1, Some(text)))
}

#[cfg(test)]
mod tests;
