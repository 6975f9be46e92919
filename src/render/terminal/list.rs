//! Several messages, one line each: what a mailbox or an archive holds.

use super::canvas::{BAD, BOLD, Canvas, DIM, DOUBT, GOOD, PLAIN, severity_ink};
use crate::render::ledger::Row;
use crate::render::{Style, hops, ledger, who};
use crate::report::{MailboxReport, Report};
use crate::words::Remedy;
use crate::words::auth::AuthResult;
use crate::words::evidence::AsOfSource;
use crate::words::findings::Severity;
use anstyle::Style as Ink;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The methods, as they stand in a line.
const METHODS: &[&str] = &["SPF", "DKIM", "DMARC", "ARC"];

/// Columns of what has the same width everywhere.
const NUMBER: usize = 6;
const SEVERITY: usize = 8;
const CLIENT: usize = 16;
/// A result as a word, and as a mark.
const WORD: usize = 10;
const MARK: usize = 1;

/// What has room at a width.
struct Layout {
    date: usize,
    words: bool,
    client: usize,
    from: usize,
    subject: usize,
}

impl Layout {
    fn of(width: usize) -> Self {
        let (date, words, client) = match width {
            0..60 => (0, false, 0),
            60..76 => (11, false, 0),
            76..120 => (11, false, CLIENT),
            _ => (17, true, CLIENT),
        };
        let auth = METHODS.len() * if words { WORD } else { MARK } + 2;
        let rest = width.saturating_sub(1 + NUMBER + date + SEVERITY + auth + client);
        let from = rest * 11 / 20;
        Self {
            date,
            words,
            client,
            from,
            subject: rest - from,
        }
    }
}

/// The titles of the columns.
pub(in crate::render) fn head(style: &Style) -> Vec<u8> {
    let mut canvas = Canvas::new(*style);
    let layout = Layout::of(canvas.width());
    canvas.blanks(1).put_padded(BOLD, "#", NUMBER);
    if layout.date > 0 {
        canvas.put_padded(BOLD, "date (UTC)", layout.date);
    }
    canvas.put_padded(BOLD, "severity", SEVERITY + 1);
    if layout.words {
        for method in METHODS {
            canvas.put_padded(BOLD, method, WORD);
        }
        canvas.blanks(1);
    } else {
        canvas.put_padded(BOLD, "auth", METHODS.len() + 1);
    }
    if layout.client > 0 {
        canvas.put_padded(BOLD, "client", layout.client);
    }
    canvas.put_padded(BOLD, "From", layout.from);
    canvas.put(BOLD, "Subject").end();
    canvas.into_bytes()
}

/// What a line tells of a message.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Line {
    date: String,
    severity: Severity,
    /// What is told of each method.
    results: Vec<Told>,
    client: String,
    from: Option<MailboxReport>,
    subject: String,
    /// Whether another message carries it.
    is_attached: bool,
}

impl Line {
    /// What is told of a message.
    pub fn of(report: &Report) -> Self {
        let rows = ledger::rows(report, usize::MAX);
        Self {
            date: date(report),
            severity: report.severity(),
            results: METHODS
                .iter()
                .map(|method| Told::of(&rows, method))
                .collect(),
            client: client(report),
            from: report.message.from.first().cloned(),
            subject: report.message.subject.clone().unwrap_or_default(),
            is_attached: !report.input.wrappers.is_empty(),
        }
    }

    /// Whether another message carries it.
    pub(in crate::render) fn is_attached(&self) -> bool {
        self.is_attached
    }

    /// The line, with the message's number.
    pub(in crate::render) fn render(&self, number: u64, style: &Style) -> Vec<u8> {
        let mut canvas = Canvas::new(*style);
        let mut layout = Layout::of(canvas.width());
        let mut number = number.to_string();
        if self.is_attached {
            number.push_str(canvas.symbols().attached);
        }
        let columns = number.chars().count();
        layout.subject = layout
            .subject
            .saturating_sub((columns + 1).saturating_sub(NUMBER));
        canvas
            .blanks(1)
            // A number of more digits takes its room from the last column.
            .put_padded(DIM, &number, NUMBER.max(columns + 1));
        if layout.date > 0 {
            let date: String = self.date.chars().take(layout.date - 1).collect();
            canvas.put_padded(PLAIN, &date, layout.date);
        }
        let word = self.severity.word();
        canvas.put(severity_ink(self.severity), word);
        canvas.blanks((SEVERITY + 1).saturating_sub(word.len()));
        for told in &self.results {
            let (ink, mark) = told.look(&canvas);
            if layout.words {
                let word = canvas.safe(&told.word());
                let word = canvas.cut(&word, WORD - 1);
                canvas.put_padded(ink, &word, WORD);
            } else {
                canvas.put(ink, mark);
            }
        }
        canvas.blanks(1);
        if layout.client > 0 {
            let client = canvas.own(&self.client);
            let client = canvas.cut(&client, layout.client - 1);
            canvas.put_padded(PLAIN, &client, layout.client);
        }
        // Where little fits, the address tells more than the name.
        let shown: fn(&MailboxReport) -> String = if layout.words {
            who::shown
        } else {
            |mailbox| mailbox.address.clone()
        };
        let from = self.from.as_ref().map(shown).unwrap_or_default();
        let from = canvas.safe(&from);
        let from = canvas.cut(&from, layout.from.saturating_sub(1));
        canvas.put_padded(PLAIN, &from, layout.from);
        let subject = canvas.safe(&self.subject);
        let subject = canvas.cut(&subject, layout.subject);
        canvas.put(PLAIN, &subject).end();
        canvas.into_bytes()
    }
}

/// What the marks mean.
pub(in crate::render) fn legend(has_attached: bool, style: &Style) -> Vec<u8> {
    let mut canvas = Canvas::new(*style);
    canvas.end();
    if !Layout::of(canvas.width()).words {
        let (yes, no) = marks(&canvas);
        let legend = format!(
            "auth: SPF, DKIM, DMARC, ARC; {yes} pass {no} fail - none ? unchecked; p f as the receiver reported"
        );
        canvas.blanks(1).wrapped(DIM, &legend, 1);
    }
    if has_attached {
        let legend = format!("{} attached to another message", canvas.symbols().attached);
        canvas.blanks(1).wrapped(DIM, &legend, 1);
    }
    canvas.into_bytes()
}

/// How many there are, and how to see one whole.
pub(in crate::render) fn how(count: u64, style: &Style) -> Vec<u8> {
    let mut canvas = Canvas::new(*style);
    let how = canvas.remedy(&Remedy::ChooseMessage);
    canvas
        .blanks(1)
        .wrapped(PLAIN, &format!("{count} messages; {how}"), 1);
    canvas.into_bytes()
}

/// When our side received it, else what it says itself.
fn date(report: &Report) -> String {
    let given = report.message.date.as_deref();
    let time = match report.as_of.source {
        AsOfSource::Received => Some(report.as_of.time),
        _ => given
            .and_then(|date| chrono::DateTime::parse_from_rfc3339(date).ok())
            .map(|date| date.to_utc()),
    };
    time.map(|time| time.format("%Y-%m-%d %H:%M").to_string())
        .unwrap_or_default()
}

fn client(report: &Report) -> String {
    let boundary = report.route.boundary.as_ref();
    if let Some(ip) = boundary.and_then(|boundary| boundary.ip) {
        return ip.to_string();
    }
    let first = report.route.hops.last();
    first.map(hops::peer).unwrap_or_default()
}

/// What a line tells of one method. Of several signatures, it is the best.
#[derive(Clone, Debug, Serialize, Deserialize)]
enum Told {
    /// There is nothing to check.
    Nothing,
    /// Our result.
    Result(AuthResult),
    /// What the receiver reported, where it was not checked.
    Reported(String),
    /// It was not checked.
    Unchecked,
}

impl Told {
    fn of(rows: &[Row], method: &str) -> Self {
        let of_it = || rows.iter().filter(|row| row.method == method);
        let is_pass = |row: &&Row| row.result == Some(AuthResult::Pass);
        let Some(row) = of_it().find(is_pass).or_else(|| of_it().next()) else {
            return Self::Nothing;
        };
        match (row.result, &row.said.proven) {
            (Some(result), _) => Self::Result(result),
            (None, Some(said)) => Self::Reported(said.clone()),
            (None, None) => Self::Unchecked,
        }
    }

    fn word(&self) -> Cow<'_, str> {
        match self {
            Self::Nothing => "none".into(),
            Self::Result(result) => result.word().into(),
            Self::Reported(said) => format!("({said})").into(),
            Self::Unchecked => "unchecked".into(),
        }
    }

    fn look(&self, canvas: &Canvas) -> (Ink, &'static str) {
        let (yes, no) = marks(canvas);
        match self {
            Self::Nothing | Self::Result(AuthResult::None) => (DIM, "-"),
            Self::Result(AuthResult::Pass) => (GOOD, yes),
            Self::Result(AuthResult::Neutral | AuthResult::Temperror) => (DOUBT, "?"),
            Self::Result(_) => (BAD, no),
            Self::Unchecked => (DIM, "?"),
            Self::Reported(said) => match said.as_str() {
                "pass" => (DIM, "p"),
                "none" => (DIM, "-"),
                "fail" | "softfail" | "permerror" | "policy" => (DIM, "f"),
                _ => (DIM, "?"),
            },
        }
    }
}

/// A pass and a fail, in one column each.
fn marks(canvas: &Canvas) -> (&'static str, &'static str) {
    let symbols = canvas.symbols();
    if symbols.yes.is_ascii() {
        ("+", "!")
    } else {
        (symbols.yes, symbols.no)
    }
}
