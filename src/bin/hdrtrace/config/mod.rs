//! The configuration file: what a team sets once.
//!
//! It is read into the types that the command line is laid over ([`Settings`], [`Own`]). What is typed wins, whole: a list on
//! the command line replaces that of the file. A setting counts where the command has its option.

mod fault;
mod init;
mod keys;
mod own;
mod read;
mod schema;
mod show;

pub(crate) use own::{Output, Own, Redaction, Width};

use crate::args::Typed;
use crate::args::configuration::{ConfigCommand, Configuration as Asked};
use anyhow::{Context, Result};
use hdrtrace::{Clock, DnsSource, Settings};
use read::Configuration;
use std::io::{self, Write};
use std::path::PathBuf;

/// Names the file where no option does; empty, there is none.
const VARIABLE: &str = "HDRTRACE_CONFIG";

impl Own {
    /// The tables and keys of the file that are the program's own.
    const KEYS: [&'static str; 5] = ["fail-on", "rules", "output", "report", "redaction"];
}

/// What the program analyzes with where nothing is set.
fn base() -> Settings {
    Settings {
        dns: DnsSource::System.into(),
        ..Settings::default()
    }
}

/// The folder of the user's configuration: `hdrtrace` below `XDG_CONFIG_HOME` or `~/.config`.
pub(crate) fn folder() -> Option<PathBuf> {
    let set = |name| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    set("XDG_CONFIG_HOME")
        .filter(|path| path.is_absolute())
        .or_else(|| set("HOME").map(|home| home.join(".config")))
        .map(|folder| folder.join("hdrtrace"))
}

/// What the file says for the command that was typed, with one moment for all of the run.
pub(crate) fn load(asked: &Asked, typed: &Typed<'_>) -> Result<(Settings, Own)> {
    let counts = |key: &str| {
        let yields = keys::yields_to(key).iter().any(|flag| typed.has_flag(flag));
        typed.takes(keys::flag(key)) && !yields
    };
    let (mut settings, own) = match in_force(asked)? {
        Some(file) => file.settings(counts)?,
        None => (base(), Own::default()),
    };
    settings.clock = Clock::stopped();
    Ok((settings, own))
}

/// The file that counts, if there is one: as an option, the environment, or the user's folder names it.
fn in_force(asked: &Asked) -> Result<Option<Configuration>> {
    match place(asked) {
        Some(Place { path, asked_for }) => read::file(&path, asked_for),
        None => Ok(None),
    }
}

/// Where the file that counts is, or would be.
struct Place {
    path: PathBuf,
    /// Whether somebody named it; the usual place may be empty.
    asked_for: bool,
}

fn place(asked: &Asked) -> Option<Place> {
    if asked.no_config {
        return None;
    }
    let named = match (&asked.config, std::env::var_os(VARIABLE)) {
        (None, Some(path)) if path.is_empty() => return None,
        (typed, variable) => typed.clone().or(variable.map(PathBuf::from)),
    };
    match named {
        Some(path) => Some(Place {
            path,
            asked_for: true,
        }),
        None => folder().map(|folder| Place {
            path: folder.join("hdrtrace.toml"),
            asked_for: false,
        }),
    }
}

/// Does what is asked about the file.
pub(crate) fn run(command: ConfigCommand, asked: &Asked) -> Result<u8> {
    let path = || {
        let place = place(asked).map(|place| place.path);
        place.context("no configuration file is read here; --config names one")
    };
    match command {
        ConfigCommand::Show => return show::show(asked),
        ConfigCommand::Schema => {
            io::stdout()
                .lock()
                .write_all(schema::document().as_bytes())?;
            return Ok(0);
        }
        ConfigCommand::Init { overwrite } => init::write(&path()?, overwrite)?,
        ConfigCommand::Path if !path()?.exists() => writeln!(
            anstream::stderr().lock(),
            "hdrtrace: there is no such file yet; hdrtrace config init writes it"
        )?,
        ConfigCommand::Path => {}
    }
    writeln!(io::stdout().lock(), "{}", shown(&path()?))?;
    Ok(0)
}

/// The name of a file, for a terminal.
fn shown(path: &std::path::Path) -> String {
    hdrtrace::render::escape::terminal(&path.display().to_string(), true).into_owned()
}
