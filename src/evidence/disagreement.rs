//! Why a claim and our own verdict differ: most often not because one of them lies, but because time went by, or the
//! message went on.

use super::Authentication;
use super::ledger::{Standing, is_about, is_helo};
use crate::auth::AuthResult;
use crate::auth::dkim::{DkimCheck, Reason};
use crate::auth::key::KeyStatus;
use crate::auth::signature::{BodyHash, HeaderSignature};
use crate::auth::spf::SpfCheck;
use crate::checked::Checked;
use crate::claims::Claim;
use crate::names::{same_organization, unmapped};
use serde::Serialize;
use std::net::IpAddr;

/// The likeliest reason for a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Disagreement {
    /// The key was there then.
    KeyGone,
    /// The key was withdrawn since.
    KeyRevoked,
    /// There is another key now, or one that cannot be used.
    KeyChanged,
    /// DNS does not answer now.
    DnsFailsNow,
    /// DNS did not answer them.
    DnsFailedThen,
    /// A later host changed the message.
    ChangedOnTheWay,
    /// The message is not as our own receiver saw it.
    ChangedSinceReceipt,
    /// It was intact before, and is again.
    IntactNow,
    /// The signature is intact, and what it is made with is forbidden.
    ForbiddenNow,
    /// The signature has expired.
    Expired,
    /// The body is not at hand.
    BodyNotAtHand,
    /// They speak of another client.
    OtherClient,
    /// They speak of another sender or author.
    OtherIdentity,
    /// They spoke at another hop, of another client.
    OtherHop,
    /// The record may be another now.
    RecordMayHaveChanged,
    /// DMARC rests on SPF and DKIM, which differ.
    RestsOnOthers,
    /// The domain publishes no policy now.
    NoRecordNow,
}

impl Disagreement {
    /// Whether it only says that we could not find out what they could.
    pub fn is_ours_to_lack(self) -> bool {
        matches!(self, Self::DnsFailsNow | Self::BodyNotAtHand)
    }

    /// The reason for a reader, following "the receiver said …, now …".
    pub fn text(self) -> &'static str {
        match self {
            Self::KeyGone => "the key is gone now; it was there then",
            Self::KeyRevoked => "the key was revoked since",
            Self::KeyChanged => {
                "the key in DNS is not usable for this signature now; it may have been replaced since"
            }
            Self::DnsFailsNow => "DNS does not answer now; it did then",
            Self::DnsFailedThen => "DNS failed them then; it answers now",
            Self::ChangedOnTheWay => "the message was changed after that hop",
            Self::ChangedSinceReceipt => {
                "the message is not as the receiver saw it: changed since, or not exported faithfully"
            }
            Self::IntactNow => {
                "the signature verifies now; they may have had other DNS answers, or another policy"
            }
            Self::ForbiddenNow => {
                "the signature verifies, but RFC 8301 forbids what it is made with"
            }
            Self::Expired => "the signature has expired since",
            Self::BodyNotAtHand => {
                "the body is not at hand, so that only the header can be checked now"
            }
            Self::OtherClient => "they speak of another client address",
            Self::OtherIdentity => "they speak of another domain",
            Self::OtherHop => "they speak of the client of another hop",
            Self::RecordMayHaveChanged => {
                "the published record, or what the receiver makes of it, may differ since"
            }
            Self::RestsOnOthers => "it rests on SPF and DKIM, which differ",
            Self::NoRecordNow => "the domain publishes no record now",
        }
    }
}

/// Where a claim was made, for telling why it differs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Made {
    pub standing: Standing,
    /// The hop of its writer is where our side took the mail, or one of our own.
    pub at_our_side: bool,
}

/// Where a client's address stands in a claim about SPF.
const CLIENT_PROPERTIES: &[&str] = &[
    "smtp.remote-ip",
    "smtp.client-ip",
    "client-ip",
    "policy.iprev",
];

/// Whether a claim is about another client, sender or author than our verdict of its method; what there is to tell.
pub(super) fn other_subject(claim: &Claim, auth: &Authentication) -> Option<Disagreement> {
    match claim.method.as_str() {
        "spf" => {
            let check = spf_check(claim, auth).done()?;
            let client = CLIENT_PROPERTIES
                .iter()
                .find_map(|name| claim.property(name)?.parse::<IpAddr>().ok());
            if client.is_some_and(|ip| unmapped(ip) != check.ip) {
                return Some(Disagreement::OtherClient);
            }
            let identity = claim
                .property("smtp.mailfrom")
                .or(claim.property("smtp.helo"))?;
            let domain = domain_of(identity);
            (!domain.is_empty() && !domain.eq_ignore_ascii_case(&check.domain))
                .then_some(Disagreement::OtherIdentity)
        }
        "dmarc" => {
            let ours = auth.dmarc.domain.as_deref()?;
            let author = domain_of(claim.property("header.from")?);
            (!author.is_empty() && !same_organization(author, ours))
                .then_some(Disagreement::OtherIdentity)
        }
        _ => None,
    }
}

fn spf_check<'a>(claim: &Claim, auth: &'a Authentication) -> &'a Checked<SpfCheck> {
    if is_helo(claim) {
        &auth.spf_helo
    } else {
        &auth.spf_mail_from
    }
}

/// The domain of an address, or of a name that stands alone.
fn domain_of(identity: &str) -> &str {
    let domain = identity.rsplit('@').next().unwrap_or_default();
    domain.trim_end_matches(['>', '.'])
}

/// Why a claim that differs from our verdict does.
pub(super) fn of(claim: &Claim, made: Made, auth: &Authentication) -> Option<Disagreement> {
    Some(match claim.method.as_str() {
        "spf" => spf(claim, made, auth)?,
        "dkim" => dkim(
            claim,
            made,
            only(auth.dkim.iter().filter(|check| is_about(claim, check)))?,
        )?,
        "dmarc" => dmarc(claim, made, auth),
        "arc" => arc(claim, made, auth),
        _ => return None,
    })
}

fn only<'a>(mut matching: impl Iterator<Item = &'a DkimCheck>) -> Option<&'a DkimCheck> {
    let first = matching.next()?;
    matching.next().is_none().then_some(first)
}

/// Whether they had trouble that ours has not.
fn failed_then(claim: &Claim) -> bool {
    matches!(claim.result.as_str(), "temperror" | "timeout" | "error")
}

fn changed(made: Made) -> Disagreement {
    if made.at_our_side || made.standing.trusted() {
        Disagreement::ChangedSinceReceipt
    } else {
        Disagreement::ChangedOnTheWay
    }
}

fn dkim(claim: &Claim, made: Made, check: &DkimCheck) -> Option<Disagreement> {
    let status = check.key.done().map(|key| key.status);
    Some(match (check.result.done()?, status) {
        (AuthResult::Pass, _) if failed_then(claim) => Disagreement::DnsFailedThen,
        (AuthResult::Pass, _) => Disagreement::IntactNow,
        (AuthResult::Temperror, _) => Disagreement::DnsFailsNow,
        (_, Some(KeyStatus::Absent)) => Disagreement::KeyGone,
        (_, Some(KeyStatus::Revoked)) => Disagreement::KeyRevoked,
        (_, Some(KeyStatus::Unusable)) => Disagreement::KeyChanged,
        _ if matches!(check.reason, Reason::Key(_)) => Disagreement::KeyChanged,
        _ if check.reason == Reason::Expired => Disagreement::Expired,
        (AuthResult::Policy, _) => Disagreement::ForbiddenNow,
        (AuthResult::Neutral, _) => Disagreement::BodyNotAtHand,
        _ if failed_then(claim) => Disagreement::DnsFailedThen,
        _ if check.body_hash == BodyHash::Mismatch
            || check.header_signature == Some(HeaderSignature::Invalid) =>
        {
            changed(made)
        }
        _ => return None,
    })
}

fn spf(claim: &Claim, made: Made, auth: &Authentication) -> Option<Disagreement> {
    let check = spf_check(claim, auth).done()?;
    Some(if !made.at_our_side && !made.standing.trusted() {
        Disagreement::OtherHop
    } else {
        match check.result.done()? {
            AuthResult::Temperror => Disagreement::DnsFailsNow,
            _ if failed_then(claim) => Disagreement::DnsFailedThen,
            AuthResult::None => Disagreement::NoRecordNow,
            _ => Disagreement::RecordMayHaveChanged,
        }
    })
}

fn dmarc(claim: &Claim, made: Made, auth: &Authentication) -> Disagreement {
    let check = &auth.dmarc;
    match check.result.done() {
        Some(AuthResult::Temperror) => Disagreement::DnsFailsNow,
        _ if failed_then(claim) => Disagreement::DnsFailedThen,
        Some(AuthResult::None) => Disagreement::NoRecordNow,
        _ if claim.result == "none" => Disagreement::RecordMayHaveChanged,
        _ if !made.at_our_side && !made.standing.trusted() => Disagreement::OtherHop,
        _ => Disagreement::RestsOnOthers,
    }
}

fn arc(claim: &Claim, made: Made, auth: &Authentication) -> Disagreement {
    let newest = auth.arc.instances.last();
    let facts = newest.map(|set| [&set.message_signature_facts, &set.seal_facts]);
    let status = facts.into_iter().flatten().flatten().find_map(|facts| {
        let status = facts.key.done()?.status;
        (status != KeyStatus::Present).then_some(status)
    });
    match (auth.arc.result.done(), status) {
        (Some(AuthResult::Temperror), _) => Disagreement::DnsFailsNow,
        _ if failed_then(claim) => Disagreement::DnsFailedThen,
        (Some(AuthResult::Pass), _) => Disagreement::IntactNow,
        (_, Some(KeyStatus::Absent)) => Disagreement::KeyGone,
        (_, Some(KeyStatus::Revoked)) => Disagreement::KeyRevoked,
        (_, Some(KeyStatus::Unusable)) => Disagreement::KeyChanged,
        // Sets that were added since make it another chain.
        _ => changed(made),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::testing::Mail;

    const ZONE: &[(&str, &str)] = &[
        ("a.example", "v=spf1 ip4:192.0.2.7 -all"),
        ("_dmarc.a.example", "v=DMARC1; p=reject"),
    ];

    /// Whether a claim agrees, and why not, in a mail of a@a.example for which SPF and DMARC pass.
    fn compared(claim: &str) -> (Option<bool>, Option<Disagreement>) {
        let header = format!("{claim}\r\nFrom: a@a.example\r\n");
        let mail = Mail::received("Return-Path: <a@a.example>\r\n", &header).with_dns(ZONE);
        mail.evidence(|evidence| {
            assert_eq!(evidence.auth.spf(), Some(AuthResult::Pass));
            assert_eq!(evidence.auth.dmarc(), Some(AuthResult::Pass));
            let entry = evidence.ledger.first().expect("a claim");
            (entry.agrees, entry.disagreement)
        })
    }

    #[test]
    fn a_pass_for_another_agrees_with_nothing() {
        let ar = "Authentication-Results: relay.test;";
        let spf = "Received-SPF: pass (ok) client-ip=";
        for (claim, expected) in [
            (format!("{ar} spf=pass smtp.mailfrom=a@a.example"), None),
            (
                format!("{ar} spf=pass smtp.mailfrom=ceo@bank.example"),
                Some(Disagreement::OtherIdentity),
            ),
            (format!("{ar} dmarc=pass header.from=a.example"), None),
            (
                format!("{ar} dmarc=pass header.from=bank.example"),
                Some(Disagreement::OtherIdentity),
            ),
            (format!("{spf}192.0.2.7; envelope-from=a@a.example"), None),
            (
                format!("{spf}192.0.2.99; envelope-from=a@a.example"),
                Some(Disagreement::OtherClient),
            ),
        ] {
            let agrees = expected.is_none().then_some(true);
            assert_eq!(compared(&claim), (agrees, expected), "{claim}");
        }
    }
}
