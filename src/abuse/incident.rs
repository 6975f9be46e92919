//! What happened, as our own side saw it.

use crate::evidence::Evidence;
use crate::message::Mailbox;
use crate::received::ReceivedDate;
use crate::route::Hop;
use std::net::IpAddr;

/// What happened. Taken from the boundary hop, which our receiver wrote; what is sender-supplied is named so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Incident {
    /// When our side received it, if that moment is known.
    pub time: Option<ReceivedDate>,
    /// The address that it was received from.
    pub source_ip: Option<IpAddr>,
    /// Its name by reverse DNS, as our receiver confirmed it. Another name is what the holder of the address wrote.
    pub source_name: Option<String>,
    /// What it called itself.
    pub helo: Option<String>,
    /// The host that received it.
    pub received_by: Option<String>,
    /// Its queue ID.
    pub queue_id: Option<String>,
    /// The protocol.
    pub protocol: Option<String>,
    /// The envelope sender, empty for the null sender. Sender-supplied.
    pub mail_from: Option<String>,
    /// The subject. Sender-supplied.
    pub subject: Option<String>,
    /// The author, with the display name if there is one. Sender-supplied.
    pub from: Option<String>,
    /// Where replies go, if that is not From's address. Sender-supplied.
    pub reply_to: Option<String>,
    /// Message-ID. Sender-supplied.
    pub message_id: Option<String>,
    /// SHA-256 of the message as it was given.
    pub sha256: String,
}

impl Incident {
    pub(super) fn of(evidence: &Evidence<'_>, sha256: &str) -> Self {
        let received = source_hop(evidence).map(|hop| &hop.received);
        let (envelope, facts) = (&evidence.auth.envelope, &evidence.facts);
        Self {
            time: evidence
                .route
                .boundary_hop()
                .and_then(|hop| hop.received.date.as_ref().ok())
                // A time that may be hours off sends its reader to the wrong place in the log.
                .filter(|date| date.instant().is_some())
                .cloned(),
            source_ip: source_ip(evidence),
            source_name: source_name(evidence).map(str::to_owned),
            helo: envelope.helo.as_ref().map(|helo| helo.value.clone()),
            received_by: received
                .and_then(|received| received.by_name())
                .map(str::to_owned),
            queue_id: received
                .and_then(|received| received.queue_id())
                .map(str::to_owned),
            protocol: received.and_then(|received| received.with.clone()),
            mail_from: envelope
                .mail_from
                .as_ref()
                .map(|sender| sender.value.clone()),
            subject: facts.subject.clone(),
            from: facts.from.first().map(author),
            reply_to: reply_to(evidence),
            message_id: facts.message_id.as_ref().map(|(_, id)| id.clone()),
            sha256: sha256.to_owned(),
        }
    }
}

/// The display name tells the desk whom the sender imitates.
fn author(from: &Mailbox) -> String {
    match &from.display {
        Some(name) if !name.trim().is_empty() => format!("{name} <{}>", from.address),
        _ => from.address.clone(),
    }
}

fn reply_to(evidence: &Evidence<'_>) -> Option<String> {
    let facts = &evidence.facts;
    let (_, replies) = facts.reply_to.as_ref()?;
    let address = &replies.first()?.address;
    let is_from = |from: &Mailbox| from.address.eq_ignore_ascii_case(address);
    (!facts.from.iter().any(is_from)).then(|| address.clone())
}

/// The address that the message was received from: as the caller says, else as the boundary does.
pub(super) fn source_ip(evidence: &Evidence<'_>) -> Option<IpAddr> {
    let envelope = evidence.auth.envelope.client_ip.as_ref();
    let boundary = evidence.route.boundary.as_ref();
    envelope
        .map(|ip| ip.value)
        .or_else(|| boundary.and_then(|boundary| boundary.ip))
}

/// The boundary's hop, unless the caller named another address than it shows: what it says of a host, it says of its own.
pub(super) fn source_hop<'e>(evidence: &'e Evidence<'_>) -> Option<&'e Hop> {
    let hop = evidence.route.boundary_hop()?;
    let peer = hop.received.peer();
    (peer.is_none() || peer == source_ip(evidence)).then_some(hop)
}

/// The name by reverse DNS of the host that the message was received from, as our receiver confirmed it.
pub(super) fn source_name<'e>(evidence: &'e Evidence<'_>) -> Option<&'e str> {
    source_hop(evidence)?.received.confirmed_name()
}

/// Where the boundary's field begins: what stands before it was added by our own side. The beginning where there is no
/// boundary.
pub(super) fn boundary_start(evidence: &Evidence<'_>) -> usize {
    let hop = evidence.route.boundary_hop();
    hop.map_or(0, |hop| hop.span.start)
}
