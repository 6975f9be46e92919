//! `hdrtrace recover`: the message as it was signed.

use crate::args::Common;
use crate::args::recover::Recover;
use crate::args::words::Color;
use crate::config::Output;
use crate::files;
use crate::given::Given;
use crate::input::{is_stdin, shown};
use crate::message::{file_as_it_is, note_carried, only, require_original};
use crate::output::{self, print_mail};
use anyhow::{Context, Result, bail};
use hdrtrace::dns::Capsule;
use hdrtrace::message::Message;
use hdrtrace::{Analyzer, InputForm, Known, input, recover, render};
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
    let analyzer = Analyzer::new(file_as_it_is(&given.settings))?;
    let known = Known::default();
    let chosen = only(&args.file, common.container.message, &analyzer, &known)
        .with_context(|| name.clone())?;
    note_carried(&chosen.known)?;
    let bytes = &chosen.bytes;
    require_original(&chosen.known, "recovering what was signed").with_context(|| name.clone())?;
    if chosen.known.whole.is_some() {
        bail!(
            "{name}: too long: only a part of it was read, and what was signed cannot be recovered from that"
        );
    }
    if hdrtrace::is_session(bytes, InputForm::Auto) {
        bail!("{name}: is an SMTP session; extract the message from it");
    }
    let raw = input::mend(bytes).with_context(|| name.clone())?;
    let message = Message::parse(&raw.bytes);
    input::require_mail(&message).with_context(|| name.clone())?;
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
