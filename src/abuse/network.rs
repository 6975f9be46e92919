//! The network that handed the mail over: the one fact about the sender that nobody can forge.

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
            who: "the sending network".to_owned(),
            why: "no field of our own side shows the address that handed the mail over".to_owned(),
            remedy: Some(Remedy::ClientIp),
        });
        return;
    };
    if is_internal(ip) {
        return case.leave_out(
            ip.to_string(),
            "a private address: no network on the Internet answers for it",
        );
    }
    let received = source_hop(facts.evidence).map(|hop| &hop.received);
    let mut party = Party::new(Role::Network, Subject::Ip(ip), reason(ip, received));
    party.doubts.extend(relays(facts));
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

fn reason(ip: IpAddr, received: Option<&Received>) -> String {
    let Some(received) = received else {
        return format!("{ip} handed the mail over: the reporter says so, no field shows it");
    };
    let by = received.by_name().unwrap_or("the receiver");
    let at = received.date.as_ref().map(ReceivedDate::rfc3339);
    let at = at.map(|at| format!(" at {at}")).unwrap_or_default();
    let seen = if received.peer().is_some() {
        "; the receiver saw that address itself"
    } else {
        ": the reporter says so, the field does not show the address"
    };
    format!("{ip} handed the mail over to {by}{at}{seen}")
}

/// What the address's recorded name adds. One that nobody confirmed is what the owner of the address wrote into its own
/// zone: it may be any bystander's, or the spoofed one's, and nobody is written to for it.
fn name(received: &Received, party: &mut Party) {
    let Some(name) = received.rdns().filter(|name| name.contains('.')) else {
        return;
    };
    if received.confirmed_name().is_none() {
        party.doubts.push(format!(
            "its recorded name {name} is not confirmed: who runs the address can write any name"
        ));
        return;
    }
    party.reasons.push(format!(
        "its name by reverse DNS, which the receiver confirmed, is {name}"
    ));
    party
        .contacts
        .extend(registered(name).and_then(|name| Contact::guess(&name)));
}

/// What suggests that the network only passed the mail on.
fn relays(facts: &Facts<'_, '_>) -> Vec<String> {
    let auth = &facts.evidence.auth;
    let mut doubts = Vec::new();
    if matches!(auth.spf(), Some(AuthResult::Fail | AuthResult::Softfail))
        && auth.dmarc() == Some(AuthResult::Pass)
    {
        doubts.push(
            "it may be a forwarder: SPF fails while the author's signature is intact".to_owned(),
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
            "it may be a relay or list: the ARC chain says that it took the mail from elsewhere"
                .to_owned(),
        );
    }
    doubts
}

/// Whether a seal stands above the boundary: then our own side made it, and it says nothing of the peer.
fn is_receivers(facts: &Facts<'_, '_>, domain: Option<&str>) -> bool {
    let boundary = boundary_start(facts.evidence);
    domain.is_some_and(|domain| {
        facts.evidence.message.named("ARC-Seal").any(|(_, field)| {
            field.span().start < boundary && field.text().contains(&format!("d={domain}"))
        })
    })
}

/// The hops below the boundary are the sender's word, whether they look forged or not.
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
                "hop {} stands below the trust boundary: the sender could have written it",
                hop.index
            ),
        );
    }
}
