//! The table of what was found out now beside what the receiver said then, as every renderer shows it. Its texts are not
//! harmless yet.

use crate::checked::{Checked, Why};
use crate::report::dmarc::Alignment;
use crate::report::spf::SpfCheck;
use crate::report::{ClaimReport, Report, SaidReport};
use crate::words::auth::AuthResult;

/// One line of the table.
pub(super) struct Row {
    pub method: &'static str,
    pub domain: String,
    pub result: Option<AuthResult>,
    pub detail: String,
    /// The same in a few words.
    pub reason: String,
    pub said: Said,
}

/// What the receiver reported.
#[derive(Default)]
pub(super) struct Said {
    /// Its word, which says where it is less sure than the column's head; empty where it said nothing.
    pub text: String,
    /// The word alone, where it is the receiver's own; nothing where a sender can have written it.
    pub proven: Option<String>,
    /// Whether our verdict agrees.
    pub agrees: Option<bool>,
}

/// Whose claims stand in the last column: our receiver's, by the first trusted one.
pub(super) fn receiver(report: &Report) -> Option<String> {
    let claim = head(report)?;
    let name = claim
        .authserv_id
        .clone()
        .unwrap_or_else(|| "receiver".to_owned());
    Some(if claim.trusted {
        name
    } else {
        format!("(unverified) {name}")
    })
}

/// The claim that the column is named after: one that is believed, if there is one.
fn head(report: &Report) -> Option<&ClaimReport> {
    let of = |wanted: fn(&ClaimReport) -> bool| report.claims.iter().find(|claim| wanted(claim));
    of(|claim| claim.trusted).or_else(|| of(ClaimReport::may_be_receivers))
}

/// The receiver's word on one thing, and whether our verdict agrees. A word that is less sure than the column's head says
/// so itself.
fn said(report: &Report, said: Option<&SaidReport>) -> Said {
    let Some(said) = said else {
        return Said::default();
    };
    let is_surer = !said.trusted && head(report).is_some_and(|claim| claim.trusted);
    let doubt = if is_surer { " (unverified)" } else { "" };
    Said {
        text: format!("{}{doubt}", said.result),
        proven: said.proven().map(str::to_owned),
        agrees: said.agrees,
    }
}

/// The table: SPF, every signature up to so many, DMARC, ARC.
pub(super) fn rows(report: &Report, max_signatures: usize) -> Vec<Row> {
    let auth = &report.authentication;
    let receiver = &auth.receiver;
    let mut rows = Vec::new();
    let helo = auth.spf.helo.done().and_then(|check| check.result.done());
    // HELO is worth a line where it decides: no envelope sender, or a verdict against the name.
    let helo_decides = matches!(helo, Some(AuthResult::Fail | AuthResult::Softfail));
    let mail_from = said(report, receiver.spf_mail_from.as_ref());
    rows.push(spf_row("SPF", &auth.spf.mail_from, mail_from));
    if helo_decides || auth.spf.mail_from.skipped() == Some(Why::NoSender) && helo.is_some() {
        let helo = said(report, receiver.spf_helo.as_ref());
        rows.push(spf_row("HELO", &auth.spf.helo, helo));
    }
    if auth.dkim.is_empty() {
        let said = said(report, receiver.no_signature.as_ref());
        let detail = "no signature".to_owned();
        rows.push(Row {
            method: "DKIM",
            domain: String::new(),
            result: Some(AuthResult::None),
            reason: detail.clone(),
            detail,
            said,
        });
    }
    for (index, check) in auth.dkim.iter().enumerate().take(max_signatures) {
        let claim = receiver.dkim.get(index).and_then(Option::as_ref);
        let said = said(report, claim);
        let mut facts: Vec<String> = Vec::new();
        facts.extend(
            check
                .selector
                .as_ref()
                .map(|selector| format!("s={selector}")),
        );
        let bits = check
            .key_bits
            .map(|bits| format!(" {bits}"))
            .unwrap_or_default();
        facts.extend(
            check
                .algorithm
                .map(|algorithm| format!("{}{bits}", algorithm.word())),
        );
        let facts = facts.join(", ");
        let (detail, reason) = match check.result {
            Checked::Done(AuthResult::Pass) => (facts.clone(), facts),
            Checked::Done(_) => {
                let short = check.reason.split(" (").next().unwrap_or_default();
                (format!("{} ({facts})", check.reason), short.to_owned())
            }
            Checked::Skipped(why) => (format!("{} ({facts})", why.short()), why.short().to_owned()),
        };
        rows.push(Row {
            method: "DKIM",
            domain: check.domain.clone().unwrap_or_default(),
            result: check.result.done().copied(),
            detail,
            reason,
            said,
        });
    }
    rows.push(dmarc_row(report));
    rows.push(arc_row(report));
    rows
}

fn spf_row(method: &'static str, check: &Checked<SpfCheck>, said: Said) -> Row {
    let (domain, result, detail) = match check {
        Checked::Skipped(why) => (String::new(), None, why.short().to_owned()),
        Checked::Done(check) => (
            check.domain.clone(),
            check.result.done().copied(),
            spf_detail(check),
        ),
    };
    Row {
        method,
        domain,
        result,
        reason: detail.clone(),
        detail,
        said,
    }
}

fn spf_detail(check: &SpfCheck) -> String {
    if let Checked::Skipped(why) = check.result {
        return why.short().to_owned();
    }
    match (&check.mechanism, &check.reason) {
        (Some(term), _) if term == "default" => format!("{} matches no mechanism", check.ip),
        (Some(term), _) => format!("{} matches {term}", check.ip),
        (None, Some(reason)) => reason.clone(),
        (None, None) => String::new(),
    }
}

fn dmarc_row(report: &Report) -> Row {
    let said = said(report, report.authentication.receiver.dmarc.as_ref());
    let check = &report.authentication.dmarc;
    let detail = match (check.result, check.policy) {
        (Checked::Skipped(why), _) => why.short().to_owned(),
        (Checked::Done(AuthResult::Pass | AuthResult::Fail), Some(policy)) => {
            let facts = check.record_facts.as_ref();
            let policy = check.published_policy.unwrap_or(policy).published(
                check.policy_tag.as_deref(),
                facts.is_some_and(|facts| facts.testing),
            );
            format!("{policy}, {}", aligned(&check.alignment))
        }
        _ => check.reason.clone().unwrap_or_default(),
    };
    let domain = check.domain.clone().unwrap_or_default();
    let result = check.result.done().copied();
    Row {
        method: "DMARC",
        domain,
        result,
        reason: detail.clone(),
        detail,
        said,
    }
}

/// Which method vouches for the From domain.
fn aligned(alignment: &Alignment) -> &'static str {
    match (alignment.dkim.pass, alignment.spf.pass) {
        (true, true) => "DKIM and SPF aligned",
        (true, false) => "DKIM aligned",
        (false, true) => "SPF aligned",
        (false, false) => "no aligned pass",
    }
}

fn arc_row(report: &Report) -> Row {
    let said = said(report, report.authentication.receiver.arc.as_ref());
    let arc = &report.authentication.arc;
    let sealer = arc
        .instances
        .last()
        .and_then(|instance| instance.domain.clone())
        .unwrap_or_default();
    let detail = match (&arc.result, arc.instances.len()) {
        (Checked::Skipped(why), _) => why.short().to_owned(),
        (Checked::Done(AuthResult::None), 0) => "no chain".to_owned(),
        (Checked::Done(AuthResult::Pass), 1) => "valid chain of 1 set".to_owned(),
        (Checked::Done(AuthResult::Pass), n) => format!("valid chain of {n} sets"),
        (Checked::Done(_), _) => arc.reason.clone(),
    };
    Row {
        method: "ARC",
        domain: sealer,
        result: arc.result.done().copied(),
        reason: detail.split(" (").next().unwrap_or_default().to_owned(),
        detail,
        said,
    }
}
