//! `redact`.

use crate::args::Common;
use crate::args::redact::RedactArgs;
use crate::files;
use crate::given::Given;
use crate::input::{is_stdin, shown};
use crate::message::original;
use crate::output::{leaked, print_mail, say};
use crate::redaction_key::key;
use anyhow::{Context, Result};
use hdrtrace::abuse_report::{self, AbuseReportError};
use hdrtrace::redact::Redactor;

pub(super) fn run(args: &RedactArgs, common: &Common, given: &Given) -> Result<u8> {
    let existing = common.files.existing();
    let file = args.output.as_deref().filter(|file| !is_stdin(file));
    if let Some(path) = file {
        files::refuse_same(path, &args.file)?;
        files::refuse_taken(path, existing)?;
    }
    let name = shown(&args.file);
    let number = common.container.message;
    let chosen =
        original(&args.file, number, &given.settings, "redacted").with_context(|| name.clone())?;
    let (bytes, known) = (&chosen.bytes, &chosen.known);
    let raw = hdrtrace::raw_message(bytes, known).with_context(|| name.clone())?;
    let message = hdrtrace::split_message(&raw, known).with_context(|| name.clone())?;
    let protected = abuse_report::protected(&message, &given.own.redaction.protect_address);
    let redactor = Redactor::new(&protected, key(&given.own.redaction)?)?;
    let redacted = redactor.redact(&raw.bytes).with_context(|| name.clone())?;
    let leaks = redactor.leaks(&redacted.bytes);
    if !leaks.is_empty() {
        return Ok(leaked(&AbuseReportError::Leak(leaks).to_string()));
    }
    match file {
        Some(path) => files::write(path, &redacted.bytes, existing)?,
        None => print_mail(&redacted.bytes, args.output.as_deref())?,
    }
    say(&format!(
        "{} places redacted; SHA-256 of the original {}",
        redacted.places, redacted.original_sha256
    ));
    for broken in &redacted.broken {
        say(&format!(
            "{} of {} (selector {}) no longer verifies: {} changed",
            broken.field,
            broken.domain,
            broken.selector,
            broken.changed.join(", ")
        ));
    }
    for part in &redacted.opaque {
        say(&format!("warning: {part} could only be searched as bytes"));
    }
    for note in redacted.notes() {
        say(&format!("warning: {note}"));
    }
    if protected.is_empty() {
        say("warning: no recipient was found in the message; --protect-address names one");
    }
    Ok(0)
}
