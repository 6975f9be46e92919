//! What SPF is asked about: the client, its HELO and the envelope sender, each with where it was found.

use crate::evidence::{Envelope, Facts, Sourced};
use crate::message::Message;
use crate::route::Route;
use crate::settings::Known;

/// Where a value was found: nowhere in the input.
const NAMED: &str = "the user";
/// Where a value was found: in the session itself.
const IN_SESSION: &str = "the SMTP session";

/// What SPF is asked about. The caller knows best; then our side's own hop; then fields that the
/// last hosts write. A sender's word is taken for the envelope sender only, since SPF is about that, and only for what it
/// fails.
pub(super) fn envelope(
    known: &Known,
    message: &Message<'_>,
    route: &Route,
    facts: &Facts,
    checked: Option<String>,
) -> Envelope {
    let hop = route.boundary_hop();
    let boundary = hop.map(|hop| hop.field_index);
    let session = route.session.as_ref();
    let return_path = facts.own_return_path(boundary, checked.as_deref());
    let checked = checked.filter(|sender| !sender.is_empty());
    let client_ip = known
        .client_ip
        .map(|ip| Sourced::new(ip, NAMED))
        .or_else(|| Some(Sourced::new(session?.client_ip?, IN_SESSION)))
        .or_else(|| Some(Sourced::new(hop?.received.peer()?, "the boundary hop")));
    let helo = known
        .helo
        .clone()
        .map(|helo| Sourced::new(helo, NAMED))
        .or_else(|| Some(Sourced::new(session?.helo.clone()?, IN_SESSION)))
        .or_else(|| {
            Some(Sourced::new(
                hop?.received.helo()?.to_owned(),
                "the boundary hop",
            ))
        });
    let mail_from = known
        .mail_from
        .clone()
        .map(|sender| Sourced::new(sender.trim_matches(['<', '>']).to_owned(), NAMED))
        .or_else(|| Some(Sourced::new(session?.envelope_from.clone()?, IN_SESSION)))
        .or_else(|| {
            Some(Sourced::new(
                hop?.received.envelope_from.clone()?,
                "the boundary hop",
            ))
        })
        .or_else(|| {
            let (sender, is_ours) = return_path?;
            is_ours.then(|| Sourced::new(sender.to_owned(), "Return-Path"))
        })
        // Another Return-Path than the receiver checked is the sender's own. Of its sender the receiver may name the domain only.
        .or_else(|| {
            let sender = checked.as_deref()?;
            let (local_part, domain) = sender.rsplit_once('@').unwrap_or(("", sender));
            let sender = format!("{local_part}@{domain}");
            let source = "the receiver's SPF result";
            domain.contains('.').then(|| Sourced::new(sender, source))
        })
        .or_else(|| {
            let (sender, _) = return_path.filter(|_| checked.is_none())?;
            Some(Sourced::claimed(sender.to_owned(), "Return-Path"))
        })
        .or_else(|| {
            let (index, field) = ["X-Envelope-From", "X-Original-Return-Path"]
                .iter()
                .find_map(|name| message.named(name).next())?;
            let sender = field.text().trim_matches(['<', '>']).to_owned();
            let is_ours = boundary.is_some_and(|at| index < at);
            let sourced = if is_ours {
                Sourced::new
            } else {
                Sourced::claimed
            };
            Some(sourced(sender, "X-Envelope-From"))
        });
    Envelope {
        client_ip,
        helo,
        mail_from,
    }
}

#[cfg(test)]
mod tests {
    use crate::auth::AuthResult;
    use crate::checked::{Checked, Why};
    use crate::findings::testing::Mail;

    const FROM: &str = "From: a@bank.example\r\n";
    const ZONE: &[(&str, &str)] = &[
        ("bank.example", "v=spf1 ip4:192.0.2.7 -all"),
        ("_dmarc.bank.example", "v=DMARC1; p=reject"),
        ("other.example", "v=spf1 -all"),
    ];

    type Result = Checked<AuthResult>;

    /// The envelope sender, and the results of SPF for it and of DMARC.
    fn told(above: &str, below: &str) -> (Option<String>, Option<Result>, Result) {
        let mail = Mail::received(above, &format!("{below}{FROM}")).with_dns(ZONE);
        mail.evidence(|evidence| {
            let auth = &evidence.auth;
            let sender = auth.envelope.mail_from.as_ref();
            (
                sender.map(|sender| sender.value.clone()),
                auth.spf_mail_from.done().map(|check| check.result),
                auth.dmarc.result,
            )
        })
    }

    const PASS: Result = Checked::Done(AuthResult::Pass);
    const FAIL: Result = Checked::Done(AuthResult::Fail);
    const UNPROVEN: Result = Checked::Skipped(Why::UnprovenSender);

    #[test]
    fn what_the_sender_says_of_his_envelope_can_fail_and_never_pass() {
        let planted = "Return-Path: <x@bank.example>\r\n";
        let (sender, spf, dmarc) = told(planted, "");
        assert_eq!(sender.as_deref(), Some("x@bank.example"));
        assert_eq!((spf, dmarc), (Some(PASS), PASS));
        for below in [
            planted,
            "X-Envelope-From: <x@bank.example>\r\n",
            "X-Original-Return-Path: x@bank.example\r\n",
        ] {
            let (sender, spf, dmarc) = told("", below);
            assert_eq!(sender.as_deref(), Some("x@bank.example"), "{below}");
            assert_eq!(spf, Some(UNPROVEN), "{below}");
            assert_ne!(dmarc, PASS, "{below}");
            assert_ne!(dmarc, FAIL, "{below}");
        }
        let (_, spf, dmarc) = told("", "Return-Path: <x@other.example>\r\n");
        assert_eq!((spf, dmarc), (Some(FAIL), FAIL));
    }

    #[test]
    fn what_the_receiver_checked_stands_against_it() {
        let planted = "Return-Path: <x@bank.example>\r\n";
        let results = |spf: &str| format!("Authentication-Results: mx.example.net; spf={spf}\r\n");
        let null = format!("{planted}Return-Path: <>\r\n");
        for (spf, below, expected) in [
            ("none smtp.helo=client.example", null.as_str(), Some("")),
            ("none smtp.mailfrom=<>", null.as_str(), Some("")),
            (
                "fail smtp.mailfrom=y@other.example",
                planted,
                Some("y@other.example"),
            ),
            (
                "fail smtp.mailfrom=other.example",
                planted,
                Some("@other.example"),
            ),
            // It is another one that it checked, and nobody says which.
            ("none smtp.mailfrom=localhost", planted, None),
        ] {
            let (sender, _, dmarc) = told(&results(spf), below);
            assert_eq!(sender.as_deref(), expected, "{spf}");
            assert_ne!(dmarc, PASS, "{spf}");
        }
        // HELO was what it checked, and here no sender is null: this one is the sender's word.
        let (_, spf, dmarc) = told(&results("none smtp.helo=client.example"), planted);
        assert_eq!(spf, Some(UNPROVEN));
        assert_ne!(dmarc, PASS);
        let (sender, spf, dmarc) = told(&results("pass smtp.mailfrom=x@bank.example"), planted);
        assert_eq!(sender.as_deref(), Some("x@bank.example"));
        assert_eq!((spf, dmarc), (Some(PASS), PASS));
    }
}
