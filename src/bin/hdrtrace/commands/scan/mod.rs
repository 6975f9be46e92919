//! `scan`: many messages, on several threads.

mod done;
mod out;
mod printer;

use super::UNREADABLE;
use super::trace::severity;
use crate::args::Common;
use crate::args::scan::ScanArgs;
use crate::files;
use crate::given::Given;
use crate::input::{is_stdin, read};
use crate::output;
use crate::progress::Progress;
use anyhow::{Context, Result, bail};
use done::Maker;
use hdrtrace::rules::Filter;
use hdrtrace::scan::{Journal, scan, threads};
use hdrtrace::{Analyzer, Clock, Settings};
use out::Shape;
use printer::Printer;
use signal_hook::consts::SIGINT;
use std::num::NonZero;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::available_parallelism;

/// Exit code: ended by Ctrl-C, as shells have it.
const INTERRUPTED: u8 = 130;

/// What another version makes of a message may differ.
const VERSION: &str = env!("CARGO_PKG_VERSION");

pub(super) fn run(args: &ScanArgs, common: &Common, given: Given) -> Result<u8> {
    let Given { mut settings, own } = given;
    let shape = Shape::of(args, own.output.format)?;
    let style = output::style(&own.output);
    let paths = paths(args)?;
    let maker = Maker {
        shape,
        style,
        least: args.min_severity.map(severity),
        only: filter(args)?,
        protected: settings.protect.clone(),
        records: common
            .dns
            .record_dns
            .is_some()
            .then(|| settings.clock.now()),
        wants: args.dns_wanted.is_some(),
    };
    let mut journal = journal(args, &paths, &maker, &mut settings)?;
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
    let progress = Progress::new(&paths, args.no_progress);
    let rules = &analyzer.settings().rules;
    let mut printer = Printer::open(args, common, shape, (style, rules), progress)?;
    let mut end = Ok(());
    let noted = scan(
        &analyzer,
        paths.into_iter(),
        threads(&analyzer, jobs),
        journal.as_mut(),
        |outcome| maker.done(outcome),
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
    let walked = noted.context("the journal cannot be written")?;
    let is_whole = !interrupted.load(Ordering::Relaxed);
    let errors = printer.finish(is_whole, walked)?;
    Ok(match (is_whole, errors) {
        (false, _) => INTERRUPTED,
        (true, 0) => 0,
        (true, _) => UNREADABLE,
    })
}

/// The journal, if one is wanted; what is judged by the present is then judged by the moment at which the scan began.
fn journal(
    args: &ScanArgs,
    paths: &[PathBuf],
    maker: &Maker,
    settings: &mut Settings,
) -> Result<Option<Journal>> {
    let Some(path) = &args.resume else {
        return Ok(None);
    };
    // When it goes on, the moment is another; what it began with is in the journal.
    let timeless = Settings {
        clock: Clock::default(),
        ..settings.clone()
    };
    let all = (VERSION, paths, maker.options(), timeless);
    let scan = hdrtrace::sha256(format!("{all:?}").as_bytes());
    let (reader, writer) = files::open_journal(path)?;
    let journal = Journal::new(reader, writer, &scan, settings.clock.now())
        .with_context(|| path.display().to_string())?;
    settings.clock = Clock::Fixed(journal.began());
    Ok(Some(journal))
}

/// The condition, if only some messages are wanted.
fn filter(args: &ScanArgs) -> Result<Option<Filter>> {
    let read = args.only_where.as_deref().map(Filter::read).transpose();
    read.context("--where")
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
