//! The configuration file: what a team sets once.
//!
//! A setting is nothing but the default of an option: it is put in front of what was typed, so that one reader
//! checks and converts both. What is typed wins, whole: a list on the command line replaces that of the file.

mod read;
mod settings;
mod show;

pub(crate) use show::show;

use crate::args::Cli;
use anyhow::{Result, bail};
use clap::parser::ValueSource;
use clap::{ArgMatches, Command, CommandFactory};
use read::Configuration;
use settings::{Kind, SETTINGS, Setting};
use std::ffi::OsString;
use std::path::PathBuf;

/// Names the file where no option does; empty, there is none.
const VARIABLE: &str = "HDRTRACE_CONFIG";

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

/// The arguments with what the configuration file adds to them.
///
/// The file is not read where it could not matter, so that a broken one does not stop `--help` or `explain`.
pub(crate) fn complete(arguments: Vec<OsString>) -> Result<Vec<OsString>> {
    let command = Cli::command();
    // What is wrong in what was typed is for the real reading to say.
    let Ok(typed) = command
        .clone()
        .ignore_errors(true)
        .try_get_matches_from(&arguments)
    else {
        return Ok(arguments);
    };
    let (command, matches, depth) = innermost(&command, &typed);
    if !SETTINGS.iter().any(|setting| takes(&command, setting)) {
        return Ok(arguments);
    }
    let Some(file) = in_force(&typed)? else {
        return Ok(arguments);
    };
    let mut completed = arguments;
    let mut at = (1 + depth).min(completed.len());
    for (setting, added) in additions(&file, &command, matches) {
        check(&file, setting, &command, &added)?;
        for argument in added {
            completed.insert(at, argument);
            at += 1;
        }
    }
    Ok(completed)
}

/// The file that counts, if there is one: as an option, the environment, or the user's folder names it.
fn in_force(typed: &ArgMatches) -> Result<Option<Configuration>> {
    let (_, innermost, _) = innermost(&Cli::command(), typed);
    if innermost.try_get_one::<bool>("no_config").ok().flatten() == Some(&true) {
        return Ok(None);
    }
    let typed = innermost
        .try_get_one::<PathBuf>("config")
        .ok()
        .flatten()
        .cloned();
    let named = match (typed, std::env::var_os(VARIABLE)) {
        (None, Some(path)) if path.is_empty() => return Ok(None),
        (typed, variable) => typed.or(variable.map(PathBuf::from)),
    };
    match named {
        Some(path) => read::file(&path, true),
        None => match folder() {
            Some(folder) => read::file(&folder.join("hdrtrace.toml"), false),
            None => Ok(None),
        },
    }
}

/// The subcommand that was typed, what was typed for it, and how many words name it.
fn innermost<'m>(command: &Command, typed: &'m ArgMatches) -> (Command, &'m ArgMatches, usize) {
    let (mut command, mut matches, mut depth) = (command.clone(), typed, 0);
    while let Some((name, inner)) = matches.subcommand() {
        let Some(found) = command.find_subcommand(name).cloned() else {
            break;
        };
        (command, matches, depth) = (found, inner, depth + 1);
    }
    (command, matches, depth)
}

fn takes(command: &Command, setting: &Setting) -> bool {
    argument(command, setting.flag).is_some()
}

fn argument<'c>(command: &'c Command, flag: &str) -> Option<&'c clap::Arg> {
    command
        .get_arguments()
        .find(|argument| argument.get_long() == Some(flag))
}

/// What the file adds to a command, setting by setting, in the order of the table.
fn additions<'f>(
    file: &'f Configuration,
    command: &'f Command,
    matches: &'f ArgMatches,
) -> impl Iterator<Item = (&'static Setting, Vec<OsString>)> + 'f {
    let is_typed = |flag: &str| {
        argument(command, flag).is_some_and(|argument| {
            matches.value_source(argument.get_id().as_str()) == Some(ValueSource::CommandLine)
        })
    };
    SETTINGS.iter().filter_map(move |setting| {
        let value = file.value(setting)?;
        if !takes(command, setting)
            || is_typed(setting.flag)
            || setting.yields_to.iter().any(|flag| is_typed(flag))
        {
            return None;
        }
        Some((setting, typed_as(setting, &value.texts)))
    })
}

/// A setting as it would be typed.
fn typed_as(setting: &Setting, texts: &[String]) -> Vec<OsString> {
    let flag = format!("--{}", setting.flag);
    match setting.kind {
        Kind::On | Kind::Off => texts.iter().map(|_| flag.clone().into()).collect(),
        Kind::Text | Kind::Number | Kind::List | Kind::Path | Kind::Paths => texts
            .iter()
            .map(|text| format!("{flag}={text}").into())
            .collect(),
    }
}

/// Reads a setting by itself, so that an error names the file and the line.
fn check(
    file: &Configuration,
    setting: &Setting,
    command: &Command,
    added: &[OsString],
) -> Result<()> {
    use clap::error::{ContextKind, ErrorKind};
    let words = std::iter::once(OsString::from("hdrtrace")).chain(added.iter().cloned());
    let Err(error) = command.clone().try_get_matches_from(words) else {
        return Ok(());
    };
    // That something else is missing is no fault of this setting.
    if !matches!(
        error.kind(),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation | ErrorKind::WrongNumberOfValues
    ) {
        return Ok(());
    }
    let reason = std::error::Error::source(&error).map_or_else(
        || match error.get(ContextKind::ValidValue) {
            Some(valid) => format!("give one of {valid}"),
            None => error.kind().to_string(),
        },
        ToString::to_string,
    );
    bail!("{}: {}: {reason}", file.place(setting), setting.key)
}
