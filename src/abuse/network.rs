//! The network that handed the mail over: the one fact about the sender that nobody can forge.

use super::incident::{boundary_hop, source_hop, source_ip};
use super::{Case, Contact, Facts, NotAccused, Party, Role, Subject};
use crate::auth::AuthResult;
use crate::names::{is_internal, registered};
use crate::report::{FromReport, HopReport};
use crate::route::Trust;
use crate::words::Remedy;
use std::net::IpAddr;

pub(super) fn find(facts: &Facts<'_, '_>, case: &mut Case) {
    let report = facts.report;
    leave_out_claimed(facts, case);
    let Some(ip) = source_ip(report) else {
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
    let hop = source_hop(report);
    let mut party = Party::new(Role::Network, Subject::Ip(ip), reason(ip, hop));
    party.doubts.extend(relays(facts));
    if let Some(from) = hop.map(|hop| &hop.from).filter(|from| !from.may_be_forged) {
        name(from, &mut party);
    }
    case.parties.push(party);
}

fn reason(ip: IpAddr, hop: Option<&HopReport>) -> String {
    let Some(hop) = hop else {
        return format!("{ip} handed the mail over: the reporter says so, no field shows it");
    };
    let by = hop.by.name.as_deref().unwrap_or("the receiver");
    let at = hop.time.as_deref();
    let at = at.map(|at| format!(" at {at}")).unwrap_or_default();
    let seen = if hop.from.ip.is_some() {
        "; the receiver saw that address itself"
    } else {
        ": the reporter says so, the field does not show the address"
    };
    format!("{ip} handed the mail over to {by}{at}{seen}")
}

/// What the address's recorded name adds. One that nobody confirmed is what the owner of the address wrote into its own
/// zone: it may be any bystander's, or the spoofed one's, and nobody is written to for it.
fn name(from: &FromReport, party: &mut Party) {
    let Some(name) = from.rdns.as_deref().filter(|name| name.contains('.')) else {
        return;
    };
    if from.confirmed_name().is_none() {
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
    let report = facts.report;
    let mut doubts = Vec::new();
    let spf = report
        .authentication
        .spf
        .mail_from
        .done()
        .and_then(|check| check.result.done());
    let dmarc = report.authentication.dmarc.result.done();
    if matches!(spf, Some(AuthResult::Fail | AuthResult::Softfail))
        && dmarc == Some(&AuthResult::Pass)
    {
        doubts.push(
            "it may be a forwarder: SPF fails while the author's signature is intact".to_owned(),
        );
    }
    if report.authentication.arc.result.done() == Some(&AuthResult::Pass)
        && report
            .authentication
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
    let boundary = boundary_hop(facts.report)
        .and_then(|hop| hop.span)
        .map_or(0, |span| span.start);
    domain.is_some_and(|domain| {
        facts.message.named("ARC-Seal").any(|(_, field)| {
            field.span().start < boundary && field.text().contains(&format!("d={domain}"))
        })
    })
}

/// The hops below the boundary are the sender's word, whether they look forged or not.
fn leave_out_claimed(facts: &Facts<'_, '_>, case: &mut Case) {
    for hop in facts
        .report
        .route
        .hops
        .iter()
        .filter(|hop| hop.trust == Trust::Claimed)
    {
        let name = hop
            .from
            .ip
            .map(|ip| ip.to_string())
            .or_else(|| hop.from.name.clone());
        let Some(name) = name else { continue };
        if hop.from.ip.is_some() && hop.from.ip == source_ip(facts.report) {
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
