//! `report`: to those who can act on abuse.

use crate::args::Common;
use crate::args::report::{Form, ReportArgs, Type};
use crate::files::{self, Existing};
use crate::given::{Given, known};
use crate::input::{is_stdin, name, shown};
use crate::message::{only, require_original};
use crate::output::{leaked, print_mail, print_text, say};
use crate::redaction_key::key;
use crate::remedies;
use anyhow::{Context, Result, anyhow, bail};
use hdrtrace::Analyzer;
use hdrtrace::abuse::{self, Complaint, Grade, Kind, Party};
use hdrtrace::abuse_report::{self, AbuseReportError, AbuseReportOptions};
use hdrtrace::dns::Capsule;
use hdrtrace::rdap::Client;
use std::fs;
use std::path::Path;
use std::sync::Arc;

pub(super) fn run(args: &ReportArgs, common: &Common, given: Given) -> Result<u8> {
    let Given { settings, own } = given;
    let existing = common.files.existing();
    let file = args.output.as_deref().filter(|file| !is_stdin(file));
    for path in file.into_iter().chain(common.dns.record_dns.as_deref()) {
        files::refuse_same(path, &args.file)?;
        files::refuse_taken(path, existing)?;
    }
    let known = known(&common.known, name(&args.file));
    let now = settings.clock.now();
    let analyzer = Analyzer::new(settings)?;
    let chosen = only(&args.file, common.container.message, &analyzer, &known)
        .with_context(|| shown(&args.file))?;
    let (bytes, known) = (&chosen.bytes, &chosen.known);
    if known.whole.is_some() {
        bail!(
            "{}: too long: only a part of it was read, and a part of a message is not reported",
            shown(&args.file)
        );
    }
    let is_original = require_original(known, "a report").is_ok();
    if !is_original {
        say("warning: the original bytes are not kept here; only the header is reported");
    }
    let how = AbuseReportOptions {
        kind: match args.kind {
            Type::Spam => Kind::Spam,
            Type::Phishing => Kind::Phishing,
            Type::AuthFailure => Kind::AuthFailure,
        },
        reporter: own.report.reporter.as_deref().ok_or_else(nobody)?.parse()?,
        redaction: if args.no_redact {
            None
        } else {
            Some(key(&own.redaction)?)
        },
        protect: own.redaction.protect_address.clone(),
        lookup_contacts: own.report.lookup_contacts,
        rdap: own
            .report
            .rdap
            .then(|| Client::new(args.rdap_server.as_deref()).map(Arc::new))
            .transpose()?,
        allow_reserved: args.allow_reserved,
        source_port: args.source_port,
        url: args.url.clone(),
        // What a container made of the body is nothing to hand on.
        headers_only: own.report.headers_only || !is_original,
        no_recipient: args.no_recipient,
    };
    let prepared = match abuse_report::prepare(bytes, &analyzer, known, &how) {
        Err(error @ AbuseReportError::Leak(_)) => return Ok(leaked(&error.to_string())),
        prepared => prepared.with_context(|| shown(&args.file))?,
    };
    if let Some(path) = &common.dns.record_dns {
        let capsule = Capsule::from_log(&prepared.sha256, now, &prepared.dns);
        files::write(path, capsule.try_to_json()?.as_bytes(), existing)?;
    }
    for warning in &prepared.warnings {
        say(&format!("warning: {}", warning.told(remedies::phrase)));
    }
    if let (Form::Arf, Some(first)) = (args.form, prepared.complaints.first()) {
        for warning in abuse::arf_lacks(first) {
            say(&format!("warning: {}", warning.told(remedies::phrase)));
        }
    }
    for left in &prepared.not_accused {
        say(&format!("not reported: {}", left.told(remedies::phrase)));
    }
    for (number, complaint) in (1..).zip(&prepared.complaints) {
        say(&format!("{number}. {}", summary(&complaint.party)));
    }
    if let Some(folder) = &args.out {
        write_all(folder, args.form, &prepared.complaints, existing)?;
        return Ok(0);
    }
    let complaint = args
        .party
        .checked_sub(1)
        .and_then(|at| prepared.complaints.get(at))
        .ok_or_else(|| {
            anyhow!(
                "invalid --party value {}: the message has {} parties to report to",
                args.party,
                prepared.complaints.len()
            )
        })?;
    let report = rendered(args.form, complaint)?;
    match (args.form, file) {
        (_, Some(path)) => files::write(path, &report, existing)?,
        (Form::Arf, None) => print_mail(&report, args.output.as_deref())?,
        (Form::Xarf | Form::Text, None) => print_text(&report)?,
    }
    Ok(0)
}

fn nobody() -> anyhow::Error {
    anyhow!(
        "the reporter is not known: give --reporter WHO, or set report.reporter in the configuration"
    )
}

fn rendered(form: Form, complaint: &Complaint) -> Result<Vec<u8>> {
    Ok(match form {
        Form::Arf => abuse::arf(complaint),
        Form::Xarf => abuse::xarf(complaint)?,
        Form::Text => abuse::letter_with_header(complaint).into_bytes(),
    })
}

/// One file a party. All are made before the first is written: a report that cannot be made leaves no half a set.
fn write_all(
    folder: &Path,
    form: Form,
    complaints: &[Complaint],
    existing: Existing,
) -> Result<()> {
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
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    files::write_all(&files, existing)?;
    for (path, _) in files {
        say(&format!("wrote {}", path.display()));
    }
    Ok(())
}

fn summary(party: &Party) -> String {
    let contact = party.contacts.first().map_or_else(
        || "no contact known (--lookup-contacts looks one up)".to_owned(),
        |contact| format!("{} ({})", contact.address, contact.source.text()),
    );
    let grade = match party.grade() {
        Grade::Automatic => "",
        Grade::Confirm => "; to be confirmed by a person",
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
