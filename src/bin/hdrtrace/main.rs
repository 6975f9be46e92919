//! The `hdrtrace` command: parse arguments, call, map the exit code.
#![forbid(unsafe_code)]

mod args;
mod commands;
mod config;
mod faults;
mod files;
mod given;
mod input;
mod message;
mod output;
mod pager;
mod progress;
mod redaction_key;
mod remedies;

use clap::FromArgMatches;
use std::io::Write;
use std::process::ExitCode;

/// A report is made of many small texts.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // What a panic says may quote a message: only its place is printed, and what it says where it is made harmless.
    std::panic::set_hook(Box::new(|fault| {
        let place = fault.location().map(ToString::to_string);
        let place = place.unwrap_or_else(|| "an unknown place".to_owned());
        let _ = writeln!(
            anstream::stderr().lock(),
            "hdrtrace: internal error at {place}; please report it"
        );
    }));
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
    let mut command = args::command();
    if std::env::args_os().any(|given| given == "-h") {
        command = args::with_short_help(command);
    }
    let read = command.try_get_matches().and_then(|matches| {
        args::refuse_misplaced(&matches)?;
        Ok((args::Cli::from_arg_matches(&matches)?, matches))
    });
    match read {
        Ok((cli, matches)) => commands::run(&cli, &args::Typed::of(&matches)),
        Err(error) => {
            // It repeats an argument as it was given; in plain text an escape sequence is taken out with clap's own.
            let are_harmless = std::env::args_os().all(|given| {
                let given = given.to_string_lossy();
                harmless(&given) == given
            });
            if !error.use_stderr() || are_harmless {
                error.exit();
            }
            let said = harmless(error.render().to_string().trim_end_matches('\n'));
            let _ = writeln!(anstream::stderr().lock(), "{said}");
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
