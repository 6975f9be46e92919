//! Files compressed with gzip or Zstandard. Both formats allow several streams one behind the other.

use super::content::Content;
use super::error::{ArchiveError, Halt, is_told};
use super::member::{Expect, Member};
use super::tally::Unpacked;
use super::walk::Walk;
use crate::words::origin::Container;
use flate2::bufread::GzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::cell::Cell;
use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::sync::Arc;

/// RFC 1952 section 2.3.1; 8 is Deflate.
const GZIP: &[u8] = b"\x1f\x8b\x08";

pub(super) fn is_gzip(head: &[u8]) -> bool {
    head.starts_with(GZIP)
}

/// RFC 8878 section 3.1.1.
pub(super) fn is_zstd(head: &[u8]) -> bool {
    head.starts_with(b"\x28\xb5\x2f\xfd")
}

pub(super) fn gzip(walk: &mut Walk<'_>, reader: &mut dyn Read) -> Result<(), Halt> {
    let is_more = Cell::new(false);
    let members = Members {
        between: Some(BufReader::new(reader)),
        within: None,
        is_more: &is_more,
    };
    unpack(walk, Container::Gzip, members)?;
    end(Container::Gzip, &is_more)
}

pub(super) fn zstd(walk: &mut Walk<'_>, reader: &mut dyn Read) -> Result<(), Halt> {
    let is_more = Cell::new(false);
    let frames = Frames {
        reader: BufReader::new(reader),
        decoder: FrameDecoder::new(),
        is_open: false,
        is_more: &is_more,
    };
    unpack(walk, Container::Zstd, frames)?;
    end(Container::Zstd, &is_more)
}

/// What stands behind the last stream takes nothing from what was read: it is an error of its own.
fn end(container: Container, is_more: &Cell<bool>) -> Result<(), Halt> {
    if is_more.get() {
        let what = "other data follows its end";
        return Err(ArchiveError::damaged(container, what).into());
    }
    Ok(())
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

/// Members of gzip one behind the other. Zeros behind them fill a block of a disk or a tape.
struct Members<'r, R> {
    /// Before a member, or behind the last.
    between: Option<BufReader<R>>,
    /// Within one.
    within: Option<GzDecoder<BufReader<R>>>,
    /// Whether something else stands behind the last.
    is_more: &'r Cell<bool>,
}

impl<R: Read> Read for Members<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(decoder) = &mut self.within {
                let length = decoder.read(buffer)?;
                if length > 0 || buffer.is_empty() {
                    return Ok(length);
                }
                self.between = self.within.take().map(GzDecoder::into_inner);
            }
            let Some(mut reader) = self.between.take() else {
                return Ok(0);
            };
            pass_zeros(&mut reader)?;
            let next = reader.fill_buf()?;
            if next.is_empty() {
                return Ok(0);
            }
            if !GZIP.starts_with(next) && !next.starts_with(GZIP) {
                self.is_more.set(true);
                return Ok(0);
            }
            self.within = Some(GzDecoder::new(reader));
        }
    }
}

fn pass_zeros(reader: &mut impl BufRead) -> io::Result<()> {
    loop {
        let next = reader.fill_buf()?;
        let zeros = next.iter().take_while(|byte| **byte == 0).count();
        if zeros == 0 {
            return Ok(());
        }
        reader.consume(zeros);
    }
}

/// Frames of Zstandard one behind the other; those that hold no data are passed over.
struct Frames<'r, R> {
    reader: BufReader<R>,
    decoder: FrameDecoder,
    /// Whether the decoder is within a frame.
    is_open: bool,
    /// Whether something else stands behind the last.
    is_more: &'r Cell<bool>,
}

impl<R: Read> Read for Frames<'_, R> {
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
                Err(FrameDecoderError::ReadFrameHeaderError(
                    ReadFrameHeaderError::BadMagicNumber(_)
                    | ReadFrameHeaderError::MagicNumberReadError(_),
                )) => {
                    // The first is there: it is what the file was recognized by.
                    self.is_more.set(true);
                    return Ok(0);
                }
                Err(error) => return Err(invalid(&error)),
            }
        }
    }
}

fn invalid(error: &FrameDecoderError) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, error.to_string())
}
