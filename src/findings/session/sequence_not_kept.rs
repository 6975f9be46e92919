//! SMT010: the server takes commands out of their sequence.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Severity};
use crate::findings::support::talk;
use crate::session::{Side, Step, StepKind};

pub(super) const FINDING: Finding = Finding {
    code: "SMT010",
    name: "sequence-not-enforced",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "Server accepts commands out of sequence",
    meaning: "The server accepts a command without the one that must precede it: RCPT without MAIL, DATA without a recipient, MAIL without EHLO or HELO.",
    why: "RFC 5321 has servers reject such a command (503). A server that does not enforce the order may end up in an undefined state.",
    wrong: "The preceding command may be missing from the capture.",
    references: &["RFC 5321 section 4.1.4"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    // Without its beginning, nothing shows what came before.
    let Some(session) = talk::of(evidence).filter(|session| session.banner.is_some()) else {
        return Vec::new();
    };
    let (mut greeted, mut begun, mut addressed) = (false, false, false);
    let mut hits = Vec::new();
    let mut last = 0;
    for step in &session.steps {
        if last > 0 && step.number > last + 1 && step.side == Side::Client {
            // Other mails stand before this one, and what was said about them: EHLO or HELO may be among it.
            (greeted, begun, addressed) = (true, false, false);
        }
        last = step.number;
        let positive = step.code.is_some_and(|code| code < 400);
        let Some(command) = step.answers.and_then(|number| session.step(number)) else {
            continue;
        };
        if command.kind == StepKind::Data {
            // Taken or not: the mail is over (RFC 5321 section 4.1.1.4).
            (begun, addressed) = (false, false);
            continue;
        }
        if !positive {
            continue;
        }
        let verb = command.verb();
        let lacking = match verb.as_str() {
            "MAIL" if !greeted => "EHLO or HELO",
            "RCPT" if !begun => "MAIL",
            "DATA" | "BDAT" if !addressed => "an accepted recipient",
            _ => "",
        };
        match verb.as_str() {
            "EHLO" | "HELO" | "LHLO" => (greeted, begun, addressed) = (true, false, false),
            "RSET" => (begun, addressed) = (false, false),
            // What was said before TLS is forgotten (RFC 3207 section 4.2).
            "STARTTLS" => (greeted, begun, addressed) = (false, false, false),
            "BDAT" if is_last(command) => (begun, addressed) = (false, false),
            "MAIL" => begun = true,
            "RCPT" => addressed = true,
            _ => {}
        }
        if !lacking.is_empty() && hits.len() < talk::MAX_HITS {
            let said = format!("{verb} is accepted without {lacking}");
            hits.push(Hit::new(said).in_step(step.number));
        }
    }
    hits
}

fn is_last(chunk: &Step) -> bool {
    chunk
        .text
        .first()
        .is_some_and(|text| text.trim_end().to_ascii_uppercase().ends_with(" LAST"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Talk;

    #[test]
    fn what_should_have_come_before_is_missed() {
        Talk::new("C: RCPT TO:<b@b.example>\nS: 250 ok\n").finds(&FINDING, &[Severity::Notice]);
        Talk::new("C: MAIL FROM:<a@a.example>\nS: 250 ok\nC: DATA\nS: 354 go\n")
            .finds(&FINDING, &[Severity::Notice]);
        Talk::raw("S: 220 mx.example.net ESMTP\nC: MAIL FROM:<a@a.example>\nS: 250 ok\n")
            .finds(&FINDING, &[Severity::Notice]);
        Talk::new("C: RCPT TO:<b@b.example>\nS: 503 no\n").lacks(&FINDING);
        let mail = "C: MAIL FROM:<a@a.example>\nS: 250 ok\nC: RCPT TO:<b@b.example>\nS: 250 ok\n";
        let data = "C: DATA\nS: 354 go\nC: From: a@a.example\nC: \nC: x\nC: .\nS: 250 ok\n";
        Talk::new(&format!("{mail}C: RSET\nS: 250 ok\n{data}"))
            .finds(&FINDING, &[Severity::Notice]);
        Talk::new(&format!(
            "{mail}C: EHLO x.example\nS: 250 mx.example.net\n{data}"
        ))
        .finds(&FINDING, &[Severity::Notice]);
        Talk::new(&format!("C: STARTTLS\nS: 220 go\n{mail}{data}"))
            .finds(&FINDING, &[Severity::Notice]);
        Talk::new(&format!(
            "C: STARTTLS\nS: 220 go\nC: EHLO x.example\nS: 250 ok\n{mail}{data}"
        ))
        .lacks(&FINDING);
        Talk::new(&format!(
            "{mail}{data}C: RCPT TO:<b@b.example>\nS: 250 ok\n"
        ))
        .finds(&FINDING, &[Severity::Notice]);
        Talk::new(&format!(
            "{mail}C: BDAT 3 LAST\nC: x\nS: 250 ok\nC: RCPT TO:<b@b.example>\nS: 250 ok\n"
        ))
        .finds(&FINDING, &[Severity::Notice]);
    }

    #[test]
    fn each_mail_of_a_session_is_looked_at() {
        let said = |text: &str| -> Vec<String> {
            let talk = format!(
                "S: 220 mx.example.net ESMTP\nC: EHLO c.example\nS: 250 mx.example.net\n{text}"
            );
            let settings = crate::Settings {
                clock: crate::Clock::Fixed(chrono::DateTime::UNIX_EPOCH),
                ..crate::Settings::default()
            };
            let analyzer = crate::Analyzer::new(settings).expect("settings that work");
            let reports = analyzer
                .analyze_all(talk.as_bytes(), &crate::Known::default())
                .expect("a session");
            reports
                .into_iter()
                .flat_map(|report| report.findings)
                .filter(|found| found.code == FINDING.code)
                .map(|found| found.detail)
                .collect()
        };
        let mail = "C: MAIL FROM:<a@a.example>\nS: 250 ok\n";
        let rest = "C: RCPT TO:<b@b.example>\nS: 250 ok\nC: DATA\nS: 354 go\nC: From: a@a.example\nC: \nC: x\nC: .\nS: 250 ok\n";
        assert_eq!(said(&format!("{mail}{rest}{mail}{rest}")), [""; 0]);
        assert_eq!(
            said(&format!("{mail}{rest}{rest}")),
            ["RCPT is accepted without MAIL"]
        );
        let data = &rest[rest.find("C: DATA").expect("DATA")..];
        assert_eq!(
            said(&format!("{mail}C: RSET\nS: 250 ok\n{data}")),
            ["DATA is accepted without an accepted recipient"]
        );
        Talk::raw("C: RCPT TO:<b@b.example>\nS: 250 ok\n").lacks(&FINDING);
    }
}
