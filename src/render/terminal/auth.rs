//! What was proven now, beside what the receiver said then.

use super::canvas::{BAD, Canvas, DIM, DOUBT, GOOD, LINK, PLAIN};
use crate::render::ledger::{self, Row};
use crate::render::text;
use crate::report::Report;
use crate::words::auth::AuthResult;
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

pub(super) fn write(report: &Report, canvas: &mut Canvas) {
    let rows: Vec<Row> = ledger::rows(report, MAX_SIGNATURES)
        .iter()
        .map(|row| safe(row, canvas))
        .collect();
    let said_by = ledger::receiver(report);
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

/// The row with its values made harmless.
fn safe(row: &Row, canvas: &Canvas) -> Row {
    let method = match row.method {
        "HELO" => "  helo",
        method => method,
    };
    Row {
        method,
        domain: canvas.safe(&row.domain),
        detail: canvas.safe(&row.detail),
        said: canvas.safe(&row.said),
        ..*row
    }
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
