//! An SMTP session in words, as every renderer shows it: its facts, and its steps with what they mean. The texts are not
//! harmless yet.

use super::numbers;
use crate::report::session::{Session, Transaction};
use crate::report::{Report, SessionReport};
use crate::words::session::{Side, StepKind};
use std::fmt::Write;

/// The most lines of one reply that are shown.
const MAX_LINES: usize = 24;
/// The most recipients that are named.
const MAX_NAMED: usize = 3;

/// A step of the ladder.
pub(super) struct Rung<'r> {
    pub number: usize,
    pub side: Side,
    pub kind: StepKind,
    pub lines: Vec<String>,
    /// What it means, what the input notes beside it, and what is found in it.
    pub remark: String,
    pub codes: Vec<&'r str>,
    /// Whether TLS begins before it.
    pub tls_begins: bool,
    /// How many steps are left out before it.
    pub hidden_before: usize,
}

impl Rung<'_> {
    /// Whether the client speaks.
    pub fn is_client(&self) -> bool {
        self.side == Side::Client
    }
}

/// The steps, at most so many: the first and the last half of these.
pub(super) fn rungs<'r>(report: &'r Report, one: &SessionReport, most: usize) -> Vec<Rung<'r>> {
    let steps = &one.session.steps;
    let hidden = steps.len().saturating_sub(most);
    let (first, last) = (most / 2, most / 2 + hidden);
    let mut encrypted = false;
    steps
        .iter()
        .enumerate()
        .filter(|(at, _)| hidden == 0 || *at < first || *at >= last)
        .map(|(at, step)| {
            let tls_begins = step.encrypted && !encrypted;
            encrypted = step.encrypted;
            let mut lines: Vec<String> = step.text.iter().take(MAX_LINES).cloned().collect();
            if let Some(more @ 1..) = step.text.len().checked_sub(MAX_LINES) {
                lines.push(format!("and {more} lines more"));
            }
            let mut remark = step.meaning.clone();
            if let Some(note) = &step.note {
                // Writing to a String cannot fail.
                let _ = write!(remark, "; noted: {note}");
            }
            let codes = report
                .findings
                .iter()
                .filter(|finding| finding.steps.contains(&step.number))
                .map(|finding| &*finding.code)
                .collect();
            Rung {
                number: step.number,
                side: step.side,
                kind: step.kind,
                lines,
                remark,
                codes,
                tls_begins,
                hidden_before: if hidden > 0 && at == last { hidden } else { 0 },
            }
        })
        .collect()
}

/// `22 steps, in JSON`, and what was left out.
pub(super) fn remark(one: &SessionReport) -> String {
    let session = &one.session;
    let count = session.steps.len().saturating_add(session.left_out);
    let mut remark = format!("{count} step{}", if count == 1 { "" } else { "s" });
    if session.mails > 1 {
        let number = session.mail_number.unwrap_or(1);
        let _ = write!(remark, ", message {number} of {}", session.mails);
    }
    if !session.complete {
        remark.push_str(", cut off");
    }
    match session.secrets_replaced {
        0 => {}
        1 => remark.push_str(", 1 secret replaced"),
        many => {
            let _ = write!(remark, ", {many} secrets replaced");
        }
    }
    remark
}

/// What the session shows, as labeled lines.
pub(super) fn facts(report: &Report, one: &SessionReport) -> Vec<(&'static str, String)> {
    let session = &one.session;
    let mut facts = vec![("Client", client(session)), ("Server", server(session))];
    if let Some(tls) = session.tls.as_ref() {
        let stated: Vec<&str> = [&tls.version, &tls.cipher]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        let how = match (tls.started, tls.implicit) {
            (true, true) => "from the first byte",
            (true, false) => "STARTTLS",
            (false, _) => "requested, not established",
        };
        facts.push((
            "TLS",
            format!("{how} {}", stated.join(" ")).trim().to_owned(),
        ));
    }
    for auth in session.auth.iter().take(MAX_NAMED) {
        let who = auth.identity.as_deref().unwrap_or("unknown user");
        let mechanism = auth.mechanism.as_deref().unwrap_or("an unknown mechanism");
        let result = match auth.succeeded {
            Some(true) => "succeeded",
            Some(false) => "failed",
            None => "no reply",
        };
        let how = if auth.encrypted {
            "over TLS"
        } else {
            "in cleartext"
        };
        facts.push(("Login", format!("{who} with {mechanism}: {result}, {how}")));
    }
    if let Some(mail) = one.mail.and_then(|at| session.transactions.get(at)) {
        facts.push(("Envelope", envelope(mail)));
        facts.push(("Outcome", outcome(mail)));
    }
    if let Some(check) = report
        .authentication
        .spf
        .mail_from
        .done()
        .filter(|_| !one.has_message)
    {
        let word = check
            .result
            .done()
            .map_or("unchecked", |result| result.word());
        facts.push((
            "SPF",
            format!("{word} for {} and {}", check.domain, check.ip),
        ));
    }
    facts
}

fn client(session: &Session) -> String {
    let name = session.client_name.as_deref().unwrap_or("no name");
    match &session.client_address {
        Some(stated) => format!("{name} [{}], by {}", stated.value, stated.source),
        None => format!("{name}, address not stated"),
    }
}

fn server(session: &Session) -> String {
    let mut text = session
        .server_name
        .as_deref()
        .unwrap_or("no name")
        .to_owned();
    if let Some(address) = session.server_address {
        let _ = write!(text, " [{address}]");
    }
    if let Some(port) = session.port {
        let _ = write!(text, ", port {port}");
    }
    text
}

fn envelope(mail: &Transaction) -> String {
    let shown = |address: Option<&str>| match address {
        Some("") => "<>".to_owned(),
        Some(address) => address.to_owned(),
        None => "(missing)".to_owned(),
    };
    let from = mail.mail_from.as_ref();
    let from = shown(from.and_then(|from| from.address.as_deref()));
    let mut to: Vec<String> = mail
        .recipients
        .iter()
        .take(MAX_NAMED)
        .map(|to| {
            let refused = to.reply.as_ref().filter(|reply| !reply.is_positive());
            let refused = refused.map(|reply| format!(" ({}, rejected)", reply.code));
            shown(to.address.as_deref()) + &refused.unwrap_or_default()
        })
        .collect();
    if let Some(more @ 1..) = mail.recipients.len().checked_sub(MAX_NAMED) {
        to.push(format!("{more} more"));
    }
    let to = if to.is_empty() {
        "no recipient".to_owned()
    } else {
        to.join(", ")
    };
    format!("from {from} to {to}")
}

fn outcome(mail: &Transaction) -> String {
    let size = mail
        .message
        .as_ref()
        .map(|message| format!("{}, ", numbers::size(message.size)));
    let size = size.unwrap_or_default();
    match (mail.accepted, &mail.queue_id, &mail.reply) {
        (Some(true), Some(id), _) => format!("{size}accepted as {id}"),
        (Some(true), None, _) => format!("{size}accepted"),
        (Some(false), _, Some(reply)) => {
            format!("{size}rejected: {} {}", reply.code, reply.meaning)
        }
        _ if mail.command.is_none() => "no message was sent".to_owned(),
        _ => format!("{size}no reply"),
    }
}
