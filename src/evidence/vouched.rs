//! What a receiver that writes its results below its own Received field (Gmail does) shows to be its own: it repeats them
//! in an ARC set that the sender could not write.

use super::Authentication;
use crate::auth::AuthResult;
use crate::checked::Checked;
use crate::claims::{Claim, FieldKind};
use crate::names::same_organization;
use crate::route::Route;
use chrono::TimeDelta;
use std::collections::HashSet;

/// How far a seal's time may lie from that of the receipt for the seal to be of this receipt: a message that the receiver
/// sealed once can be sent to it again, with the old set in it.
const SEALED_BEFORE: TimeDelta = TimeDelta::minutes(5);
const SEALED_AFTER: TimeDelta = TimeDelta::hours(1);

/// The claims of ARC-Authentication-Results that are the receiver's own.
pub(super) struct Vouched(HashSet<String>);

impl Vouched {
    /// Those of fields that stand above the trust boundary, where only our side writes. And those of the newest set
    /// where the whole chain verifies, its newest seal is one of the receiver's organization, and was made at the
    /// receipt. A set that stands below without such a seal is the sender's word, as the results beside it are.
    pub(super) fn of(claims: &[Claim], route: &Route, auth: &Authentication) -> Self {
        let boundary = route.boundary_hop().map(|hop| hop.field_index);
        let sealed = sealed_field(route, auth);
        let is_receivers = |claim: &&Claim| {
            matches!(
                claim.kind,
                FieldKind::ArcAuthenticationResults { instance: Some(_) }
            ) && (boundary.is_some_and(|boundary| claim.field_index < boundary)
                || sealed == Some(claim.field_index))
        };
        let keys = claims
            .iter()
            .filter(is_receivers)
            .flat_map(|claim| [Some(key(claim)), received_spf_key(claim)])
            .flatten();
        Self(keys.collect())
    }

    /// Whether a claim is repeated there, word for word.
    pub(super) fn holds(&self, claim: &Claim) -> bool {
        match claim.kind {
            FieldKind::AuthenticationResults => self.0.contains(&key(claim)),
            // Of Received-SPF the comment is repeated. What stands beside it is not, but for the client that the comment
            // names too.
            FieldKind::ReceivedSpf => {
                let named = |client: &str| {
                    claim.comment.as_deref().is_some_and(|comment| {
                        comment.split_ascii_whitespace().any(|word| word == client)
                    })
                };
                claim
                    .properties
                    .iter()
                    .all(|(name, value)| name == "client-ip" && named(value))
                    && received_spf_key(claim).is_some_and(|key| self.0.contains(&key))
            }
            _ => false,
        }
    }
}

/// The results field of the newest set, if its seal shows that the receiver wrote it when it took the message.
fn sealed_field(route: &Route, auth: &Authentication) -> Option<usize> {
    if auth.arc.result != Checked::Done(AuthResult::Pass) {
        return None;
    }
    let newest = auth.arc.instances.last()?;
    let receiver = route.boundary_hop()?.received.by_name()?;
    let received = route.boundary_hop()?.received.time()?;
    let sealed = newest.seal_facts.as_ref()?.signed_at?;
    let is_receivers = same_organization(newest.domain.as_deref()?, receiver);
    let is_of_now = sealed >= received - SEALED_BEFORE && sealed <= received + SEALED_AFTER;
    (is_receivers && is_of_now).then_some(newest.results.as_ref()?.field)
}

/// All that a claim says, folding aside.
fn key(claim: &Claim) -> String {
    let mut key = String::with_capacity(128);
    let mut push = |part: &str| {
        for word in part.split_ascii_whitespace() {
            key.push_str(word);
            key.push(' ');
        }
        key.push('\0');
    };
    push(
        &claim
            .authserv_id
            .as_deref()
            .unwrap_or_default()
            .to_ascii_lowercase(),
    );
    push(&claim.method);
    push(&claim.result);
    push(claim.reason.as_deref().unwrap_or_default());
    push(claim.comment.as_deref().unwrap_or_default());
    for (name, value) in claim.properties.iter() {
        push(name);
        push(value);
    }
    key
}

/// What Received-SPF repeats of an `spf=` result: the result and its comment.
fn received_spf_key(claim: &Claim) -> Option<String> {
    let comment = claim.comment.as_deref().filter(|_| claim.method == "spf")?;
    let words: Vec<&str> = comment.split_ascii_whitespace().collect();
    Some(format!("spf\0{}\0{}", claim.result, words.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Evidence, Standing, ledger};
    use crate::findings::testing::{Mail, SIGNED};
    use chrono::{DateTime, Utc};

    const RESULTS: &str = "mx.example.net; dkim=pass header.i=@a.example header.s=s;\r\n\
        \x20spf=pass (example.net: domain of a@a.example designates 192.0.2.7 as permitted sender) smtp.mailfrom=a@a.example";

    /// How the claims stand that `results` below the receiver's own Received field makes, with these fields above it and
    /// these further below.
    fn standings(above: &str, results: &str, below: &str) -> Vec<Standing> {
        let mail = Mail::received(
            above,
            &format!("{results}{below}{SIGNED}From: a@a.example\r\n"),
        );
        mail.evidence(of_results)
    }

    fn of_results(evidence: &Evidence<'_>) -> Vec<Standing> {
        evidence
            .ledger
            .iter()
            .filter(|entry| entry.standing != Standing::Sealed)
            .map(|entry| entry.standing)
            .collect()
    }

    #[test]
    fn what_the_receivers_own_set_repeats_is_believed() {
        use Standing::{Confirmed, Unproven};
        let ar = format!("Authentication-Results: {RESULTS}\r\n");
        let aar = format!("ARC-Authentication-Results: i=1; {RESULTS}\r\n");
        assert_eq!(standings("", &ar, ""), [Unproven, Unproven]);
        assert_eq!(standings(&aar, &ar, ""), [Confirmed, Confirmed]);
        // However it is folded.
        let folded = ar.replace("dkim=pass ", "dkim=pass\r\n\t");
        assert_eq!(standings(&aar, &folded, ""), [Confirmed, Confirmed]);
        // Below the boundary both are the sender's word.
        assert_eq!(standings("", &ar, &aar), [Unproven, Unproven]);
        // What the set does not say is not the receiver's for the rest being so.
        let more = ar.replace(
            "; dkim=pass",
            "; dkim=pass header.d=bank.example; dkim=pass",
        );
        assert_eq!(standings(&aar, &more, ""), [Unproven, Confirmed, Confirmed]);
        let other = ar.replace("smtp.mailfrom=a@a.example", "smtp.mailfrom=a@bank.example");
        assert_eq!(standings(&aar, &other, ""), [Confirmed, Unproven]);
        let other = aar.replace("mx.example.net", "mx.other.example");
        assert_eq!(standings(&other, &ar, ""), [Unproven, Unproven]);
        let no_instance = aar.replace("i=1; ", "");
        assert_eq!(standings(&no_instance, &ar, ""), [Unproven, Unproven]);
    }

    #[test]
    fn received_spf_is_believed_for_what_is_repeated_of_it() {
        let aar = format!("ARC-Authentication-Results: i=1; {RESULTS}\r\n");
        let spf = |rest: &str| {
            format!(
                "Received-SPF: pass (example.net: domain of a@a.example designates 192.0.2.7 as permitted sender) {rest}\r\n"
            )
        };
        for (rest, expected) in [
            ("client-ip=192.0.2.7;", Standing::Confirmed),
            ("client-ip=192.0.2.99;", Standing::Unproven),
            (
                "client-ip=192.0.2.7; envelope-from=a@bank.example;",
                Standing::Unproven,
            ),
        ] {
            assert_eq!(standings(&aar, &spf(rest), ""), [expected], "{rest}");
        }
    }

    /// The same with a newest set below the boundary that has this sealer and time, in a chain of this verdict.
    fn sealed(domain: &str, at: &str, chain: AuthResult) -> Vec<Standing> {
        let set = format!(
            "ARC-Seal: i=1; a=rsa-sha256; cv=none; d=example.net; s=s; t=1777716010; b=AAAA\r\n\
             ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=example.net; s=s; h=from; bh=AAAA; b=AAAA\r\n\
             ARC-Authentication-Results: i=1; {RESULTS}\r\n"
        );
        let below =
            format!("Authentication-Results: {RESULTS}\r\n{set}{SIGNED}From: a@a.example\r\n");
        Mail::received("", &below).changed_evidence(|evidence| {
            let newest = evidence.auth.arc.instances.last_mut().expect("a set");
            newest.domain = Some(domain.to_owned());
            let seal = newest.seal_facts.as_mut().expect("a seal");
            seal.signed_at = Some(at.parse::<DateTime<Utc>>().expect("a time"));
            evidence.auth.arc.result = Checked::Done(chain);
            evidence.ledger = ledger(
                evidence.message,
                crate::claims::read(evidence.message),
                &evidence.route,
                &[],
                &evidence.auth,
            );
            of_results(evidence)
        })
    }

    #[test]
    fn a_seal_counts_that_the_receiver_made_when_it_took_the_message() {
        use Standing::{Confirmed, Unproven};
        let then = "2026-05-02T10:00:10Z";
        for (domain, at, chain, expected) in [
            ("example.net", then, AuthResult::Pass, Confirmed),
            ("example.net", then, AuthResult::Fail, Unproven),
            ("example.net", then, AuthResult::Temperror, Unproven),
            ("evil.example", then, AuthResult::Pass, Unproven),
            // A message that it sealed once, sent to it again.
            (
                "example.net",
                "2026-05-01T10:00:10Z",
                AuthResult::Pass,
                Unproven,
            ),
        ] {
            assert_eq!(
                sealed(domain, at, chain),
                [expected, expected],
                "{domain} {at}"
            );
        }
    }
}
