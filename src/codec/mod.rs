//! The codings that mail hides text in, each read and written in one place.
//!
//! A reader takes bytes and gives bytes; or it reads the one coded unit that begins at a place, and a [`view::View`] made
//! of units knows of every decoded byte where it stands in the source. Nothing here fails on strange bytes, or costs more
//! than a pass over them. Where readers of mail differ in what they make of the same bytes, the difference has a name.

pub(crate) mod base64;
pub(crate) mod charset;
pub(crate) mod encoded_word;
pub(crate) mod entity;
pub(crate) mod hex;
pub(crate) mod multipart;
pub(crate) mod percent;
pub(crate) mod quoted_printable;
#[cfg(feature = "seven-zip")]
pub(crate) mod seven_zip;
pub(crate) mod utf16;
pub(crate) mod view;

#[cfg(test)]
mod property_tests;
