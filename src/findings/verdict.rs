//! The verdict: one sentence, by the first rule that applies.

use super::{Finding, Hit, Severity, severity};
use crate::auth::AuthResult;
use crate::checked::Checked;
use crate::evidence::Evidence;
use serde::Serialize;

/// The conclusion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// One sentence: the strongest evidence first.
    pub summary: String,
    /// The most severe finding's severity; info when there is none.
    pub severity: Severity,
}

type Found = [(&'static Finding, Hit)];
type Rule = fn(&Evidence<'_>, &Found) -> Option<String>;

/// The rules in order: what accuses, what was not shown, what is shown, what could not be checked.
const RULES: &[Rule] = &[
    dmarc_fails,
    severe_finding,
    dmarc_passes,
    changed_on_the_way,
    something_passes,
    not_checked,
    nothing_shown,
];

/// Composes the verdict. `found` is most severe first.
pub fn of(evidence: &Evidence<'_>, found: &Found) -> Verdict {
    let severity = found
        .iter()
        .map(|(finding, hit)| severity(finding, hit))
        .max()
        .unwrap_or(Severity::Info);
    let summary = RULES
        .iter()
        .find_map(|rule| rule(evidence, found))
        .unwrap_or_default();
    Verdict { summary, severity }
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

fn severe_finding(_: &Evidence<'_>, found: &Found) -> Option<String> {
    let (finding, hit) = found.first()?;
    (severity(finding, hit) >= Severity::Warning)
        .then(|| format!("{}: {}", finding.title, hit.detail))
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
