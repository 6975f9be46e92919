//! Why a claim and our own verdict differ: most often not because one of them lies, but because time went by, or the
//! message went on.

use super::Authentication;
use super::about::About;
use super::about::verdict;
use crate::auth::AuthResult;
use crate::auth::dkim::{DkimCheck, Reason};
use crate::auth::dmarc::WalkStep;
use crate::auth::key::{KeyCheck, KeyStatus};
use crate::auth::signature::{BodyHash, HeaderSignature};
use crate::auth::spf::Identity;
use crate::checked::Checked;
use crate::claims::Claim;
pub use crate::words::evidence::Disagreement;
use crate::words::evidence::Standing;

impl Disagreement {
    /// Whether it only says that we could not find out what they could.
    pub fn is_ours_to_lack(self) -> bool {
        matches!(self, Self::DnsFailsNow | Self::BodyNotAtHand)
    }

    /// The reason for a reader, following "the receiver said …, now …".
    pub fn text(self) -> &'static str {
        match self {
            Self::KeyGone => "the key is no longer published; it was at that time",
            Self::KeyRevoked => "the key has been revoked since",
            Self::KeyChanged => {
                "the key in DNS is not usable for this signature now; it may have been replaced since"
            }
            Self::DnsFailsNow => "DNS gives no usable answer now; it did at that time",
            Self::DnsFailedThen => "DNS failed for the receiver at that time; it answers now",
            Self::ChangedOnTheWay => "the message was changed after that hop",
            Self::ChangedSinceReceipt => {
                "the message was changed after receipt, or this copy is not exact"
            }
            Self::IntactNow => {
                "the signature verifies now; the receiver may have had other DNS answers, or another policy"
            }
            Self::ForbiddenNow => {
                "the signature verifies, but RFC 8301 forbids its algorithm or key"
            }
            Self::Expired => "the signature has since expired",
            Self::BodyNotAtHand => "the body is missing, so only the header can be checked now",
            Self::OtherClient => "the results are about another client address",
            Self::OtherIdentity => "the results are about another domain",
            Self::OtherHop => "the results are about the client of another hop",
            Self::RecordMayHaveChanged => {
                "the published record may have changed since, or the receiver evaluates it differently"
            }
            Self::RestsOnOthers => "it depends on SPF and DKIM, which differ",
            Self::NoRecordNow => "the domain no longer publishes a record",
            Self::NothingFoundNow => {
                "the resolver finds none of the names in this message now: the domain has been abandoned, or the resolver does not work"
            }
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

/// Why a claim and our verdict differ, if they do and that can be told: one of them is a pass and the other is not, or DNS
/// kept one of the two from finding out. Each reason is given only where what it says was found.
pub(super) fn of(
    claim: &Claim,
    about: &About,
    made: Made,
    auth: &Authentication,
) -> Option<Disagreement> {
    match about {
        About::OtherClient => return Some(Disagreement::OtherClient),
        // There is nothing of ours that they could have spoken of instead.
        About::OtherIdentity if claim.method == "dkim" => return None,
        About::OtherIdentity => return Some(Disagreement::OtherIdentity),
        _ => {}
    }
    let (theirs, ours) = (claim.means()?, verdict(about, auth)?);
    let passes = theirs == AuthResult::Pass.word();
    if theirs == ours.word() {
        return None;
    }
    if theirs == AuthResult::Temperror.word() {
        let answered = ours == AuthResult::Pass || rests_on_answer(about, auth);
        return answered.then_some(Disagreement::DnsFailedThen);
    }
    if ours == AuthResult::Temperror {
        // A fail may have been the body's; that they had an answer is shown by a pass, or by a verdict of SPF.
        let had_answer = passes || matches!(about, About::Spf(_));
        return had_answer.then_some(Disagreement::DnsFailsNow);
    }
    // What neither found authenticated, they agree on.
    if passes == (ours == AuthResult::Pass) {
        return None;
    }
    let why = match about {
        About::Spf(_) => spf(ours, made, auth, about),
        About::Signature(index) => signature(auth.dkim.get(*index)?, ours, made),
        About::Author => dmarc(theirs, ours, made, auth),
        About::Chain => Some(arc(ours, made, auth)),
        _ => None,
    }?;
    // That something is gone is said where DNS was seen to know anything.
    let is_gone = matches!(why, Disagreement::KeyGone | Disagreement::NoRecordNow);
    Some(if is_gone && !auth.dns_knows_a_name {
        Disagreement::NothingFoundNow
    } else {
        why
    })
}

/// Whether our verdict is one that an answer of DNS was needed for, and had.
fn rests_on_answer(about: &About, auth: &Authentication) -> bool {
    let is_answered = |key: &Checked<KeyCheck>| {
        key.done()
            .is_some_and(|key| key.status != KeyStatus::Unanswered)
    };
    match about {
        About::Signature(index) => auth
            .dkim
            .get(*index)
            .is_some_and(|check| is_answered(&check.key)),
        About::Spf(_) => has_spf_record(about, auth),
        About::Author => auth.dmarc.record.is_some(),
        _ => false,
    }
}

fn has_spf_record(about: &About, auth: &Authentication) -> bool {
    let check = match about {
        About::Spf(Identity::Helo) => &auth.spf_helo,
        _ => &auth.spf_mail_from,
    };
    check.done().is_some_and(|check| check.trace.text.is_some())
}

fn changed(made: Made) -> Disagreement {
    if made.at_our_side || made.standing.trusted() {
        Disagreement::ChangedSinceReceipt
    } else {
        Disagreement::ChangedOnTheWay
    }
}

fn signature(check: &DkimCheck, ours: AuthResult, made: Made) -> Option<Disagreement> {
    let status = check.key.done().map(|key| key.status);
    Some(match (ours, status) {
        (AuthResult::Pass, _) => Disagreement::IntactNow,
        // The bytes tell more than a key that may have gone since.
        (AuthResult::Fail, _) => changed(made),
        (AuthResult::Permerror, Some(KeyStatus::Absent)) => Disagreement::KeyGone,
        (AuthResult::Permerror, Some(KeyStatus::Revoked)) => Disagreement::KeyRevoked,
        (AuthResult::Permerror, Some(KeyStatus::Unusable)) => Disagreement::KeyChanged,
        _ if matches!(check.reason, Reason::Key(_)) => Disagreement::KeyChanged,
        _ if check.reason == Reason::Expired => Disagreement::Expired,
        (AuthResult::Policy, _) => Disagreement::ForbiddenNow,
        (AuthResult::Neutral, _) => Disagreement::BodyNotAtHand,
        _ if check.body_hash == BodyHash::Mismatch
            || check.header_signature == Some(HeaderSignature::Invalid) =>
        {
            changed(made)
        }
        _ => return None,
    })
}

fn spf(ours: AuthResult, made: Made, auth: &Authentication, about: &About) -> Option<Disagreement> {
    Some(if !made.at_our_side && !made.standing.trusted() {
        Disagreement::OtherHop
    } else if has_spf_record(about, auth) {
        Disagreement::RecordMayHaveChanged
    } else if ours == AuthResult::None && asked_for_spf(about, auth) {
        Disagreement::NoRecordNow
    } else {
        return None;
    })
}

/// Whether DNS was asked for the record: an identity that is no name has none, without a question.
fn asked_for_spf(about: &About, auth: &Authentication) -> bool {
    let check = match about {
        About::Spf(Identity::Helo) => &auth.spf_helo,
        _ => &auth.spf_mail_from,
    };
    check
        .done()
        .is_some_and(|check| check.trace.question.is_some())
}

fn dmarc(
    theirs: &str,
    ours: AuthResult,
    made: Made,
    auth: &Authentication,
) -> Option<Disagreement> {
    let check = &auth.dmarc;
    Some(match ours {
        // Nothing was asked: From has no domain, or none that DNS can hold.
        AuthResult::None if !check.walk.iter().any(WalkStep::is_askable) => return None,
        AuthResult::None if check.record.is_none() => Disagreement::NoRecordNow,
        _ if theirs == AuthResult::None.word() => Disagreement::RecordMayHaveChanged,
        _ if !made.at_our_side && !made.standing.trusted() => Disagreement::OtherHop,
        _ => Disagreement::RestsOnOthers,
    })
}

fn arc(ours: AuthResult, made: Made, auth: &Authentication) -> Disagreement {
    let newest = auth.arc.instances.last();
    let facts = newest.map(|set| [&set.message_signature_facts, &set.seal_facts]);
    let status = facts.into_iter().flatten().flatten().find_map(|facts| {
        let status = facts.key.done()?.status;
        (status != KeyStatus::Present).then_some(status)
    });
    match (ours, status) {
        (AuthResult::Pass, _) => Disagreement::IntactNow,
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

    const SIGNED: &str = crate::findings::testing::SIGNED;

    /// What the receiver's claim is compared to, in a mail with one signature whose body hash is wrong.
    fn of_signed(mail: &Mail) -> (Option<bool>, Option<Disagreement>) {
        mail.evidence(|evidence| {
            let entry = evidence.ledger.first().expect("a claim");
            (entry.agrees, entry.disagreement)
        })
    }

    fn signed(results: &str) -> Mail {
        let above = format!("Authentication-Results: mx.example.net; {results}\r\n");
        Mail::received(&above, &format!("{SIGNED}From: a@a.example\r\n"))
    }

    #[test]
    fn offline_nothing_is_said_of_dns() {
        for results in [
            "dkim=temperror header.d=a.example",
            "dkim=fail header.d=a.example",
            "dkim=none",
            "spf=pass smtp.mailfrom=a@a.example",
            "spf=temperror smtp.mailfrom=a@a.example",
            "dmarc=pass header.from=a.example",
            "dmarc=temperror header.from=a.example",
        ] {
            let (agrees, why) = of_signed(&signed(results));
            assert_ne!(agrees, Some(false), "{results}");
            assert_eq!(why, None, "{results}");
        }
        // The body is another than was signed, and that needs no DNS.
        let (agrees, why) = of_signed(&signed("dkim=pass header.d=a.example"));
        assert_eq!(
            (agrees, why),
            (Some(false), Some(Disagreement::ChangedSinceReceipt))
        );
        // From without a domain, and a sender that is no name: none without a question.
        for (above, from) in [
            ("dmarc=pass header.from=a.example", "From: nobody\r\n"),
            (
                "spf=pass smtp.mailfrom=x",
                "Return-Path: <a@x>\r\nFrom: nobody\r\n",
            ),
        ] {
            let above = format!("Authentication-Results: mx.example.net; {above}\r\n");
            let (_, why) = of_signed(&Mail::received(&above, from));
            assert_ne!(why, Some(Disagreement::NoRecordNow), "{above}");
        }
    }

    #[test]
    fn what_neither_found_authenticated_is_no_difference() {
        for results in [
            "dkim=fail header.d=a.example",
            "dkim=neutral (body hash did not verify) header.d=a.example",
            "dkim=policy header.d=a.example",
            "dkim=none",
        ] {
            // The key is gone: permerror.
            let mail = signed(results).with_dns(&[("a.example", "v=spf1 -all")]);
            assert_eq!(of_signed(&mail), (None, None), "{results}");
        }
        let softfail = "Return-Path: <a@a.example>\r\nAuthentication-Results: mx.example.net; spf=softfail smtp.mailfrom=a.example\r\n";
        let mail = Mail::received(softfail, "From: a@a.example\r\n")
            .with_dns(&[("a.example", "v=spf1 -all")]);
        assert_eq!(of_signed(&mail), (None, None));
    }

    #[test]
    fn that_something_is_gone_is_said_where_dns_knows_anything() {
        let pass = signed("dkim=pass header.d=a.example");
        let known = pass.with_dns(&[("a.example", "v=spf1 -all")]);
        assert_eq!(
            of_signed(&known),
            (Some(false), Some(Disagreement::KeyGone))
        );
        // A resolver that denies all, the top of DNS too, is not believed.
        let pass = signed("dkim=pass header.d=a.example").with_lying_dns();
        pass.evidence(|evidence| {
            let check = &evidence.auth.dkim[0];
            assert_eq!(check.result.done(), Some(&AuthResult::Fail));
            assert_eq!(evidence.auth.dmarc(), Some(AuthResult::Temperror));
            assert!(evidence.auth.dns_doubt.text().is_some());
            let entry = evidence.ledger.first().expect("a claim");
            assert_eq!(entry.disagreement, Some(Disagreement::ChangedSinceReceipt));
            let texts = crate::findings::find(evidence);
            let codes: Vec<&str> = texts.iter().map(|(finding, _)| finding.code).collect();
            assert!(
                !codes.contains(&"AUT027") && !codes.contains(&"AUT017"),
                "{codes:?}"
            );
        });
    }
}
