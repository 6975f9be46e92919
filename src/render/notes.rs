//! What is worth a line beside the table of results: what was done to a message, what weakens a signature, why the
//! receiver said otherwise. Texts hold a stranger's words: a renderer escapes them.

use crate::auth::AuthResult;
use crate::auth::dkim::{DkimCheck, Note};
use crate::auth::repair::Diagnosis;
use crate::checked::Checked;
use crate::evidence::Disagreement;
use crate::report::{ClaimReport, DisagreementReport, Report};

/// The most signatures whose notes are given.
const MAX_SIGNATURES: usize = 6;

/// One remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Remark {
    /// What it is about: `DKIM example.com`.
    pub about: String,
    /// It.
    pub text: String,
}

/// All remarks on the authentication of a message, in the order of its methods.
pub(super) fn of(report: &Report) -> Vec<Remark> {
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
        if let Some(diagnosis) = &check.diagnosis {
            push(diagnosed(diagnosis, domain));
        }
        let notes = notes(check);
        if !notes.is_empty() {
            push(notes);
        }
    }
    for method in ["dkim", "dmarc", "arc"] {
        differences(report, method, &mut remarks);
    }
    remarks.extend(unproven(report));
    remarks
}

/// What would settle whether results that are shown as the receiver's are its own.
fn unproven(report: &Report) -> Option<Remark> {
    if report.claims.iter().any(|claim| claim.trusted) {
        return None;
    }
    let claim = report
        .claims
        .iter()
        .find(|claim| claim.may_be_receivers())?;
    // A name that could mean something to a shell is not put into a command.
    let is_plain = |name: &&str| {
        name.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
    };
    let name = claim.authserv_id.as_deref().filter(is_plain)?;
    Some(Remark {
        about: "receiver".to_owned(),
        text: format!(
            "the results of {name} stand where the sender could write too; --trust authserv:{name} says that they are its own"
        ),
    })
}

/// What was done, and what it proves.
fn diagnosed(diagnosis: &Diagnosis, domain: &str) -> String {
    let proof = if diagnosis.verified {
        format!("undone, it verifies: the rest is what {domain} signed")
    } else if diagnosis.recovered.is_some() {
        "undone, the body has the hash that was signed".to_owned()
    } else {
        "undone, the header verifies".to_owned()
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
            Note::FutureTimestamp => "dated after the moment of the check".to_owned(),
            Note::PartlySigned => format!("l= leaves {unsigned} bytes of the body unsigned"),
            Note::LengthLimited if unsigned == 0 => {
                "l=: text could be appended unnoticed".to_owned()
            }
            Note::SeveralKeys => "several key records".to_owned(),
            Note::PreStandard => "made by a draft before RFC 4871, without v=".to_owned(),
            Note::SeveralFrom => "one of several From fields is signed".to_owned(),
            Note::ExpiredSince => {
                "x= has passed since; it had not at the moment of the check".to_owned()
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
            text: format!("the receiver said {} then: {}", claim.result, why.text),
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
