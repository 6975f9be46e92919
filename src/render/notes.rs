//! What is worth a line beside the table of results: what was done to a message, what weakens a signature, why the
//! receiver said otherwise. Texts hold a stranger's words: a renderer escapes them.

use crate::checked::Checked;
use crate::report::dkim::{Diagnosis, DkimCheck};
use crate::report::dns::{Answer, Rcode};
use crate::report::{ClaimReport, DisagreementReport, Report};
use crate::words::auth::{AuthResult, Note};
use crate::words::dns::NO_SERVER;
use crate::words::evidence::Disagreement;
#[cfg(feature = "html")]
use crate::words::evidence::Standing;
use crate::words::{Phrases, Remedy, told};

/// The most signatures whose notes are given.
const MAX_SIGNATURES: usize = 6;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Remark {
    /// What it is about: `DKIM example.com`.
    pub about: String,
    pub text: String,
}

/// All remarks on the authentication of a message, in the order of its methods.
pub(super) fn of(report: &Report, phrases: Phrases) -> Vec<Remark> {
    let mut remarks = Vec::new();
    differences(report, "spf", &mut remarks);
    for check in report.authentication.dkim.iter().take(MAX_SIGNATURES) {
        let domain = check.domain.as_deref().unwrap_or_default();
        let about = format!("DKIM {domain}").trim_end().to_owned();
        let mut push = |text: String| {
            remarks.push(Remark {
                about: about.clone(),
                text,
            });
        };
        if let Some(diagnosis) = check.diagnosis() {
            push(diagnosed(diagnosis));
        }
        let notes = notes(check);
        if !notes.is_empty() {
            push(notes);
        }
    }
    for method in ["dkim", "dmarc", "arc"] {
        differences(report, method, &mut remarks);
    }
    remarks.extend(unproven(report, phrases));
    remarks
}

/// What would settle whether results that are shown as the receiver's are its own.
fn unproven(report: &Report, phrases: Phrases) -> Option<Remark> {
    let name = unproven_receiver(report)?;
    let text = format!("the sender could have added the results of {name}");
    let remedy = Remedy::TrustAuthserv(Some(name.to_owned()));
    Some(Remark {
        about: "receiver".to_owned(),
        text: told(&text, Some(&remedy), phrases),
    })
}

/// The name of results that may be the receiver's, where none are known to be.
pub(super) fn unproven_receiver(report: &Report) -> Option<&str> {
    if report.claims.iter().any(|claim| claim.trusted) {
        return None;
    }
    let mut claims = report.claims.iter();
    safe_name(claims.find(|claim| claim.may_be_receivers())?)
}

/// The name under which a claim is made. One that could mean something to a shell is not put into a command.
fn safe_name(claim: &ClaimReport) -> Option<&str> {
    let is_safe = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    let name = claim.authserv_id.as_deref()?;
    name.bytes().all(is_safe).then_some(name)
}

/// Why a claim is believed or not, and what would settle it.
#[cfg(feature = "html")]
pub(super) fn standing(claim: &ClaimReport, phrases: Phrases) -> String {
    let remedy = (claim.standing == Standing::Unproven)
        .then(|| Remedy::TrustAuthserv(safe_name(claim).map(str::to_owned)));
    told(&claim.trust_reason, remedy.as_ref(), phrases)
}

/// That there was no name server to ask, and what helps.
pub(super) fn nobody(dns: &[Answer], phrases: Phrases) -> Option<String> {
    let had_none = dns.iter().any(|answer| {
        let detail = answer.detail.as_deref().unwrap_or_default();
        answer.rcode == Rcode::Failed && detail.starts_with(NO_SERVER)
    });
    let text = format!("{NO_SERVER} is known");
    had_none.then(|| told(&text, Some(&Remedy::Nameserver), phrases))
}

/// That nothing that was asked was answered, and what helps.
pub(super) fn silent(dns: &[Answer], phrases: Phrases) -> Option<String> {
    const SILENT: &str =
        "DNS did not answer: what needs it was not checked, which says nothing about the sender";
    let mut asked = dns
        .iter()
        .filter(|answer| answer.rcode != Rcode::Skipped)
        .peekable();
    if asked.peek().is_none() || asked.any(Answer::is_answered) {
        return None;
    }
    Some(nobody(dns, phrases).unwrap_or_else(|| SILENT.to_owned()))
}

/// What was done, and what it proves.
pub(super) fn diagnosed(diagnosis: &Diagnosis) -> String {
    let proof = if diagnosis.verified {
        "with this undone, the signature verifies: nothing else that it covers was changed"
            .to_owned()
    } else if diagnosis.body_verified {
        "with this undone, the body hash matches".to_owned()
    } else {
        "with this undone, the header signature verifies".to_owned()
    };
    format!("{}; {proof}", diagnosis.detail)
}

/// What weakens or limits a signature, in a few words each.
fn notes(check: &DkimCheck) -> String {
    let bits = check.key_bits.unwrap_or_default();
    let unsigned = check.body_bytes_unsigned.unwrap_or_default();
    // A verdict against the signature says more than a short key.
    let passes = check.result == Checked::Done(AuthResult::Pass);
    let words = check.notes.iter().filter_map(|note| {
        Some(match note {
            Note::SmallKey if passes => format!("key of {bits} bits, 2048 are recommended"),
            Note::TestKey => "the domain is only testing DKIM (t=y)".to_owned(),
            Note::FutureTimestamp => "t= is later than the time of the check".to_owned(),
            Note::PartlySigned => format!("l= leaves {unsigned} bytes of the body unsigned"),
            Note::LengthLimited if unsigned == 0 => {
                "l=: text could be appended unnoticed".to_owned()
            }
            Note::SeveralKeys => "several key records".to_owned(),
            Note::PreStandard => "made by software from before RFC 4871 (no v=)".to_owned(),
            Note::SeveralFrom => "one of several From fields is signed".to_owned(),
            Note::ExpiredSince => {
                "the signature has since expired (x=); it was valid on receipt".to_owned()
            }
            Note::OtherLineEnds => "signed with line ends that are not all CRLF".to_owned(),
            Note::SmallKey | Note::LengthLimited | Note::KeyAlias | Note::Granularity => {
                return None;
            }
        })
    });
    words.collect::<Vec<_>>().join("; ")
}

/// Where our receiver said otherwise, and why.
fn differences(report: &Report, method: &str, remarks: &mut Vec<Remark>) {
    let differing = report
        .claims
        .iter()
        .filter(|claim| claim.method == method && claim.may_be_receivers());
    for claim in differing {
        // That the body is not at hand stands in the table; a claim about something else is none about this.
        let told = |why: &&DisagreementReport| {
            !matches!(
                why.kind,
                Disagreement::BodyNotAtHand
                    | Disagreement::OtherClient
                    | Disagreement::OtherIdentity
            )
        };
        let Some(why) = claim.disagreement.as_ref().filter(told) else {
            continue;
        };
        let remark = Remark {
            about: about(claim),
            text: format!("the receiver reported {}; {}", claim.result, why.text),
        };
        if !remarks.contains(&remark) {
            remarks.push(remark);
        }
    }
}

/// Whether it says that it is about the name in HELO, and about no sender.
fn is_of_helo(claim: &ClaimReport) -> bool {
    let has = |name| claim.properties.get(name).is_some();
    claim.properties.get("identity") == Some("helo")
        || has("smtp.helo") && !has("smtp.mailfrom") && !has("smtp.mail")
}

fn about(claim: &ClaimReport) -> String {
    let method = claim.method.to_ascii_uppercase();
    let domain = ["header.d", "header.i"]
        .iter()
        .find_map(|name| claim.properties.get(name));
    let selector = claim
        .properties
        .get("header.s")
        .map(|selector| format!(" (s={selector})"))
        .unwrap_or_default();
    match domain {
        Some(domain) => format!("{method} {}{selector}", domain.trim_start_matches('@')),
        None if is_of_helo(claim) => format!("{method} (HELO)"),
        None => method,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::{Answer, Data, Dns, Outcome, RecordType};
    use crate::message::Message;
    use crate::render::{Detail, Format, Style, ledger};
    use crate::write::{self, InputFacts};
    use crate::{Known, Settings};

    const SIGNED: &str = "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=a.example; s=s; h=from:to; \
        bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AAAA\r\n";

    fn report(fields: &str, below: &str, dns: &Dns) -> Report {
        let raw = format!(
            "{fields}Received: from client.example ([192.0.2.7]) by mx.example.net with ESMTPS id 1a2b3c;\r\n \
             Sat, 02 May 2026 10:00:09 +0000\r\n{below}{SIGNED}From: a@a.example\r\n\r\nHello.\r\n"
        );
        let message = Message::parse(raw.as_bytes());
        let evidence = crate::gather(&message, &[], &Settings::default(), &Known::default(), dns);
        let input = InputFacts {
            name: "x.eml".to_owned(),
            sha256: String::new(),
            size: raw.len(),
            origin: None,
        };
        write::report(evidence.expect("evidence"), input, &dns.log(), &[])
    }

    fn terminal(report: &Report) -> String {
        let style = Style {
            width: 160,
            detail: Detail::Verbose,
            ..Style::default()
        };
        String::from_utf8_lossy(&crate::render::render(report, Format::Terminal, &style))
            .into_owned()
    }

    #[test]
    fn offline_no_renderer_says_what_dns_would() {
        for results in [
            "dkim=temperror header.d=a.example",
            "dkim=pass header.d=a.example",
            "spf=pass smtp.mailfrom=a.example; dmarc=temperror",
        ] {
            let fields = format!(
                "Return-Path: <a@a.example>\r\nAuthentication-Results: mx.example.net; {results}\r\n"
            );
            let text = terminal(&report(&fields, "", &Dns::offline()));
            for words in [
                "answers now",
                "no record now",
                "no SPF record",
                "is gone",
                "no usable answer",
            ] {
                assert!(!text.contains(words), "{words}: {text}");
            }
        }
    }

    #[test]
    fn what_would_settle_an_unproven_receiver_is_said() {
        let results = "Authentication-Results: mx.example.net; dkim=pass header.d=a.example\r\n";
        let phrases: Phrases = |remedy| format!("{remedy:?}").into();
        let unproven = of(&report("", results, &Dns::offline()), phrases);
        let hint = |remarks: &[Remark]| {
            remarks.iter().any(|remark| {
                remark
                    .text
                    .contains("TrustAuthserv(Some(\"mx.example.net\"))")
            })
        };
        assert!(hint(&unproven), "{unproven:?}");
        assert!(!hint(&of(&report(results, "", &Dns::offline()), phrases)));
        let sealed = format!("ARC-{}", results.replace(": ", ": i=1; "));
        let confirmed = report(&sealed, results, &Dns::offline());
        assert!(!hint(&of(&confirmed, phrases)));
        let row = ledger::rows(&confirmed, 4)
            .into_iter()
            .nth(1)
            .expect("DKIM");
        assert_eq!(row.said.text, "pass");
    }

    #[test]
    fn the_line_on_dns_counts_answers_and_names_a_liar() {
        let partly = |name: &str, rtype: RecordType| {
            let outcome = match name {
                "_dmarc.a.example" => {
                    Outcome::Records(vec![Data::Txt(vec![b"v=DMARC1; p=none".to_vec()])])
                }
                "s._domainkey.a.example" => Outcome::ServFail,
                _ => Outcome::Refused,
            };
            Answer::new(name, rtype, outcome)
        };
        let text = terminal(&report("", "", &Dns::from_fn(partly)));
        let questions = report("", "", &Dns::from_fn(partly)).dns.len();
        assert!(
            text.contains(&format!("DNS: 1 of {questions} queries answered")),
            "{text}"
        );
        let liar = Dns::from_fn(|name, rtype| Answer::new(name, rtype, Outcome::NxDomain));
        let fields = "Return-Path: <a@a.example>\r\nAuthentication-Results: mx.example.net; dkim=pass header.d=a.example; \
            spf=pass smtp.mailfrom=a.example; dmarc=pass header.from=a.example\r\n";
        let told = report(fields, "", &liar);
        assert!(told.dns_doubt.is_some());
        for format in [Format::Terminal, Format::Html, Format::Markdown] {
            let page = crate::render::render(&told, format, &Style::default());
            let page = String::from_utf8_lossy(&page)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            assert!(page.contains("does not exist"), "{page}");
            assert!(
                !page.contains("key is gone") && !page.contains("no record now"),
                "{page}"
            );
        }
    }

    #[test]
    fn where_both_fail_there_is_no_cross() {
        for results in [
            "fail",
            "neutral (body hash did not verify)",
            "permerror",
            "policy",
            "none",
            "bad",
        ] {
            let fields = format!(
                "Authentication-Results: mx.example.net; dkim={results} header.d=a.example\r\n"
            );
            let row = ledger::rows(&report(&fields, "", &Dns::offline()), 4)
                .into_iter()
                .nth(1)
                .expect("DKIM");
            assert_eq!(row.result, Some(AuthResult::Fail));
            assert_ne!(row.said.agrees, Some(false), "{results}");
            assert!(!row.said.text.is_empty());
        }
    }
}
