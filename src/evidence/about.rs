//! Which identity a claim is about: `spf=` of HELO is not that of MAIL FROM (RFC 8601 section 2.7.2), and one signature's
//! `dkim=` is not another's (RFC 6008).

use super::Authentication;
use crate::auth::AuthResult;
use crate::auth::dkim::DkimCheck;
use crate::auth::spf::Identity;
use crate::claims::{Claim, FieldKind};
use crate::limits::MAX_SIGNATURES;
use crate::names::{a_labels, is_within, normalize, same_organization, unmapped};
use std::net::IpAddr;

/// What of this message a claim is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// SPF for the HELO name or the envelope sender that this message has.
    Spf(Identity),
    /// One DKIM signature: its place in [`Authentication::dkim`].
    Signature(usize),
    /// One of several DKIM signatures: it does not say which.
    OneOf(Vec<usize>),
    /// That there is no signature, of a message that has none.
    NoSignature,
    /// DMARC for the domain in From.
    Author,
    /// The ARC chain.
    Chain,
    /// Another client than ours.
    OtherClient,
    /// Another sender, signer or author than this message has.
    OtherIdentity,
    /// A method that we do not check.
    Unchecked,
}

/// Where a client's address stands in a claim about SPF.
const CLIENT_PROPERTIES: &[&str] = &[
    "smtp.remote-ip",
    "smtp.client-ip",
    "client-ip",
    "policy.iprev",
];

/// Where the envelope sender stands: RFC 8601, RFC 5451's draft and Gmail's old fields, Received-SPF.
const SENDER_PROPERTIES: &[&str] = &["smtp.mailfrom", "smtp.mail", "smtp.mfrom", "envelope-from"];

/// Where the HELO name stands.
const HELO_PROPERTIES: &[&str] = &["smtp.helo", "smtp.ehlo", "helo"];

impl About {
    pub(super) fn of(claim: &Claim, auth: &Authentication) -> Self {
        match claim.method.as_str() {
            "spf" => spf(claim, auth),
            "dkim" => dkim(claim, auth),
            "dmarc" => dmarc(claim, auth),
            "arc" => Self::Chain,
            _ => Self::Unchecked,
        }
    }
}

fn first<'c>(claim: &'c Claim, names: &[&str]) -> Option<&'c str> {
    names.iter().find_map(|name| claim.property(name))
}

/// The identity that an SPF claim names; `None` for one that is neither (`pra`).
///
/// Received-SPF says it (RFC 7208 section 9.1); what it notes beside that, it notes of every message. In
/// Authentication-Results the property is the identity, and where both stand the sender is what was checked, HELO
/// what was looked at for it.
pub(super) fn spf_identity(claim: &Claim) -> Option<Identity> {
    if let Some(named) = claim.property("identity") {
        return match named.to_ascii_lowercase().as_str() {
            "mailfrom" | "mfrom" | "mail-from" => Some(Identity::MailFrom),
            "helo" | "ehlo" => Some(Identity::Helo),
            _ => None,
        };
    }
    let only_helo =
        first(claim, SENDER_PROPERTIES).is_none() && first(claim, HELO_PROPERTIES).is_some();
    // Microsoft notes `helo=` in every Received-SPF, and speaks of the envelope sender.
    Some(if only_helo && claim.kind != FieldKind::ReceivedSpf {
        Identity::Helo
    } else {
        Identity::MailFrom
    })
}

fn spf(claim: &Claim, auth: &Authentication) -> About {
    let Some(identity) = spf_identity(claim) else {
        return About::OtherIdentity;
    };
    let client = client(claim);
    let ours = auth.envelope.client_ip.as_ref().map(|ip| ip.value);
    if let (Some(theirs), Some(ours)) = (client, ours)
        && theirs != unmapped(ours)
    {
        return About::OtherClient;
    }
    let named = match identity {
        Identity::Helo => first(claim, HELO_PROPERTIES),
        Identity::MailFrom => sender(claim),
    };
    match (named.map(domain_of), spf_domain(identity, auth)) {
        (Some(theirs), Some(ours)) if !theirs.is_empty() && !same_name(theirs, &ours) => {
            About::OtherIdentity
        }
        _ => About::Spf(identity),
    }
}

/// The client that a result of SPF is about: in a property, or in the comment that Microsoft writes (`sender IP is …`).
pub(super) fn client(claim: &Claim) -> Option<IpAddr> {
    let named = CLIENT_PROPERTIES
        .iter()
        .find_map(|name| claim.property(name)?.parse().ok());
    named
        .or_else(|| {
            let (_, rest) = claim.comment.as_deref()?.split_once("sender IP is ")?;
            rest.split_ascii_whitespace().next()?.parse().ok()
        })
        .map(unmapped)
}

/// The envelope sender that a result of SPF names: in a property, or in the comment that nearly every program writes (RFC 7208
/// section 9.1 shows it: `domain of a@b.example designates …`).
pub(super) fn sender(claim: &Claim) -> Option<&str> {
    first(claim, SENDER_PROPERTIES).or_else(|| {
        let (_, rest) = claim.comment.as_deref()?.split_once("domain of ")?;
        let rest = rest.strip_prefix("transitioning ").unwrap_or(rest);
        rest.split_ascii_whitespace().next()
    })
}

/// The domain of an SPF identity of this message, checked or not; `None` if it is not known.
pub(super) fn spf_domain(identity: Identity, auth: &Authentication) -> Option<String> {
    let (check, named) = match identity {
        Identity::Helo => (&auth.spf_helo, &auth.envelope.helo),
        Identity::MailFrom => (&auth.spf_mail_from, &auth.envelope.mail_from),
    };
    let domain = match check.done() {
        Some(check) => check.domain.clone(),
        None => domain_of(&named.as_ref()?.value).to_owned(),
    };
    (!domain.is_empty()).then_some(domain)
}

/// The domain of an address, or of a name that stands alone.
pub(super) fn domain_of(identity: &str) -> &str {
    let domain = identity.rsplit('@').next().unwrap_or_default();
    domain.trim_matches(['<', '>', '.', ' ', '"'])
}

/// Whether two names are one, however they are written.
fn same_name(a: &str, b: &str) -> bool {
    let comparable = |name: &str| a_labels(name).unwrap_or_else(|| normalize(name));
    a.eq_ignore_ascii_case(b) || comparable(a) == comparable(b)
}

fn dmarc(claim: &Claim, auth: &Authentication) -> About {
    let author = claim.property("header.from").map(domain_of);
    match (author, auth.dmarc.domain.as_deref()) {
        (Some(theirs), Some(ours))
            if !theirs.is_empty()
                && !same_name(theirs, ours)
                && !same_organization(theirs, ours) =>
        {
            About::OtherIdentity
        }
        _ => About::Author,
    }
}

/// Whether a claim about DMARC names this very author, and not only one of its organization.
pub(super) fn is_exactly_author(claim: &Claim, auth: &Authentication) -> bool {
    let author = claim.property("header.from").map(domain_of);
    author
        .zip(auth.dmarc.domain.as_deref())
        .is_some_and(|(theirs, ours)| same_name(theirs, ours))
}

fn dkim(claim: &Claim, auth: &Authentication) -> About {
    // What came before DKIM is no DKIM signature: nobody has to say so.
    if auth.dkim.iter().all(DkimCheck::is_domain_keys) {
        return if claim.means() == Some("none") {
            About::NoSignature
        } else {
            About::OtherIdentity
        };
    }
    let mut best = 1;
    let mut matching = Vec::new();
    for (index, check) in auth.dkim.iter().enumerate().take(MAX_SIGNATURES) {
        let fit = fit(claim, check);
        if fit > best {
            best = fit;
            matching.clear();
        }
        if fit == best {
            matching.push(index);
        }
    }
    match matching[..] {
        [] => About::OtherIdentity,
        [only] => About::Signature(only),
        _ => About::OneOf(matching),
    }
}

/// How well a claim fits a signature: 0 not at all; else by all that it names, best where `i=` is the signature's own.
fn fit(claim: &Claim, check: &DkimCheck) -> u8 {
    let given = |name| claim.property(name).filter(|value| !value.is_empty());
    let (d, i) = (given("header.d"), given("header.i"));
    let signer = check.domain.as_deref();
    let domain_fits =
        |theirs: &str| signer.is_none_or(|ours| same_name(theirs.trim_start_matches('@'), ours));
    let selector_fits = |theirs: &str| {
        let ours = check.selector.as_deref();
        ours.is_none_or(|ours| same_name(theirs, ours))
    };
    let algorithm_fits = |theirs: &str| {
        let ours = check.algorithm.map(crate::auth::signature::Algorithm::word);
        ours.is_none_or(|ours| theirs.eq_ignore_ascii_case(ours))
    };
    // Without `header.d`, the identity tells: `i=` is of the domain or below it (RFC 6376 section 3.5).
    let identity_fits = |theirs: &str| {
        d.is_some() || signer.is_none_or(|ours| is_within_name(domain_of(theirs), ours))
    };
    let fits = given("header.b").is_none_or(|b| signature_begins(check, b))
        && d.is_none_or(domain_fits)
        && given("header.s").is_none_or(selector_fits)
        && given("header.a").is_none_or(algorithm_fits)
        && i.is_none_or(identity_fits);
    if !fits {
        return 0;
    }
    let Some((theirs, ours)) = i.zip(check.auid.as_deref()) else {
        return 1;
    };
    if theirs.eq_ignore_ascii_case(ours) {
        3
    } else if same_name(domain_of(theirs), domain_of(ours)) {
        2
    } else {
        1
    }
}

fn is_within_name(name: &str, domain: &str) -> bool {
    is_within(name, domain)
        || a_labels(name)
            .zip(a_labels(domain))
            .is_some_and(|(name, domain)| is_within(&name, &domain))
}

/// Whether the signature's `b=` begins with these characters, white space left out.
fn signature_begins(check: &DkimCheck, begin: &str) -> bool {
    let Some(tag) = check.tags.iter().find(|tag| tag.name == "b") else {
        return false;
    };
    let mut value = tag.value.chars().filter(|c| !c.is_whitespace());
    begin
        .chars()
        .filter(|c| !c.is_whitespace())
        .all(|c| value.next() == Some(c))
}

/// Our verdict on what a claim is about.
pub(super) fn verdict(about: &About, auth: &Authentication) -> Option<AuthResult> {
    let signature = |index: usize| auth.dkim.get(index)?.result.done().copied();
    match about {
        About::Spf(identity) => {
            let check = match identity {
                Identity::Helo => &auth.spf_helo,
                Identity::MailFrom => &auth.spf_mail_from,
            };
            check.done()?.result.done().copied()
        }
        About::Signature(index) => signature(*index),
        // It does not matter which, where all have one verdict.
        About::OneOf(among) => {
            let first = signature(*among.first()?)?;
            let same = among.iter().all(|&index| signature(index) == Some(first));
            same.then_some(first)
        }
        About::NoSignature => Some(AuthResult::None),
        About::Author => auth.dmarc(),
        About::Chain => auth.arc(),
        About::OtherClient | About::OtherIdentity | About::Unchecked => None,
    }
}
