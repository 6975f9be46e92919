//! Where the output goes, and in which form.

use crate::args::scan::ScanArgs;
use crate::args::words::Format;
use crate::files::{Existing, NewFile};
use anyhow::{Result, bail};
#[cfg(feature = "parquet")]
use hdrtrace::render::Value;
#[cfg(feature = "parquet")]
use hdrtrace::render::parquet;
use hdrtrace::render::siem::{SYSTEMS, Several, System};
use std::io::{self, BufWriter, Stdout, Write};
use std::path::Path;

/// How messages are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Table,
    Json,
    Csv,
    /// One event a line.
    Siem(&'static System),
    /// One log of all.
    Log,
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Shape {
    fn of_system(system: &'static System) -> Self {
        match system.several {
            Several::Log => Self::Log,
            _ => Self::Siem(system),
        }
    }

    pub(super) fn of(args: &ScanArgs, format: Format) -> Result<Self> {
        let Some(path) = &args.out else {
            return Ok(match format {
                Format::Terminal | Format::Table => Self::Table,
                Format::Json => Self::Json,
                Format::Csv => Self::Csv,
                Format::Siem(system) if system.several != Several::One => Self::of_system(system),
                _ => bail!("scan prints --format table, json, csv, {}", systems()),
            });
        };
        let named = match extension(path).as_str() {
            "ndjson" | "jsonl" | "json" => Self::Json,
            "csv" => Self::Csv,
            "sarif" => Self::Log,
            #[cfg(feature = "parquet")]
            "parquet" => Self::Parquet,
            #[cfg(not(feature = "parquet"))]
            "parquet" => bail!(
                "this hdrtrace was built without Parquet: build it with --features parquet, or write .csv"
            ),
            _ => bail!("--out takes a name that ends in .ndjson, .csv, .sarif or .parquet"),
        };
        match (format, named) {
            (Format::Terminal, _) | (Format::Json, Self::Json) | (Format::Csv, Self::Csv) => {
                Ok(named)
            }
            // Its lines are JSON.
            (Format::Siem(system), Self::Json) if system.several == Several::Lines => {
                Ok(Self::Siem(system))
            }
            (Format::Siem(system), Self::Log) if system.several == Several::Log => Ok(Self::Log),
            _ => bail!(
                "--out {} and --format disagree; leave out --format",
                path.display()
            ),
        }
    }
}

/// The words of what takes many messages, as a list ends: `a, b or c`.
fn systems() -> String {
    let many = SYSTEMS
        .iter()
        .filter(|system| system.several != Several::One);
    let words: Vec<&str> = many.map(|system| system.word).collect();
    match words.split_last() {
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

fn extension(path: &Path) -> String {
    let extension = path.extension().unwrap_or_default();
    extension.to_string_lossy().to_ascii_lowercase()
}

/// Where the output goes.
pub(super) enum Out {
    Stdout(BufWriter<Stdout>),
    /// A file that is there when all of it is.
    File(BufWriter<NewFile>),
    #[cfg(feature = "parquet")]
    Parquet(Box<parquet::Writer<BufWriter<NewFile>>>),
}

impl Out {
    pub(super) fn open(path: Option<&Path>, shape: Shape, existing: Existing) -> Result<Self> {
        let Some(path) = path else {
            return Ok(Self::Stdout(BufWriter::new(io::stdout())));
        };
        let file = BufWriter::new(NewFile::begin(path, existing)?);
        Ok(match shape {
            #[cfg(feature = "parquet")]
            Shape::Parquet => Self::Parquet(Box::new(parquet::Writer::new(file)?)),
            _ => Self::File(file),
        })
    }

    /// Writes text.
    pub(super) fn text(&mut self, bytes: &[u8]) -> Result<()> {
        match self {
            Self::Stdout(out) => out.write_all(bytes)?,
            Self::File(out) => out.write_all(bytes)?,
            // It has no text.
            #[cfg(feature = "parquet")]
            Self::Parquet(_) => {}
        }
        Ok(())
    }

    /// Writes a row of values, where the output has such.
    #[cfg(feature = "parquet")]
    pub(super) fn row(&mut self, row: Vec<Value>) -> Result<()> {
        if let Self::Parquet(writer) = self {
            writer.add(row).map_err(parquet::io_error)?;
        }
        Ok(())
    }

    /// Ends it: a file that is not whole is not left behind.
    pub(super) fn finish(self, is_whole: bool) -> Result<()> {
        match self {
            Self::Stdout(mut out) => out.flush()?,
            Self::File(out) if is_whole => whole(out)?,
            #[cfg(feature = "parquet")]
            Self::Parquet(writer) if is_whole => {
                whole(writer.finish().map_err(parquet::io_error)?)?;
            }
            #[cfg(feature = "parquet")]
            Self::Parquet(_) => {}
            Self::File(_) => {}
        }
        Ok(())
    }
}

fn whole(out: BufWriter<NewFile>) -> Result<()> {
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.finish()
}
