//! The short help (`-h`) of every command: what it does, its usage, its commands and the options that matter, in one screen.
//! Made of the same definitions as the long one; what is marked as hidden in it is left to `--help`.

use clap::{Arg, Command};
use std::fmt::Write;

/// Columns of the names.
const NAMES: usize = 23;
/// Columns of what is said of them.
const HELP: usize = 54;
/// Commands are listed line by line up to so many, by their names beyond.
const MAX_COMMANDS: usize = 6;
/// Columns of the list of names.
const COLUMNS: usize = 78;

/// The command with the short help in place of the long one, down to the innermost.
pub fn with_short_help(mut command: Command) -> Command {
    command.build();
    replaced(command)
}

fn replaced(command: Command) -> Command {
    let text = text(&command);
    command.override_help(text).mut_subcommands(replaced)
}

fn text(command: &Command) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let about = command.get_about().map(ToString::to_string);
    let _ = writeln!(out, "{}\n", about.unwrap_or_default());
    let usage = command.clone().render_usage().to_string();
    let _ = writeln!(out, "{}", usage.trim_end());
    commands(command, &mut out);
    let visible = |arg: &&Arg| !arg.is_hide_set() && !arg.is_hide_short_help_set();
    let all = || command.get_arguments().filter(visible);
    section(
        "Arguments",
        all().filter(|arg| arg.is_positional()),
        &mut out,
    );
    let (generic, own): (Vec<&Arg>, Vec<&Arg>) = all()
        .filter(|arg| !arg.is_positional())
        .partition(|arg| matches!(arg.get_id().as_str(), "help" | "version"));
    section("Options", own.into_iter().chain(generic), &mut out);
    let name = command.get_bin_name().unwrap_or("hdrtrace");
    let _ = write!(
        out,
        "\n{name} --help lists all options, exit codes and examples.\n"
    );
    out
}

fn commands(command: &Command, out: &mut String) {
    let known: Vec<&Command> = command
        .get_subcommands()
        .filter(|inner| !inner.is_hide_set() && inner.get_name() != "help")
        .collect();
    if known.is_empty() {
        return;
    }
    out.push_str("\nCommands:\n");
    if known.len() <= MAX_COMMANDS {
        for inner in known {
            let about = inner.get_about().map(ToString::to_string);
            row(inner.get_name(), &about.unwrap_or_default(), out);
        }
        return;
    }
    let mut line = String::new();
    for inner in known {
        let name = inner.get_name();
        if !line.is_empty() && line.len() + 2 + name.len() > COLUMNS - 2 {
            let _ = writeln!(out, "  {line},");
            line.clear();
        }
        let comma = if line.is_empty() { "" } else { ", " };
        let _ = write!(line, "{comma}{name}");
    }
    let _ = writeln!(out, "  {line}");
}

fn section<'a>(title: &str, args: impl Iterator<Item = &'a Arg>, out: &mut String) {
    let mut args = args.peekable();
    if args.peek().is_none() {
        return;
    }
    let _ = write!(out, "\n{title}:\n");
    for arg in args {
        let help = arg.get_help().map(ToString::to_string);
        let help = match arg.get_id().as_str() {
            "help" => "Print this help (-h) or all of it (--help)".to_owned(),
            _ => with_values(help.unwrap_or_default(), arg),
        };
        row(&name(arg), &help, out);
    }
}

/// With the words that an option takes, where there is room for all.
fn with_values(help: String, arg: &Arg) -> String {
    let values = arg.get_possible_values();
    let names: Vec<&str> = values
        .iter()
        .filter(|value| !value.is_hide_set())
        .map(clap::builder::PossibleValue::get_name)
        .collect();
    let longer = format!("{help}: {}", names.join(", "));
    if names.is_empty() || !arg.get_action().takes_values() || longer.len() > HELP {
        help
    } else {
        longer
    }
}

fn row(name: &str, help: &str, out: &mut String) {
    let _ = writeln!(out, "  {name:<NAMES$} {help}");
}

/// An argument as it is typed: `-v, --verbose`, `--format <FORMAT>`, `[FILE]...`.
fn name(arg: &Arg) -> String {
    if arg.is_positional() {
        return arg.to_string();
    }
    let values = arg
        .get_value_names()
        .filter(|_| arg.get_action().takes_values())
        .unwrap_or_default();
    let short = arg.get_short().map(|short| format!("-{short}"));
    let long = arg.get_long().map(|long| format!("--{long}"));
    let names: Vec<String> = short.into_iter().chain(long).collect();
    let values = values.iter().fold(String::new(), |mut all, name| {
        let _ = write!(all, " <{name}>");
        all
    });
    names.join(", ") + &values
}
