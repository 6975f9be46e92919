//! What is said when nothing accuses.

use super::subject::{author, not_authenticated, received_from};
use super::{Rule, first};
use crate::auth::AuthResult;
use crate::checked::Checked;
use crate::evidence::Evidence;
use crate::findings::model::Found;
use crate::findings::support::context;

const OTHERWISE: &[Rule] = &[
    session_alone,
    dmarc_passes,
    broken_on_the_way,
    receiver_found_author,
    something_passes,
    cannot_align,
    not_checked,
];

/// The sentence.
pub(super) fn plain(evidence: &Evidence<'_>, found: &[Found]) -> String {
    first(OTHERWISE, evidence, found).unwrap_or_else(|| {
        format!(
            "{}: no SPF or DKIM pass{}",
            not_authenticated(evidence),
            received_from(evidence)
        )
    })
}

/// A session without its message: what became of it.
fn session_alone(evidence: &Evidence<'_>, _: &[Found]) -> Option<String> {
    let one = evidence
        .session
        .as_ref()
        .filter(|_| !evidence.has_message())?;
    let from = received_from(evidence);
    let Some(mail) = one.mail() else {
        return Some(format!("SMTP session: no message was sent{from}"));
    };
    let named = |what, reply| Some((what, reply?));
    let refused = mail
        .recipients
        .iter()
        .filter_map(|to| named("a recipient", to.reply.as_ref()))
        .chain(
            mail.mail_from
                .as_ref()
                .and_then(|from| named("the sender", from.reply.as_ref())),
        )
        .chain(named("the message", mail.reply.as_ref()))
        .find(|(_, reply)| !reply.is_positive());
    Some(match (mail.accepted, refused) {
        (Some(true), _) => format!(
            "SMTP session: a message was accepted, but the capture does not contain it{from}"
        ),
        (_, Some((what, reply))) => format!(
            "SMTP session: the server {} {what}: {} {}{from}",
            if reply.code < 500 {
                "temporarily rejected"
            } else {
                "rejected"
            },
            reply.code,
            reply.meaning
        ),
        _ => format!("SMTP session: ends before a message was sent{from}"),
    })
}

fn dmarc_passes(evidence: &Evidence<'_>, _: &[Found]) -> Option<String> {
    let domain = evidence.auth.dmarc.domain.as_ref()?;
    (evidence.auth.dmarc() == Some(AuthResult::Pass)).then(|| {
        let alignment = &evidence.auth.dmarc.alignment;
        let by = match (alignment.dkim.pass, alignment.spf.pass) {
            (true, true) => "DKIM and SPF",
            (true, false) => "DKIM",
            _ => "SPF",
        };
        format!(
            "authenticated as {domain}: DMARC pass by {by}{}",
            received_from(evidence)
        )
    })
}

/// DMARC fails now, and what broke it is proven.
fn broken_on_the_way(evidence: &Evidence<'_>, _: &[Found]) -> Option<String> {
    if evidence.auth.dmarc() != Some(AuthResult::Fail) {
        return None;
    }
    let context = context::authenticated_before(evidence).filter(context::Context::is_shown)?;
    let domain = author(evidence)?;
    // The domain is named once.
    let own = format!("the signature of {domain} ");
    Some(format!(
        "DMARC fail for {domain} now, but {}{}",
        context.text().replacen(&own, "its signature ", 1),
        received_from(evidence)
    ))
}

fn receiver_found_author(evidence: &Evidence<'_>, _: &[Found]) -> Option<String> {
    let context = context::receiver_found_author(evidence)?;
    let now = match evidence.auth.dmarc.result {
        Checked::Skipped(why) => format!("not checked now ({})", why.short()),
        Checked::Done(AuthResult::Temperror) => "not checked now (DNS failed)".to_owned(),
        Checked::Done(AuthResult::None) if !evidence.auth.dns_knows_a_name => {
            "none of its domains exists in DNS now".to_owned()
        }
        Checked::Done(result) => format!("DMARC {} now", result.word()),
    };
    Some(format!(
        "{}; {now}{}",
        context.text(),
        received_from(evidence)
    ))
}

/// Something passes that is not the author's.
fn something_passes(evidence: &Evidence<'_>, _: &[Found]) -> Option<String> {
    let mut who: Vec<String> = evidence
        .auth
        .signatures(AuthResult::Pass)
        .filter_map(|check| Some(format!("{} (DKIM)", check.domain.as_deref()?)))
        .collect();
    who.dedup();
    if evidence.auth.spf() == Some(AuthResult::Pass) {
        who.extend(
            evidence
                .auth
                .spf_mail_from
                .done()
                .map(|check| format!("{} (SPF)", check.domain)),
        );
    }
    if who.is_empty() {
        return None;
    }
    let dmarc = match evidence.auth.dmarc() {
        Some(AuthResult::None) => "the From domain has no DMARC policy",
        Some(AuthResult::Temperror) => "DMARC was not checked: DNS failed or did not answer",
        Some(_) => "no DMARC pass",
        None => "DMARC was not checked",
    };
    Some(format!(
        "authenticated as {}; {dmarc}{}",
        who.join(", "),
        received_from(evidence)
    ))
}

/// DMARC was not evaluated, and could not pass.
fn cannot_align(evidence: &Evidence<'_>, _: &[Found]) -> Option<String> {
    if evidence
        .auth
        .dmarc()
        .is_some_and(|result| result != AuthResult::Temperror)
    {
        return None;
    }
    let found = evidence.unaligned()?;
    let context = context::strongest([
        context::authenticated_before(evidence),
        context::handled_on_the_way(evidence),
    ]);
    let why = match context {
        Some(context) => context.text().to_owned(),
        None if found.identifiers.is_empty() => "no domain to align".to_owned(),
        None => format!("sent as {}", found.identifiers.join(", ")),
    };
    Some(format!(
        "not authenticated as {}: no aligned SPF or DKIM domain; {why}{}",
        found.author,
        received_from(evidence)
    ))
}

fn not_checked(evidence: &Evidence<'_>, _: &[Found]) -> Option<String> {
    let why = match evidence.auth.dmarc.result {
        Checked::Skipped(why) => why.short(),
        Checked::Done(AuthResult::Temperror) => "DNS failed or did not answer",
        Checked::Done(_) => return None,
    };
    let said = evidence.receiver_words();
    let who = author(evidence).unwrap_or_else(|| "the sender".to_owned());
    Some(if said.is_empty() {
        format!("{who} not verified ({why}){}", received_from(evidence))
    } else {
        format!(
            "the receiver reported {}; not checked now ({why}){}",
            said.join(", "),
            received_from(evidence)
        )
    })
}
