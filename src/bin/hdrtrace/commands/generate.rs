//! `generate`: what is made of what can be typed.

use crate::args;
use crate::args::generate::Generate;
use anyhow::{Result, anyhow};
use clap_mangen::Man;
use hdrtrace::Report;
use std::io::{self, Write};

pub(super) fn run(what: &Generate) -> Result<u8> {
    let mut all = args::command();
    let mut made = Vec::new();
    match what {
        Generate::Man { command: None } => Man::new(all).render(&mut made)?,
        Generate::Man {
            command: Some(name),
        } => {
            all.build();
            let command = all
                .find_subcommand(name)
                .ok_or_else(|| anyhow!("unknown command {name}; hdrtrace -h lists the commands"))?
                .clone();
            let title = format!("hdrtrace-{name}");
            Man::new(command).title(title).render(&mut made)?;
        }
        Generate::Schema => made.extend_from_slice(Report::json_schema_document().as_bytes()),
        Generate::Completions { shell } => {
            clap_complete::generate(*shell, &mut all, "hdrtrace", &mut made);
        }
    }
    io::stdout().lock().write_all(&made)?;
    Ok(0)
}
