//! SMT016: lines of the data end with LF or CR alone.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Severity};
use crate::findings::support::talk;

pub(super) const FINDING: Finding = Finding {
    code: "SMT016",
    name: "bare-line-ends",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "Bare LF or CR in the message data",
    meaning: "SMTP ends lines with CRLF; here some lines end with LF only, or contain a lone CR.",
    why: "Servers interpret such lines differently, which breaks signatures and makes SMTP smuggling possible. Postfix and others now reject or normalize them.",
    wrong: "Older programs and scripts send them without malicious intent.",
    references: &["RFC 5321 section 2.3.8"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some(message) = talk::mail(evidence).and_then(|mail| mail.message.as_ref()) else {
        return Vec::new();
    };
    let (lf, cr) = (message.content.bare_lf, message.content.bare_cr);
    let said = match (lf, cr) {
        (0, 0) => return Vec::new(),
        (lf, 0) => format!("bare LF: {lf}"),
        (0, cr) => format!("lone CR: {cr}"),
        (lf, cr) => format!("bare LF: {lf}; lone CR: {cr}"),
    };
    vec![Hit::new(said).in_step(message.step)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Talk;

    #[test]
    fn only_where_line_ends_are_kept() {
        let talk = "S: 220 mx.example.net\r\nC: DATA\r\nS: 354 go\r\nC: To: a\r\nC: \r\nC: x\nC: y\r\nC: .\r\nS: 250 ok\r\n";
        Talk::raw(talk).finds(&FINDING, &[Severity::Notice]);
        Talk::raw(&talk.replace('\r', "")).lacks(&FINDING);
    }
}
