//! What accuses, the decisive fact first.

use super::subject::not_authenticated;
use super::{Rule, first};
use crate::auth::AuthResult;
use crate::auth::spf::Identity;
use crate::evidence::{Entry, Evidence};
use crate::findings::model::{Finding, Hit, severity};
use crate::findings::model::{Found, Severity};
use crate::findings::support::context;
use crate::vendor_headers;

/// How authentication failed: our own proof, then the receiver's, then what no answer of DNS can mend.
const AUTHENTICATION: &[Rule] = &[
    dmarc_fails,
    receiver_found_dmarc_fail,
    receiver_found_spoof,
    receiver_found_nothing,
    cannot_align,
];

/// The families that are named after authentication and filters, in this order where they are as severe.
const FAMILIES: &[&str] = &["IDN", "BDY", "RTE", "FRM", "ENR", "SMT", "AUT"];

/// The most grounds that a sentence names.
const MAX_GROUNDS: usize = 3;

/// The families that a notice is named from, in this order.
const NOTICED: &[&str] = &["VND", "IDN", "BDY", "ENR", "SMT", "AUT", "RTE", "FRM"];

/// Notices that the sentence tells in its own words: how authentication ended, and that a session's server refused.
const TOLD: &[&str] = &[
    "AUT010", "AUT011", "AUT013", "AUT014", "AUT016", "AUT018", "AUT019", "AUT020", "AUT032",
    "SMT019",
];

/// The notice that made the severity of a message that nothing accuses.
pub(super) fn noticed(evidence: &Evidence<'_>, found: &[Found]) -> Option<String> {
    if !evidence.has_message() {
        return None;
    }
    let notices = || {
        found.iter().filter(|(finding, hit)| {
            severity(finding, hit) == Severity::Notice && !TOLD.contains(&finding.code)
        })
    };
    NOTICED
        .iter()
        .find_map(|family| notices().find(|(finding, _)| finding.family() == *family))
        .map(|(finding, hit)| one(finding, hit))
}

/// The grounds in one sentence.
pub(super) fn against(evidence: &Evidence<'_>, found: &[Found]) -> String {
    let mut grounds: Vec<String> = Vec::new();
    let authentication = first(AUTHENTICATION, evidence, found);
    let is_told = authentication.is_some();
    grounds.extend(authentication);
    grounds.extend(filter(found));
    let mut others: Vec<&Found> = FAMILIES
        .iter()
        .filter(|family| !(is_told && **family == "AUT"))
        .filter_map(|family| {
            found
                .iter()
                .find(|(finding, _)| finding.family() == *family)
        })
        .filter(|(finding, hit)| severity(finding, hit) >= Severity::Warning)
        .collect();
    others.sort_by_key(|(finding, hit)| std::cmp::Reverse(severity(finding, hit)));
    for (finding, hit) in others {
        let ground = one(finding, hit);
        // The domain of From that a ground before has named is not named again.
        let short = ground
            .split_once("; the address is at ")
            .filter(|(_, domain)| {
                grounds
                    .first()
                    .is_some_and(|first| first.contains(&format!("not authenticated as {domain}:")))
            });
        grounds.push(short.map_or_else(|| ground.clone(), |(said, _)| said.to_owned()));
    }
    grounds.truncate(MAX_GROUNDS);
    grounds.join("; ")
}

/// Findings whose detail is a sentence of its own.
const WHOLE: &[&str] = &[
    "IDN001", "IDN002", "IDN003", "IDN006", "IDN015", "IDN016", "IDN018", "RTE001", "RTE002",
    "RTE009", "RTE010", "AUT025", "AUT026",
];

/// A finding as part of the sentence.
fn one(finding: &Finding, hit: &Hit) -> String {
    if WHOLE.contains(&finding.code) {
        // Why a delay is where it is, the finding says.
        let short = hit.detail.split(", whose queue ID").next();
        let short = short.unwrap_or_default();
        return match finding.code {
            // The sentence names the From domain and the display name already, or the lines after it do.
            "IDN003" | "IDN018" => short
                .find("replies go to ")
                .map_or(short, |at| &short[at..]),
            "IDN016" => short.split("; ").next().unwrap_or_default(),
            // The address is the one that the sentence ends with.
            "RTE009" => short
                .split(", the connection comes from")
                .next()
                .unwrap_or_default(),
            _ => short,
        }
        .to_owned();
    }
    let detail = match finding.code {
        // Each indicator is a clause: the sentence has their number, the finding has them.
        "IDN017" => {
            return format!(
                "{} weak spoofing indicators",
                hit.detail.split("; ").count()
            );
        }
        // Which signs the hops show, the finding says.
        "RTE004" => {
            let hops = hit.detail.split(" (").next().unwrap_or_default();
            return format!("{} ({hops})", finding.title);
        }
        _ => hit.detail.clone(),
    };
    format!("{}: {detail}", lower_first(finding.title))
}

/// A title as part of a sentence. A word in capitals stays: `TLS was offered …`.
fn lower_first(title: &str) -> String {
    let mut chars = title.chars();
    // A field's name keeps its capital.
    if ["From ", "Received "]
        .iter()
        .any(|name| title.starts_with(name))
    {
        return title.to_owned();
    }
    let is_word = chars
        .clone()
        .nth(1)
        .is_some_and(|second| second.is_lowercase() || second == ' ');
    if !is_word {
        return title.to_owned();
    }
    chars
        .next()
        .map(|first| first.to_lowercase().chain(chars).collect())
        .unwrap_or_default()
}

/// Whether a finding was made as a warning or more.
fn warns(found: &[Found], code: &str) -> bool {
    found
        .iter()
        .any(|(finding, hit)| finding.code == code && severity(finding, hit) >= Severity::Warning)
}

fn dmarc_fails(evidence: &Evidence<'_>, found: &[Found]) -> Option<String> {
    // What our receiver found while our own check could not end is its word, and stands in its own row.
    let is_ours = evidence.auth.dmarc() == Some(AuthResult::Fail);
    let policy = evidence.auth.dmarc.policy_text()?;
    (is_ours && warns(found, "AUT010"))
        .then(|| format!("{}: DMARC fail ({policy})", not_authenticated(evidence)))
}

fn receiver_found_dmarc_fail(evidence: &Evidence<'_>, found: &[Found]) -> Option<String> {
    if !warns(found, "AUT014") {
        return None;
    }
    let entry = evidence.receiver_dmarc()?;
    let action = entry
        .claim
        .property("action")
        .filter(|action| *action != "none")
        .map(|action| format!(", action={action}"))
        .unwrap_or_default();
    Some(format!(
        "{}: {} reported dmarc=fail{action}{}",
        not_authenticated(evidence),
        context::receiver_name(evidence, entry),
        with_results(evidence)
    ))
}

/// Microsoft's composite authentication: each reason has a meaning of its own.
fn receiver_found_spoof(evidence: &Evidence<'_>, found: &[Found]) -> Option<String> {
    if !warns(found, "AUT015") {
        return None;
    }
    let entry = context::receiver_said(evidence, "compauth")?;
    let code = entry.claim.reason.as_deref();
    let code = code.or_else(|| entry.claim.property("reason"));
    let reason = code.map_or_else(String::new, |code| {
        let meaning = vendor_headers::compauth_reason(code).map(|row| {
            // The examples that follow in parentheses are for `explain`.
            let short = row.meaning.split(" (").next().unwrap_or(row.meaning);
            let short = short.strip_prefix("implicit failure: ").unwrap_or(short);
            format!(": {short}")
        });
        format!(", reason {code}{}", meaning.unwrap_or_default())
    });
    Some(format!(
        "{}: failed {}'s spoof check (compauth=fail{reason}{})",
        not_authenticated(evidence),
        context::receiver_name(evidence, entry),
        Results::of(evidence)
            .map(|results| format!("; {}", results.text()))
            .unwrap_or_default()
    ))
}

/// The receiver checked SPF and DKIM, and neither passed.
fn receiver_found_nothing(evidence: &Evidence<'_>, _: &[Found]) -> Option<String> {
    let results = Results::of(evidence)?;
    if results.passes() || context::author_is_shown(evidence).is_some() {
        return None;
    }
    Some(format!(
        "{}: {} reported {}",
        not_authenticated(evidence),
        context::receiver_name(evidence, results.entry),
        results.text()
    ))
}

/// Nothing in the message is aligned with From.
fn cannot_align(evidence: &Evidence<'_>, _: &[Found]) -> Option<String> {
    let found = evidence.unaligned()?;
    let is_explained = context::author_is_shown(evidence).is_some()
        || context::authenticated_before(evidence).is_some_and(|context| context.is_shown())
        || evidence.auth.dmarc() == Some(AuthResult::Pass);
    if is_explained {
        return None;
    }
    let sent = match found.identifiers.as_slice() {
        [] => String::new(),
        names => format!(" (sent as {})", names.join(", ")),
    };
    Some(format!(
        "not authenticated as {}: no aligned SPF or DKIM domain{sent}",
        found.author
    ))
}

/// The worst that a filter of our side said.
fn filter(found: &[Found]) -> Option<String> {
    let (_, hit) = found.iter().find(|(finding, hit)| {
        finding.family() == "VND" && severity(finding, hit) >= Severity::Warning
    })?;
    Some(hit.detail.clone())
}

/// What our receiver found of the envelope sender and of the signatures.
struct Results<'e> {
    entry: &'e Entry,
    dkim: Option<&'e Entry>,
}

impl<'e> Results<'e> {
    fn of(evidence: &'e Evidence<'_>) -> Option<Self> {
        let entry = evidence.receiver_spf(Identity::MailFrom)?;
        let signatures = || context::trusted(evidence).filter(|entry| entry.claim.method == "dkim");
        let dkim = signatures()
            .find(|entry| passes(entry))
            .or_else(|| signatures().next());
        Some(Self { entry, dkim })
    }

    fn passes(&self) -> bool {
        passes(self.entry) || self.dkim.is_some_and(passes)
    }

    fn text(&self) -> String {
        let spf = &self.entry.claim.result;
        let Some(dkim) = self.dkim.map(|entry| &entry.claim) else {
            return format!("SPF {spf}");
        };
        // A result of DKIM says whose signature it is about.
        let signer = context::signer(dkim)
            .map(|signer| format!(" for {signer}"))
            .unwrap_or_default();
        format!("SPF {spf}, DKIM {}{signer}", dkim.result)
    }
}

fn passes(entry: &Entry) -> bool {
    entry.claim.passes()
}

/// ` (SPF none, DKIM none)`, what the receiver found beside.
fn with_results(evidence: &Evidence<'_>) -> String {
    Results::of(evidence)
        .map(|results| format!(" ({})", results.text()))
        .unwrap_or_default()
}
