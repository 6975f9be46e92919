//! Where the output goes, and in which form.

use crate::args::scan::ScanArgs;
use crate::args::words::Format;
use crate::files::{self, Existing, NewFile};
use anyhow::{Result, bail};
#[cfg(feature = "parquet")]
use hdrtrace::render::Value;
#[cfg(feature = "parquet")]
use hdrtrace::render::parquet;
use hdrtrace::render::siem::{SYSTEMS, Several, System};
use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};

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
pub(super) struct Out {
    to: To,
    /// The file that it goes to, if it does.
    path: Option<PathBuf>,
    /// Where that file stands until all of it is there.
    part: Option<PathBuf>,
}

enum To {
    Stdout(BufWriter<Stdout>),
    /// A file that is there when all of it is.
    File(BufWriter<NewFile>),
    #[cfg(feature = "parquet")]
    Parquet(Box<parquet::Writer<BufWriter<NewFile>>>),
}

impl Out {
    /// Opens it. What is known by a word takes the place of what was begun and not finished.
    pub(super) fn open(
        path: Option<&Path>,
        shape: Shape,
        existing: Existing,
        known_by: Option<&str>,
    ) -> Result<Self> {
        let Some(path) = path else {
            return Ok(Self {
                to: To::Stdout(BufWriter::new(io::stdout())),
                path: None,
                part: None,
            });
        };
        let file = NewFile::begin(path, existing, known_by)?;
        let part = file.place().map(Path::to_owned);
        let file = BufWriter::new(file);
        let to = match shape {
            #[cfg(feature = "parquet")]
            Shape::Parquet => To::Parquet(Box::new(parquet::Writer::new(file)?)),
            _ => To::File(file),
        };
        Ok(Self {
            to,
            path: Some(path.to_owned()),
            part,
        })
    }

    /// Where a file stands that is not whole.
    pub(super) fn part(&self) -> Option<&Path> {
        self.part.as_deref()
    }

    /// Writes text.
    pub(super) fn text(&mut self, bytes: &[u8]) -> Result<()> {
        let end = match &mut self.to {
            To::Stdout(out) => out.write_all(bytes),
            To::File(out) => out.write_all(bytes),
            // It has no text.
            #[cfg(feature = "parquet")]
            To::Parquet(_) => Ok(()),
        };
        named(self.path.as_deref(), end)
    }

    /// Writes a row of values, where the output has such.
    #[cfg(feature = "parquet")]
    pub(super) fn row(&mut self, row: Vec<Value>) -> Result<()> {
        let end = match &mut self.to {
            To::Parquet(writer) => writer.add(row).map_err(parquet::io_error),
            _ => Ok(()),
        };
        named(self.path.as_deref(), end)
    }

    /// Ends it: a file that is not whole is not left behind.
    pub(super) fn finish(self, is_whole: bool) -> Result<()> {
        let path = self.path.as_deref();
        let file = match self.to {
            To::Stdout(mut out) => return Ok(out.flush()?),
            To::File(out) if is_whole => out,
            #[cfg(feature = "parquet")]
            To::Parquet(writer) if is_whole => {
                named(path, writer.finish().map_err(parquet::io_error))?
            }
            _ => return Ok(()),
        };
        let file = file.into_inner().map_err(io::IntoInnerError::into_error);
        named(path, file)?.finish()
    }
}

/// What came of writing: an error names the file.
fn named<T>(path: Option<&Path>, end: io::Result<T>) -> Result<T> {
    match path {
        Some(path) => end.map_err(|error| files::cannot(path, &error)),
        None => Ok(end?),
    }
}
