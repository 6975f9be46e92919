//! What is written, and how it looks.

use crate::args::words::{Color, Format, Table};
use crate::config::Output;
use crate::remedies;
use anyhow::{Result, bail};
use chrono::{DateTime, FixedOffset, Local, Utc};
use hdrtrace::archive::Summary;
use hdrtrace::render;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::Path;

/// Exit code: something protected would leak.
const LEAKED: u8 = 3;

/// What is printed.
pub(crate) fn format(given: Format, table: Option<Table>) -> render::Format {
    match (given, table) {
        // A list has lines of the same look.
        (Format::Terminal | Format::Table, _) => render::Format::Terminal,
        (Format::Json, _) => render::Format::Json,
        (Format::Html, _) => render::Format::Html,
        (Format::Markdown, _) => render::Format::Markdown,
        (Format::Csv, Some(Table::Findings)) => render::Format::Csv(render::Table::Findings),
        (Format::Csv, _) => render::Format::Csv(render::Table::Hops),
        (Format::Siem(system), _) => render::Format::Siem(system),
    }
}

/// How it looks.
pub(crate) fn style(output: &Output) -> render::Style {
    let stdout = io::stdout();
    let color = match output.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never,
    };
    let terminal = terminal_size::terminal_size().filter(|_| stdout.is_terminal());
    let width = output.width.map(|width| width.0);
    let width = width.or(terminal.map(|(width, _)| width.0)).unwrap_or(80);
    let detail = match (output.brief, output.verbose) {
        (true, _) => render::Detail::Brief,
        (false, true) => render::Detail::Verbose,
        (false, false) => render::Detail::Usual,
    };
    render::Style {
        width: usize::from(width.clamp(40, 400)),
        // The last line is the prompt's.
        rows: terminal.map(|(_, rows)| usize::from(rows.0).saturating_sub(1)),
        local: is_local(output).then_some(render::LocalTime::By(local)),
        detail,
        color,
        unicode: is_utf8_locale(),
        defang: output.defang,
        phrases: remedies::phrase,
        ..render::Style::default()
    }
}

/// Whether local time is shown: it was asked for, or TZ names a zone other than UTC.
fn is_local(output: &Output) -> bool {
    let is_elsewhere = || Local::now().offset().local_minus_utc() != 0;
    output.local_time
        || std::env::var_os("TZ").is_some_and(|zone| !zone.is_empty()) && is_elsewhere()
}

fn local(time: DateTime<Utc>) -> DateTime<FixedOffset> {
    time.with_timezone(&Local).fixed_offset()
}

/// Whether the locale's character set is UTF-8, by the variables that decide it in their order.
fn is_utf8_locale() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    locale.is_some_and(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

/// Prints a raw message, as curl does: a terminal would act on what stands in it, so that one gets it only where `-` was
/// given for the file.
pub(crate) fn print_mail(bytes: &[u8], output: Option<&Path>) -> Result<()> {
    let mut out = io::stdout().lock();
    if out.is_terminal() && output.is_none() {
        bail!(
            "a raw message can contain terminal escape sequences: write it to a file with --output FILE, or print it anyway with --output -"
        );
    }
    out.write_all(bytes)?;
    out.flush()?;
    Ok(())
}

/// Prints a text that is not only ours: harmless for a terminal, as it is for all else.
pub(crate) fn print_text(bytes: &[u8]) -> Result<()> {
    let mut out = io::stdout().lock();
    if out.is_terminal() {
        for line in bytes.split_inclusive(|&byte| byte == b'\n') {
            let line = line.strip_suffix(b"\n").unwrap_or(line);
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            writeln!(out, "{}", render::escape::terminal_bytes(line, false))?;
        }
    } else {
        out.write_all(bytes)?;
    }
    out.flush()?;
    Ok(())
}

/// Says what of a folder was not looked at.
pub(crate) fn say_skipped(summary: &Summary) {
    let all = |count: u64| match count {
        1 => "1 file or folder".to_owned(),
        count => format!("{count} files or folders"),
    };
    if summary.ignored > 0 {
        let skipped = all(summary.ignored);
        say(&format!(
            "{skipped} skipped because of .ignore files; --no-ignore reads them"
        ));
    }
    if summary.hidden > 0 {
        let skipped = all(summary.hidden);
        say(&format!("{skipped} skipped as hidden; --hidden reads them"));
    }
}

/// Says that nothing was written because it would have told too much.
pub(crate) fn leaked(text: &str) -> u8 {
    say(text);
    LEAKED
}

/// Says something beside the output. Whether anybody listens changes nothing of the work.
pub(crate) fn say(text: &str) {
    let text = render::escape::terminal(text, false);
    let _ = writeln!(anstream::stderr().lock(), "hdrtrace: {text}");
}

/// Whether an error is only that nobody reads our output any more.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}
