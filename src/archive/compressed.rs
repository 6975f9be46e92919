//! Files compressed with gzip or Zstandard. Both formats allow several streams one behind the other.

use super::content::Content;
use super::error::{ArchiveError, Halt, is_told};
use super::member::{Expect, Member};
use super::tally::Unpacked;
use super::walk::Walk;
use crate::words::origin::Container;
use flate2::read::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::sync::Arc;

/// RFC 1952 section 2.3.1; 8 is Deflate.
pub(super) fn is_gzip(head: &[u8]) -> bool {
    head.starts_with(b"\x1f\x8b\x08")
}

/// RFC 8878 section 3.1.1.
pub(super) fn is_zstd(head: &[u8]) -> bool {
    head.starts_with(b"\x28\xb5\x2f\xfd")
}

pub(super) fn gzip(walk: &mut Walk<'_>, reader: &mut dyn Read) -> Result<(), Halt> {
    unpack(walk, Container::Gzip, MultiGzDecoder::new(reader))
}

pub(super) fn zstd(walk: &mut Walk<'_>, reader: &mut dyn Read) -> Result<(), Halt> {
    let frames = Frames {
        reader: BufReader::new(reader),
        decoder: FrameDecoder::new(),
        is_open: false,
    };
    unpack(walk, Container::Zstd, frames)
}

/// Opens what was compressed. What is wrong with the compression is an error of the whole.
fn unpack(walk: &mut Walk<'_>, container: Container, reader: impl Read) -> Result<(), Halt> {
    let member = Member {
        expect: Expect::Message,
        ..Member::new(container, "1")
    };
    let reader = Unpacked {
        reader: Named { container, reader },
        tally: Arc::clone(&walk.tally),
    };
    walk.member(member, Content::Stream(Box::new(reader)))
}

/// Says of which format an error is.
struct Named<R> {
    container: Container,
    reader: R,
}

impl<R: Read> Read for Named<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.reader.read(buffer).map_err(|error| {
            match error.kind() {
                // The decoders' own.
                ErrorKind::InvalidData
                | ErrorKind::InvalidInput
                | ErrorKind::UnexpectedEof
                | ErrorKind::Other
                    if !is_told(&error) =>
                {
                    io::Error::other(ArchiveError::damaged(self.container, error))
                }
                _ => error,
            }
        })
    }
}

/// Frames of Zstandard one behind the other; those that hold no data are passed over.
struct Frames<R> {
    reader: BufReader<R>,
    decoder: FrameDecoder,
    /// Whether the decoder is within a frame.
    is_open: bool,
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.is_open && self.decoder.can_collect() > 0 {
                return self.decoder.read(buffer);
            }
            if self.is_open && !self.decoder.is_finished() {
                self.decoder
                    .decode_blocks(&mut self.reader, BlockDecodingStrategy::UptoBlocks(1))
                    .map_err(|error| invalid(&error))?;
                continue;
            }
            if self.reader.fill_buf()?.is_empty() {
                return Ok(0);
            }
            match self.decoder.reset(&mut self.reader) {
                Ok(()) => self.is_open = true,
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    self.is_open = false;
                    io::copy(&mut (&mut self.reader).take(length.into()), &mut io::sink())?;
                }
                Err(error) => return Err(invalid(&error)),
            }
        }
    }
}

fn invalid(error: &FrameDecoderError) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, error.to_string())
}
