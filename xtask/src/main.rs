//! What is done for this repository rather than by the program: `cargo xtask --help`.
#![forbid(unsafe_code)]

mod census;
mod dist;
mod folders;
mod rates;
mod repair_times;
mod stopwatch;
mod terminal_svg;
mod written;

// What the tests have as well.
#[path = "../../tests/common/corpus/mod.rs"]
mod corpus;
#[path = "../../tests/common/given.rs"]
mod given;
#[path = "../../tests/common/studio/mod.rs"]
mod studio;
#[path = "../../tests/common/typed_dicts.rs"]
mod typed_dicts;

use clap::{Parser, Subcommand};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Make what is generated in this repository, and measure hdrtrace over folders of mail
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Write samples/: the messages, the DNS answers beside them, and their README
    MakeSamples {
        /// Write them here instead
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
    /// Write docs/findings.md: the catalogue as a page
    MakeCatalogue,
    /// Write docs/report.schema.json: the JSON Schema of reports
    MakeSchema,
    /// Write python/hdrtrace/report.py: the types of reports for Python
    MakeStubs,
    /// Write the table of limits in docs/security.md
    MakeLimits,
    /// Write the tables of fields in docs/rules.md
    MakeFields,
    /// Make what a release has, in target/dist/files: archive, container, package, SBOM, digests
    ///
    /// Builds the program twice, statically and dynamically linked, and takes some minutes.
    Dist,
    /// How often each finding is made, without DNS, and how severe the verdicts are
    #[command(subcommand)]
    FindingRates(rates::Task),
    /// What headers claim, what of it is not understood, and what reading it costs
    ClaimsCensus(Folders),
    /// How much of the Received fields is read: slots, dialects, and the shapes of what is not understood
    ReceivedCensus(Folders),
    /// What routes look like: boundaries, roles, timing, cross-checks
    RouteCensus(Folders),
    /// Which share of the X-* fields no decoder knows, and the most frequent of those
    VendorCensus(Folders),
    /// What the search for the edit that broke a body hash costs, over list mail
    ///
    /// Times mean something with optimization only: cargo run --release --package xtask -- repair-times DIR
    RepairTimes(Folders),
    /// Draw colored text on standard input as the picture of a terminal, on standard output
    TerminalSvg {
        /// What stands in the title bar
        title: String,
    },
}

#[derive(clap::Args)]
struct Folders {
    /// Folders of messages
    #[arg(required = true, value_name = "DIR")]
    folders: Vec<PathBuf>,
}

fn main() -> ExitCode {
    let mut out = io::stdout().lock();
    match run(&Cli::parse().task, &mut out) {
        Ok(()) => ExitCode::SUCCESS,
        // The reader of the output has seen enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: &Task, out: &mut dyn Write) -> anyhow::Result<()> {
    match task {
        Task::MakeSamples { folder } => written::samples(folder.as_deref()),
        Task::MakeCatalogue => written::catalogue(),
        Task::MakeSchema => written::schema(),
        Task::MakeStubs => written::stubs(),
        Task::MakeLimits => written::limits(),
        Task::MakeFields => written::fields(),
        Task::Dist => dist::run(out),
        Task::FindingRates(task) => rates::run(task, out),
        Task::ClaimsCensus(of) => census::print::<census::Claims>(&of.folders, out),
        Task::ReceivedCensus(of) => census::print::<census::Received>(&of.folders, out),
        Task::RouteCensus(of) => census::print::<census::Routes>(&of.folders, out),
        Task::VendorCensus(of) => census::print::<census::Vendors>(&of.folders, out),
        Task::RepairTimes(of) => repair_times::run(&of.folders, out),
        Task::TerminalSvg { title } => terminal_svg::run(title, out),
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// A path inside the repository.
fn in_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}
