//! `hdrtrace recover`: the message as it was signed.

use crate::args::Common;
use crate::args::recover::Recover;
use crate::args::words::Color;
use crate::config::Output;
use crate::files;
use crate::given::Given;
use crate::input::{is_stdin, shown};
use crate::message::original;
use crate::output::{self, print_mail};
use anyhow::{Context, Result};
use hdrtrace::dns::Capsule;
use hdrtrace::{recover, render};
use std::io::{self, Write};

/// Exit code: there is nothing to recover.
const NOTHING: u8 = 1;

pub(super) fn run(args: &Recover, common: &Common, given: &Given) -> Result<u8> {
    let existing = common.files.existing();
    let file = args.output.as_deref().filter(|file| !is_stdin(file));
    for path in file.into_iter().chain(common.dns.record_dns.as_deref()) {
        files::refuse_same(path, &args.file)?;
        files::refuse_taken(path, existing)?;
    }
    let name = shown(&args.file);
    let number = common.container.message;
    let chosen =
        original(&args.file, number, &given.settings, "recovered").with_context(|| name.clone())?;
    let (bytes, known) = (&chosen.bytes, &chosen.known);
    let raw = hdrtrace::raw_message(bytes, known).with_context(|| name.clone())?;
    let message = hdrtrace::split_message(&raw, known).with_context(|| name.clone())?;
    let limits = given.settings.dns.limits.clone();
    let now = given.settings.clock.now();
    let sha256 = hdrtrace::sha256(bytes);
    let dns = given.settings.dns.source.resolver(limits, &sha256)?;
    let work = recover::recover(&dns, &message, args.domain.as_deref(), now);
    let found = futures::executor::block_on(work);
    if let Some(path) = &common.dns.record_dns {
        let capsule = Capsule::from_log(&sha256, now, &dns.log());
        files::write(path, capsule.try_to_json()?.as_bytes(), existing)?;
    }
    let recovered = match found {
        Ok(recovered) => recovered,
        Err(reason) => {
            let reason = render::escape::terminal(&reason.to_string(), false).into_owned();
            writeln!(anstream::stderr().lock(), "hdrtrace: {reason}")?;
            return Ok(NOTHING);
        }
    };
    match file {
        Some(path) => files::write(path, &recovered.bytes, existing)?,
        None => print_mail(&recovered.bytes, args.output.as_deref())?,
    }
    let style = output::style(&Output {
        color: Color::Never,
        ..Output::default()
    });
    io::stderr()
        .lock()
        .write_all(&render::render_recovered(&recovered.report(), &style))?;
    Ok(0)
}
