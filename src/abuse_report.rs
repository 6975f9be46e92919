//! From a message to reports for abuse desks: traced, routed, redacted, checked for leaks. Nothing is sent.

mod shown;

use crate::abuse::{
    self, AuthFailure, Case, Complaint, Exhibit, Kind, LookupOptions, NotAccused, Party, Reporter,
    ask_registries, authentication_results, look_up,
};
use crate::analyze::{self, AnalyzeError, Analyzer};
use crate::codec::hex;
use crate::dns::Answer;
use crate::evidence::Evidence;
use crate::message::Message;
use crate::rdap;
use crate::redact::{Form, Key, Leak, Protected, RedactError, Redacted, Redactor};
use crate::settings::{DnsSource, Known};
use crate::words::{Advice, Remedy};
use shown::Shown;
use std::collections::HashSet;
use std::sync::Arc;

/// How to report.
#[allow(clippy::struct_excessive_bools, reason = "each is a flag")]
#[derive(Clone, Debug)]
pub struct AbuseReportOptions {
    /// What is reported.
    pub kind: Kind,
    /// Who complains.
    pub reporter: Reporter,
    /// The key of redaction; without one the recipients stay in.
    pub redaction: Option<Key>,
    /// What is protected beside the recipients found in the message.
    pub protect: Vec<String>,
    /// Whether to ask Abusix and abuse.net for contacts.
    pub lookup_contacts: bool,
    /// Asks the registries of networks, if it is there.
    pub rdap: Option<Arc<rdap::Client>>,
    /// Whether to ask any of them about private and documentation addresses, too.
    pub allow_reserved: bool,
    /// The sender's TCP port, if it is known.
    pub source_port: Option<u16>,
    /// The page that the message leads to.
    pub url: Option<String>,
    /// Whether to leave out the body.
    pub headers_only: bool,
    /// Whether to report, with redaction, a message in which no recipient was found.
    pub no_recipient: bool,
}

/// Reports, ready to be rendered.
#[derive(Debug)]
pub struct Prepared {
    /// One for each party, the network first.
    pub complaints: Vec<Complaint>,
    /// Who is named by the message and was left out.
    pub not_accused: Vec<NotAccused>,
    /// What the user should know.
    pub warnings: Vec<Advice>,
    /// What DNS was asked, for a capsule.
    pub dns: Vec<Arc<Answer>>,
    /// The SHA-256 of the message as it was given, by which a capsule knows it.
    pub sha256: String,
}

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AbuseReportError {
    /// The message could not be traced.
    #[error(transparent)]
    Analyze(#[from] AnalyzeError),
    /// The message could not be redacted.
    #[error(transparent)]
    Redact(#[from] RedactError),
    /// Something protected is left; nothing was written.
    #[error("nothing was written: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Leak(Vec<Leak>),
    /// Nobody is known whom the redaction could protect.
    #[error("no recipient was found in the message: nothing can be redacted")]
    NoRecipient,
    /// The input is an SMTP session, which may hold secrets.
    #[error("is an SMTP session; abuse desks need a message: extract it from the session")]
    Session,
    /// A report of a failure was asked for where nothing failed.
    #[error("DMARC did not fail for this message: there is no failure to report")]
    NoFailure,
    /// Nobody can be named.
    #[error("there is no party to report to: {}", .0.iter().map(|left| format!("{}: {}", left.who, left.why)).collect::<Vec<_>>().join("; "))]
    NoParty(Vec<NotAccused>),
    /// The machine has no randomness to give.
    #[error("cannot get a random number for the report ID: {0}")]
    Random(#[from] std::io::Error),
}

impl AbuseReportError {
    /// What helps, if anything does.
    pub fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::Analyze(error) => error.remedy(),
            Self::NoRecipient => Some(Remedy::Recipient),
            Self::NoParty(left) => left.iter().find_map(|left| left.remedy.clone()),
            _ => None,
        }
    }
}

/// Prepares reports about one message.
pub fn prepare(
    bytes: &[u8],
    analyzer: &Analyzer,
    known: &Known,
    how: &AbuseReportOptions,
) -> Result<Prepared, AbuseReportError> {
    let settings = analyzer.settings();
    if analyze::is_session(bytes, settings.input) {
        return Err(AbuseReportError::Session);
    }
    let raw = analyze::raw_message(bytes, known)?;
    let message = analyze::split_message(&raw, known)?;
    let sha256 = analyze::known_by(bytes, known).0;
    let asked = analyzer.dns(&sha256).map_err(AnalyzeError::from)?;
    let evidence = analyze::gather(&message, &raw.damage, settings, known, &asked)?;
    let mut case = match how.kind {
        Kind::AuthFailure => {
            Case::for_domain_owner(&evidence, &sha256).ok_or(AbuseReportError::NoFailure)?
        }
        Kind::Spam | Kind::Phishing => Case::of(&evidence, &sha256),
    };
    let mut dns = asked.log();
    let mut warnings = Vec::new();
    let lookup = LookupOptions {
        allow_reserved: how.allow_reserved,
    };
    match &how.rdap {
        // Nothing leaves the machine then, over HTTP either.
        Some(_)
            if matches!(
                settings.dns.source,
                DnsSource::Offline | DnsSource::Replay { .. }
            ) =>
        {
            warnings.push(Advice::new(
                "no registry was queried: nothing is sent offline or with recorded answers",
                Remedy::GoOnline,
            ));
        }
        Some(client) => {
            let failed = ask_registries(client, &mut case, lookup);
            warnings.extend(failed.into_iter().map(Advice::plain));
        }
        None => {}
    }
    if how.lookup_contacts {
        let resolver = analyzer.dns(&sha256).map_err(AnalyzeError::from)?;
        analyze::block_on(look_up(&resolver, &mut case, lookup));
        dns.extend(resolver.log());
    }
    if case.parties.is_empty() {
        return Err(AbuseReportError::NoParty(case.not_accused));
    }
    let identifiers = case.parties.iter().flat_map(|party| &party.identifiers);
    let kept: Vec<&str> = identifiers.map(|(name, _)| name.as_str()).collect();
    let removed = abuse::removable(&evidence, &kept);
    let redactor = match &how.redaction {
        Some(key) => {
            // What is removed may name the recipient, too.
            let who = protected(&message, &how.protect);
            if who.is_empty() && !how.no_recipient {
                return Err(AbuseReportError::NoRecipient);
            }
            Some(Redactor::new(&who, key.clone())?)
        }
        None => None,
    };
    let shown = Shown::of(&message, how.headers_only, &removed, redactor.as_ref())?;
    if shown.lacks_body {
        warnings.push(Advice::plain(
            "the body is left out: a protected value is hidden in it where it cannot be replaced",
        ));
    }
    let redacted = shown.redacted;
    warn(&mut warnings, how, &message, redacted.as_ref());
    let exhibit = Exhibit {
        bytes: shown.bytes,
        whole: shown.whole,
        redacted: redacted.is_some(),
        broken: redacted.map(|redacted| redacted.broken).unwrap_or_default(),
        removed: names_of(&message, &removed),
    };
    let not_accused = case.not_accused.clone();
    let mut complaints = Vec::new();
    for party in std::mem::take(&mut case.parties) {
        let mut complaint = Complaint {
            kind: how.kind,
            reporter: how.reporter.clone(),
            incident: case.incident.clone(),
            receiver: case.receiver.clone(),
            links: case.links.clone(),
            not_accused: in_from(&evidence, &not_accused),
            authentication: authentication_results(&evidence.auth, how.reporter.domain()),
            failure: (how.kind == Kind::AuthFailure)
                .then(|| AuthFailure::of(&evidence.auth))
                .flatten(),
            exhibit: exhibit.clone(),
            source_port: how.source_port,
            url: how.url.clone(),
            now: settings.clock.now(),
            id: uuid()?,
            party,
        };
        if let Some(redactor) = &redactor {
            redact_texts(&mut complaint, redactor);
        }
        shorten(&mut complaint.party);
        complaints.push(complaint);
    }
    if let Some(redactor) = &redactor {
        check(&complaints, redactor)?;
    }
    Ok(Prepared {
        complaints,
        not_accused,
        warnings,
        dns,
        sha256,
    })
}

/// The recipients of a message, and what else is to be protected.
pub fn protected(message: &Message<'_>, also: &[String]) -> Protected {
    let mut protected = Protected::of(message);
    for text in also {
        protected.add(text);
    }
    protected
}

/// The names of fields, each once.
fn names_of(message: &Message<'_>, fields: &[usize]) -> Vec<String> {
    let mut seen = HashSet::new();
    fields
        .iter()
        .filter_map(|&index| message.fields().get(index))
        .map(|field| field.name().to_owned())
        .filter(|name| seen.insert(name.to_ascii_lowercase()))
        .collect()
}

fn warn(
    warnings: &mut Vec<Advice>,
    how: &AbuseReportOptions,
    message: &Message<'_>,
    redacted: Option<&Redacted>,
) {
    let Some(redacted) = redacted else {
        warnings.push(Advice::plain("recipients are not redacted: the abuse desk, and anyone it forwards the report to, can see who complained"));
        return;
    };
    if redacted.places == 0 {
        warnings.push(Advice::new(
            "nothing in the message was redacted",
            Remedy::ProtectAddress,
        ));
    }
    if protected(message, &how.protect).has(&how.reporter.contact) {
        warnings.push(Advice::plain(
            "the reporter is a recipient: the abuse desk can see that from the report itself",
        ));
    }
    for part in &redacted.opaque {
        let text = format!("{part} could only be searched as bytes");
        warnings.push(Advice::new(text, Remedy::HeadersOnly));
    }
    warnings.extend(redacted.notes().into_iter().map(Advice::plain));
}

/// Those in From who are not reported: the others are no business of the party's.
fn in_from(evidence: &Evidence<'_>, not_accused: &[NotAccused]) -> Vec<NotAccused> {
    let from = evidence.facts.from_domains();
    not_accused
        .iter()
        .filter(|left| from.contains(&left.who))
        .cloned()
        .collect()
}

fn redact_texts(complaint: &mut Complaint, redactor: &Redactor) {
    let redact = |text: &mut String| *text = redactor.text(text);
    let incident = &mut complaint.incident;
    let optional = [
        &mut incident.source_name,
        &mut incident.helo,
        &mut incident.queue_id,
        &mut incident.mail_from,
        &mut incident.subject,
        &mut incident.from,
        &mut incident.reply_to,
        &mut incident.message_id,
        &mut complaint.url,
    ];
    optional.into_iter().flatten().for_each(redact);
    redact(&mut complaint.authentication);
    complaint.receiver.iter_mut().for_each(redact);
    complaint.links.pages.iter_mut().for_each(redact);
    redact_party(&mut complaint.party, redactor);
    for left in &mut complaint.not_accused {
        redact(&mut left.who);
        redact(&mut left.why);
    }
    if let Some(failure) = &mut complaint.failure
        && let Some((_, _, Some(identity))) = &mut failure.dkim
    {
        redact(identity);
    }
}

fn redact_party(party: &mut Party, redactor: &Redactor) {
    for text in party.reasons.iter_mut().chain(&mut party.doubts) {
        *text = redactor.text(text);
    }
    for (_, value) in &mut party.identifiers {
        *value = redactor.text(value);
    }
}

/// The longest identifier that is passed on, in characters.
const MAX_IDENTIFIER: usize = 200;

/// Cuts what may be long. Done after the redaction: half an address would no longer be found.
fn shorten(party: &mut Party) {
    for (_, value) in &mut party.identifiers {
        if let Some((end, _)) = value.char_indices().nth(MAX_IDENTIFIER) {
            value.truncate(end);
        }
    }
}

/// Looks at all that would be written beside the message once more. The reporter's own lines are left out: they are meant to be read.
fn check(complaints: &[Complaint], redactor: &Redactor) -> Result<(), AbuseReportError> {
    let mut leaks = Vec::new();
    for complaint in complaints {
        let letter = abuse::letter(complaint, false);
        let fields = abuse::arf_fields(complaint);
        let texts = redactor
            .leaks_in_text("the letter", letter.as_bytes())
            .into_iter()
            .chain(redactor.leaks_in_text("the fields of the report", fields.as_bytes()));
        // The values in them were redacted one by one. Their own words may be the same as a local part, or as a name that
        // the sender wrote beside the recipient's address, which must not stop the report.
        leaks.extend(texts.filter(|leak| !matches!(leak.form, Form::Name | Form::Local)));
    }
    if leaks.is_empty() {
        Ok(())
    } else {
        Err(AbuseReportError::Leak(leaks))
    }
}

/// A random UUID (RFC 9562 section 5.4).
fn uuid() -> std::io::Result<String> {
    let mut bytes = [0u8; 16];
    getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut out = String::with_capacity(36);
    for (at, byte) in bytes.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            out.push('-');
        }
        hex::push(&mut out, *byte);
    }
    Ok(out)
}
