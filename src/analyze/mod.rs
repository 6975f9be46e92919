//! The whole way of one message: bytes in, report out.

mod analyzer;
mod authenticate;
mod choose;
mod envelope;
mod guard;
mod run;
mod session;
mod wait;

pub use analyzer::Analyzer;
pub use choose::{Choice, Chosen};
pub(crate) use wait::block_on;

use crate::body::{self, Body};
use crate::checked::{Checked, Why};
use crate::claims;
use crate::codec::hex;
use crate::dns::{CapsuleError, Dns};
use crate::enrich::{self, EnrichSettings, Enrichment, Named};
use crate::evidence::{
    self, AsOf, AsOfSource, Authentication, Derived, Evidence, Facts, InputKind, SessionEvidence,
};
use crate::input::{self, InputError, RawMessage};
use crate::limits::MAX_HOPS;
use crate::message::{Damage, DamageKind, Mailbox, Message};
use crate::report::Report;
use crate::route::{self, Route, TrustSpec};
use crate::settings::{At, Depth, DnsSource, InputForm, Known, Settings};
use crate::vendor_headers;
use crate::words::Remedy;
use crate::words::origin::{Container, Keeps};
use crate::write::{self, InputFacts};
use authenticate::{How, authenticate};
use chrono::{DateTime, Utc};
use envelope::envelope;
use run::Run;
use sha2::{Digest, Sha256};

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AnalyzeError {
    /// The input is no message.
    #[error(transparent)]
    Input(#[from] InputError),
    /// The input is no session.
    #[error(
        "is not an SMTP session in a known format: JSON, lines with S: and C:, swaks, telnet, Postfix -v, Exim -d"
    )]
    NoSession,
    /// Nothing of the session can be read.
    #[error("is an SMTP session ({0}), but none of its steps can be read")]
    EmptySession(&'static str),
    /// The caller says that a hop is where the mail came in, and there is no such hop.
    #[error("trust hop:{given}: there is no hop {given}; the message has {there} {} (Received fields)", if *.there == 1 { "hop" } else { "hops" })]
    NoSuchHop {
        /// The number that was given.
        given: usize,
        /// How many hops the message has.
        there: usize,
    },
    /// The recorded answers are not this message's.
    #[error(transparent)]
    Capsule(#[from] CapsuleError),
    /// A fault of ours, which the message brought out: what the code that met it says.
    #[error("this is a bug in hdrtrace, please report it: {0}")]
    Fault(String),
}

impl AnalyzeError {
    /// What helps, if anything does.
    pub fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::Capsule(error) => error.remedy(),
            _ => None,
        }
    }
}

/// Whether an input is taken for an SMTP session.
pub fn is_session(bytes: &[u8], form: InputForm) -> bool {
    session::form(bytes, form).is_ok_and(|form| form.is_some())
}

async fn analyze_message(bytes: &[u8], run: Run<'_>) -> Result<Report, AnalyzeError> {
    let raw = raw_message(bytes, run.known)?;
    let message = split_message(&raw, run.known)?;
    let (sha256, size) = known_by(bytes, run.known);
    let dns = run.dns(&sha256)?;
    let evidence = gather_with(&message, &raw.damage, run, &dns, None).await?;
    let input = InputFacts {
        name: run.known.name.clone(),
        sha256,
        size,
        origin: run.known.origin.clone(),
    };
    Ok(write::report(
        evidence,
        input,
        &dns.log(),
        run.settings.rules(),
    ))
}

/// Takes an input for a message, with what was done to it before: by who copied it, or by the container that it was in. What
/// stands around a copy is undone.
pub fn raw_message<'b>(bytes: &'b [u8], known: &Known) -> Result<RawMessage<'b>, AnalyzeError> {
    // What a mailbox keeps is no copy.
    if is_kept(known) {
        return Ok(RawMessage {
            bytes: bytes.into(),
            damage: Vec::new(),
        });
    }
    let mut raw = input::mend(bytes)?;
    let keeps = known
        .origin
        .as_ref()
        .map_or(Keeps::All, |origin| origin.keeps);
    let done = match keeps {
        Keeps::All | Keeps::Header => None,
        Keeps::Nothing => Some(DamageKind::HeaderConverted),
        Keeps::Fields => Some(DamageKind::HeaderIncomplete),
    };
    raw.damage.extend(done.map(|kind| Damage::new(kind, 0, 1)));
    Ok(raw)
}

/// Whether it is a mailbox that the bytes were in, and keeps them as they were received. What is in an archive or a folder may be
/// anything that people put there, a pasted header as well.
fn is_kept(known: &Known) -> bool {
    known.origin.as_ref().is_some_and(|origin| {
        let mut steps = origin.steps.iter().rev().map(|step| step.container);
        let innermost = steps.find(|step| !step.is_compression());
        origin.keeps == Keeps::All && innermost.is_some_and(Container::is_mailbox)
    })
}

/// Splits an input that is a message, and notes whether it is whole.
pub fn split_message<'r>(
    raw: &'r RawMessage<'_>,
    known: &Known,
) -> Result<Message<'r>, AnalyzeError> {
    let mut message = Message::parse(&raw.bytes);
    input::require_mail(&message)?;
    if known.whole.is_some() {
        message.note_cut();
    } else if is_kept(known) {
        message.note_whole();
    }
    Ok(message)
}

/// Everything that is known about a message that was split already: what an [`Analyzer`] judges by.
///
/// `mended` is what was done to the input before. Questions go to `dns`, whatever the settings say.
pub fn gather<'m>(
    message: &'m Message<'m>,
    mended: &[Damage],
    settings: &Settings,
    known: &Known,
    dns: &Dns,
) -> Result<Evidence<'m>, AnalyzeError> {
    let run = Run {
        settings,
        known,
        resolver: None,
        now: settings.clock.now(),
    };
    block_on(gather_with(message, mended, run, dns, None))
}

/// The same for a message that a session carried.
async fn gather_with<'m>(
    message: &'m Message<'m>,
    mended: &[Damage],
    run: Run<'_>,
    dns: &Dns,
    session: Option<SessionEvidence>,
) -> Result<Evidence<'m>, AnalyzeError> {
    let settings = run.settings;
    // A session alone has no hops to number.
    if session.is_none() || !message.fields().is_empty() {
        require_hops(message, &settings.trust)?;
    }
    let mut facts = Facts::of(message);
    let route = match &session {
        Some(one) => Route::of_session(message, &settings.trust, &one.session, one.mail()),
        None => Route::of(message, &settings.trust),
    };
    let is_carried = is_carried(run);
    let as_of = as_of(run, dns, &route);
    let claims = claims::read(message);
    let checked = evidence::checked_sender(message, &claims, &route, &settings.trust);
    let boundary = route.boundary_hop().map(|hop| hop.field_index);
    facts.settle_return_path(boundary, checked.as_deref());
    let envelope = envelope(run.known, message, &route, &facts, checked);
    let mut damage = mended.to_vec();
    damage.extend_from_slice(message.damage());
    damage.extend(left_out(message));
    damage.extend(facts.left_out.map(|(offset, count)| {
        let kind = DamageKind::TooManyAddresses;
        Damage::new(kind, offset, count)
    }));
    if run.known.rebuilt.is_some() {
        for one in damage
            .iter_mut()
            .filter(|one| one.kind == DamageKind::NoBody)
        {
            one.kind = DamageKind::BodyConverted;
        }
    }
    let how = How {
        as_of,
        damage: &damage,
        depth: settings.depth,
        is_carried,
    };
    let mut auth = authenticate(dns, message, &route, envelope, how).await;
    // What follows takes nothing from the verdicts, neither time nor questions nor the moment that they are of.
    let now = present(run, dns, as_of);
    let enrichment = enrich(dns, &route, &facts, &auth, &settings.enrich).await;
    for check in &mut auth.dkim {
        check.note_now(now);
    }
    let mut ledger = evidence::ledger(message, claims, &route, &settings.trust, &auth);
    if is_carried {
        evidence::doubt_passes(&mut ledger);
    }
    Ok(Evidence {
        message,
        kind: if session.is_some() {
            InputKind::SmtpTranscript
        } else if message.is_whole() || message.body().is_some_and(|body| !body.is_empty()) {
            InputKind::Message
        } else {
            InputKind::HeadersOnly
        },
        damage,
        facts,
        route,
        auth,
        ledger,
        vendors: vendor_headers::read(message),
        body: match &run.known.rebuilt {
            Some(rebuilt) => body(&Message::parse(rebuilt), settings.depth),
            None => body(message, settings.depth),
        },
        protected: settings.protect.clone(),
        trusted_sealers: settings
            .trust
            .iter()
            .filter_map(|spec| match spec {
                TrustSpec::ArcSealer(domain) => Some(domain.clone()),
                _ => None,
            })
            .collect(),
        enrichment,
        as_of,
        is_carried,
        session,
        derived: Derived::default(),
    })
}

/// Whether a message was attached to another one, and nobody vouches for it: whoever attached it can have written all of it,
/// the receiver's fields too. What speaks against it counts, what speaks for it must be proven by a signature.
fn is_carried(run: Run<'_>) -> bool {
    let origin = run.known.origin.as_ref();
    origin.is_some_and(|origin| !origin.wrappers.is_empty()) && run.settings.trust.is_empty()
}

/// Kinds of fields of which no more than so many are read, and where those beyond are counted.
const COUNTED: &[(DamageKind, LeftOut)] = &[
    (DamageKind::TooManyResults, claims::left_out),
    (DamageKind::TooManyFilterFields, vendor_headers::left_out),
    (DamageKind::TooManyTraces, route::traces_left_out),
];

/// Where the first field that was passed over begins, and how many were.
type LeftOut = fn(&Message<'_>) -> Option<(usize, usize)>;

fn left_out(message: &Message<'_>) -> impl Iterator<Item = Damage> {
    COUNTED.iter().filter_map(|(kind, left_out)| {
        let (offset, count) = left_out(message)?;
        Some(Damage::new(*kind, offset, count))
    })
}

fn body(message: &Message<'_>, depth: Depth) -> Checked<Body> {
    let is_there = message.body().is_some_and(|body| !body.is_empty());
    if is_there && !depth.reads_bodies() {
        return Checked::Skipped(Why::Depth);
    }
    let unpack = match depth {
        Depth::Full => body::Unpack::Files,
        _ => body::Unpack::Nothing,
    };
    body::read(message, unpack)
}

/// A hop that the caller trusts must be there: without it all of the message would silently be taken for the sender's.
fn require_hops(message: &Message<'_>, trust: &[TrustSpec]) -> Result<(), AnalyzeError> {
    let there = message.named("Received").take(MAX_HOPS).count();
    let missing = trust.iter().find_map(|spec| match spec {
        TrustSpec::Hop(given) if *given > there => Some(*given),
        _ => None,
    });
    match missing {
        Some(given) => Err(AnalyzeError::NoSuchHop { given, there }),
        None => Ok(()),
    }
}

fn as_of(run: Run<'_>, dns: &Dns, route: &Route) -> AsOf {
    let told = run.known.received_at;
    match (run.settings.at, route.receipt()) {
        (At::Time(time), _) => AsOf::exact(time, AsOfSource::Given),
        (At::Received, _) if let Some(time) = told => AsOf::exact(time, AsOfSource::Received),
        (At::Received, Some(receipt)) => AsOf {
            time: receipt.time,
            source: AsOfSource::Received,
            range: receipt.instant().is_none().then_some(receipt.range),
        },
        (At::Now, _) => AsOf::exact(run.now, AsOfSource::Now),
        // A recording always gives the same report.
        (At::Received, None) => AsOf::exact(dns.moment().unwrap_or(run.now), AsOfSource::Now),
    }
}

/// The moment that answers of DNS are true at: now; in a replay that of the recording, so that the same
/// recording always gives the same report; offline nothing is known of the present.
fn present(run: Run<'_>, dns: &Dns, as_of: AsOf) -> DateTime<Utc> {
    match run.settings.dns.source {
        DnsSource::System | DnsSource::Server(_) => run.now,
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
    wanted: &EnrichSettings,
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
    enrich::look_up(dns, route, &named, wanted).await
}

/// The hash and the size of the input as it was given.
pub(crate) fn known_by(bytes: &[u8], known: &Known) -> (String, usize) {
    match known.whole.as_ref().or(known.known_by.as_ref()) {
        Some(whole) => (whole.sha256.clone(), whole.size),
        None => (sha256(bytes), bytes.len()),
    }
}

/// What a message is known by in reports and capsules: the SHA-256 of its bytes as given, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(&Sha256::digest(bytes))
}
