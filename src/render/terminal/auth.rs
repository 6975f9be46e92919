//! What was proven now, beside what the receiver said then.

use super::canvas::{BAD, Canvas, DIM, DOUBT, GOOD, LINK, PLAIN};
use crate::auth::AuthResult;
use crate::auth::dmarc::Alignment;
use crate::auth::spf::SpfCheck;
use crate::checked::{Checked, Why};
use crate::render::text;
use crate::report::{ClaimReport, Report};
use anstyle::Style as Ink;

/// The most signatures that are listed.
const MAX_SIGNATURES: usize = 12;
/// Columns of the method and of the result.
const METHOD: usize = 7;
const RESULT: usize = 11;

/// The most columns of the receiver's word with its mark; words of RFC 8601 have at most 9 letters.
const MAX_SAID: usize = 17;

/// The titles of the last two columns.
const CHECKED: &str = "checked now";
const RECEIVER: &str = "receiver";

/// One line of the table.
struct Row {
    method: &'static str,
    domain: String,
    result: Option<AuthResult>,
    detail: String,
    said: String,
    agrees: Option<bool>,
}

pub(super) fn write(report: &Report, canvas: &mut Canvas) {
    let rows = rows(report, canvas);
    let said_by = receiver(report);
    let widest = |of: fn(&Row) -> &str| {
        rows.iter()
            .map(|row| text::width(of(row)))
            .max()
            .unwrap_or(0)
    };
    let said = match widest(|row| &row.said) {
        0 => 0,
        // The mark behind the word takes a blank and up to two columns.
        longest => (longest + 3).clamp(RECEIVER.len(), MAX_SAID),
    };
    // A long domain gives way before the detail has less room than its title.
    let around = 3 + METHOD + 2 + RESULT + CHECKED.len() + 3 + said;
    let most = canvas.width().saturating_sub(around).clamp(10, 32);
    let domain = widest(|row| &row.domain).clamp(10, most);
    let left = 3 + METHOD + domain + 2 + RESULT;
    let detail = canvas.width().saturating_sub(left + said + 3);
    let detail = detail.min(widest(|row| &row.detail)).max(CHECKED.len());

    let remark = said_by.filter(|_| said > 0).unwrap_or_default();
    let remark = canvas.cut(&canvas.safe(&remark), canvas.width().saturating_sub(20));
    canvas.title("AUTHENTICATION", &remark);
    canvas.blanks(left).put_padded(DIM, CHECKED, detail);
    if said > 0 {
        canvas.blanks(2).put(DIM, RECEIVER);
    }
    canvas.end();
    for row in &rows {
        canvas.blanks(3).put_padded(PLAIN, row.method, METHOD);
        let shown = canvas.cut(&row.domain, domain);
        canvas.put_padded(PLAIN, &shown, domain + 2);
        match row.result {
            Some(result) => canvas.put_padded(result_ink(result), result.word(), RESULT),
            None => canvas.put_padded(DIM, "unchecked", RESULT),
        };
        let lines = text::wrap(&row.detail, detail);
        canvas.put_padded(PLAIN, &lines[0], detail);
        if !row.said.is_empty() {
            let (ink, mark) = match row.agrees {
                Some(true) => (GOOD, canvas.symbols().yes),
                Some(false) => (BAD, canvas.symbols().no),
                None => (DIM, ""),
            };
            let word = canvas.cut(&row.said, said.saturating_sub(3));
            canvas.blanks(2).put(PLAIN, &word).blanks(1).put(ink, mark);
        }
        canvas.end();
        for more in &lines[1..] {
            canvas.blanks(left).put(DIM, more).end();
        }
    }
    skipped_note(report, canvas);
}

pub(super) fn result_ink(result: AuthResult) -> Ink {
    match result {
        AuthResult::Pass => GOOD,
        AuthResult::Fail => BAD,
        AuthResult::Softfail | AuthResult::Policy | AuthResult::Permerror => DOUBT,
        AuthResult::Temperror | AuthResult::Neutral => LINK,
        AuthResult::None => DIM,
    }
}

/// Whose claims stand in the last column: our receiver's, by the first trusted one.
fn receiver(report: &Report) -> Option<String> {
    let claim = report.claims.iter().find(|claim| is_shown(claim))?;
    let name = claim
        .authserv_id
        .clone()
        .unwrap_or_else(|| "the receiver".to_owned());
    Some(if claim.trusted {
        name
    } else {
        format!("(unproven) {name}")
    })
}

/// Claims of the receiver: trusted ones, or those that stand where its filter writes.
fn is_shown(claim: &ClaimReport) -> bool {
    claim.trusted || claim.trust_reason == crate::evidence::Standing::Unproven.text()
}

/// What the receiver said of a method; of DKIM, about one domain.
fn said(
    report: &Report,
    method: &str,
    domain: Option<&str>,
    canvas: &Canvas,
) -> (String, Option<bool>) {
    let claim = report.claims.iter().find(|claim| {
        let about = claim
            .properties
            .get("header.d")
            .or_else(|| claim.properties.get("header.i"));
        let same = match (domain, about) {
            (Some(domain), Some(about)) => {
                about.trim_start_matches('@').eq_ignore_ascii_case(domain)
            }
            _ => true,
        };
        is_shown(claim) && claim.method == method && same
    });
    claim
        .map(|claim| (canvas.safe(&claim.result), claim.agrees))
        .unwrap_or_default()
}

fn rows(report: &Report, canvas: &Canvas) -> Vec<Row> {
    let auth = &report.authentication;
    let mut rows = Vec::new();
    let helo = auth.spf.helo.done().and_then(|check| check.result.done());
    // HELO is worth a line where it decides: no envelope sender, or a verdict against the name.
    let helo_decides = matches!(helo, Some(AuthResult::Fail | AuthResult::Softfail));
    rows.push(spf_row(report, "SPF", &auth.spf.mail_from, canvas));
    if helo_decides || auth.spf.mail_from.skipped() == Some(Why::NoSender) && helo.is_some() {
        rows.push(spf_row(report, "  helo", &auth.spf.helo, canvas));
    }
    if auth.dkim.is_empty() {
        let (said, agrees) = said(report, "dkim", None, canvas);
        let detail = "no signature".to_owned();
        rows.push(Row {
            method: "DKIM",
            domain: String::new(),
            result: Some(AuthResult::None),
            detail,
            said,
            agrees,
        });
    }
    for check in auth.dkim.iter().take(MAX_SIGNATURES) {
        let (said, agrees) = said(report, "dkim", check.domain.as_deref(), canvas);
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
        let detail = match check.result {
            Checked::Done(AuthResult::Pass) => facts.join(", "),
            Checked::Done(_) => format!("{} ({})", check.reason, facts.join(", ")),
            Checked::Skipped(why) => format!("{} ({})", why.short(), facts.join(", ")),
        };
        rows.push(Row {
            method: "DKIM",
            domain: canvas.safe(check.domain.as_deref().unwrap_or_default()),
            result: check.result.done().copied(),
            detail: canvas.safe(&detail),
            said,
            agrees,
        });
    }
    rows.push(dmarc_row(report, canvas));
    rows.push(arc_row(report, canvas));
    rows
}

fn spf_row(
    report: &Report,
    method: &'static str,
    check: &Checked<SpfCheck>,
    canvas: &Canvas,
) -> Row {
    let (said, agrees) = said(report, "spf", None, canvas);
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
        domain: canvas.safe(&domain),
        result,
        detail: canvas.safe(&detail),
        said,
        agrees,
    }
}

fn spf_detail(check: &SpfCheck) -> String {
    if let Checked::Skipped(why) = check.result {
        return why.short().to_owned();
    }
    match (&check.mechanism, &check.reason) {
        (Some(term), _) if term == "default" => format!("{} meets no term", check.ip),
        (Some(term), _) => format!("{} meets {term}", check.ip),
        (None, Some(reason)) => reason.clone(),
        (None, None) => String::new(),
    }
}

fn dmarc_row(report: &Report, canvas: &Canvas) -> Row {
    let (said, agrees) = said(report, "dmarc", None, canvas);
    let check = &report.authentication.dmarc;
    let detail = match (check.result, check.policy) {
        (Checked::Skipped(why), _) => why.short().to_owned(),
        (Checked::Done(AuthResult::Pass | AuthResult::Fail), Some(policy)) => {
            format!("p={}, {}", policy.word(), aligned(&check.alignment))
        }
        _ => check.reason.clone().unwrap_or_default(),
    };
    let domain = canvas.safe(check.domain.as_deref().unwrap_or_default());
    let result = check.result.done().copied();
    Row {
        method: "DMARC",
        domain,
        result,
        detail: canvas.safe(&detail),
        said,
        agrees,
    }
}

/// Which method vouches for the From domain.
fn aligned(alignment: &Alignment) -> &'static str {
    match (alignment.dkim.pass, alignment.spf.pass) {
        (true, true) => "DKIM and SPF align",
        (true, false) => "DKIM aligns",
        (false, true) => "SPF aligns",
        (false, false) => "nothing that passed aligns",
    }
}

fn arc_row(report: &Report, canvas: &Canvas) -> Row {
    let (said, agrees) = said(report, "arc", None, canvas);
    let arc = &report.authentication.arc;
    let sealer = arc
        .instances
        .last()
        .and_then(|instance| instance.domain.clone())
        .unwrap_or_default();
    let detail = match (&arc.result, arc.instances.len()) {
        (Checked::Skipped(why), _) => why.short().to_owned(),
        (Checked::Done(_), 0) => "no chain".to_owned(),
        (Checked::Done(AuthResult::Pass), 1) => "one intact seal".to_owned(),
        (Checked::Done(AuthResult::Pass), n) => format!("{n} intact seals"),
        (Checked::Done(_), _) => arc.reason.to_string(),
    };
    Row {
        method: "ARC",
        domain: canvas.safe(&sealer),
        result: arc.result.done().copied(),
        detail: canvas.safe(&detail),
        said,
        agrees,
    }
}

/// Where SPF's inputs came from, when they were not plain.
fn skipped_note(report: &Report, canvas: &mut Canvas) {
    let envelope = &report.authentication.spf.envelope;
    let mut parts: Vec<String> = Vec::new();
    if let Some(ip) = &envelope.client_ip {
        parts.push(format!("client {} from {}", ip.value, ip.source));
    }
    if let Some(sender) = &envelope.mail_from {
        let shown = if sender.value.is_empty() {
            "<>"
        } else {
            &sender.value
        };
        parts.push(format!("sender {shown} from {}", sender.source));
    }
    if parts.is_empty() {
        return;
    }
    let note = canvas.safe(&format!("SPF of {}", parts.join(", ")));
    for line in text::wrap(&note, canvas.width().saturating_sub(4)) {
        canvas.blanks(3).put(DIM, &line).end();
    }
}
