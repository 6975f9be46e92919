//! The configuration file: what a team sets once.
//!
//! It is read into the types that the command line is laid over ([`Settings`], [`Own`]). What is typed wins, whole: a list on
//! the command line replaces that of the file. A setting counts where the command has its option.

mod fault;
mod keys;
mod own;
mod read;
mod show;

pub(crate) use own::{Output, Own, Redaction, Width};
pub(crate) use show::show;

use crate::args::Typed;
use crate::args::configuration::Configuration as Asked;
use anyhow::Result;
use hdrtrace::{Clock, DnsSource, Settings};
use read::Configuration;
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
    if asked.no_config {
        return Ok(None);
    }
    let named = match (&asked.config, std::env::var_os(VARIABLE)) {
        (None, Some(path)) if path.is_empty() => return Ok(None),
        (typed, variable) => typed.clone().or(variable.map(PathBuf::from)),
    };
    match named {
        Some(path) => read::file(&path, true),
        None => match folder() {
            Some(folder) => read::file(&folder.join("hdrtrace.toml"), false),
            None => Ok(None),
        },
    }
}
