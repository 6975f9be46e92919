//! The whole way of one message: bytes in, report out.

mod session;

pub use session::InputForm;

use crate::auth::arc;
use crate::auth::dkim::{self, DkimOptions};
use crate::auth::dmarc;
use crate::auth::spf::{self, Identity, SpfCheck, SpfRequest};
use crate::checked::{Checked, Why};
use crate::dns::{Capsule, CapsuleError, Dns, Limits};
use crate::enrich::{self, Enrichment, Named};
use crate::evidence::{
    self, AsOf, AsOfSource, Authentication, Envelope, Evidence, Facts, InputKind, SessionEvidence,
    Sourced,
};
use crate::input::{self, InputError};
use crate::message::{Damage, DamageKind, Mailbox, Message};
use crate::report::{InputFacts, Report};
use crate::route::{Route, TrustSpec};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// Where DNS answers come from.
#[derive(Clone, Debug, Default)]
pub enum DnsSource {
    /// Nothing is asked.
    #[default]
    Offline,
    /// The system's resolver.
    System,
    /// One server.
    Server(SocketAddr),
    /// Recorded answers.
    Replay {
        /// The answers.
        capsule: Arc<Capsule>,
        /// Whether answers that were recorded for another message will do.
        any_message: bool,
    },
}

/// The time that expiry is judged at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum At {
    /// When our side took the mail; now if that is not known.
    #[default]
    Received,
    /// Now.
    Now,
    /// This time.
    Time(DateTime<Utc>),
}

/// What is known and wanted beside the message.
#[derive(Clone, Debug)]
pub struct Options {
    /// What to call the input in the report.
    pub name: String,
    /// The present moment. A caller that wants the same report again gives the same one.
    pub now: DateTime<Utc>,
    /// The time that expiry is judged at.
    pub at: At,
    /// Where DNS answers come from.
    pub dns: DnsSource,
    /// What DNS may cost.
    pub limits: Limits,
    /// The client's address, if it is known from elsewhere.
    pub client_ip: Option<IpAddr>,
    /// What it announced.
    pub helo: Option<String>,
    /// The envelope sender; empty for the null sender.
    pub mail_from: Option<String>,
    /// Whose hops to believe.
    pub trust: Vec<TrustSpec>,
    /// Domains that others may try to look like, beside those of the recipients.
    pub protect: Vec<String>,
    /// What to look up beside what authentication needs.
    pub enrich: enrich::Options,
    /// What the input is taken for.
    pub input: InputForm,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            name: "-".to_owned(),
            now: Utc::now(),
            at: At::default(),
            dns: DnsSource::default(),
            limits: Limits::default(),
            client_ip: None,
            helo: None,
            mail_from: None,
            trust: Vec::new(),
            protect: Vec::new(),
            enrich: enrich::Options::default(),
            input: InputForm::default(),
        }
    }
}

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum AnalyzeError {
    /// The input is no message.
    #[error(transparent)]
    Input(#[from] InputError),
    /// The input is no session.
    #[error(
        "is no SMTP session in a form that is known: JSON, lines with S: and C:, swaks, telnet, Postfix -v, Exim -d"
    )]
    NoSession,
    /// Nothing of the session can be read.
    #[error("is an SMTP session ({0}), but no step of it can be read")]
    EmptySession(&'static str),
    /// The recorded answers are not this message's.
    #[error(transparent)]
    Capsule(#[from] CapsuleError),
    /// The machine gave no thread or socket to ask DNS with.
    #[error("cannot ask DNS: {0}; --offline does without")]
    Runtime(#[source] std::io::Error),
}

/// Traces one message. Of an SMTP session with several, it is the first; [`analyze_all`] gives all.
///
/// Asks DNS as `options.dns` says, and only for names that the message's authentication needs, and what `options.enrich`
/// asks for. With
/// [`DnsSource::Offline`] and [`DnsSource::Replay`] nothing is sent.
pub fn analyze(bytes: &[u8], options: &Options) -> Result<Report, AnalyzeError> {
    if let Some(form) = session::form(bytes, options.input)? {
        let first = session::reports(bytes, form, options, 1)?.pop();
        return first.ok_or(AnalyzeError::EmptySession(form.text));
    }
    analyze_message(bytes, options)
}

/// Traces every message of an input: one, unless it is an SMTP session. A session without a message gives a report of
/// the session alone.
pub fn analyze_all(bytes: &[u8], options: &Options) -> Result<Vec<Report>, AnalyzeError> {
    match session::form(bytes, options.input)? {
        Some(form) => session::reports(bytes, form, options, usize::MAX),
        None => Ok(vec![analyze_message(bytes, options)?]),
    }
}

/// Whether an input is taken for an SMTP session.
pub fn is_session(bytes: &[u8], options: &Options) -> bool {
    session::form(bytes, options.input).is_ok_and(|form| form.is_some())
}

fn analyze_message(bytes: &[u8], options: &Options) -> Result<Report, AnalyzeError> {
    let raw = input::mend(bytes)?;
    let message = Message::parse(&raw.bytes);
    input::require_mail(&message)?;
    let sha256 = sha256(bytes);
    let dns = options.dns.resolver(options.limits.clone(), &sha256)?;
    let evidence = gather(&message, &raw.damage, options, &dns)?;
    let input = InputFacts {
        name: options.name.clone(),
        sha256,
        size: bytes.len(),
    };
    Ok(Report::of(evidence, input, dns.log()))
}

/// Everything that is known about a message that was split already: what [`analyze`] judges by.
///
/// `mended` is what was done to the input before. Questions go to `dns`, whatever `options.dns` says;
/// that only tells whether there is something to wait for.
pub fn gather<'m>(
    message: &'m Message<'m>,
    mended: &[Damage],
    options: &Options,
    dns: &Dns,
) -> Result<Evidence<'m>, AnalyzeError> {
    gather_with(message, mended, options, dns, None)
}

/// The same for a message that a session carried.
fn gather_with<'m>(
    message: &'m Message<'m>,
    mended: &[Damage],
    options: &Options,
    dns: &Dns,
    session: Option<SessionEvidence>,
) -> Result<Evidence<'m>, AnalyzeError> {
    let facts = Facts::of(message);
    let route = match &session {
        Some(one) => Route::of_session(message, &options.trust, &one.session, one.mail()),
        None => Route::of(message, &options.trust),
    };
    let as_of = as_of(options, &route);
    let envelope = envelope(options, message, &route, &facts);
    let mut damage = mended.to_vec();
    damage.extend_from_slice(message.damage());
    let work = async {
        let auth = authenticate(dns, message, &route, envelope, as_of, &damage).await;
        // What follows takes nothing from the verdicts, neither time nor questions nor the moment that they are of.
        let now = present(options, dns, as_of);
        let enrichment = enrich(dns, &route, &facts, &auth, options).await;
        (auth, now, enrichment)
    };
    let (mut auth, now, enrichment) = wait(&options.dns, work)?;
    for check in &mut auth.dkim {
        check.note_now(now);
    }
    let ledger = evidence::ledger(message, &route, &options.trust, &auth);
    Ok(Evidence {
        message,
        kind: if session.is_some() {
            InputKind::SmtpTranscript
        } else if message.body().is_some_and(|body| !body.is_empty()) {
            InputKind::Message
        } else {
            InputKind::HeadersOnly
        },
        damage,
        facts,
        route,
        auth,
        ledger,
        vendors: crate::vendor::read(message),
        body: crate::body::read(message),
        protected: options.protect.clone(),
        enrichment,
        as_of,
        session,
    })
}

impl DnsSource {
    /// The resolver for one message, by its [`sha256`].
    pub fn resolver(&self, limits: Limits, sha256: &str) -> Result<Dns, CapsuleError> {
        Ok(match self {
            Self::Offline => Dns::offline(),
            Self::System => Dns::system(limits),
            Self::Server(server) => Dns::server(*server, limits),
            Self::Replay {
                capsule,
                any_message: true,
            } => Dns::recorded(capsule.answers().cloned()).made_at(capsule.recorded_at(None)),
            Self::Replay {
                capsule,
                any_message: false,
            } => Dns::recorded(capsule.answers_for(sha256)?.to_vec())
                .made_at(capsule.recorded_at(Some(sha256))),
        })
    }
}

impl DnsSource {
    /// When the answers of a run for this message were given: now, unless they are recorded ones.
    pub(crate) fn answered_at(&self, sha256: &str, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self {
            Self::Replay {
                capsule,
                any_message,
            } => capsule.recorded_at((!any_message).then_some(sha256)),
            Self::Offline | Self::System | Self::Server(_) => Some(now),
        }
    }
}

/// Waits for work that asks DNS.
pub(crate) fn wait<T>(
    source: &DnsSource,
    work: impl Future<Output = T>,
) -> Result<T, AnalyzeError> {
    Ok(match source {
        // Nothing is waited for: no runtime is needed.
        DnsSource::Offline | DnsSource::Replay { .. } => futures::executor::block_on(work),
        DnsSource::System | DnsSource::Server(_) => tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(AnalyzeError::Runtime)?
            .block_on(work),
    })
}

fn as_of(options: &Options, route: &Route) -> AsOf {
    match (options.at, route.received_at()) {
        (At::Time(time), _) => AsOf {
            time,
            source: AsOfSource::Given,
        },
        (At::Received, Some(time)) => AsOf {
            time,
            source: AsOfSource::Received,
        },
        _ => AsOf {
            time: options.now,
            source: AsOfSource::Now,
        },
    }
}

/// The moment that answers of DNS are true at: now; in a replay that of the recording, so that the same
/// recording always gives the same report; offline nothing is known of the present.
fn present(options: &Options, dns: &Dns, as_of: AsOf) -> DateTime<Utc> {
    match options.dns {
        DnsSource::System | DnsSource::Server(_) => options.now,
        DnsSource::Offline => as_of.time,
        DnsSource::Replay { .. } => dns.moment().unwrap_or_else(|| {
            // Written by hand, without its moment.
            let log = dns.log();
            let latest = log.iter().filter_map(|answer| answer.at).max();
            latest.unwrap_or(as_of.time)
        }),
    }
}

/// Looks up what was asked for beside authentication, about those who sent the message and in whose name.
async fn enrich(
    dns: &Dns,
    route: &Route,
    facts: &Facts,
    auth: &Authentication,
    options: &Options,
) -> Option<Enrichment> {
    let sender = auth.envelope.mail_from.as_ref();
    let named = Named {
        peer: auth.envelope.client_ip.as_ref().map(|client| client.value),
        from: facts.from.iter().filter_map(Mailbox::domain).collect(),
        return_path: sender
            .and_then(|sender| sender.value.rsplit_once('@'))
            .map(|(_, domain)| domain.to_owned()),
        signers: auth
            .dkim
            .iter()
            .filter_map(|check| check.domain.clone())
            .collect(),
    };
    enrich::look_up(dns, route, &named, &options.enrich).await
}
/// Where a value was found: in the session itself.
const IN_SESSION: &str = "the SMTP session";

/// What SPF is asked about. The caller knows best; then our side's own hop; then fields that the
/// last hosts write. A sender's word is taken for the envelope sender only, since SPF is about that.
fn envelope(options: &Options, message: &Message<'_>, route: &Route, facts: &Facts) -> Envelope {
    let hop = route.boundary_hop();
    let session = route.session.as_ref();
    let client_ip = options
        .client_ip
        .map(|ip| Sourced::new(ip, "--client-ip"))
        .or_else(|| Some(Sourced::new(session?.client_ip?, IN_SESSION)))
        .or_else(|| Some(Sourced::new(hop?.received.peer()?, "the boundary hop")));
    let helo = options
        .helo
        .clone()
        .map(|helo| Sourced::new(helo, "--helo"))
        .or_else(|| Some(Sourced::new(session?.helo.clone()?, IN_SESSION)))
        .or_else(|| {
            Some(Sourced::new(
                hop?.received.helo()?.to_owned(),
                "the boundary hop",
            ))
        });
    let mail_from = options
        .mail_from
        .clone()
        .map(|sender| Sourced::new(sender.trim_matches(['<', '>']).to_owned(), "--mail-from"))
        .or_else(|| Some(Sourced::new(session?.envelope_from.clone()?, IN_SESSION)))
        .or_else(|| {
            Some(Sourced::new(
                hop?.received.envelope_from.clone()?,
                "the boundary hop",
            ))
        })
        .or_else(|| {
            facts
                .return_path
                .clone()
                .map(|(_, sender)| Sourced::new(sender, "Return-Path"))
        })
        .or_else(|| {
            let field = ["X-Envelope-From", "X-Original-Return-Path"]
                .iter()
                .find_map(|name| message.first(name))?;
            Some(Sourced::new(
                field.text().trim_matches(['<', '>']).to_owned(),
                "X-Envelope-From",
            ))
        });
    Envelope {
        client_ip,
        helo,
        mail_from,
    }
}

async fn authenticate(
    dns: &Dns,
    message: &Message<'_>,
    route: &Route,
    envelope: Envelope,
    as_of: AsOf,
    damage: &[Damage],
) -> Authentication {
    let receiver = route
        .boundary_hop()
        .and_then(|hop| hop.received.by_name())
        .or_else(|| route.session.as_ref()?.server_name.as_deref())
        .unwrap_or("unknown");
    let authors = dmarc::author_domains(message).domains;
    let identifiers = identifiers(message, &envelope);
    let options = DkimOptions {
        as_of: as_of.time,
        explain: true,
    };
    let ((spf_helo, spf_mail_from), mut dkim, mut arc, ()) = futures::join!(
        check_spf(dns, &envelope, receiver, as_of.time),
        dkim::verify(dns, message, &options),
        arc::verify(dns, message),
        dmarc::look_ahead(dns, &authors, &identifiers),
    );
    if damage.iter().any(|damage| damage.kind.alters_header()) {
        // A signature that does not match what a paste left of the header proves nothing.
        for check in &mut dkim {
            check.excuse(Why::AlteredInput);
        }
        arc.excuse(Why::AlteredInput);
    }
    let spf = match &spf_mail_from {
        Checked::Done(check) => Some(dmarc::Identifier {
            domain: check.domain.clone(),
            result: check.result,
        }),
        // That we know no client or sender proves nothing: it is no fail.
        Checked::Skipped(why) => Some(dmarc::Identifier {
            domain: String::new(),
            result: Checked::Skipped(*why),
        }),
    };
    let mut signatures: Vec<_> = dkim
        .iter()
        .map(|check| dmarc::Identifier {
            domain: check.domain.clone().unwrap_or_default(),
            result: check.result,
        })
        .collect();
    if damage
        .iter()
        .any(|damage| damage.kind == DamageKind::CutOff)
    {
        // What was cut off may have held a signature.
        signatures.push(dmarc::Identifier {
            domain: String::new(),
            result: Checked::Skipped(Why::AlteredInput),
        });
    }
    let dmarc = dmarc::evaluate(dns, &authors, spf.as_ref(), &signatures).await;
    Authentication {
        envelope,
        spf_helo,
        spf_mail_from,
        dkim,
        arc,
        dmarc,
    }
}

/// The domains whose place in the DNS tree DMARC may ask for: of the envelope sender and of `d=` of
/// each signature.
fn identifiers(message: &Message<'_>, envelope: &Envelope) -> Vec<String> {
    let sender = envelope
        .mail_from
        .iter()
        .filter_map(|sender| sender.value.rsplit_once('@'));
    let mut domains: Vec<String> = sender.map(|(_, domain)| domain.to_owned()).collect();
    domains.extend(
        message
            .named("DKIM-Signature")
            .filter_map(|(_, field)| signer(&field.text())),
    );
    domains
}

/// `d=` of a signature, as far as a glance tells; what it means is for the check to say.
fn signer(value: &str) -> Option<String> {
    value.split(';').find_map(|tag| {
        let (name, value) = tag.split_once('=')?;
        (name.trim() == "d").then(|| value.trim().to_owned())
    })
}

async fn check_spf(
    dns: &Dns,
    envelope: &Envelope,
    receiver: &str,
    now: DateTime<Utc>,
) -> (Checked<SpfCheck>, Checked<SpfCheck>) {
    let Some(client) = &envelope.client_ip else {
        return (
            Checked::Skipped(Why::NoClientIp),
            Checked::Skipped(Why::NoClientIp),
        );
    };
    let request = |identity| SpfRequest {
        client: client.value,
        helo: envelope
            .helo
            .as_ref()
            .map(|helo| helo.value.clone())
            .unwrap_or_default(),
        mail_from: envelope
            .mail_from
            .as_ref()
            .map(|sender| sender.value.clone())
            .unwrap_or_default(),
        receiver: receiver.to_owned(),
        identity,
        now,
    };
    let one = async |known: bool, identity| {
        if known {
            Checked::Done(spf::check_host(dns, &request(identity)).await)
        } else {
            Checked::Skipped(Why::NoSender)
        }
    };
    futures::join!(
        one(envelope.helo.is_some(), Identity::Helo),
        one(envelope.mail_from.is_some(), Identity::MailFrom),
    )
}

/// What a message is known by in reports and capsules: the SHA-256 of its bytes as given, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest
        .iter()
        .fold(String::with_capacity(64), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
}
