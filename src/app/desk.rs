//! `report`, `redact`, `verify-evidence`, and `--evidence`.

use super::{name, options};
use crate::cli::abuse::{Form, RedactArgs, Redaction, ReportArgs, Type, VerifyArgs};
use crate::config;
use crate::setup::{read, write_whole};
use anyhow::{Context, Result, anyhow, bail};
use hdrtrace::abuse::{self, Complaint, Grade, Kind, Party};
use hdrtrace::desk::{self, DeskError, DeskOptions};
use hdrtrace::dns::Capsule;
use hdrtrace::message::Message;
use hdrtrace::rdap::Client;
use hdrtrace::redact::{Key, Redactor};
use hdrtrace::{Options, Report, casefile, input, render};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Exit code: something protected would have got out.
const LEAKED: u8 = 3;

pub(super) fn report(args: &ReportArgs) -> Result<u8> {
    let mut options = options(&args.dns, &args.known, &args.at)?;
    options.name = name(&args.file);
    let (bytes, cut) = read(&args.file).with_context(|| options.name.clone())?;
    if cut.is_some() {
        bail!(
            "{}: is longer than is read; a part of a message is not reported",
            options.name
        );
    }
    let desk = DeskOptions {
        kind: match args.kind {
            Type::Spam => Kind::Spam,
            Type::Phishing => Kind::Phishing,
            Type::AuthFailure => Kind::AuthFailure,
        },
        reporter: args.reporter.parse()?,
        redaction: if args.no_redact {
            None
        } else {
            Some(key(&args.redaction)?)
        },
        protect: args.redaction.protect_address.clone(),
        lookup_contacts: args.lookup_contacts,
        rdap: args
            .rdap
            .then(|| Client::new(args.rdap_server.as_deref()).map(Arc::new))
            .transpose()?,
        allow_reserved: args.allow_reserved,
        source_port: args.source_port,
        url: args.url.clone(),
        headers_only: args.headers_only,
        no_recipient: args.no_recipient,
    };
    let prepared = match desk::prepare(&bytes, &options, &desk) {
        Err(error @ DeskError::Leak(_)) => return leaked(&error.to_string()),
        prepared => prepared.with_context(|| options.name.clone())?,
    };
    if let Some(path) = &args.dns.record_dns {
        let capsule = Capsule::from_log(&prepared.report.input.sha256, options.now, &prepared.dns);
        write_whole(path, capsule.try_to_json()?.as_bytes())
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    for warning in &prepared.warnings {
        say(&format!("warning: {warning}"))?;
    }
    if let (Form::Arf, Some(first)) = (args.form, prepared.complaints.first()) {
        for warning in abuse::arf_lacks(first) {
            say(&format!("warning: {warning}"))?;
        }
    }
    for left in &prepared.not_accused {
        say(&format!("not accused: {}: {}", left.who, left.why))?;
    }
    for (number, complaint) in (1..).zip(&prepared.complaints) {
        say(&format!("{number}. {}", summary(&complaint.party)))?;
    }
    if let Some(folder) = &args.out {
        write_all(folder, args.form, &prepared.complaints)?;
        return Ok(0);
    }
    let complaint = args
        .party
        .checked_sub(1)
        .and_then(|at| prepared.complaints.get(at))
        .ok_or_else(|| {
            anyhow!(
                "--party {}: there are {}",
                args.party,
                prepared.complaints.len()
            )
        })?;
    io::stdout()
        .lock()
        .write_all(&rendered(args.form, complaint)?)?;
    Ok(0)
}

fn rendered(form: Form, complaint: &Complaint) -> Result<Vec<u8>> {
    Ok(match form {
        Form::Arf => abuse::arf(complaint),
        Form::Xarf => abuse::xarf(complaint)?,
        Form::Text => abuse::letter_with_header(complaint).into_bytes(),
    })
}

/// One file a party. All are made before the first is written: a report that cannot be made leaves no half a set.
fn write_all(folder: &Path, form: Form, complaints: &[Complaint]) -> Result<()> {
    let extension = match form {
        Form::Arf => "eml",
        Form::Xarf => "json",
        Form::Text => "txt",
    };
    let mut files = Vec::new();
    for (number, complaint) in (1..).zip(complaints) {
        let party = &complaint.party;
        let subject: String = party
            .subject
            .to_string()
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() || ".-".contains(c) {
                    c
                } else {
                    '_'
                }
            })
            .take(100)
            .collect();
        let name = format!("{number:02}-{}-{subject}.{extension}", party.role.word());
        files.push((folder.join(name), rendered(form, complaint)?));
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for (path, bytes) in files {
        write_whole(&path, &bytes).with_context(|| format!("cannot write {}", path.display()))?;
        say(&format!("wrote {}", path.display()))?;
    }
    Ok(())
}

fn summary(party: &Party) -> String {
    let contact = party.contacts.first().map_or_else(
        || "no contact is known (--lookup-contacts asks for one)".to_owned(),
        |contact| format!("{} ({})", contact.address, contact.source.text()),
    );
    let grade = match party.grade() {
        Grade::Automatic => "",
        Grade::Confirm => "; a person should confirm it",
    };
    let asked: Vec<String> = party
        .lookups
        .iter()
        .filter_map(|lookup| {
            Some(format!(
                "; {}: {}",
                lookup.source.text(),
                lookup.found.skipped()?.text()
            ))
        })
        .collect();
    format!(
        "{} {}: {contact}{grade}{}",
        party.role.word(),
        party.subject,
        asked.concat()
    )
}

pub(super) fn redact(args: &RedactArgs) -> Result<u8> {
    let name = name(&args.file);
    let (bytes, cut) = read(&args.file).with_context(|| name.clone())?;
    if hdrtrace::is_session(&bytes, &Options::default()) {
        bail!(
            "{name}: is an SMTP session, of which only messages can be redacted: cut the message out"
        );
    }
    if cut.is_some() {
        bail!("{name}: is longer than is read; a part of a message is not redacted");
    }
    let raw = input::mend(&bytes).with_context(|| name.clone())?;
    let message = Message::parse(&raw.bytes);
    input::require_mail(&message).with_context(|| name.clone())?;
    let protected = desk::protected(&message, &args.redaction.protect_address);
    let redactor = Redactor::new(&protected, key(&args.redaction)?)?;
    let redacted = redactor.redact(&raw.bytes).with_context(|| name.clone())?;
    let leaks = redactor.leaks(&redacted.bytes);
    if !leaks.is_empty() {
        return leaked(&DeskError::Leak(leaks).to_string());
    }
    io::stdout().lock().write_all(&redacted.bytes)?;
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
        say(&format!("warning: {part} was looked at as bytes only"))?;
    }
    if protected.is_empty() {
        say("warning: no recipient was found in the message; --protect-address names one")?;
    }
    Ok(0)
}

pub(super) fn verify_evidence(args: &VerifyArgs) -> Result<u8> {
    let verified = casefile::verify(&args.folder, args.seal.as_deref())
        .with_context(|| args.folder.display().to_string())?;
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "whole, unchanged, and the analysis gives the same report"
    )?;
    writeln!(out, "message  {}", verified.message)?;
    writeln!(out, "seal     {}", verified.seal)?;
    writeln!(
        out,
        "version  {}",
        render::escape::terminal(&verified.version, false)
    )?;
    if args.seal.is_none() {
        writeln!(
            out,
            "Compare the seal with the one noted when it was written, or give that with --seal."
        )?;
    }
    Ok(0)
}

pub(super) fn write_evidence(
    folder: &Path,
    bytes: &[u8],
    report: &Report,
    options: &Options,
    cut: bool,
) -> Result<()> {
    let arguments: Vec<String> = std::env::args_os()
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    let seal = casefile::write(folder, bytes, report, options, &arguments, cut)?;
    say(&format!(
        "evidence in {}; note its seal: {seal}",
        folder.display()
    ))
}

fn leaked(text: &str) -> Result<u8> {
    say(text)?;
    Ok(LEAKED)
}

fn say(text: &str) -> Result<()> {
    writeln!(
        anstream::stderr().lock(),
        "hdrtrace: {}",
        render::escape::terminal(text, false)
    )?;
    Ok(())
}

/// The key of redaction: from its file, or made and kept there.
fn key(args: &Redaction) -> Result<Key> {
    let path = match &args.redact_key {
        Some(path) => path.clone(),
        None => default_key()?,
    };
    let place = || format!("the key of redaction, {}", path.display());
    match fs::read_to_string(&path) {
        Ok(text) => {
            only_ours(&path).with_context(place)?;
            Key::from_hex(&text).ok_or_else(|| anyhow!("{}: is not 64 hexadecimal digits", place()))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let key = Key::random().context("no random number for the key of redaction")?;
            make_key(&path, &key).with_context(place)?;
            say(&format!("made {}; keep it, and give it to nobody", place()))?;
            Ok(key)
        }
        Err(error) => Err(error).with_context(place),
    }
}

fn default_key() -> Result<PathBuf> {
    let folder = config::folder().ok_or_else(|| {
        anyhow!("there is no configuration folder for the key of redaction: give --redact-key")
    })?;
    Ok(folder.join("redaction.key"))
}

/// Writes a key that nobody else can read at any moment.
fn make_key(path: &Path, key: &Key) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut new = File::options();
    new.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        new.mode(0o600);
    }
    let mut file = new.open(path)?;
    writeln!(file, "{}", key.to_hex())?;
    file.sync_all()
}

/// Refuses a key that others can read: with it they can tell who is behind a token.
#[cfg(unix)]
fn only_ours(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path)?.permissions().mode();
    if mode & 0o077 != 0 {
        bail!(
            "can be read by others (mode {:03o}): chmod 600 it",
            mode & 0o777
        );
    }
    Ok(())
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "the form of its twin")]
fn only_ours(_: &Path) -> Result<()> {
    Ok(())
}
