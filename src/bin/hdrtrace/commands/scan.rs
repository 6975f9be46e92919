//! `scan`: many messages, on several threads.

use super::UNREADABLE;
use super::trace::severity;
use crate::args::scan::ScanArgs;
use crate::args::words::Format;
use crate::files::{self, Existing};
use crate::given::Given;
use crate::input::{is_stdin, read, shown_member, unreadable};
use crate::output::{self, say};
use crate::progress::Progress;
use crate::remedies;
use anyhow::{Result, bail};
use hdrtrace::render::{self, Style, Table};
use hdrtrace::scan::{Outcome, ScanError, Summary, scan};
use hdrtrace::{Analyzer, Report, Severity};
use signal_hook::consts::SIGINT;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::num::NonZero;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::available_parallelism;

/// Exit code: ended by Ctrl-C, as shells have it.
const INTERRUPTED: u8 = 130;

pub(super) fn run(args: &ScanArgs, given: Given) -> Result<u8> {
    let Given { settings, own } = given;
    let style = output::style(&own.output);
    let mut printer = Printer {
        shape: match own.output.format {
            Format::Terminal | Format::Table => Shape::Table,
            Format::Json => Shape::Json,
            Format::Csv => Shape::Csv,
            _ => bail!("scan prints --format table, json or csv"),
        },
        least: args.min_severity.map(severity),
        list: render::List::new(&style),
        out: BufWriter::new(io::stdout().lock()),
        summary: Summary::default(),
        progress: Progress::new(),
    };
    let paths = paths(args)?;
    let jobs = args.jobs.map_or_else(cores, usize::from);
    let analyzer = Analyzer::new(settings)?;
    let interrupted = Arc::new(AtomicBool::new(false));
    // The second one ends the program at once.
    signal_hook::flag::register_conditional_shutdown(
        SIGINT,
        INTERRUPTED.into(),
        Arc::clone(&interrupted),
    )?;
    signal_hook::flag::register(SIGINT, Arc::clone(&interrupted))?;
    printer.head()?;
    let shape = printer.shape;
    let mut end = Ok(());
    scan(
        &analyzer,
        paths.into_iter(),
        jobs,
        |outcome| shape.worked(outcome, &style),
        |done| {
            end = done.into_iter().try_for_each(|one| printer.take(one));
            if end.is_err() || interrupted.load(Ordering::Relaxed) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        },
    );
    end?;
    let is_whole = !interrupted.load(Ordering::Relaxed);
    let errors = printer.finish(args, is_whole)?;
    Ok(match (is_whole, errors) {
        (false, _) => INTERRUPTED,
        (true, 0) => 0,
        (true, _) => UNREADABLE,
    })
}

fn cores() -> usize {
    available_parallelism().map_or(1, NonZero::get)
}

/// What was typed, and what a file lists.
fn paths(args: &ScanArgs) -> Result<Vec<PathBuf>> {
    let mut paths = args.paths.clone();
    if let Some(list) = &args.files_from {
        let (bytes, _) = read(list)?;
        let text = String::from_utf8_lossy(&bytes);
        paths.extend(
            text.lines()
                .filter(|line| !line.is_empty())
                .map(PathBuf::from),
        );
    }
    if paths.iter().any(|path| is_stdin(path)) {
        bail!("scan reads files and folders; to read standard input, run hdrtrace without scan");
    }
    Ok(paths)
}

/// How messages are printed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Table,
    Json,
    Csv,
}

/// What the threads make of a message.
enum Done {
    /// A report, and what is printed of it; of a table, the line is made where the number is known.
    Message(Box<Report>, Vec<u8>),
    Error(String),
}

impl Shape {
    fn worked(self, outcome: Outcome, style: &Style) -> Vec<Done> {
        let path = outcome.path;
        let reports =
            outcome
                .reports
                .into_iter()
                .map(|report| match self.rendered(&report, style) {
                    Ok(bytes) => Done::Message(Box::new(report), bytes),
                    Err(error) => Done::Error(remedies::told_of(&path, &error)),
                });
        let failures = outcome.failures.into_iter().map(|failure| {
            let error = match failure.error {
                ScanError::Archive(error) => unreadable(&path, error),
                ScanError::Analyze(error) => error.into(),
            };
            Done::Error(if failure.steps.is_empty() {
                remedies::told_of(&path, &error)
            } else {
                remedies::told_as(&shown_member(&path, &failure.steps), &error)
            })
        });
        reports.chain(failures).collect()
    }

    fn rendered(self, report: &Report, style: &Style) -> Result<Vec<u8>> {
        let format = match self {
            Self::Table => return Ok(Vec::new()),
            Self::Json => render::Format::Json,
            Self::Csv => render::Format::Csv(Table::Messages),
        };
        let style = Style {
            columns: false,
            ..*style
        };
        // A fault of ours in one report does not end the others.
        match catch_unwind(AssertUnwindSafe(|| {
            render::try_render(report, format, &style)
        })) {
            Ok(rendered) => Ok(rendered?),
            Err(_) => bail!("cannot be shown: an internal error of hdrtrace; please report it"),
        }
    }
}

/// Where results go, in their order.
struct Printer<W: Write> {
    shape: Shape,
    /// What is printed at least.
    least: Option<Severity>,
    list: render::List,
    out: W,
    summary: Summary,
    progress: Progress,
}

impl<W: Write> Printer<W> {
    fn head(&mut self) -> Result<()> {
        match self.shape {
            Shape::Table => self.out.write_all(&self.list.head())?,
            Shape::Csv => self.out.write_all(&render::message_columns())?,
            Shape::Json => {}
        }
        Ok(())
    }

    fn take(&mut self, done: Done) -> Result<()> {
        match done {
            Done::Error(text) => {
                self.summary.add_error();
                self.progress.clear();
                say(&text)?;
            }
            Done::Message(report, bytes) => {
                self.summary.add(&report);
                if self.least.is_none_or(|least| report.worst() >= Some(least)) {
                    let line;
                    let bytes = if self.shape == Shape::Table {
                        line = self.list.line(&report, self.summary.messages);
                        &line
                    } else {
                        &bytes
                    };
                    self.out.write_all(bytes)?;
                }
            }
        }
        self.progress.show(&self.summary);
        Ok(())
    }

    /// Writes what is left, and the summary; gives the number of errors.
    fn finish(mut self, args: &ScanArgs, is_whole: bool) -> Result<u64> {
        // A program that reads the lines wants nothing but lines.
        if self.shape == Shape::Table && io::stdout().is_terminal() {
            self.out.write_all(&self.list.legend())?;
        }
        self.out.flush()?;
        self.progress.clear();
        if !is_whole {
            say("interrupted: the summary covers what was done")?;
        }
        match &args.summary {
            Some(path) => {
                let mut json = serde_json::to_vec(&self.summary)?;
                json.push(b'\n');
                files::write(path, &json, Existing::Replace)?;
            }
            None => {
                for line in self.summary.text().lines() {
                    say(line)?;
                }
            }
        }
        Ok(self.summary.errors)
    }
}
