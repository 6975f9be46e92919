//! The session that carried the message, as the newest step of its route: observed, where every Received field is somebody's
//! word.

use super::{Boundary, Hop, Route, TrustSpec};
use crate::message::Message;
use crate::names::same_organization;
use crate::session::{Session, Transaction};
use chrono::{DateTime, Utc};
use std::net::IpAddr;

/// The step that a session shows.
#[derive(Clone, Debug, Default)]
pub struct SessionStep {
    /// The hop whose Received field the session produced, if the message holds it; else the session is a step of its own,
    /// above all hops.
    pub hop: Option<usize>,
    /// The client's address, if it is stated.
    pub client_ip: Option<IpAddr>,
    /// What the client called itself.
    pub helo: Option<String>,
    /// What the server calls itself.
    pub server_name: Option<String>,
    /// The server's address, if it is stated.
    pub server_ip: Option<IpAddr>,
    /// The protocol, as Received fields name it.
    pub protocol: &'static str,
    /// The queue id under which the mail was taken.
    pub id: Option<String>,
    /// The only recipient that was accepted.
    pub recipient: Option<String>,
    /// The envelope's sender; empty for the null sender.
    pub envelope_from: Option<String>,
    /// Who had logged in: the name where it is known.
    pub user: Option<Option<String>>,
    /// Version and cipher of TLS, if there was any.
    pub tls: Option<(Option<String>, Option<String>)>,
    /// When the mail was taken, or the session began.
    pub time: Option<DateTime<Utc>>,
    /// Milliseconds since the newest hop whose time is known.
    pub delay_ms: Option<i64>,
}

impl SessionStep {
    fn of(session: &Session, mail: Option<&Transaction>) -> Self {
        let encrypted = mail.map_or(session.is_encrypted(), |mail| mail.encrypted);
        let authenticated = mail.map_or(session.is_authenticated(), |mail| mail.authenticated);
        let mut accepted = mail.iter().flat_map(|mail| &mail.recipients).filter(|to| {
            to.reply
                .as_ref()
                .is_none_or(crate::session::Reply::is_positive)
        });
        let only = accepted.next().filter(|_| accepted.next().is_none());
        Self {
            hop: None,
            client_ip: session.client_address.as_ref().map(|stated| stated.value),
            helo: session.client_name.clone(),
            server_name: session.server_name.clone(),
            server_ip: session.server_address,
            protocol: mail.map_or("SMTP", |mail| session.protocol(mail)),
            id: mail.and_then(|mail| mail.queue_id.clone()),
            recipient: only.and_then(|to| to.path.address.clone()),
            envelope_from: mail.and_then(|mail| mail.mail_from.as_ref()?.path.address.clone()),
            user: authenticated.then(|| {
                let login = session
                    .auth
                    .iter()
                    .rfind(|auth| auth.succeeded == Some(true));
                login.and_then(|auth| auth.identity.clone())
            }),
            tls: encrypted.then(|| {
                let tls = session.tls.clone().unwrap_or_default();
                (tls.version, tls.cipher)
            }),
            time: mail.and_then(|mail| mail.time).or(session.started),
            delay_ms: None,
        }
    }
}

impl Route {
    /// Reads the route of a message that a session handed over. The session is the trust boundary: what stands in the
    /// message was there before, and is its client's word. Where the caller says whose hops to believe, that holds.
    pub fn of_session(
        message: &Message<'_>,
        trust: &[TrustSpec],
        session: &Session,
        mail: Option<&Transaction>,
    ) -> Self {
        let mut step = SessionStep::of(session, mail);
        let is_given = trust
            .iter()
            .any(|spec| matches!(spec, TrustSpec::None | TrustSpec::Hop(_)));
        let mut route = Self::with(message, trust, |fields| {
            let produced = fields.iter().rposition(|field| {
                let same_id = step.id.is_some() && field.id == step.id;
                let same_host = step
                    .server_name
                    .as_deref()
                    .zip(field.by_name())
                    .is_some_and(|(server, by)| {
                        server.eq_ignore_ascii_case(by) || same_organization(server, by)
                    });
                same_id && same_host
            });
            step.hop = produced.map(|at| at + 1);
            if is_given {
                return None;
            }
            Some(Boundary {
                hop: step.hop.unwrap_or(fields.len() + 1),
                ip: step.client_ip.or_else(|| fields.get(produced?)?.peer()),
                helo: step.helo.clone(),
                reason: "the session shows the client".to_owned(),
                rule: "session",
                peer_unconfirmed: false,
            })
        });
        if step.hop.is_none() {
            let newest = route.hops.iter().rev().find_map(Hop::instant);
            let delay = step
                .time
                .zip(newest)
                .map(|(time, newest)| (time - newest).num_milliseconds());
            step.delay_ms = delay;
            route.total_delay_ms = delay
                .map(|delay| route.total_delay_ms.unwrap_or(0) + delay)
                .or(route.total_delay_ms);
        }
        route.session = Some(step);
        route
    }

    /// Whether the message was handed over in a session that is known, and none of its hops is that step.
    pub fn ends_in_session(&self) -> bool {
        self.session.as_ref().is_some_and(|step| step.hop.is_none())
    }
}
