//! What happened, as our own side saw it.

use crate::received::is_build_number;
use crate::report::{HopReport, Report};
use std::net::IpAddr;

/// What happened. Taken from the boundary hop, which our receiver wrote; what the sender wrote is named so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Incident {
    /// When our side took the mail, RFC 3339 in UTC.
    pub time: Option<String>,
    /// The address that handed it over.
    pub source_ip: Option<IpAddr>,
    /// Its name by reverse DNS, as our receiver confirmed it. Another name is the word of who runs the address.
    pub source_name: Option<String>,
    /// What it called itself.
    pub helo: Option<String>,
    /// The host that took the mail.
    pub taken_by: Option<String>,
    /// Its queue id.
    pub queue_id: Option<String>,
    /// The protocol.
    pub protocol: Option<String>,
    /// The envelope sender, empty for the null sender: the sender's word.
    pub mail_from: Option<String>,
    /// The subject: the sender's word.
    pub subject: Option<String>,
    /// The author: the sender's word.
    pub from: Option<String>,
    /// Message-ID: the sender's word.
    pub message_id: Option<String>,
    /// SHA-256 of the message as it was given.
    pub sha256: String,
}

impl Incident {
    pub(super) fn of(report: &Report) -> Self {
        let hop = source_hop(report);
        let envelope = &report.authentication.spf.envelope;
        Self {
            time: boundary_hop(report)
                // A time that may be hours off sends its reader to the wrong place in the log.
                .filter(|hop| hop.time_range.is_none())
                .and_then(|hop| hop.time.clone()),
            source_ip: source_ip(report),
            source_name: hop
                .and_then(|hop| hop.from.confirmed_name())
                .map(str::to_owned),
            helo: envelope.helo.as_ref().map(|helo| helo.value.clone()),
            taken_by: hop.and_then(|hop| hop.by.name.clone()),
            queue_id: hop
                .and_then(|hop| hop.id.clone())
                .filter(|id| !is_build_number(id)),
            protocol: hop.and_then(|hop| hop.with.clone()),
            mail_from: envelope
                .mail_from
                .as_ref()
                .map(|sender| sender.value.clone()),
            subject: report.message.subject.clone(),
            from: report.message.from.first().map(|from| from.address.clone()),
            message_id: report.message.message_id.clone(),
            sha256: report.input.sha256.clone(),
        }
    }
}

/// The address that handed the mail over: the caller's word, else the boundary's.
pub(super) fn source_ip(report: &Report) -> Option<IpAddr> {
    let envelope = report.authentication.spf.envelope.client_ip.as_ref();
    let boundary = report
        .route
        .boundary
        .as_ref()
        .and_then(|boundary| boundary.ip);
    envelope.map(|ip| ip.value).or(boundary)
}

/// The boundary's hop, unless the caller named another address than it shows: what it says of a host, it says of its own.
pub(super) fn source_hop(report: &Report) -> Option<&HopReport> {
    boundary_hop(report).filter(|hop| hop.from.ip.is_none() || hop.from.ip == source_ip(report))
}

/// The hop at the trust boundary.
pub(super) fn boundary_hop(report: &Report) -> Option<&HopReport> {
    let boundary = report.route.boundary.as_ref()?;
    report
        .route
        .hops
        .iter()
        .find(|hop| hop.index == boundary.hop)
}
