//! The `hdrtrace` command: parse arguments, call, map the exit code.
#![forbid(unsafe_code)]

mod args;
mod commands;
mod config;
mod given;
mod input;
mod output;
mod redaction_key;
mod remedies;

use clap::FromArgMatches;
use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    match run() {
        Ok(code) => ExitCode::from(code),
        // The reader of our output has seen enough.
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // An error may name a file, and a file has any name.
            let said = harmless(&remedies::told(&error));
            let _ = writeln!(anstream::stderr().lock(), "hdrtrace: {said}");
            ExitCode::from(commands::UNREADABLE)
        }
    }
}

fn run() -> anyhow::Result<u8> {
    let read = args::command().try_get_matches().and_then(|matches| {
        args::refuse_misplaced(&matches)?;
        Ok((args::Cli::from_arg_matches(&matches)?, matches))
    });
    match read {
        Ok((cli, matches)) => commands::run(&cli, &args::Typed::of(&matches)),
        Err(error) => {
            let said = error.render().to_string();
            let safe = harmless(said.trim_end_matches('\n'));
            if !error.use_stderr() || safe == said.trim_end_matches('\n') {
                error.exit();
            }
            // It repeats an argument as it was given.
            let _ = writeln!(anstream::stderr().lock(), "{safe}");
            Ok(u8::try_from(error.exit_code()).unwrap_or(commands::UNREADABLE))
        }
    }
}

/// A text of several lines with nothing in it that a terminal acts on.
fn harmless(text: &str) -> String {
    let lines: Vec<_> = text
        .split('\n')
        .map(|line| hdrtrace::render::escape::terminal(line, false))
        .collect();
    lines.join("\n")
}
