//! Hops as they are written.

use crate::message::Span;
use crate::received::{Auth, Received, ReceivedDate, is_build_number};
use crate::route::{Hop, Role, SessionStep, Timing, Trust};
use chrono::{DateTime, Utc};
use serde::{Serialize, Serializer};
use std::net::IpAddr;

/// One hop.
#[derive(Clone, Debug, Serialize)]
pub struct HopReport {
    /// From 1, origin first.
    pub index: usize,
    /// Topmost field 0; null for the step that an SMTP session shows.
    pub received_index: Option<usize>,
    /// RFC 3339 in UTC with the fraction as written.
    pub time: Option<String>,
    /// Between which moments the true one lies, where the field does not tell it: `time` is then one reading of several, and
    /// nothing is computed from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_range: Option<[DateTime<Utc>; 2]>,
    /// Why there is no time, or what is odd about it.
    pub time_note: Option<String>,
    /// Milliseconds since the hop before.
    pub delay_ms: Option<i64>,
    /// What explains the delay.
    pub timing: Option<Timing>,
    /// What the step is for.
    pub role: Role,
    /// Whose word it is.
    pub trust: Trust,
    /// Who handed the mail over.
    pub from: FromReport,
    /// Who took it.
    pub by: ByReport,
    /// All words of `via`.
    pub via: Option<String>,
    /// The protocol.
    pub with: Option<String>,
    /// What stands behind `id`: the queue ID, or Exchange's build number ([`Self::queue_id`]).
    pub id: Option<String>,
    /// The recipient.
    #[serde(rename = "for")]
    pub for_: Option<String>,
    /// The envelope sender.
    pub envelope_from: Option<String>,
    /// The authenticated user, `true` if only that is known.
    pub auth: Option<AuthReport>,
    /// TLS.
    pub tls: Option<TlsReport>,
    /// The time inside the queue id.
    pub id_time: Option<IdTimeReport>,
    /// By whose habits the field was read.
    pub dialect: &'static str,
    /// What was not understood.
    pub unparsed: Vec<String>,
    /// Where the field stands; null for the step that an SMTP session shows.
    pub span: Option<Span>,
}

/// Who handed the mail over.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FromReport {
    /// The first token.
    pub name: Option<String>,
    /// What the client announced.
    pub helo: Option<String>,
    /// Its name by reverse DNS, as recorded.
    pub rdns: Option<String>,
    /// Its address, as the receiver saw it.
    pub ip: Option<IpAddr>,
    /// The receiver noted that forward and reverse DNS disagree.
    pub may_be_forged: bool,
    /// The receiver's software writes a reverse name only if its forward look-up leads back to the address.
    pub rdns_confirmed: bool,
}

/// Who took the mail.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ByReport {
    /// The name.
    pub name: Option<String>,
    /// The address.
    pub ip: Option<IpAddr>,
}

/// The authenticated user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthReport {
    /// By name.
    User(String),
    /// Somebody.
    Yes,
}

impl Serialize for AuthReport {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::User(name) => serializer.serialize_str(name),
            Self::Yes => serializer.serialize_bool(true),
        }
    }
}

/// TLS of a hop.
#[derive(Clone, Debug, Serialize)]
pub struct TlsReport {
    /// `TLSv1.2` and the like.
    pub version: Option<String>,
    /// The cipher suite.
    pub cipher: Option<String>,
}

/// The time inside a queue id.
#[derive(Clone, Debug, Serialize)]
pub struct IdTimeReport {
    /// RFC 3339 in UTC.
    pub time: String,
    /// Whose form of id it is.
    pub kind: &'static str,
    /// The header's time less the id's, in milliseconds.
    pub difference_ms: Option<i64>,
    /// Up to how many milliseconds the two may differ honestly.
    pub tolerance_ms: i64,
}

impl FromReport {
    /// The reverse name, if nobody but its owner could have put it there.
    pub fn confirmed_name(&self) -> Option<&str> {
        self.rdns.as_deref().filter(|_| self.rdns_confirmed)
    }
}

impl HopReport {
    /// The queue ID, where `id` is one and no build number.
    pub fn queue_id(&self) -> Option<&str> {
        self.id.as_deref().filter(|id| !is_build_number(id))
    }

    pub(super) fn of(hop: Hop) -> Self {
        let time = hop.received.instant();
        let rdns_confirmed = hop.received.confirmed_name().is_some();
        let Received {
            from,
            by,
            tls,
            date,
            ..
        } = hop.received;
        let from = from.unwrap_or_default();
        let by = by.unwrap_or_default();
        Self {
            index: hop.index,
            received_index: Some(hop.received_index),
            time: date.as_ref().ok().map(ReceivedDate::rfc3339),
            time_range: date
                .as_ref()
                .ok()
                .filter(|date| date.instant().is_none())
                .map(|date| date.range),
            time_note: match &date {
                Ok(date) => date.doubt(),
                Err(problem) => Some(problem.text().to_owned()),
            },
            delay_ms: hop.delay_ms,
            timing: hop.timing,
            role: hop.role,
            trust: hop.trust,
            from: FromReport {
                name: from.name,
                helo: from.helo.map(|helo| helo.as_str().to_owned()),
                rdns: from.rdns.map(|rdns| rdns.as_str().to_owned()),
                ip: from.ip,
                may_be_forged: from.may_be_forged,
                rdns_confirmed,
            },
            by: ByReport {
                name: by.name,
                ip: by.ip,
            },
            via: hop.received.via,
            with: hop.received.with,
            id: hop.received.id,
            for_: hop.received.for_,
            envelope_from: hop.received.envelope_from,
            auth: hop.received.auth.map(|auth| match auth {
                Auth::User(name) => AuthReport::User(name),
                Auth::Yes => AuthReport::Yes,
            }),
            tls: tls.map(|tls| TlsReport {
                version: tls.version,
                cipher: tls.cipher,
            }),
            id_time: hop.received.id_time.map(|clock| IdTimeReport {
                time: clock
                    .time
                    .to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true),
                kind: clock.kind.text(),
                difference_ms: time.map(|time| (time - clock.time).num_milliseconds()),
                tolerance_ms: clock.tolerance.num_milliseconds(),
            }),
            dialect: hop.received.dialect,
            unparsed: hop
                .received
                .unparsed
                .into_iter()
                .map(|rest| rest.text)
                .collect(),
            span: Some(hop.span),
        }
    }
}

impl HopReport {
    /// Adds the step that a session shows, or marks the hop that it is.
    pub(super) fn add_session(hops: &mut Vec<Self>, step: Option<SessionStep>) {
        let Some(step) = step else { return };
        if let Some(hop) = step.hop.and_then(|number| hops.get_mut(number - 1)) {
            hop.trust = Trust::Observed;
            return;
        }
        hops.push(Self {
            index: hops.len() + 1,
            received_index: None,
            time: step
                .time
                .map(|time| time.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)),
            time_range: None,
            time_note: None,
            delay_ms: step.delay_ms,
            timing: None,
            role: Role::Border,
            trust: Trust::Observed,
            from: FromReport {
                name: step.helo.clone(),
                helo: step.helo,
                rdns: None,
                ip: step.client_ip,
                may_be_forged: false,
                rdns_confirmed: false,
            },
            by: ByReport {
                name: step.server_name,
                ip: step.server_ip,
            },
            via: None,
            with: Some(step.protocol.to_owned()),
            id: step.id,
            for_: step.recipient,
            envelope_from: step.envelope_from,
            auth: step
                .user
                .map(|user| user.map_or(AuthReport::Yes, AuthReport::User)),
            tls: step
                .tls
                .map(|(version, cipher)| TlsReport { version, cipher }),
            id_time: None,
            dialect: "session",
            unparsed: Vec::new(),
            span: None,
        });
    }
}
