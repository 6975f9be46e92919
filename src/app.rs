//! From what was typed to what is done: reads inputs, calls the library, writes out.

use crate::cli::{Cli, Command, Severity, Trace};
use crate::setup::{self, is_stdin, write_whole};
use crate::{check, recover};
use anyhow::{Context, Result, anyhow};
use chrono::{DateTime, Utc};
use hdrtrace::dns::Capsule;
use hdrtrace::{At, Options, Report, findings, render};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// Exit code: a finding at or above `--fail-on`.
const FOUND: u8 = 1;
/// Exit code: usage, or an input that could not be read.
pub(crate) const UNREADABLE: u8 = 2;

pub(crate) fn run(cli: Cli) -> Result<u8> {
    match cli.command {
        Some(Command::Check { check }) => check::run(&check),
        Some(Command::Recover(args)) => recover::run(&args),
        Some(Command::Explain { term }) => explain(term.as_deref()),
        None => trace(&cli.trace),
    }
}

/// Whether an error is only that nobody reads our output any more.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}

fn trace(args: &Trace) -> Result<u8> {
    let mut options = options(args)?;
    let style = render::Style {
        verbose: args.verbose,
        ..setup::style(args.color, args.width)
    };
    let format = setup::format(args.format);
    let mut out = io::stdout().lock();
    let mut recorded = Capsule::default();
    let mut code = 0;
    let stdin = [Path::new("-").to_owned()];
    let files = if args.files.is_empty() {
        &stdin[..]
    } else {
        &args.files
    };
    for (at, file) in files.iter().enumerate() {
        options.name = if is_stdin(file) {
            "-".to_owned()
        } else {
            file.display().to_string()
        };
        let report = match one(file, &options) {
            Ok(report) => report,
            Err(error) => {
                // One bad input does not stop the others.
                let name = if is_stdin(file) {
                    "standard input"
                } else {
                    &options.name
                };
                let name = render::escape::terminal(name, false);
                writeln!(anstream::stderr().lock(), "hdrtrace: {name}: {error:#}")?;
                code = UNREADABLE;
                continue;
            }
        };
        if at > 0 && format == render::Format::Terminal {
            writeln!(out)?;
        }
        out.write_all(&render::render(&report, format, &style))?;
        if args.dns.record_dns.is_some() {
            recorded.merge(Capsule::from_log(
                &report.input.sha256,
                options.now,
                &report.dns,
            ));
        }
        if code == 0
            && args
                .fail_on
                .is_some_and(|least| report.worst() >= Some(severity(least)))
        {
            code = FOUND;
        }
    }
    out.flush()?;
    if let Some(path) = &args.dns.record_dns {
        write_whole(path, recorded.to_json().as_bytes())
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(code)
}

fn one(file: &Path, options: &Options) -> Result<Report> {
    let (bytes, cut) = setup::read(file)?;
    let mut report = hdrtrace::analyze(&bytes, options)?;
    if cut {
        report.note_cut();
    }
    Ok(report)
}

fn options(args: &Trace) -> Result<Options> {
    let trust = args
        .known
        .trust
        .iter()
        .map(|spec| spec.parse())
        .collect::<Result<_, _>>()?;
    Ok(Options {
        name: String::new(),
        now: Utc::now(),
        at: at(&args.at)?,
        dns: setup::dns_source(&args.dns)?,
        limits: setup::limits(&args.dns),
        client_ip: args.known.client_ip,
        helo: args.known.helo.clone(),
        mail_from: args.known.mail_from.clone(),
        trust,
    })
}

fn at(text: &str) -> Result<At> {
    match text {
        "received" => Ok(At::Received),
        "now" => Ok(At::Now),
        _ => DateTime::parse_from_rfc3339(text)
            .map(|time| At::Time(time.with_timezone(&Utc)))
            .map_err(|_| {
                anyhow!("--at {text}: give received, now, or a time such as 2026-05-02T10:00:00Z")
            }),
    }
}

fn severity(given: Severity) -> findings::Severity {
    match given {
        Severity::Info => findings::Severity::Info,
        Severity::Notice => findings::Severity::Notice,
        Severity::Warning => findings::Severity::Warning,
        Severity::High => findings::Severity::High,
    }
}

fn explain(term: Option<&str>) -> Result<u8> {
    let mut out = io::stdout().lock();
    let Some(term) = term else {
        for finding in findings::CATALOGUE {
            writeln!(
                out,
                "{}  {:<8} {:<28} {}",
                finding.code,
                finding.severity.word(),
                finding.name,
                finding.title
            )?;
        }
        return Ok(0);
    };
    let finding = findings::by_term(term)
        .ok_or_else(|| anyhow!("{term}: no such finding; hdrtrace explain lists them"))?;
    writeln!(
        out,
        "{} {} ({})\n{}\n",
        finding.code,
        finding.name,
        finding.severity.word(),
        finding.title
    )?;
    for (label, text) in [
        ("What it means", finding.meaning),
        ("Why it matters", finding.why),
        ("How it can be wrong", finding.wrong),
    ] {
        writeln!(out, "{label}\n  {text}\n")?;
    }
    writeln!(out, "References: {}", finding.references.join(", "))?;
    Ok(0)
}
