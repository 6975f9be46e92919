//! From what was typed to what it means: where DNS answers come from, how things look, what is read and written.

use crate::cli::{Color, DnsArgs, Format};
use anyhow::{Context, Result, anyhow, bail};
use hdrtrace::dns::{Capsule, Limits};
use hdrtrace::{DnsSource, input, render};
use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Where DNS answers come from.
pub(crate) fn dns_source(args: &DnsArgs) -> Result<DnsSource> {
    Ok(if args.offline {
        DnsSource::Offline
    } else if let Some(path) = &args.replay_dns {
        let text = std::fs::read_to_string(path)
            .map_err(|error| anyhow!("{}: cannot be read: {}", path.display(), reason(&error)))?;
        let capsule = Capsule::parse(&text).with_context(|| path.display().to_string())?;
        DnsSource::Replay {
            capsule: Arc::new(capsule),
            any_message: args.replay_any,
        }
    } else if let Some(server) = args.nameserver {
        DnsSource::Server(server)
    } else {
        DnsSource::System
    })
}

/// What DNS may cost.
pub(crate) fn limits(args: &DnsArgs) -> Limits {
    Limits {
        message: Duration::from_secs(args.dns_timeout),
        ..Limits::default()
    }
}

/// What is printed.
pub(crate) fn format(given: Format) -> render::Format {
    match given {
        Format::Terminal => render::Format::Terminal,
        Format::Json => render::Format::Json,
    }
}

/// Reads an input, and says whether it was longer than is read.
pub(crate) fn read(file: &Path) -> Result<(Vec<u8>, bool)> {
    Ok(if is_stdin(file) {
        let stdin = io::stdin();
        if stdin.is_terminal() {
            writeln!(
                io::stderr(),
                "Paste the headers (or the whole message), then press Ctrl-D:"
            )?;
        }
        input::read_limited(stdin.lock())?
    } else {
        let opened =
            File::open(file).map_err(|error| anyhow!("cannot be opened: {}", reason(&error)))?;
        if opened.metadata().is_ok_and(|meta| meta.is_dir()) {
            bail!(
                "is a directory: name the messages in it, such as {}/*.eml",
                file.display()
            );
        }
        input::read_limited(opened)
            .map_err(|error| anyhow!("cannot be read: {}", reason(&error)))?
    })
}

/// An I/O error without its number.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "no such file".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

/// Whether a file's name stands for standard input.
pub(crate) fn is_stdin(file: &Path) -> bool {
    file.as_os_str() == "-"
}

/// How it looks.
pub(crate) fn style(color: Color, width: Option<u16>) -> render::Style {
    let stdout = io::stdout();
    let color = match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never,
    };
    let terminal = terminal_size::terminal_size().filter(|_| stdout.is_terminal());
    let width = width.or(terminal.map(|(width, _)| width.0)).unwrap_or(80);
    render::Style {
        width: usize::from(width.clamp(40, 400)),
        color,
        unicode: is_utf8_locale(),
        verbose: false,
    }
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

/// Writes a file so that it is there whole or not at all.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    let part = Path::new(&name);
    std::fs::write(part, bytes)?;
    std::fs::rename(part, path)
}
