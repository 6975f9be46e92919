//! One check by itself, explained.

use super::canvas::{BAD, Canvas, DIM, GOOD, PLAIN};
use super::{auth, enriched, spf_tree};
use crate::checked::{Checked, Why};
use crate::limits::{GOOD_RSA_BITS, MIN_RSA_BITS};
use crate::render::{Style, enriched as rendered, notes, text};
use crate::report::dmarc::{DmarcCheck, IdentifierAlignment, MethodAlignment};
use crate::report::key::KeyCheck;
use crate::report::spf::SpfCheck;
use crate::report::{Check, CheckReport};
use crate::words::auth::{Aligned, AuthResult, Identity, KeyStatus, KeyType, Mode};
use anstyle::Style as Ink;

/// Columns of a label.
const LABEL: usize = 14;
/// The most lines of a value.
const MAX_LINES: usize = 40;

pub(in crate::render) fn render(report: &CheckReport, style: &Style) -> Vec<u8> {
    let mut canvas = Canvas::of_own(*style);
    match &report.check {
        Check::Spf { helo, mail_from } => {
            for (nth, check) in helo.iter().chain(mail_from).enumerate() {
                if nth > 0 {
                    canvas.end();
                }
                spf(check, &mut canvas);
            }
        }
        Check::Dmarc { dmarc: check } => {
            for check in std::iter::once(&**check).chain(&check.others) {
                dmarc(check, &mut canvas);
            }
        }
        Check::DkimKey { key: check } => key(check, &mut canvas),
        Check::Domain { domain } => {
            enriched::write_block(&rendered::of_domain(domain), &mut canvas);
        }
    }
    if let Some(nobody) = notes::nobody(&report.dns, canvas.phrases()) {
        row(&mut canvas, "note", super::canvas::DOUBT, &nobody);
    }
    canvas.into_bytes()
}

/// A title with its result.
fn head(canvas: &mut Canvas, title: &str, result: Checked<AuthResult>, remark: &str) {
    canvas.blanks(1).put_padded(super::canvas::BOLD, title, 8);
    let (ink, word) = match result {
        Checked::Done(result) => (auth::result_ink(result), result.word()),
        Checked::Skipped(Why::NoIdentifiers) => (DIM, "not evaluated"),
        Checked::Skipped(_) => (DIM, "unchecked"),
    };
    canvas.put(ink, word);
    if !remark.is_empty() {
        let remark = canvas.safe(remark);
        canvas.blanks(2).put(PLAIN, &remark);
    }
    canvas.end();
}

/// A labeled value, wrapped.
fn row(canvas: &mut Canvas, label: &str, ink: Ink, value: &str) {
    let room = canvas.width().saturating_sub(3 + LABEL + 1).max(20);
    let value = canvas.safe(value);
    for (nth, line) in text::wrap(&value, room).iter().take(MAX_LINES).enumerate() {
        let label = if nth == 0 { label } else { "" };
        canvas.blanks(3).put_padded(DIM, label, LABEL);
        canvas.put(ink, line).end();
    }
}

fn spf(check: &SpfCheck, canvas: &mut Canvas) {
    let what = match check.identity {
        Identity::Helo => format!("{} with HELO {}", check.ip, check.domain),
        Identity::MailFrom => format!("{} with MAIL FROM {}", check.ip, check.sender),
    };
    head(canvas, "SPF", check.result, &what);
    if !check.path.is_empty() {
        let arrow = format!(" {} ", canvas.symbols().arrow);
        row(canvas, "decided by", PLAIN, &check.path.join(&arrow));
    } else if let Some(term) = &check.mechanism {
        row(canvas, "decided by", PLAIN, term);
    }
    if let Some(reason) = &check.reason {
        row(canvas, "because", PLAIN, reason);
    }
    if let Some(explanation) = &check.explanation {
        row(canvas, "explanation", PLAIN, explanation);
    }
    spf_tree::write(check, 3, canvas);
}

fn dmarc(check: &DmarcCheck, canvas: &mut Canvas) {
    let domain = check.domain.as_deref().unwrap_or_default();
    head(canvas, "DMARC", check.result, domain);
    if let Some(reason) = &check.reason {
        let reason = check.result.told(reason, canvas.phrases());
        row(canvas, "because", PLAIN, &reason);
    }
    for (nth, step) in check.walk.iter().enumerate() {
        let label = if nth == 0 { "tree walk" } else { "" };
        row(
            canvas,
            label,
            PLAIN,
            &format!("_dmarc.{}: {}", step.domain, step.found),
        );
    }
    if let Some(organization) = &check.organizational_domain {
        row(canvas, "organization", PLAIN, organization);
    }
    if let Some(record) = &check.record {
        let at = check.record_domain.as_deref().unwrap_or_default();
        row(
            canvas,
            "record",
            PLAIN,
            &format!("{record} (at _dmarc.{at})"),
        );
    }
    if let Some(facts) = &check.record_facts {
        for problem in &facts.problems {
            row(canvas, "problem", BAD, problem);
        }
        for tag in &facts.historic {
            let note = format!(
                "{}={} is from RFC 7489 and has no effect",
                tag.tag, tag.value
            );
            row(canvas, "note", DIM, &note);
        }
    }
    if let Some(policy) = check.policy {
        row(canvas, "policy", PLAIN, &policy_text(check, policy.word()));
        method(canvas, "SPF", &check.alignment.spf);
        method(canvas, "DKIM", &check.alignment.dkim);
    }
    let not_evaluated = check.result == Checked::Skipped(Why::NoIdentifiers);
    if let Some(policy) = check.policy.filter(|_| not_evaluated) {
        row(
            canvas,
            "if it fails",
            PLAIN,
            disposition_text(policy.word()),
        );
    }
    if let Some(disposition) = check.disposition {
        row(
            canvas,
            "requested",
            PLAIN,
            disposition_text(disposition.word()),
        );
    }
}

fn policy_text(check: &DmarcCheck, policy: &str) -> String {
    let tag = check
        .policy_tag
        .as_ref()
        .map(|tag| format!(" (from {tag}=)"))
        .unwrap_or_default();
    let testing = match check.published_policy {
        Some(published) if Some(published) != check.policy => {
            format!(", reduced from {} by t=y", published.word())
        }
        _ => String::new(),
    };
    let exists = match check.domain_exists {
        Some(false) => "; the domain does not exist",
        _ => "",
    };
    format!("{policy}{tag}{testing}{exists}")
}

fn disposition_text(word: &str) -> &str {
    match word {
        "none" => "no action requested",
        "quarantine" => "treat the message as suspicious",
        _ => "reject the message",
    }
}

fn method(canvas: &mut Canvas, name: &str, alignment: &MethodAlignment) {
    let mode = match alignment.mode {
        Mode::Relaxed => "relaxed",
        Mode::Strict => "strict",
    };
    if alignment.identifiers.is_empty() {
        row(
            canvas,
            name,
            DIM,
            &format!("no passing identifier given ({mode})"),
        );
    }
    for one in &alignment.identifiers {
        let (ink, word) = aligned(one);
        row(
            canvas,
            name,
            ink,
            &format!("{} {word} ({mode}): {}", one.domain, one.reason),
        );
    }
}

fn aligned(one: &IdentifierAlignment) -> (Ink, &'static str) {
    match one.aligned {
        Aligned::Yes => (GOOD, "aligned"),
        Aligned::No => (BAD, "not aligned"),
        Aligned::Unknown => (DIM, "alignment unknown"),
    }
}

fn key(check: &Checked<KeyCheck>, canvas: &mut Canvas) {
    let check = match check {
        Checked::Done(check) => check,
        Checked::Skipped(why) => {
            let told = check.told(why.text(), canvas.phrases());
            head(canvas, "KEY", Checked::Skipped(*why), &told);
            return;
        }
    };
    let (ink, word) = match check.status {
        KeyStatus::Present => (GOOD, "present"),
        KeyStatus::Revoked => (BAD, "revoked"),
        KeyStatus::Absent => (BAD, "absent"),
        KeyStatus::Unusable => (BAD, "unusable"),
        KeyStatus::Unanswered => (DIM, "unanswered"),
    };
    let name = canvas.safe(&check.name);
    canvas
        .blanks(1)
        .put_padded(super::canvas::BOLD, "KEY", 8)
        .put(ink, word)
        .blanks(2)
        .put(PLAIN, &name)
        .end();
    if let Some(problem) = &check.problem {
        row(canvas, "because", PLAIN, problem);
    }
    if let Some(key_type) = check.key_type {
        let bits = check
            .bits
            .map(|bits| format!(", {bits} bits"))
            .unwrap_or_default();
        row(canvas, "type", PLAIN, &format!("{}{bits}", key_type.word()));
    }
    for alias in &check.aliases {
        row(canvas, "alias of", PLAIN, alias);
    }
    let list = |values: &Option<Vec<String>>| values.as_ref().map(|values| values.join(", "));
    for (label, value) in [
        ("hashes", list(&check.hashes)),
        ("services", list(&check.services)),
        (
            "granularity",
            check
                .granularity
                .as_ref()
                .map(|g| format!("g={g}, removed by RFC 6376")),
        ),
        ("owner's note", check.notes.clone()),
    ] {
        if let Some(value) = value {
            row(canvas, label, PLAIN, &value);
        }
    }
    for note in key_notes(check) {
        row(canvas, "note", super::canvas::DOUBT, note);
    }
    for (nth, record) in check.records.iter().enumerate() {
        let used = check.records.len() > 1 && check.used == Some(nth);
        row(
            canvas,
            if used { "record (used)" } else { "record" },
            DIM,
            record,
        );
    }
}

/// What is worth knowing of a key.
fn key_notes(check: &KeyCheck) -> Vec<&'static str> {
    let rsa =
        |least| check.key_type == Some(KeyType::Rsa) && check.bits.is_some_and(|bits| bits < least);
    let notes = [
        (
            rsa(MIN_RSA_BITS),
            "shorter than 1024 bits: verifiers must not accept it (RFC 8301)",
        ),
        (
            rsa(GOOD_RSA_BITS) && !rsa(MIN_RSA_BITS),
            "shorter than the 2048 bits that RFC 8301 recommends",
        ),
        (check.testing, "the domain is only testing DKIM (t=y)"),
        (
            check.strict,
            "the domain of i= must be identical to d= (t=s)",
        ),
        (
            check.records.len() > 1,
            "several records at one name: the result is undefined (RFC 6376 section 3.6.2.2)",
        ),
    ];
    notes
        .into_iter()
        .filter_map(|(noted, note)| noted.then_some(note))
        .collect()
}
