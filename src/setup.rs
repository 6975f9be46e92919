//! From what was typed to what it means: where DNS answers come from, how things look, what is read and written.

use crate::cli::enrich::EnrichArgs;
use crate::cli::{self, Color, DnsArgs, Format, Table};
use anyhow::{Context, Result, anyhow, bail};
use hdrtrace::dns::{Capsule, Limits};
use hdrtrace::enrich::{self, GeoFile, Kind};
use hdrtrace::{DnsSource, input, render};
use std::collections::BTreeSet;
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
    } else if let Some(server) = &args.nameserver {
        DnsSource::Server(server.clone())
    } else {
        DnsSource::System
    })
}

/// What DNS may cost.
pub(crate) fn limits(args: &DnsArgs) -> Limits {
    Limits {
        message: Duration::from_secs(args.dns_timeout),
        dnssec: args.dnssec,
        ..Limits::default()
    }
}

/// What is looked up beside authentication. Whoever names a list or a file wants it used.
pub(crate) fn enrich(args: &EnrichArgs) -> Result<enrich::Options> {
    let mut kinds = BTreeSet::new();
    for asked in &args.enrich {
        match asked {
            cli::enrich::Kind::Rdns => kinds.extend([Kind::Rdns]),
            cli::enrich::Kind::Asn => kinds.extend([Kind::Asn]),
            cli::enrich::Kind::Dnsbl => kinds.extend([Kind::Dnsbl]),
            cli::enrich::Kind::Geo => kinds.extend([Kind::Geo]),
            cli::enrich::Kind::Contacts => kinds.extend([Kind::Contacts]),
            cli::enrich::Kind::Domains => kinds.extend([Kind::Domains]),
            cli::enrich::Kind::All => kinds.extend(Kind::ALL),
        }
    }
    kinds.extend((!args.dnsbl.is_empty()).then_some(Kind::Dnsbl));
    kinds.extend((!args.geo.is_empty()).then_some(Kind::Geo));
    // What is only known is used where its kind is asked for, and nothing else was named.
    let lists = if args.dnsbl.is_empty() && kinds.contains(&Kind::Dnsbl) {
        &args.known_dnsbl
    } else {
        &args.dnsbl
    };
    let files = if args.geo.is_empty() && kinds.contains(&Kind::Geo) {
        &args.known_geo
    } else {
        &args.geo
    };
    let lists = lists.iter().map(|list| list.parse());
    let geo = files.iter().map(|path| GeoFile::open(path).map(Arc::new));
    Ok(enrich::Options {
        kinds,
        lists: lists.collect::<Result<_, _>>()?,
        geo: geo.collect::<Result<_, _>>()?,
        allow_reserved: args.enrich_reserved,
    })
}

/// What is printed.
pub(crate) fn format(given: Format, table: Option<Table>) -> render::Format {
    match (given, table) {
        (Format::Terminal, _) => render::Format::Terminal,
        (Format::Json, _) => render::Format::Json,
        (Format::Html, _) => render::Format::Html,
        (Format::Markdown, _) => render::Format::Markdown,
        (Format::Csv, Some(Table::Findings)) => render::Format::Csv(render::Table::Findings),
        (Format::Csv, _) => render::Format::Csv(render::Table::Hops),
    }
}

/// Reads an input, and says what it is known by if it was longer than is read.
pub(crate) fn read(file: &Path) -> Result<(Vec<u8>, Option<input::Whole>)> {
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
        width: usize::from(width.clamp(60, 400)),
        color,
        unicode: is_utf8_locale(),
        ..render::Style::default()
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
