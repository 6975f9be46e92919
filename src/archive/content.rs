//! What is opened: a file, a stream, or bytes.

use super::error::{ArchiveError, Halt};
use crate::input::{self, Whole};
use crate::limits::MAX_SNIFF;
use crate::words::origin::Container;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};

/// What is opened.
pub enum Content<'a> {
    /// A file, from its beginning.
    File(File),
    /// What can be read once.
    Stream(Box<dyn Read + 'a>),
    /// Bytes.
    Bytes(Cow<'a, [u8]>),
}

/// What can be read at any place.
pub(super) trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

/// The same with its beginning known.
pub(super) struct Peeked<'a> {
    /// Its first bytes; of bytes, all.
    head: Option<Vec<u8>>,
    content: Content<'a>,
}

impl<'a> Content<'a> {
    /// Looks at the beginning. A file that has no more is read with that.
    pub(super) fn peek(mut self) -> Result<Peeked<'a>, Halt> {
        let head = match &mut self {
            Self::Bytes(_) => None,
            Self::File(file) => {
                let head = read_head(file)?;
                if head.len() < MAX_SNIFF {
                    return Ok(Peeked {
                        head: None,
                        content: Self::Bytes(Cow::Owned(head)),
                    });
                }
                file.seek(SeekFrom::Start(0))?;
                Some(head)
            }
            Self::Stream(stream) => {
                let mut head = Vec::new();
                let end = stream.take(MAX_SNIFF as u64).read_to_end(&mut head);
                if let Err(error) = end {
                    if head.is_empty() {
                        return Err(error.into());
                    }
                    // What came before it is looked at first.
                    self = Self::Stream(Box::new(Failing(Some(error))));
                }
                Some(head)
            }
        };
        Ok(Peeked {
            head,
            content: self,
        })
    }
}

/// A stream that has nothing but an error.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// The beginning of a file, read at once: with room for all of it, and for the end to be seen.
fn read_head(file: &mut File) -> Result<Vec<u8>, Halt> {
    let size = file.metadata()?.len().min(MAX_SNIFF as u64);
    let mut head = Vec::with_capacity(usize::try_from(size).unwrap_or(MAX_SNIFF) + 1);
    file.take(MAX_SNIFF as u64).read_to_end(&mut head)?;
    Ok(head)
}

impl<'a> Peeked<'a> {
    /// Its first bytes.
    pub fn head(&self) -> &[u8] {
        match (&self.head, &self.content) {
            (Some(head), _) => head,
            (None, Content::Bytes(bytes)) => bytes,
            (None, _) => &[],
        }
    }

    /// All of it, to be read once.
    pub fn into_reader(self) -> Box<dyn Read + 'a> {
        match self.content {
            Content::File(file) => Box::new(file),
            Content::Stream(rest) => {
                Box::new(Cursor::new(self.head.unwrap_or_default()).chain(rest))
            }
            Content::Bytes(bytes) => Box::new(Cursor::new(bytes)),
        }
    }

    /// As much of it as is read of an input.
    pub fn into_bytes(self) -> Result<(Cow<'a, [u8]>, Option<Whole>), Halt> {
        if let Content::Bytes(bytes) = self.content {
            return Ok((bytes, None));
        }
        let (bytes, whole) = input::read_limited(self.into_reader())?;
        Ok((Cow::Owned(bytes), whole))
    }

    /// All of it, to be read at any place; a stream is kept in memory for that.
    pub fn into_seekable(self, container: Container) -> Result<Box<dyn ReadSeek + 'a>, Halt> {
        if let Content::File(file) = self.content {
            return Ok(Box::new(file));
        }
        let (bytes, whole) = self.into_bytes()?;
        match whole {
            Some(_) => Err(ArchiveError::TooLarge(container).into()),
            None => Ok(Box::new(Cursor::new(bytes))),
        }
    }
}
