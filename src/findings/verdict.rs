//! The verdict: one sentence and a severity, by rules that are read from top to bottom.
//!
//! The severity is that of the most severe finding. Warnings of two families (route, authentication,
//! identity, form, filters) that agree make it high, since they rest on different things. Nothing is
//! added up, and what speaks for the sender is named, never subtracted: it stands beside the accusation.

use super::{Finding, Hit, Severity, context, severity};
use crate::auth::AuthResult;
use crate::checked::Checked;
use crate::evidence::Evidence;
use serde::Serialize;

/// The conclusion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// One sentence: the strongest evidence first, and what stands against it.
    pub summary: String,
    /// How severe it is; info when nothing was found.
    pub severity: Severity,
    /// The strongest evidence against the sender.
    pub against: Option<String>,
    /// The strongest evidence for the sender.
    pub in_favour: Option<String>,
}

type Found = [(&'static Finding, Hit)];
type Rule = fn(&Evidence<'_>, &Found) -> Option<String>;

/// What accuses, in order.
const AGAINST: &[Rule] = &[dmarc_fails, severe_finding];

/// What speaks for the sender, strongest first.
const IN_FAVOUR: &[Rule] = &[
    author_passes,
    receiver_found_author,
    author_signed,
    logged_in,
    list_is_shown,
];

/// What is said when nothing accuses.
const OTHERWISE: &[Rule] = &[
    session_alone,
    dmarc_passes,
    changed_on_the_way,
    something_passes,
    not_checked,
    nothing_shown,
];

/// Composes the verdict. `found` is most severe first.
pub fn of(evidence: &Evidence<'_>, found: &Found) -> Verdict {
    let first = |rules: &[Rule]| rules.iter().find_map(|rule| rule(evidence, found));
    let (against, in_favour) = (first(AGAINST), first(IN_FAVOUR));
    let summary = match (&against, &in_favour) {
        (Some(against), Some(favour)) => format!("{against}; yet {favour}"),
        (Some(against), None) => against.clone(),
        (None, _) => first(OTHERWISE).unwrap_or_default(),
    };
    Verdict {
        summary,
        severity: worst(found),
        against,
        in_favour,
    }
}

/// The most severe finding's severity, or high where warnings of two families agree.
fn worst(found: &Found) -> Severity {
    let worst = found
        .iter()
        .map(|(finding, hit)| severity(finding, hit))
        .max();
    match worst {
        Some(Severity::Warning) if families(found).nth(1).is_some() => Severity::High,
        Some(worst) => worst,
        None => Severity::Info,
    }
}

/// One finding of each family that has a warning or more, most severe first.
fn families(found: &Found) -> impl Iterator<Item = &(&'static Finding, Hit)> {
    let is_severe =
        |(finding, hit): &&(&'static Finding, Hit)| severity(finding, hit) >= Severity::Warning;
    found.iter().enumerate().filter_map(move |(at, one)| {
        let is_first = !found[..at]
            .iter()
            .any(|other| other.0.family() == one.0.family());
        Some(one).filter(is_severe).filter(|_| is_first)
    })
}

fn severe_finding(evidence: &Evidence<'_>, found: &Found) -> Option<String> {
    let mut severe = families(found);
    let (finding, hit) = severe.next()?;
    let also = severe
        .next()
        .map(|(finding, _)| format!("; {}", lower_first(finding.title)));
    let from = handed_over(evidence);
    Some(format!(
        "{}: {}{}{from}",
        lower_first(finding.title),
        hit.detail,
        also.unwrap_or_default()
    ))
}

/// A title as part of a sentence. A word in capitals stays: `TLS was offered …`.
fn lower_first(title: &str) -> String {
    let mut chars = title.chars();
    let is_word = chars
        .clone()
        .nth(1)
        .is_some_and(|second| second.is_lowercase() || second == ' ');
    if !is_word {
        return title.to_owned();
    }
    chars
        .next()
        .map(|first| first.to_lowercase().chain(chars).collect())
        .unwrap_or_default()
}

fn author_passes(evidence: &Evidence<'_>, _: &Found) -> Option<String> {
    let domain = evidence.auth.dmarc.domain.as_ref()?;
    (evidence.auth.dmarc() == Some(AuthResult::Pass)).then(|| format!("DMARC passes for {domain}"))
}

fn receiver_found_author(evidence: &Evidence<'_>, _: &Found) -> Option<String> {
    let claim = &context::receiver_said(evidence, "dmarc")?.claim;
    let domain = claim.property("header.from").unwrap_or("the From domain");
    (claim.result == "pass").then(|| format!("the receiver found dmarc=pass for {domain}"))
}

fn author_signed(evidence: &Evidence<'_>, _: &Found) -> Option<String> {
    let how = if context::signed_bulk(evidence) {
        "mass mail, signed"
    } else {
        "signed"
    };
    context::aligned_signature(evidence).then(|| format!("it is {how} by the organisation in From"))
}

fn logged_in(evidence: &Evidence<'_>, _: &Found) -> Option<String> {
    context::submitted(evidence).then(|| "the client had logged in where it was taken".to_owned())
}

fn list_is_shown(evidence: &Evidence<'_>, _: &Found) -> Option<String> {
    let is_shown = context::mailing_list(evidence) == Some(context::Weight::Shown);
    is_shown.then(|| "it came through the list that it names".to_owned())
}

fn dmarc_fails(evidence: &Evidence<'_>, found: &Found) -> Option<String> {
    let (finding, hit) = found
        .iter()
        .find(|(finding, _)| finding.name == "dmarc-fail")?;
    let check = &evidence.auth.dmarc;
    let (domain, policy) = (check.domain.as_ref()?, check.policy?.word());
    (severity(finding, hit) >= Severity::Warning).then(|| {
        format!(
            "nothing shows that {domain} sent this: DMARC fails (p={policy}){}",
            handed_over(evidence)
        )
    })
}

/// A session without its message: what became of it.
fn session_alone(evidence: &Evidence<'_>, _: &Found) -> Option<String> {
    let one = evidence
        .session
        .as_ref()
        .filter(|_| !evidence.has_message())?;
    let from = handed_over(evidence);
    let Some(mail) = one.mail() else {
        return Some(format!(
            "an SMTP session in which no mail was handed over{from}"
        ));
    };
    let refused = mail
        .recipients
        .iter()
        .filter_map(|to| to.reply.as_ref())
        .chain(mail.mail_from.as_ref().and_then(|from| from.reply.as_ref()))
        .chain(&mail.reply)
        .find(|reply| !reply.is_positive());
    Some(match (mail.accepted, refused) {
        (Some(true), _) => format!(
            "an SMTP session that handed a mail over; the message itself is not in it{from}"
        ),
        (_, Some(reply)) => format!(
            "an SMTP session in which the server refused the mail: {} {}{from}",
            reply.code, reply.meaning
        ),
        _ => format!("an SMTP session that ends before a message was handed over{from}"),
    })
}

fn dmarc_passes(evidence: &Evidence<'_>, _: &Found) -> Option<String> {
    let domain = evidence.auth.dmarc.domain.as_ref()?;
    (evidence.auth.dmarc() == Some(AuthResult::Pass)).then(|| {
        let alignment = &evidence.auth.dmarc.alignment;
        let by = match (alignment.dkim.pass, alignment.spf.pass) {
            (true, true) => "its DKIM signature is valid and SPF passes",
            (true, false) => "its DKIM signature is valid",
            _ => "SPF passes",
        };
        format!("sent by {domain}: {by}{}", handed_over(evidence))
    })
}

fn changed_on_the_way(evidence: &Evidence<'_>, _: &Found) -> Option<String> {
    let domain = evidence.auth.dmarc.domain.as_ref()?;
    if evidence.auth.dmarc() != Some(AuthResult::Fail) {
        return None;
    }
    let vouched = evidence.auth.arc() == Some(AuthResult::Pass);
    let how = if vouched {
        "an intact ARC chain vouches for what its forwarder saw"
    } else if evidence.facts.list.is_some() {
        "it came through a mailing list, which breaks signatures"
    } else {
        return None;
    };
    Some(format!(
        "{domain} cannot be verified now (DMARC fails), but {how}"
    ))
}

fn something_passes(evidence: &Evidence<'_>, _: &Found) -> Option<String> {
    let mut who: Vec<String> = evidence
        .auth
        .signatures(AuthResult::Pass)
        .filter_map(|check| Some(format!("signed by {}", check.domain.as_deref()?)))
        .collect();
    who.dedup();
    if evidence.auth.spf() == Some(AuthResult::Pass) {
        who.extend(
            evidence
                .auth
                .spf_mail_from
                .done()
                .map(|check| format!("sent by a host of {}", check.domain)),
        );
    }
    (!who.is_empty()).then(|| {
        let dmarc = match evidence.auth.dmarc() {
            Some(AuthResult::None) => "; the From domain has no DMARC policy",
            Some(AuthResult::Temperror) => "; DMARC was not checked: DNS failed or did not answer",
            Some(_) => "; DMARC does not pass",
            None => "; DMARC was not checked",
        };
        format!("{}{dmarc}", who.join(", "))
    })
}

fn not_checked(evidence: &Evidence<'_>, _: &Found) -> Option<String> {
    let why = match evidence.auth.dmarc.result {
        Checked::Skipped(why) => why.text(),
        Checked::Done(AuthResult::Temperror) => "DNS failed or did not answer",
        Checked::Done(_) => return None,
    };
    let said: Vec<String> = ["dmarc", "spf", "dkim"]
        .iter()
        .filter_map(|method| {
            let entry = evidence
                .ledger
                .iter()
                .find(|entry| entry.standing.trusted() && entry.claim.method == *method)?;
            Some(format!("{method}={}", entry.claim.result))
        })
        .collect();
    Some(if said.is_empty() {
        format!(
            "the sender was not checked ({why}){}",
            handed_over(evidence)
        )
    } else {
        format!(
            "the receiver said {}; not checked now ({why})",
            said.join(", ")
        )
    })
}

// A rule, which has the form of the others though it always applies.
#[allow(clippy::unnecessary_wraps)]
fn nothing_shown(evidence: &Evidence<'_>, _: &Found) -> Option<String> {
    Some(format!(
        "nothing shows who sent this{}",
        handed_over(evidence)
    ))
}

/// `; handed over by ADDRESS`, the one thing about the sender that our side saw itself.
fn handed_over(evidence: &Evidence<'_>) -> String {
    let ip = evidence
        .route
        .boundary
        .as_ref()
        .and_then(|boundary| boundary.ip);
    ip.map(|ip| format!("; handed over by {ip}"))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::find;
    use crate::findings::testing::Mail;

    fn verdict(mail: &Mail) -> Verdict {
        mail.evidence(|evidence| of(evidence, &find(evidence)))
    }

    const COMPAUTH: &str = "Authentication-Results: mx.example.net; compauth=fail reason=001\r\n";

    #[test]
    fn two_families_that_agree_make_it_high() {
        let one = verdict(&Mail::received(COMPAUTH, "From: a@a.example\r\n"));
        assert_eq!(one.severity, Severity::Warning);
        let two = verdict(&Mail::received(COMPAUTH, "From: PayPal <a@a.example>\r\n"));
        assert_eq!(two.severity, Severity::High);
        assert!(
            two.summary
                .starts_with("the receiver holds the sender for forged"),
            "{}",
            two.summary
        );
    }

    #[test]
    fn what_speaks_for_the_sender_stands_beside() {
        let passed = "Authentication-Results: mx.example.net; dmarc=pass header.from=a.example\r\n";
        let both = verdict(&Mail::received(passed, "From: PayPal <a@a.example>\r\n"));
        assert_eq!(both.severity, Severity::Warning);
        assert_eq!(
            both.in_favour.as_deref(),
            Some("the receiver found dmarc=pass for a.example")
        );
        assert!(
            both.summary.contains("; yet the receiver found dmarc=pass"),
            "{}",
            both.summary
        );
    }

    #[test]
    fn nothing_accuses_plain_mail() {
        let plain = verdict(&Mail::received(
            "",
            "Date: Sat, 02 May 2026 10:00:00 +0000\r\nMessage-ID: <1@a.example>\r\nFrom: a@a.example\r\n",
        ));
        assert_eq!((plain.severity, plain.against), (Severity::Info, None));
    }
}
