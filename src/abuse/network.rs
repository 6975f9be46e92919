//! The network that the message was received from: the one fact about the sender that nobody can forge.

use super::incident::{boundary_start, source_hop, source_ip};
use super::{Case, Contact, Facts, NotAccused, Party, Role, Subject};
use crate::auth::AuthResult;
use crate::names::{is_internal, registered};
use crate::received::{Received, ReceivedDate};
use crate::route::Trust;
use crate::words::Remedy;
use std::net::IpAddr;

pub(super) fn find(facts: &Facts<'_, '_>, case: &mut Case) {
    leave_out_claimed(facts, case);
    let Some(ip) = source_ip(facts.evidence) else {
        case.not_accused.push(NotAccused {
            who: "the source network".to_owned(),
            why: "no trusted Received header shows the address that the message was received from"
                .to_owned(),
            remedy: Some(Remedy::ClientIp),
        });
        return;
    };
    if is_internal(ip) {
        return case.leave_out(
            ip.to_string(),
            "a private address: no network on the Internet is responsible for it",
        );
    }
    let received = source_hop(facts.evidence).map(|hop| &hop.received);
    let mut party = Party::new(
        Role::Network,
        Subject::Ip(ip),
        reason(ip, received, facts.evidence.is_carried),
    );
    party.doubts.extend(relays(facts));
    if facts.evidence.is_carried {
        let attached = "the message was attached to another one, whose sender can have written its whole header";
        party.doubts.push(attached.to_owned());
    }
    let may_be_forged = |received: &&Received| {
        received
            .from
            .as_ref()
            .is_some_and(|from| from.may_be_forged)
    };
    if let Some(received) = received.filter(|received| !may_be_forged(received)) {
        name(received, &mut party);
    }
    case.parties.push(party);
}

fn reason(ip: IpAddr, received: Option<&Received>, is_carried: bool) -> String {
    let Some(received) = received else {
        return format!(
            "the message was received from {ip}: stated by the reporter, no header shows it"
        );
    };
    let by = received.by_name().unwrap_or("the receiver");
    let at = received.date.as_ref().map(ReceivedDate::rfc3339);
    let at = at.map(|at| format!(" at {at}")).unwrap_or_default();
    let seen = if is_carried {
        ": so says the header of an attached message"
    } else if received.peer().is_some() {
        "; the receiving server recorded the address itself, it is not sender-supplied"
    } else {
        ": stated by the reporter, the Received header does not show the address"
    };
    format!("{by} received the message from {ip}{at}{seen}")
}

/// What the address's recorded name adds. One that nobody confirmed is what the holder of the address wrote into its own
/// zone: it may be any bystander's, or the spoofed one's, and nobody is written to for it.
fn name(received: &Received, party: &mut Party) {
    let Some(name) = received.rdns().filter(|name| name.contains('.')) else {
        return;
    };
    if received.confirmed_name().is_none() {
        party.doubts.push(format!(
            "its recorded name {name} is not forward-confirmed: the holder of the address can set any name"
        ));
        return;
    }
    party
        .reasons
        .push(format!("its forward-confirmed reverse DNS name is {name}"));
    party
        .contacts
        .extend(registered(name).and_then(|name| Contact::guess(&name)));
}

/// What suggests that the network only relayed the message.
fn relays(facts: &Facts<'_, '_>) -> Vec<String> {
    let auth = &facts.evidence.auth;
    let mut doubts = Vec::new();
    if matches!(auth.spf(), Some(AuthResult::Fail | AuthResult::Softfail))
        && auth.dmarc() == Some(AuthResult::Pass)
    {
        doubts.push(
            "it may be a forwarder: SPF fails, but the author's DKIM signature verifies".to_owned(),
        );
    }
    if auth.arc() == Some(AuthResult::Pass)
        && auth
            .arc
            .instances
            .iter()
            .any(|instance| !is_receivers(facts, instance.domain.as_deref()))
    {
        doubts.push(
            "it may be a relay or mailing list: by the ARC chain it received the message from elsewhere"
                .to_owned(),
        );
    }
    doubts
}

/// Whether a seal was added after the boundary: then our own side made it, and it says nothing of the peer.
fn is_receivers(facts: &Facts<'_, '_>, domain: Option<&str>) -> bool {
    let boundary = boundary_start(facts.evidence);
    domain.is_some_and(|domain| {
        facts.evidence.message.named("ARC-Seal").any(|(_, field)| {
            field.span().start < boundary && field.text().contains(&format!("d={domain}"))
        })
    })
}

/// The hops before the boundary are sender-supplied, whether they look forged or not.
fn leave_out_claimed(facts: &Facts<'_, '_>, case: &mut Case) {
    let hops = facts.evidence.route.hops.iter();
    for hop in hops.filter(|hop| hop.trust == Trust::Claimed) {
        let peer = hop.received.peer();
        let name = peer
            .map(|ip| ip.to_string())
            .or_else(|| hop.received.from.as_ref()?.name.clone());
        let Some(name) = name else { continue };
        if peer.is_some() && peer == source_ip(facts.evidence) {
            continue;
        }
        case.leave_out(
            name,
            format!(
                "hop {} is before the trust boundary: sender-supplied (unverified)",
                hop.index
            ),
        );
    }
}
