//! FRM012: an answer to nothing.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};

pub(super) const FINDING: Finding = Finding {
    code: "FRM012",
    name: "reply-without-thread",
    severity: Severity::Info,
    basis: Basis::Observed,
    title: "Reply subject without a thread",
    meaning: "The subject begins with `Re:`, but neither References nor In-Reply-To names the message that is replied to.",
    why: "A fake reply looks like part of an earlier conversation.",
    wrong: "Some mail clients and webmail services do not write these fields, and people type `Re:` by hand.",
    references: &["RFC 5322 section 3.6.4"],
    check,
};

/// What answers begin with: English, and the forms of German, Scandinavian, Italian and Polish programs.
const PREFIXES: &[&str] = &["Re:", "AW:", "SV:", "Rif:", "Odp:", "Antw:"];

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let subject = evidence.facts.subject.as_deref();
    // What was cut off or not kept may have held them.
    let Some(subject) = subject.filter(|_| !evidence.may_lack_fields()) else {
        return Vec::new();
    };
    let subject = subject.trim_start();
    let prefix = PREFIXES.iter().find(|prefix| {
        subject
            .get(..prefix.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(prefix))
    });
    let threads = ["References", "In-Reply-To", "Thread-Index", "Thread-Topic"];
    let Some(prefix) = prefix.filter(|_| {
        threads
            .iter()
            .all(|name| evidence.message.first(name).is_none())
    }) else {
        return Vec::new();
    };
    let place = evidence
        .message
        .named("Subject")
        .next()
        .and_then(|(index, _)| Place::text(evidence, index, &subject[..prefix.len()]));
    vec![Hit::new("neither References nor In-Reply-To").at(place)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn an_answer_names_what_it_answers() {
        Mail::new("Subject: RE: invoice\r\n").finds(&FINDING, &[(Severity::Info, &["RE:"])]);
        Mail::new("Subject: Re: invoice\r\nReferences: <1@a.example>\r\n").lacks(&FINDING);
        Mail::new("Subject: Regarding: invoice\r\n").lacks(&FINDING);
    }
}
