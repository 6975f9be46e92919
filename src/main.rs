//! The `hdrtrace` command: parse arguments, call, map the exit code.
#![forbid(unsafe_code)]

mod app;
mod check;
mod cli;
mod config;
mod recover;
mod setup;

use clap::Parser;
use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    match run() {
        Ok(code) => ExitCode::from(code),
        // The reader of our output has seen enough.
        Err(error) if app::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(anstream::stderr().lock(), "hdrtrace: {error:#}");
            ExitCode::from(app::UNREADABLE)
        }
    }
}

fn run() -> anyhow::Result<u8> {
    let arguments = config::complete(std::env::args_os().collect())?;
    app::run(cli::Cli::parse_from(arguments))
}
