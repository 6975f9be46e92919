//! What is done: one file a command.

mod check;
mod completions;
mod compose;
mod cortex;
mod each;
mod explain;
mod generate;
mod iocs;
mod recover;
mod redact;
mod render;
mod report;
mod rules;
mod scan;
mod serve;
mod trace;
mod verify_evidence;

use crate::args::{Cli, Command, Typed};
use crate::config;
use crate::given::Given;
use anyhow::Result;

/// Exit code: a finding at or above `--fail-on`.
const FOUND: u8 = 1;
/// Exit code: usage, or an input that could not be read.
pub(crate) const UNREADABLE: u8 = 2;

/// Does what was typed; gives the exit code.
pub(crate) fn run(cli: &Cli, typed: &Typed<'_>) -> Result<u8> {
    let given = || Given::of(cli, typed);
    let common = &cli.common;
    match &cli.command {
        // The configuration is not read where it could not matter: a broken one does not stop these.
        Some(Command::Explain(args)) => explain::run(args, || Ok(given()?.settings.rules)),
        Some(Command::Rules { command }) => rules::run(command),
        Some(Command::Generate { what }) => generate::run(what),
        Some(Command::Compose(args)) => compose::run(args),
        Some(Command::VerifyEvidence(args)) => verify_evidence::run(args),
        Some(Command::Config { command }) => config::run(*command, &common.configuration),
        Some(Command::Check { check }) => check::run(check, common, &given()?),
        Some(Command::Recover(args)) => recover::run(args, common, &given()?),
        Some(Command::Scan(args)) => scan::run(args, &cli.common, given()?),
        Some(Command::Iocs(args)) => iocs::run(args, common, given()?),
        Some(Command::Serve(args)) => serve::run(args, given()?),
        Some(Command::Report(args)) => report::run(args, common, given()?),
        Some(Command::Render(args)) => render::run(args, &given()?),
        Some(Command::Cortex(args)) => cortex::run(args, given()?),
        Some(Command::Redact(args)) => redact::run(args, common, &given()?),
        None => trace::run(&cli.trace, common, given()?),
    }
}
