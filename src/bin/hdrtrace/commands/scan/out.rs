//! Where the output goes, and in which form.

use crate::args::scan::ScanArgs;
use crate::args::words::Format;
use crate::files::{Existing, NewFile};
use anyhow::{Result, bail};
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::Path;

/// How messages are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Table,
    Json,
    Csv,
}

impl Shape {
    pub(super) fn of(args: &ScanArgs, format: Format) -> Result<Self> {
        let Some(path) = &args.out else {
            return Ok(match format {
                Format::Terminal | Format::Table => Self::Table,
                Format::Json => Self::Json,
                Format::Csv => Self::Csv,
                _ => bail!("scan prints --format table, json or csv"),
            });
        };
        let named = match extension(path).as_str() {
            "ndjson" | "jsonl" | "json" => Self::Json,
            "csv" => Self::Csv,
            _ => bail!("--out takes a name that ends in .ndjson or .csv"),
        };
        match (format, named) {
            (Format::Terminal, _) | (Format::Json, Self::Json) | (Format::Csv, Self::Csv) => {
                Ok(named)
            }
            _ => bail!(
                "--out {} and --format disagree; leave out --format",
                path.display()
            ),
        }
    }
}

fn extension(path: &Path) -> String {
    let extension = path.extension().unwrap_or_default();
    extension.to_string_lossy().to_ascii_lowercase()
}

/// Where the output goes.
pub(super) enum Out {
    Stdout(BufWriter<StdoutLock<'static>>),
    /// A file that is there when all of it is.
    File(BufWriter<NewFile>),
}

impl Out {
    pub(super) fn open(path: Option<&Path>, existing: Existing) -> Result<Self> {
        Ok(match path {
            None => Self::Stdout(BufWriter::new(io::stdout().lock())),
            Some(path) => Self::File(BufWriter::new(NewFile::begin(path, existing)?)),
        })
    }

    /// Ends it: a file that is not whole is not left behind.
    pub(super) fn finish(self, is_whole: bool) -> Result<()> {
        match self {
            Self::Stdout(mut out) => out.flush()?,
            Self::File(out) if is_whole => out
                .into_inner()
                .map_err(io::IntoInnerError::into_error)?
                .finish()?,
            Self::File(_) => {}
        }
        Ok(())
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::File(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::File(out) => out.flush(),
        }
    }
}
