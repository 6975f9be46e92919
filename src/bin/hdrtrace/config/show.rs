//! `config show`: what is in force, and from where.

use super::settings::{Kind, SETTINGS, Setting};
use super::{argument, folder, in_force};
use crate::args::Cli;
use anyhow::Result;
use clap::{Command, CommandFactory};
use hdrtrace::render::escape::terminal;
use std::ffi::OsString;
use std::io::{self, Write};

/// Prints every setting with its value and where that comes from.
pub(crate) fn show(arguments: &[OsString]) -> Result<u8> {
    let command = Cli::command();
    let typed = command
        .clone()
        .ignore_errors(true)
        .try_get_matches_from(arguments)?;
    let file = in_force(&typed)?;
    let mut out = io::stdout().lock();
    match (&file, folder()) {
        (Some(file), _) => writeln!(out, "# {}", path(&file.path))?,
        (None, Some(folder)) => writeln!(
            out,
            "# no configuration is in force; the usual place is {}",
            path(&folder.join("hdrtrace.toml"))
        )?,
        (None, None) => writeln!(out, "# no configuration is in force; --config names one")?,
    }
    let mut table = "";
    for setting in SETTINGS {
        let Some(default) = default(&command, setting) else {
            continue;
        };
        let (own, name) = setting.key.rsplit_once('.').unwrap_or(("", setting.key));
        if own != table {
            writeln!(out, "\n[{own}]")?;
            table = own;
        }
        let set = file
            .as_ref()
            .and_then(|file| Some((file.value(setting)?, file)));
        let (value, origin) = match set {
            Some((value, _)) => (
                written(setting, &value.texts),
                format!("line {}", value.line),
            ),
            None => (default, "default".to_owned()),
        };
        let assignment = match value {
            Some(value) => format!("{name} = {}", terminal(&value, true)),
            None => format!("# {name} is not set"),
        };
        writeln!(out, "{assignment:<46} # {origin}: --{}", setting.shown)?;
    }
    Ok(0)
}

fn path(path: &std::path::Path) -> String {
    terminal(&path.display().to_string(), true).into_owned()
}

/// A value as the file writes it.
fn written(setting: &Setting, texts: &[String]) -> Option<String> {
    let quoted = |text: &String| format!("{text:?}");
    match setting.kind {
        Kind::Text | Kind::Path => texts.first().map(quoted),
        Kind::Number => texts.first().cloned(),
        Kind::List | Kind::Paths => {
            let members: Vec<String> = texts.iter().map(quoted).collect();
            Some(format!("[{}]", members.join(", ")))
        }
        Kind::On => Some((!texts.is_empty()).to_string()),
        Kind::Off => Some(texts.is_empty().to_string()),
    }
}

/// What holds where nothing is set: by the option itself. `None` for an option that no command has.
#[allow(
    clippy::option_option,
    reason = "no such option, no default, a default"
)]
fn default(command: &Command, setting: &Setting) -> Option<Option<String>> {
    let argument = std::iter::once(command)
        .chain(command.get_subcommands())
        .find_map(|command| argument(command, setting.flag))?;
    let defaults: Vec<String> = argument
        .get_default_values()
        .iter()
        .map(|value| value.to_string_lossy().into_owned())
        .collect();
    Some(match setting.kind {
        Kind::On => Some("false".to_owned()),
        Kind::Off => Some("true".to_owned()),
        _ if defaults.is_empty() => None,
        _ => written(setting, &defaults),
    })
}
