//! SMT004: somebody seems to take STARTTLS out of the session.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Severity};
use crate::findings::support::talk;

pub(super) const FINDING: Finding = Finding {
    code: "SMT004",
    name: "starttls-stripped",
    severity: Severity::Warning,
    basis: Basis::Derived,
    title: "STARTTLS may have been stripped",
    meaning: "The same server offers STARTTLS in another capture of the same input and not in this one, or its EHLO reply contains a keyword overwritten with X.",
    why: "A device between client and server that hides STARTTLS makes the client send in cleartext, which the device can read.",
    wrong: "Captures are compared only if they are in one input (cat a b | hdrtrace -). The server may have been reconfigured between the captures, or offer TLS to some clients only. Some firewalls overwrite extensions that they do not know.",
    references: &["RFC 3207 section 6", "RFC 8314 section 5"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some(session) = talk::of(evidence) else {
        return Vec::new();
    };
    let server = session.server_name.as_deref().unwrap_or("the server");
    let mut hits = Vec::new();
    if let Some(other) = session.starttls_elsewhere {
        hits.push(Hit::new(format!(
            "{server} offers STARTTLS in session {other} but not in this one"
        )));
    }
    // As long as STARTTLS, and nothing but X up to the last letter: what firewalls write over it.
    let overwritten = session.capabilities.clear.iter().flatten().find(|one| {
        let word = one.keyword.as_bytes();
        word.len() >= 8 && word[..word.len() - 1].iter().all(|&byte| byte == b'X')
    });
    if let Some(found) = overwritten {
        hits.push(Hit::new(format!(
            "{server} offers {}, which looks overwritten",
            found.keyword
        )));
    }
    let step = talk::answer_to_greeting(session);
    hits.into_iter().map(|hit| hit.in_step(step)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Talk;

    #[test]
    fn another_capture_of_the_same_server_tells() {
        let with = "S: 220 mx.example.net ESMTP\nC: EHLO c.example\nS: 250-mx.example.net\nS: 250 STARTTLS\nC: QUIT\nS: 221 bye\n";
        let without = with.replace(
            "S: 250-mx.example.net\nS: 250 STARTTLS",
            "S: 250 mx.example.net",
        );
        Talk::raw(&format!("{without}{with}")).finds(&FINDING, &[Severity::Warning]);
        Talk::raw(&format!("{with}{without}")).lacks(&FINDING);
        Talk::offering("XXXXXXXA", "").finds(&FINDING, &[Severity::Warning]);
        Talk::offering("XCLIENT NAME", "").lacks(&FINDING);
    }
}
