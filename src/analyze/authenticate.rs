//! Who is asked about, and what was found out: the four mechanisms at once.

use crate::auth::AuthResult;
use crate::auth::arc;
use crate::auth::dkim::{self, DkimCheck, DkimOptions, Reason};
use crate::auth::dmarc;
use crate::auth::signature::BodyHash;
use crate::auth::spf::{self, Identity, SpfCheck, SpfRequest, Unknown};
use crate::checked::{Checked, Why};
use crate::dns::{Dns, Doubt};
use crate::evidence::{AsOf, AsOfSource, Authentication, Envelope, Sourced};
use crate::message::{Damage, DamageKind, Message};
use crate::route::Route;
use crate::settings::Depth;
use chrono::{DateTime, Utc};

/// What a sender is checked with.
#[derive(Clone, Copy)]
pub(super) struct How<'d> {
    /// When expiry is judged.
    pub as_of: AsOf,
    /// What is wrong with the input.
    pub damage: &'d [Damage],
    pub depth: Depth,
    /// Whether the message was attached to another one, whose sender can have written all of it.
    pub is_carried: bool,
}

/// Checks the sender. Where the answers turn out to be those of a resolver that cannot be believed, it is done again without
/// them; nothing that was asked is asked twice.
pub(super) async fn authenticate(
    dns: &Dns,
    message: &Message<'_>,
    route: &Route,
    envelope: Envelope,
    how: How<'_>,
) -> Authentication {
    let once = async |envelope| check(dns, message, route, envelope, how).await;
    let mut auth = once(envelope).await;
    if dns.cross_examine().await {
        auth = once(auth.envelope).await;
    }
    auth.dns_knows_a_name = dns.knows_a_name();
    auth.dns_doubt = dns.doubt();
    auth
}

async fn check(
    dns: &Dns,
    message: &Message<'_>,
    route: &Route,
    envelope: Envelope,
    how: How<'_>,
) -> Authentication {
    let How {
        as_of,
        damage,
        depth,
        is_carried,
    } = how;
    let receiver = route
        .boundary_hop()
        .and_then(|hop| hop.received.by_name())
        .or_else(|| route.session.as_ref()?.server_name.as_deref())
        .unwrap_or("unknown");
    let authors = dmarc::author_domains(message).domains;
    let identifiers = identifiers(message, &envelope);
    let options = DkimOptions {
        reads_body: depth.reads_bodies(),
        explain: depth.explains(),
        ..DkimOptions::at(as_of.time)
    };
    let ((mut spf_helo, mut spf_mail_from), mut dkim, mut arc, ()) = futures::join!(
        check_spf(dns, &envelope, receiver, as_of.time),
        dkim::verify_within(dns, message, &options, as_of.range),
        arc::verify_with(dns, message, depth.reads_bodies()),
        dmarc::look_ahead(dns, &authors, &identifiers),
    );
    // A sender who names himself in the header can name anyone.
    let is_claimed = |sender: &Sourced<String>| sender.is_claimed;
    if envelope.mail_from.as_ref().is_some_and(is_claimed) {
        deny_pass(&mut spf_mail_from, Why::UnprovenSender);
    }
    if is_carried {
        // The client's address is the word of whoever attached the message.
        for spf in [&mut spf_helo, &mut spf_mail_from] {
            deny_pass(spf, Why::AttachedCopy);
        }
    }
    if damage.iter().any(|damage| damage.kind.alters_header()) {
        // A signature that does not match what a paste left of the header proves nothing.
        for check in &mut dkim {
            check.excuse(Why::AlteredInput);
        }
        arc.excuse(Why::AlteredInput);
    }
    // A header that ends within its last line lost some of it: what a signature over it says is nothing of what was signed.
    let is_torn = damage
        .iter()
        .any(|damage| damage.kind == DamageKind::NoFinalLineEnd);
    if let Some(torn) = message.fields().len().checked_sub(1).filter(|_| is_torn) {
        for check in &mut dkim {
            if check.signed_fields.contains(&torn) {
                check.excuse(Why::AlteredInput);
            }
        }
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
    // Whether one had expired when the message came, nobody knows who does not know when it came.
    let is_dated = as_of.source != AsOfSource::Now || route.receipt().is_some();
    let mut signatures: Vec<_> = dkim
        .iter()
        .map(|check| dmarc::Identifier {
            domain: check.domain.clone().unwrap_or_default(),
            result: for_dmarc(check, is_dated),
        })
        .collect();
    if damage.iter().any(|damage| damage.kind.may_lack_fields()) {
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
        dns_knows_a_name: false,
        dns_doubt: Doubt::default(),
    }
}

/// Takes back a pass that rests on what anybody can have written.
fn deny_pass(spf: &mut Checked<SpfCheck>, why: Why) {
    if let Checked::Done(check) = spf
        && check.result == Checked::Done(AuthResult::Pass)
    {
        check.result = Checked::Skipped(why);
        check.reason = Some(why.text().to_owned());
    }
}

/// What a signature tells DMARC. One that lacks its body may have passed, and one that has expired since: it is no fail that we
/// cannot see that.
fn for_dmarc(check: &DkimCheck, is_dated: bool) -> Checked<AuthResult> {
    match check.result {
        Checked::Done(AuthResult::Neutral) if check.body_hash == BodyHash::NotAvailable => {
            Checked::Skipped(Why::HeadersOnly)
        }
        Checked::Done(AuthResult::Policy) if check.reason == Reason::Expired && !is_dated => {
            Checked::Skipped(Why::NoReceiptTime)
        }
        result => result,
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
    let sender = envelope.mail_from.as_ref().map(|sender| &*sender.value);
    let request = |identity| SpfRequest {
        client: client.value,
        helo: envelope
            .helo
            .as_ref()
            .map(|helo| helo.value.clone())
            .unwrap_or_default(),
        mail_from: sender.unwrap_or_default().to_owned(),
        receiver: receiver.to_owned(),
        identity,
        now,
        unknown: Unknown {
            helo: envelope.helo.is_none(),
            local_part: sender.is_some_and(is_domain_alone),
        },
    };
    let one = async |known: bool, identity| {
        if known {
            Checked::Done(spf::check_host(dns, &request(identity)).await)
        } else {
            Checked::Skipped(Why::NoSender)
        }
    };
    // For the null sender, HELO is what is checked (RFC 7208 section 2.4).
    let is_named = sender.is_some_and(|sender| !sender.is_empty() || envelope.helo.is_some());
    futures::join!(
        one(envelope.helo.is_some(), Identity::Helo),
        one(is_named, Identity::MailFrom),
    )
}

/// Whether of a sender only the domain is known: `@example.com`.
fn is_domain_alone(sender: &str) -> bool {
    sender
        .strip_prefix('@')
        .is_some_and(|domain| !domain.contains(['@', ':']))
}
