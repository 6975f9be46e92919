//! What no schema has a place for, under our own names: the same in every system that keeps such.

use super::facts;
use super::object::Object;
use crate::checked::Checked;
use crate::report::dkim::DkimCheck;
use crate::report::{FindingReport, Report, SaidReport};
use crate::words::auth::AuthResult;
use crate::words::route::Trust;
use serde_json::Value;

/// The object.
pub(super) fn own(report: &Report) -> Object {
    let boundary = report.route.boundary.as_ref();
    Object::new()
        .with("summary", report.verdict.summary.as_str())
        .with("severity", report.severity().word())
        .with("message_id", report.message.message_id.as_deref())
        .with("findings", findings(report))
        .with("authentication", authentication(report))
        .with("receiver", receiver(report))
        .with("route", route(report))
        .with(
            "trust_boundary",
            boundary.map(|boundary| boundary.reason.clone()),
        )
        .with(
            "delivery",
            report
                .verdict
                .delivery
                .as_ref()
                .map(|one| one.codes.clone()),
        )
        .with(
            "relay",
            report
                .verdict
                .relay
                .as_ref()
                .map(|relay| relay.platform.as_ref()),
        )
        .with("list", report.message.list.as_deref())
        .with("as_of", facts::written(report.as_of.time))
        .with("input", input(report))
}

fn findings(report: &Report) -> Vec<Value> {
    report
        .findings
        .iter()
        .map(|found| finding(found).into())
        .collect()
}

/// One finding.
fn finding(finding: &FindingReport) -> Object {
    Object::new()
        .with("code", finding.code.as_ref())
        .with("name", finding.name.as_ref())
        .with("severity", finding.severity.word())
        .with("title", finding.title.as_ref())
        .with("detail", finding.detail.as_str())
        .with("basis", serde_json::json!(finding.basis))
}

/// What was checked now: a result, or why there is none.
fn authentication(report: &Report) -> Object {
    let auth = &report.authentication;
    let signatures = auth.dkim.iter().map(|check| signature(check).into());
    let spf = |check: &Checked<crate::report::spf::SpfCheck>| match check {
        Checked::Done(check) => result(&check.result).with("domain", check.domain.as_str()),
        Checked::Skipped(why) => Object::new().with("skipped", why.word()),
    };
    let dmarc = result(&auth.dmarc.result)
        .with("domain", auth.dmarc.domain.as_deref())
        .with(
            "policy",
            auth.dmarc.policy.map(crate::words::auth::Policy::word),
        );
    let sealers = auth
        .arc
        .instances
        .iter()
        .filter_map(|one| one.domain.as_deref());
    Object::new()
        .with("spf", spf(&auth.spf.mail_from))
        .with("spf_helo", spf(&auth.spf.helo))
        .with("dkim", signatures.collect::<Vec<Value>>())
        .with("dmarc", dmarc)
        .with(
            "arc",
            result(&auth.arc.result).with("sealers", facts::once(sealers)),
        )
}

fn result(result: &Checked<AuthResult>) -> Object {
    match result {
        Checked::Done(result) => Object::new().with("result", result.word()),
        Checked::Skipped(why) => Object::new().with("skipped", why.word()),
    }
}

fn signature(check: &DkimCheck) -> Object {
    result(&check.result)
        .with("domain", check.domain.as_deref())
        .with("selector", check.selector.as_deref())
        .with("reason", check.reason.as_str())
}

/// What our receiver reported, where a sender cannot have written it.
fn receiver(report: &Report) -> Object {
    let said = &report.authentication.receiver;
    let proven = |said: Option<&SaidReport>| said.and_then(SaidReport::proven).map(str::to_owned);
    let signatures = said.dkim.iter().flatten().filter_map(SaidReport::proven);
    Object::new()
        .with("host", facts::receiver(report))
        .with("spf", proven(said.spf_mail_from.as_ref()))
        .with("spf_helo", proven(said.spf_helo.as_ref()))
        .with("dkim", signatures.collect::<Vec<&str>>())
        .with("dmarc", proven(said.dmarc.as_ref()))
        .with("arc", proven(said.arc.as_ref()))
}

/// The client as our side saw it, and the addresses that are only claimed, apart.
fn route(report: &Report) -> Object {
    let hops = report.route.hops.iter();
    let claimed = hops.filter(|hop| hop.trust == Trust::Claimed);
    let claimed = facts::once(claimed.filter_map(|hop| hop.from.ip));
    let claimed: Vec<String> = claimed.iter().map(ToString::to_string).collect();
    Object::new()
        .with("client_ip", facts::peer(report).map(|ip| ip.to_string()))
        .with("client_helo", facts::helo(report))
        .with(
            "queue_id",
            facts::border(report).and_then(|hop| hop.id.as_deref()),
        )
        .with("mail_from", facts::mail_from(report).map(facts::bracketed))
        .with("envelope_to", facts::envelope_to(report))
        .with("hops", report.route.hops.len())
        .with("claimed_ip", claimed)
        .with("total_delay_ms", report.route.total_delay_ms)
}

fn input(report: &Report) -> Object {
    let input = &report.input;
    let damage = input
        .damage
        .iter()
        .map(|damage| serde_json::json!(damage.kind));
    Object::new()
        .with("name", input.name.as_str())
        .with("sha256", input.sha256.as_str())
        .with("size", input.size)
        .with("kind", serde_json::json!(input.kind))
        .with(
            "container",
            input.container.map(|container| container.word()),
        )
        .with("member", Some(input.path()).filter(|path| !path.is_empty()))
        .with("original_bytes", input.original_bytes)
        .with("damage", damage.collect::<Vec<Value>>())
}
