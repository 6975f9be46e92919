//! `generate`: what is made of what can be typed.

use super::completions;
use crate::args;
use crate::args::generate::Generate;
use crate::files::{self, Existing};
use anyhow::{Context, Result, anyhow};
use clap::Command;
use clap_mangen::Man;
use hdrtrace::Report;
use std::io::{self, Write};
use std::path::Path;

pub(super) fn run(what: &Generate) -> Result<u8> {
    let mut all = args::command();
    let made = match what {
        Generate::Man { out: Some(out), .. } => {
            all.build();
            write_pages(all, out)?;
            return Ok(0);
        }
        Generate::Man { command, .. } => {
            all.build();
            let mut title = "hdrtrace".to_owned();
            let mut found = all;
            for name in command {
                found = found.find_subcommand(name).cloned().ok_or_else(|| {
                    anyhow!("unknown command {name}; hdrtrace -h lists the commands")
                })?;
                title = format!("{title}-{name}");
            }
            page(found, &title)?
        }
        Generate::Schema => Report::json_schema_document().into_bytes(),
        Generate::Completions { shell } => completions::of(*shell, &mut all)?.into_bytes(),
    };
    io::stdout().lock().write_all(&made)?;
    Ok(0)
}

/// The pages of a command and of those below it, one file each.
fn write_pages(all: Command, out: &Path) -> Result<()> {
    std::fs::create_dir_all(out).with_context(|| format!("cannot create {}", out.display()))?;
    let mut open = vec![("hdrtrace".to_owned(), all)];
    while let Some((title, command)) = open.pop() {
        let below = command
            .get_subcommands()
            .filter(|below| !below.is_hide_set() && below.get_name() != "help");
        open.extend(below.map(|below| (format!("{title}-{}", below.get_name()), below.clone())));
        let path = out.join(format!("{title}.1"));
        files::write(&path, &page(command, &title)?, Existing::Replace)?;
    }
    Ok(())
}

/// The manual page of a command, with every option told, also those that the short help leaves out.
fn page(command: Command, title: &str) -> Result<Vec<u8>> {
    let mut made = Vec::new();
    let command = command.mut_args(|arg| arg.hide_short_help(false));
    Man::new(command)
        .title(title)
        .source(concat!("hdrtrace ", env!("CARGO_PKG_VERSION")))
        .manual("User Commands")
        .render(&mut made)?;
    Ok(made)
}
