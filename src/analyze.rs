//! The whole way of one message: bytes in, report out.

mod analyzer;
mod authenticate;
mod options;
mod session;
mod wait;

pub use analyzer::Analyzer;
pub use options::{At, DnsSource, Options};
pub use session::InputForm;
pub(crate) use wait::block_on;

use crate::dns::{CapsuleError, Dns};
use crate::enrich::{self, Enrichment, Named};
use crate::evidence::{
    self, AsOf, AsOfSource, Authentication, Evidence, Facts, InputKind, SessionEvidence,
};
use crate::input::{self, InputError};
use crate::message::{Damage, Mailbox, Message};
use crate::report::{InputFacts, Report};
use crate::route::{MAX_HOPS, Route, TrustSpec};
use analyzer::{Run, alone};
use authenticate::{authenticate, envelope};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use std::fmt::Write;

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
}

/// Traces one message. Of an SMTP session with several, it is the first; [`analyze_all`] gives all.
///
/// Asks DNS as `options.dns` says, and only for names that the message's authentication needs, for what `options.enrich`
/// asks for, and for `com` where DNS knew none of the names (see [`crate::dns::Doubt`]). With
/// [`DnsSource::Offline`] and [`DnsSource::Replay`] nothing is sent.
///
/// Each call has a resolver of its own: for more than one message make an [`Analyzer`].
pub fn analyze(bytes: &[u8], options: &Options) -> Result<Report, AnalyzeError> {
    alone(options, async |run| run.one(bytes).await)
}

/// Traces every message of an input: one, unless it is an SMTP session. A session without a message gives a report of
/// the session alone.
pub fn analyze_all(bytes: &[u8], options: &Options) -> Result<Vec<Report>, AnalyzeError> {
    alone(options, async |run| run.all(bytes).await)
}

/// Whether an input is taken for an SMTP session.
pub fn is_session(bytes: &[u8], options: &Options) -> bool {
    session::form(bytes, options.input).is_ok_and(|form| form.is_some())
}

async fn analyze_message(bytes: &[u8], run: Run<'_>) -> Result<Report, AnalyzeError> {
    let options = run.options;
    let raw = input::mend(bytes)?;
    let mut message = Message::parse(&raw.bytes);
    input::require_mail(&message)?;
    if options.whole.is_some() {
        message.note_cut();
    }
    let (sha256, size) = known_by(bytes, options);
    let dns = run.dns(&sha256)?;
    let evidence = gather_with(&message, &raw.damage, options, &dns, None).await?;
    let input = InputFacts {
        name: options.name.clone(),
        sha256,
        size,
    };
    Ok(Report::of(evidence, input, dns.log()))
}

/// Everything that is known about a message that was split already: what [`analyze`] judges by.
///
/// `mended` is what was done to the input before. Questions go to `dns`, whatever `options.dns` says.
pub fn gather<'m>(
    message: &'m Message<'m>,
    mended: &[Damage],
    options: &Options,
    dns: &Dns,
) -> Result<Evidence<'m>, AnalyzeError> {
    block_on(gather_with(message, mended, options, dns, None))
}

/// The same for a message that a session carried.
async fn gather_with<'m>(
    message: &'m Message<'m>,
    mended: &[Damage],
    options: &Options,
    dns: &Dns,
    session: Option<SessionEvidence>,
) -> Result<Evidence<'m>, AnalyzeError> {
    // A session alone has no hops to number.
    if session.is_none() || !message.fields().is_empty() {
        require_hops(message, &options.trust)?;
    }
    let mut facts = Facts::of(message);
    let route = match &session {
        Some(one) => Route::of_session(message, &options.trust, &one.session, one.mail()),
        None => Route::of(message, &options.trust),
    };
    let as_of = as_of(options, &route);
    let checked = evidence::checked_sender(message, &route, &options.trust);
    let boundary = route.boundary_hop().map(|hop| hop.field_index);
    facts.settle_return_path(boundary, checked.as_deref());
    let envelope = envelope(options, message, &route, &facts, checked);
    let mut damage = mended.to_vec();
    damage.extend_from_slice(message.damage());
    let mut auth = authenticate(dns, message, &route, envelope, as_of, &damage).await;
    // What follows takes nothing from the verdicts, neither time nor questions nor the moment that they are of.
    let now = present(options, dns, as_of);
    let enrichment = enrich(dns, &route, &facts, &auth, options).await;
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
        vendors: crate::vendor_headers::read(message),
        body: crate::body::read(message),
        protected: options.protect.clone(),
        trusted_sealers: options
            .trust
            .iter()
            .filter_map(|spec| match spec {
                TrustSpec::ArcSealer(domain) => Some(domain.clone()),
                _ => None,
            })
            .collect(),
        enrichment,
        as_of,
        session,
    })
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

fn as_of(options: &Options, route: &Route) -> AsOf {
    match (options.at, route.receipt()) {
        (At::Time(time), _) => AsOf::exact(time, AsOfSource::Given),
        (At::Received, Some(receipt)) => AsOf {
            time: receipt.time,
            source: AsOfSource::Received,
            range: receipt.instant().is_none().then_some(receipt.range),
        },
        _ => AsOf::exact(options.now, AsOfSource::Now),
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

/// The hash and the size of the input as it was given.
fn known_by(bytes: &[u8], options: &Options) -> (String, usize) {
    match &options.whole {
        Some(whole) => (whole.sha256.clone(), whole.size),
        None => (sha256(bytes), bytes.len()),
    }
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
