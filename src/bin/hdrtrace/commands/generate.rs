//! `generate`: what is made of what can be typed.

use crate::args;
use crate::args::generate::Generate;
use anyhow::{Result, anyhow};
use clap::Command;
use clap_mangen::Man;
use hdrtrace::Report;
use std::io::{self, Write};

pub(super) fn run(what: &Generate) -> Result<u8> {
    let mut all = args::command();
    let mut made = Vec::new();
    match what {
        Generate::Man { command } => {
            all.build();
            let mut title = "hdrtrace".to_owned();
            let mut found = all;
            for name in command {
                found = found.find_subcommand(name).cloned().ok_or_else(|| {
                    anyhow!("unknown command {name}; hdrtrace -h lists the commands")
                })?;
                title = format!("{title}-{name}");
            }
            Man::new(whole(found)).title(title).render(&mut made)?;
        }
        Generate::Schema => made.extend_from_slice(Report::json_schema_document().as_bytes()),
        Generate::Completions { shell } => {
            clap_complete::generate(*shell, &mut all, "hdrtrace", &mut made);
        }
    }
    io::stdout().lock().write_all(&made)?;
    Ok(0)
}

/// The command with every option told, also those that the short help leaves out: a manual page is no short help.
fn whole(command: Command) -> Command {
    command.mut_args(|arg| arg.hide_short_help(false))
}
