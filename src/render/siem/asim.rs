//! Microsoft Sentinel, ASIM EmailEvent 1.0.0: a flat event. The results of SPF, DKIM and DMARC are words of its own, with the
//! word of RFC 8601 beside them; a result that it has no word for stands only there.

use super::facts;
use super::object::Object;
use super::own::own;
use crate::report::Report;
use crate::report::body::Attachment;
use crate::words::auth::{AuthResult, Policy};
use crate::words::evidence::InputKind;
use crate::words::findings::Severity;
use serde_json::{Error, Value};

/// The event.
pub(super) fn event(report: &Report) -> Result<Value, Error> {
    let message = &report.message;
    let time = facts::written(facts::time(report));
    let peer = facts::peer(report).map(|ip| ip.to_string());
    let receiver = facts::receiver(report);
    let mail_from = facts::mail_from(report).filter(|from| !from.is_empty());
    let worst = facts::worst(report);
    let auth = &report.authentication;
    let is_message = report.input.kind == InputKind::Message;
    let event = Object::new()
        .with("TimeGenerated", time.as_str())
        .with("EventCount", 1)
        .with("EventStartTime", time.as_str())
        .with("EventEndTime", time.as_str())
        .with("EventType", "EmailInspection")
        .with("EventResult", result(report))
        .with("EventSeverity", severity(report.severity()))
        .with("EventMessage", report.verdict.summary.as_str())
        .with("EventOriginalUid", report.input.sha256.as_str())
        .with("EventOriginalSeverity", report.severity().word())
        .with("EventProduct", facts::NAME)
        .with("EventProductVersion", facts::VERSION)
        .with("EventVendor", facts::NAME)
        .with("EventSchema", "EmailEvent")
        .with("EventSchemaVersion", "1.0.0")
        // The schema says so of an event that no device reports: the product.
        .with("Dvc", facts::NAME)
        .with("Dst", receiver)
        .with(
            "DstIpAddr",
            facts::border(report)
                .and_then(|hop| hop.by.ip)
                .map(|ip| ip.to_string()),
        )
        .with("Src", peer.as_deref())
        .with("SrcIpAddr", peer.as_deref())
        .with("SrcFQDN", facts::peer_name(report))
        .with(
            "EventSubType",
            report.route.boundary.as_ref().map(|_| "EmailReceived"),
        )
        .with("EmailDeliveryLocation", location(report))
        .with(
            "DvcAction",
            report.verdict.delivery.as_ref().map(|_| "Delivered"),
        )
        .with(
            "EmailProtocolName",
            facts::is_smtp(report).then_some("SMTP"),
        )
        .with("EmailDirection", direction(report))
        .with("EmailFromAddress", facts::author(report))
        .with(
            "EmailFromDomain",
            facts::author(report).and_then(facts::domain),
        )
        .with("EmailMailFromAddress", mail_from)
        .with("EmailMailFromDomain", mail_from.and_then(facts::domain));
    let reply_to = facts::addresses(&message.reply_to).first().copied();
    let event = event
        .with("EmailReplyToAddress", reply_to)
        .with("EmailReplyToDomain", reply_to.and_then(facts::domain))
        .with("EmailToRecipients", facts::addresses(facts::to(report)))
        .with("EmailCCRecipients", facts::addresses(facts::cc(report)))
        .with("EmailSubject", message.subject.as_deref())
        .with("EmailSizeBytes", is_message.then_some(report.input.size));
    let event = with_body(event, report);
    let word = |result: Option<AuthResult>| result.map(AuthResult::word);
    let signature = facts::signature(report);
    let event = event
        .with("EmailSpfResult", facts::spf(report).and_then(spf))
        .with("EmailSpfOriginalResult", word(facts::spf(report)))
        .with("EmailDkimResult", facts::dkim(report).and_then(dkim))
        .with("EmailDkimOriginalResult", word(facts::dkim(report)))
        .with(
            "EmailDkimDomain",
            signature.and_then(|one| one.domain.as_deref()),
        )
        .with("EmailDmarcResult", facts::dmarc(report).and_then(dmarc))
        .with("EmailDmarcOriginalResult", word(facts::dmarc(report)))
        .with("EmailDmarcPolicy", auth.dmarc.policy.map(policy))
        .with("RuleName", worst.map(|found| found.code.as_ref()))
        .with("RuleDescription", worst.map(|found| found.title.as_ref()))
        .with("AdditionalFields", own(report));
    Ok(event.into())
}

/// How many there are is said only of a body that was read.
fn with_body(event: Object, report: &Report) -> Object {
    let Some(body) = report.body.done() else {
        return event;
    };
    let urls: Vec<&str> = body.links.iter().map(|link| link.url.as_str()).collect();
    let files: Vec<Value> = body.attachments.iter().map(file).collect();
    event
        .with(
            "EmailFileCount",
            body.attachments.len() + body.attachments_left_out,
        )
        .with("EmailFiles", files)
        .with("EmailUrlCount", body.links.len() + body.links_left_out)
        .with("EmailUrls", urls)
}

fn file(attachment: &Attachment) -> Value {
    Object::new()
        .with("FileName", attachment.name.as_deref())
        .with("FileContentType", facts::media_type(attachment))
        .with("FileSize", attachment.size)
        .with("FileSHA256", attachment.sha256.as_str())
        .into()
}

/// Where our side put it, by the codes that it noted.
fn location(report: &Report) -> Option<&'static str> {
    let codes = report.verdict.delivery.as_ref()?.codes.split(' ').next()?;
    let row = LOCATIONS.iter().find(|(code, _)| *code == codes)?;
    Some(row.1)
}

/// Microsoft's codes for what the schema has words for.
const LOCATIONS: &[(&str, &str)] = &[
    ("dest:I", "Inbox"),
    ("dest:J", "Junk"),
    ("dest:D", "DeletedItems"),
];

/// Of the inspection: a part of it where SPF or DMARC could not be checked.
fn result(report: &Report) -> &'static str {
    match (facts::spf(report), facts::dmarc(report)) {
        (Some(_), Some(_)) => "Success",
        _ => "Partial",
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "Informational",
        Severity::Notice => "Low",
        Severity::Warning => "Medium",
        Severity::High => "High",
    }
}

fn direction(report: &Report) -> &'static str {
    match report.route.boundary {
        Some(_) => "Inbound",
        None => "Unknown",
    }
}

fn spf(result: AuthResult) -> Option<&'static str> {
    Some(match result {
        AuthResult::Pass => "Pass",
        AuthResult::Fail => "Fail",
        AuthResult::Softfail => "SoftFail",
        AuthResult::Neutral => "Neutral",
        AuthResult::None => "None",
        AuthResult::Temperror => "TemporaryError",
        AuthResult::Permerror => "PermanentError",
        AuthResult::Policy => return None,
    })
}

fn dkim(result: AuthResult) -> Option<&'static str> {
    Some(match result {
        AuthResult::Pass => "Pass",
        AuthResult::Fail => "Fail",
        AuthResult::None => "None",
        AuthResult::Temperror => "TemporaryError",
        AuthResult::Permerror => "PermanentError",
        AuthResult::Softfail | AuthResult::Neutral | AuthResult::Policy => return None,
    })
}

fn dmarc(result: AuthResult) -> Option<&'static str> {
    Some(match result {
        AuthResult::Pass => "Pass",
        AuthResult::Fail => "Fail",
        AuthResult::None => "None",
        _ => return None,
    })
}

fn policy(policy: Policy) -> &'static str {
    match policy {
        Policy::None => "None",
        Policy::Quarantine => "Quarantine",
        Policy::Reject => "Reject",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The values that the schema admits, from its documentation.
    const RESULTS: &[(fn(AuthResult) -> Option<&'static str>, &[&str])] = &[
        (
            spf,
            &[
                "Pass",
                "Fail",
                "SoftFail",
                "Neutral",
                "None",
                "TemporaryError",
                "PermanentError",
            ],
        ),
        (
            dkim,
            &["Pass", "Fail", "TemporaryError", "PermanentError", "None"],
        ),
        (dmarc, &["Pass", "Fail", "BestGuessPass", "None"]),
    ];

    const ALL: [AuthResult; 8] = [
        AuthResult::None,
        AuthResult::Pass,
        AuthResult::Fail,
        AuthResult::Softfail,
        AuthResult::Neutral,
        AuthResult::Policy,
        AuthResult::Temperror,
        AuthResult::Permerror,
    ];

    #[test]
    fn results_are_words_of_the_schema() {
        for (read, admitted) in RESULTS {
            for result in ALL {
                // Nothing but a pass is a pass, and nothing but none is none.
                let word = read(result);
                assert_eq!(word == Some("Pass"), result == AuthResult::Pass);
                assert_eq!(word == Some("None"), result == AuthResult::None);
                assert!(word.is_none_or(|word| admitted.contains(&word)));
            }
        }
    }
}
