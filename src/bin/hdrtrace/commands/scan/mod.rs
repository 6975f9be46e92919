//! `scan`: many messages, on several threads.

mod done;
mod ending;
mod out;
mod places;
mod printer;

use super::UNREADABLE;
use super::trace::severity;
use crate::args::Common;
use crate::args::scan::ScanArgs;
use crate::config::Own;
use crate::files::{self, Existing};
use crate::given::Given;
use crate::input::{self, is_stdin, read};
use crate::output;
use crate::progress::Progress;
use anyhow::{Context, Result, bail};
use done::Maker;
use ending::Ending;
use hdrtrace::limits::MAX_INPUT;
use hdrtrace::rules::Filter;
use hdrtrace::scan::{Journal, scan, threads};
use hdrtrace::{Analyzer, Clock, Settings};
use out::{Out, Shape};
use places::{OUT, Parts, Places, resolved};
use printer::Printer;
use std::io::{self, IsTerminal};
use std::num::NonZero;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;

/// What another version makes of a message may differ.
const VERSION: &str = env!("CARGO_PKG_VERSION");

pub(super) fn run(args: &ScanArgs, common: &Common, given: Given) -> Result<u8> {
    let Given { mut settings, own } = given;
    let shape = Shape::of(args, own.output.format)?;
    let style = output::style(&own.output);
    let paths = paths(args)?;
    let mut maker = Maker {
        shape,
        style,
        least: args.min_severity.map(severity),
        only: filter(args)?,
        protected: settings.protect.clone(),
        records: common.dns.record_dns.as_ref().map(|_| settings.clock.now()),
        wants: args.dns_wanted.is_some(),
    };
    let places = Places::of(args, common);
    places.check(inputs(args, common, &own, &paths))?;
    let mut existing = common.files.existing();
    let mut journal = None;
    if let Some(path) = &args.resume {
        // One that is not begun would be left behind for nothing.
        if !files::is_begun(path) {
            places.refuse_taken(existing)?;
        }
        let scan = scan_id(&paths, &maker, &settings);
        let begun = open_journal(path, &scan, &settings)?;
        settings.clock = Clock::Fixed(begun.began());
        // What is recorded is of the same moment.
        maker.records = maker.records.map(|_| begun.began());
        if begun.owns(&places.claimed()) {
            existing = Existing::Replace;
        }
        journal = Some((begun, scan));
    }
    places.refuse_taken(existing)?;
    let parts = journal
        .as_ref()
        .map(|(begun, scan)| Parts::of_journal(begun, scan));
    let parts = parts.unwrap_or_default();
    let part = parts.of(OUT);
    // From here on there may be a half of a file.
    let ending = Ending::new()?;
    let out = Out::open(args.out.as_deref(), shape, existing, part.as_deref())?;
    settings.archive.own = places.resolved(&parts);
    settings.archive.own.extend(out.part().map(resolved));
    let mut journal = journal.map(|(begun, _)| begun);
    let jobs = args.jobs.map_or_else(cores, usize::from);
    let analyzer = Analyzer::new(settings)?;
    // Messages on a terminal are progress enough.
    let is_seen = args.out.is_none() && io::stdout().is_terminal();
    let progress = Progress::new(&paths, args.no_progress || is_seen);
    let rules = &analyzer.settings().rules;
    let mut printer = Printer::open(args, common, shape, out, (style, rules), progress)?;
    let mut end = Ok(());
    let noted = scan(
        &analyzer,
        paths.into_iter(),
        threads(&analyzer, jobs),
        journal.as_mut(),
        |outcome| maker.done(outcome),
        |done| {
            end = done.into_iter().try_for_each(|one| printer.take(one));
            if end.is_err() || ending.is_asked() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        },
    );
    end?;
    let unwritten = "the journal cannot be written";
    let walked = noted.context(unwritten)?;
    if let Some(journal) = &mut journal {
        // What is there now and was not before is somebody else's.
        places.refuse_taken(existing)?;
        journal.claim(&places.claimed()).context(unwritten)?;
    }
    let code = ending.code();
    let errors = printer.finish(code.is_none(), walked, (existing, &parts))?;
    Ok(match (code, errors) {
        (Some(code), _) => code,
        (None, 0) => 0,
        (None, _) => UNREADABLE,
    })
}

/// What the scan is made from.
fn inputs<'p>(
    args: &'p ScanArgs,
    common: &'p Common,
    own: &'p Own,
    paths: &'p [PathBuf],
) -> impl Iterator<Item = &'p Path> {
    let beside = [&args.files_from, &common.dns.replay_dns];
    let beside = beside.into_iter().flatten().chain(&own.rules);
    paths.iter().chain(beside).map(PathBuf::as_path)
}

/// What a journal knows the scan by.
fn scan_id(paths: &[PathBuf], maker: &Maker, settings: &Settings) -> String {
    // When it goes on, the moment is another; what it began with is in the journal.
    let timeless = Settings {
        clock: Clock::default(),
        ..settings.clone()
    };
    let all = (VERSION, paths, maker.options(), timeless);
    hdrtrace::sha256(format!("{all:?}").as_bytes())
}

/// The journal of the scan: what is judged by the present is judged by the moment at which it began.
fn open_journal(path: &Path, scan: &str, settings: &Settings) -> Result<Journal> {
    let (reader, writer) = files::open_journal(path)?;
    Journal::new(reader, writer, scan, settings.clock.now())
        .with_context(|| path.display().to_string())
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
        let (bytes, whole) = read(list)?;
        if whole.is_some() {
            bail!(
                "{}: longer than {} MiB: divide it",
                input::shown(list),
                MAX_INPUT >> 20
            );
        }
        paths.extend(listed(&bytes));
    }
    if paths.iter().any(|path| is_stdin(path)) {
        bail!("scan reads files and folders; to read standard input, run hdrtrace without scan");
    }
    Ok(paths)
}

/// The names in a list, one on a line; empty lines, and what editors of Windows put before and behind them, are none.
fn listed(list: &[u8]) -> impl Iterator<Item = PathBuf> {
    let list = list.strip_prefix(b"\xef\xbb\xbf").unwrap_or(list);
    let lines = list.split(|byte| *byte == b'\n');
    let lines = lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    lines.filter(|line| !line.is_empty()).map(path)
}

/// A name is any bytes.
#[cfg(unix)]
fn path(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    std::ffi::OsStr::from_bytes(name).into()
}

#[cfg(not(unix))]
fn path(name: &[u8]) -> PathBuf {
    String::from_utf8_lossy(name).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_any_editor_is_read() {
        for list in [
            "a b\n\n\u{e4}\n",
            "\u{feff}a b\r\n\r\n\u{e4}\r\n",
            "a b\n\u{e4}",
        ] {
            let names: Vec<PathBuf> = listed(list.as_bytes()).collect();
            assert_eq!(names, [Path::new("a b"), Path::new("\u{e4}")], "{list:?}");
        }
    }
}
