//! What people keep messages in → one message after the other.
//!
//! A container is recognized by its content, never by its name alone. What it holds is handed on as it is read: nothing is
//! kept but the message at hand, and nothing is written. A damaged member is an error in its place, and the others go on.
//! Containers may hold each other; the limits are those of the whole input, which is one file.
//!
//! A format is one file here and a row of the table in `formats.rs`.

mod babyl;
mod buffer;
mod compressed;
mod content;
mod emlx;
mod error;
mod export;
mod folder;
mod formats;
mod gmail;
mod graph;
mod ignored;
mod imap;
mod inside;
mod item;
mod mapi;
mod mbox;
mod member;
mod mmdf;
mod msg;
mod options;
mod packed;
mod postfix_queue;
mod pst;
mod quarantine;
mod rebuilt;
#[cfg(feature = "seven-zip")]
mod seven_zip;
mod split;
mod tally;
mod tar;
mod walk;
mod zip;

pub use content::Content;
pub use error::ArchiveError;
pub use folder::walk_path;
pub use formats::walk;
pub use inside::{Cargo, carries};
pub use item::{Entry, Failure, Item, Summary};
pub use options::{Inner, Options};
pub use packed::Beside;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod walked;
