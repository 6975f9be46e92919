//! Evidence that stands by itself: a folder with the message, its report for programs and for people, the DNS answers, and
//! what was run, under a manifest of SHA-256 sums.
//!
//! A folder appears whole or not at all. `verify` checks the sums and runs the analysis again from the folder alone: the
//! report must come out byte for byte, in both forms. Folders of versions that wrote no report for people are still verified. Sums in a folder prove that it is undamaged, not who wrote it: whoever can change
//! a file can change the manifest. The seal (the manifest's own SHA-256), noted elsewhere, closes that gap.

mod first_run;
mod read;
mod run;
mod verify;
mod write;

pub use verify::{Verified, verify};
pub use write::write;

use crate::analyze::{AnalyzeError, sha256};
use crate::render::{self, Format, RenderError, Style};
use crate::report::Report;
use crate::settings::{Known, Settings};
use crate::words::Remedy;
use std::path::PathBuf;

/// The message, as it was given.
const MESSAGE: &str = "message.eml";
const REPORT: &str = "report.json";
/// The same for people.
const READABLE: &str = "report.txt";
/// The DNS answers.
const DNS: &str = "dns.json";
/// The tool, its version, its arguments.
const RUN: &str = "run.json";
/// The sums, in the form of `sha256sum`.
const MANIFEST: &str = "MANIFEST.sha256";

/// What the manifest lists, in its order. Older versions wrote no [`READABLE`].
const LISTED: [&str; 5] = [DNS, MESSAGE, REPORT, READABLE, RUN];

/// Why a folder of evidence cannot be written or believed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CasefileError {
    /// Something is there already.
    #[error("{} already exists: evidence is never overwritten; name another folder", .0.display())]
    Exists(PathBuf),
    /// The session holds what a client says to log in, and the folder would keep it.
    #[error(
        "the session contains {0} login secrets, which the folder would contain: replace them in a copy, and use the copy"
    )]
    Secrets(usize),
    /// The report cannot be written.
    #[error(transparent)]
    Render(#[from] crate::render::RenderError),
    /// A file cannot be read or written.
    #[error("{}: {}", path.display(), error)]
    Io {
        path: PathBuf,
        /// Why.
        #[source]
        error: std::io::Error,
    },
    /// A file that belongs to the folder is not there.
    #[error("{0} is missing: the folder is incomplete")]
    Missing(&'static str),
    /// Something is there that does not belong to it.
    #[error("{0:?} does not belong to the evidence: it is not in the manifest")]
    Surplus(String),
    /// A file is not the one that was written.
    #[error("{0} was changed: its SHA-256 does not match the manifest")]
    Changed(&'static str),
    /// The manifest is not as this tool writes it.
    #[error("{MANIFEST} was changed: it does not list these files")]
    Manifest,
    /// The manifest is another than the one that was sealed.
    #[error("the seal is {found}, not {wanted}: this is not the sealed folder")]
    Seal {
        /// What was expected.
        wanted: String,
        found: String,
    },
    /// `run.json` cannot be read.
    #[error("{RUN}: {0}")]
    Run(String),
    /// The report rests on a file of the user's that the folder does not hold.
    #[error(
        "evidence must contain everything that its analysis needs, and geo files are too large"
    )]
    Geo,
    /// The report is of a moment that was not kept.
    #[error("evidence needs a fixed time: give the analysis a fixed clock")]
    Clock,
    /// The analysis fails now.
    #[error("the analysis cannot be repeated: {0}")]
    Analyze(#[from] AnalyzeError),
    /// The analysis gives another report.
    #[error(
        "the checksums match, but the analysis now gives another report; it was written by version {written}, this is {ours}"
    )]
    Differs {
        /// Which version wrote it.
        written: String,
        /// Which version this is.
        ours: &'static str,
    },
}

impl CasefileError {
    /// What helps, if anything does.
    pub fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::Geo => Some(Remedy::NoGeoFile),
            Self::Analyze(error) => error.remedy(),
            _ => None,
        }
    }

    fn io(path: &std::path::Path, error: std::io::Error) -> Self {
        Self::Io {
            path: path.to_owned(),
            error,
        }
    }
}

/// What a `run.json` says that was asked for, in whichever version it was written.
pub fn asked_for(run: &[u8]) -> Result<(Settings, Known), CasefileError> {
    let run = run::Run::read(run)?;
    Ok((run.settings, run.known))
}

/// The report for people, as the folder keeps it.
fn readable(report: &Report) -> Result<Vec<u8>, RenderError> {
    render::try_render(report, Format::Terminal, &Style::default())
}

/// One line of the manifest.
fn line(name: &str, bytes: &[u8]) -> String {
    format!("{}  {name}\n", sha256(bytes))
}
