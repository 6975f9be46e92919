//! `redact`.

use crate::args::Common;
use crate::args::redact::RedactArgs;
use crate::files;
use crate::given::Given;
use crate::input::{is_stdin, shown};
use crate::message::{file_as_it_is, note_carried, only, require_original};
use crate::output::{leaked, print_mail, say};
use crate::redaction_key::key;
use anyhow::{Context, Result, bail};
use hdrtrace::abuse_report::{self, AbuseReportError};
use hdrtrace::message::Message;
use hdrtrace::redact::Redactor;
use hdrtrace::{Analyzer, InputForm, Known, input};

pub(super) fn run(args: &RedactArgs, common: &Common, given: &Given) -> Result<u8> {
    let existing = common.files.existing();
    let file = args.output.as_deref().filter(|file| !is_stdin(file));
    if let Some(path) = file {
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
    require_original(&chosen.known, "a redacted message").with_context(|| name.clone())?;
    if hdrtrace::is_session(bytes, InputForm::Auto) {
        bail!(
            "{name}: is an SMTP session, and only messages can be redacted; extract the message from it"
        );
    }
    if chosen.known.whole.is_some() {
        bail!(
            "{name}: too long: only a part of it was read, and a part of a message is not redacted"
        );
    }
    let raw = input::mend(bytes).with_context(|| name.clone())?;
    let message = Message::parse(&raw.bytes);
    input::require_mail(&message).with_context(|| name.clone())?;
    let protected = abuse_report::protected(&message, &given.own.redaction.protect_address);
    let redactor = Redactor::new(&protected, key(&given.own.redaction)?)?;
    let redacted = redactor.redact(&raw.bytes).with_context(|| name.clone())?;
    let leaks = redactor.leaks(&redacted.bytes);
    if !leaks.is_empty() {
        return leaked(&AbuseReportError::Leak(leaks).to_string());
    }
    match file {
        Some(path) => files::write(path, &redacted.bytes, existing)?,
        None => print_mail(&redacted.bytes, args.output.as_deref())?,
    }
    say(&format!(
        "{} places redacted; SHA-256 of the original {}",
        redacted.places, redacted.original_sha256
    ))?;
    for broken in &redacted.broken {
        say(&format!(
            "{} of {} (selector {}) no longer verifies: {} changed",
            broken.field,
            broken.domain,
            broken.selector,
            broken.changed.join(", ")
        ))?;
    }
    for part in &redacted.opaque {
        say(&format!("warning: {part} could only be searched as bytes"))?;
    }
    for note in redacted.notes() {
        say(&format!("warning: {note}"))?;
    }
    if protected.is_empty() {
        say("warning: no recipient was found in the message; --protect-address names one")?;
    }
    Ok(0)
}
