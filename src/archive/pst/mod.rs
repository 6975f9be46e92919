//! Stores of Outlook: `.pst` files, and `.ost` files up to Outlook 2010 (MS-PST). Every message of every folder that people see.
//!
//! Nothing is written, and nothing is kept but the message at hand. A store may refer to itself: what is read is counted.

#[cfg(feature = "pst")]
mod coding;
#[cfg(feature = "pst")]
mod file;
#[cfg(feature = "pst")]
mod folders;
#[cfg(feature = "pst")]
mod heap;
#[cfg(feature = "pst")]
mod item;

#[cfg(feature = "pst")]
pub(super) use folders::read;

/// MS-PST section 2.2.2.6.
const MAGIC: &[u8] = b"!BDN";

pub(super) fn sniff(head: &[u8]) -> bool {
    head.starts_with(MAGIC)
}

/// Says that it cannot be read.
#[cfg(not(feature = "pst"))]
pub(super) fn read(
    _: &mut super::walk::Walk<'_>,
    _: &mut dyn super::content::ReadSeek,
) -> Result<(), super::error::Halt> {
    use crate::words::origin::Container;
    Err(super::error::ArchiveError::NotBuilt(Container::Pst).into())
}

#[cfg(all(test, feature = "pst"))]
mod tests;
