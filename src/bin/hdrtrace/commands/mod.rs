//! What is done: one file a command.

mod check;
mod compose;
mod explain;
mod recover;
mod redact;
mod report;
mod trace;
mod verify_evidence;

use crate::args::configuration::ConfigCommand;
use crate::args::dns::DnsArgs;
use crate::args::known::Known;
use crate::args::{Cli, Command};
use crate::{config, setup};
use anyhow::{Result, anyhow};
use chrono::{DateTime, Utc};
use hdrtrace::{At, Options};

/// Exit code: a finding at or above `--fail-on`.
const FOUND: u8 = 1;
/// Exit code: usage, or an input that could not be read.
pub(crate) const UNREADABLE: u8 = 2;

/// Does what was typed; gives the exit code.
pub(crate) fn run(cli: Cli) -> Result<u8> {
    match cli.command {
        Some(Command::Explain(args)) => explain::run(&args),
        Some(Command::Check { check }) => check::run(&check),
        Some(Command::Recover(args)) => recover::run(&args),
        Some(Command::Report(args)) => report::run(&args),
        Some(Command::Redact(args)) => redact::run(&args),
        Some(Command::Compose(args)) => compose::run(&args),
        Some(Command::VerifyEvidence(args)) => verify_evidence::run(&args),
        Some(Command::Config {
            command: ConfigCommand::Show,
        }) => config::show(&std::env::args_os().collect::<Vec<_>>()),
        None => trace::run(&cli.trace),
    }
}

/// What the options that several commands have mean.
fn options(asked: &DnsArgs, known: &Known, time: &str) -> Result<Options> {
    Ok(Options {
        name: String::new(),
        now: Utc::now(),
        at: at(time)?,
        dns: setup::dns_source(asked)?,
        limits: setup::limits(asked),
        client_ip: known.client_ip,
        helo: known.helo.clone(),
        mail_from: known.mail_from.clone(),
        trust: known.trust.clone(),
        protect: known.protect.clone(),
        ..Options::default()
    })
}

/// The time that expiry is judged at.
fn at(text: &str) -> Result<At> {
    match text {
        "received" => Ok(At::Received),
        "now" => Ok(At::Now),
        _ => DateTime::parse_from_rfc3339(text)
            .map(|time| At::Time(time.with_timezone(&Utc)))
            .map_err(|_| {
                anyhow!("--at {text}: give received, now, or a time such as 2026-05-02T10:00:00Z")
            }),
    }
}
