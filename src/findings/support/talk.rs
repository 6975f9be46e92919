//! What the findings over an SMTP session share.

use crate::evidence::Evidence;
use crate::findings::model::Hit;
use crate::session::{Session, Transaction};
use std::ops::Range;

/// The most occurrences of one finding in a session that are listed.
pub(in crate::findings) const MAX_HITS: usize = 20;

/// The session, if there is one.
pub(in crate::findings) fn of<'e>(evidence: &'e Evidence<'_>) -> Option<&'e Session> {
    evidence.session.as_ref().map(|one| &one.session)
}

/// The mail of it that the report is about.
pub(in crate::findings) fn mail<'e>(evidence: &'e Evidence<'_>) -> Option<&'e Transaction> {
    evidence.session.as_ref()?.mail()
}

/// The step of the last greeting.
pub(in crate::findings) fn greeting(session: &Session) -> Option<usize> {
    let is_greeting = |verb: &str| matches!(verb, "EHLO" | "HELO" | "LHLO");
    let step = session
        .steps
        .iter()
        .rfind(|step| is_greeting(&step.verb()))?;
    Some(step.number)
}

/// The step of the first answer to EHLO.
pub(in crate::findings) fn answer_to_greeting(session: &Session) -> Option<usize> {
    let step = session.steps.iter().find(|step| {
        step.answers
            .and_then(|number| session.step(number))
            .is_some_and(|command| command.verb() == "EHLO")
    })?;
    Some(step.number)
}

/// Replies of a class of refusals, each with what to do about it.
pub(in crate::findings) fn refusals(evidence: &Evidence<'_>, class: Range<u16>) -> Vec<Hit> {
    let Some(session) = of(evidence) else {
        return Vec::new();
    };
    session
        .steps
        .iter()
        // What came out of its sequence has a finding of its own.
        .filter(|step| {
            step.code
                .is_some_and(|code| class.contains(&code) && code != 503)
        })
        .take(MAX_HITS)
        .map(|step| {
            let command = step.answers.and_then(|number| session.step(number));
            let to = command.and_then(|command| command.text.first());
            let to = to.map(|text| format!(" to {text}")).unwrap_or_default();
            let said = step.text.join(" ");
            let remedy = step.remedy.unwrap_or("read the text after the code");
            Hit::new(format!("{said}{to}: {remedy}")).in_step(step.number)
        })
        .collect()
}
