//! What a domain publishes about its mail: MX, SPF, DMARC, BIMI, MTA-STS, TLS-RPT.

mod mx;
mod policy;
mod record;

pub use record::{Published, PublishedRecord, RecordKind};

use super::PublicName;
use super::ask;
use crate::auth::dmarc::{self, DmarcCheck, Policy};
use crate::auth::{AuthResult, spf};
use crate::checked::{Checked, Why};
use crate::dns::{Dns, RecordType};
use crate::names::organization;
use policy::TagPolicy;

/// Asks for all that a domain publishes about its mail, at once.
pub(super) async fn look_up(dns: &Dns, domain: &PublicName) -> Vec<Published> {
    let domain = domain.as_str();
    let (mx, spf, dmarc, mut bimi, mta_sts, tls_rpt) = futures::join!(
        mx::look_up(dns, domain),
        look_up_spf(dns, domain),
        look_up_dmarc(dns, domain),
        look_up_bimi(dns, domain),
        tagged(dns, domain, &policy::MTA_STS),
        tagged(dns, domain, &policy::TLS_RPT),
    );
    let (dmarc, policy) = dmarc;
    // A mark is shown for mail whose forgeries are refused only.
    if let (Checked::Done(record), Some(Policy::None)) = (&mut bimi.record, policy)
        && record.present
    {
        let problem = "it has no effect while DMARC has p=none";
        record.problems.push(problem.to_owned());
    }
    vec![mx, spf, dmarc, bimi, mta_sts, tls_rpt]
}

async fn look_up_spf(dns: &Dns, domain: &str) -> Published {
    let answer = dns.lookup(domain, RecordType::Txt).await;
    let record = match ask::texts(&answer) {
        Checked::Skipped(why) => Checked::Skipped(why),
        Checked::Done(texts) => Checked::Done(spf_record(&texts)),
    };
    Published {
        kind: RecordKind::Spf,
        name: domain.to_owned(),
        record,
    }
}

fn spf_record(texts: &[String]) -> PublishedRecord {
    let found = spf::published(texts);
    let mut record = PublishedRecord::of(found.records);
    record.problems = found.problems;
    if let Some(result) = found.otherwise {
        record.say("others", result.word());
    }
    if let Some(to) = found.redirect {
        record.say("redirect", to);
    }
    record
}

/// DMARC by the walk that authentication does (RFC 9989 section 4.10); also the policy, if there is one.
async fn look_up_dmarc(dns: &Dns, domain: &str) -> (Published, Option<Policy>) {
    let check = dmarc::evaluate(dns, &[domain.to_owned()], None, &[]).await;
    let at = check.record_domain.as_deref().unwrap_or(domain);
    let published = Published {
        kind: RecordKind::Dmarc,
        name: format!("_dmarc.{at}"),
        record: match (&check.record, check.result) {
            (None, Checked::Skipped(why)) => Checked::Skipped(why),
            (None, Checked::Done(AuthResult::Temperror)) => Checked::Skipped(Why::DnsFailed),
            _ => Checked::Done(dmarc_record(&check)),
        },
    };
    (published, check.policy)
}

fn dmarc_record(check: &DmarcCheck) -> PublishedRecord {
    let mut record = PublishedRecord::of(check.record.clone().into_iter().collect());
    if let Some(policy) = check.policy {
        record.say("policy", policy.word());
    }
    if let Some(tag) = check.policy_tag {
        record.say("by", tag);
    }
    if let Some(domain) = &check.organizational_domain {
        record.say("organization", domain.clone());
    }
    let Some(facts) = &check.record_facts else {
        // Several records count as none: the walk says so.
        let several = check
            .walk
            .iter()
            .find(|step| step.found.contains("count as none"));
        record
            .problems
            .extend(several.map(|step| format!("_dmarc.{}: {}", step.domain, step.found)));
        return record;
    };
    if !facts.rua.is_empty() {
        record.say("reports to", facts.rua.join(", "));
    }
    record.problems.clone_from(&facts.problems);
    let asks_nothing = check.policy == Some(Policy::None);
    for (found, problem) in [
        (
            asks_nothing && !facts.testing,
            "p=none: spoofed messages are neither quarantined nor rejected",
        ),
        (
            facts.testing,
            "t=y: test mode; the policy is applied one level lower",
        ),
        (
            facts.rua.is_empty(),
            "without rua=, the owner gets no reports about spoofing",
        ),
    ] {
        if found {
            record.problems.push(problem.to_owned());
        }
    }
    for tag in &facts.historic {
        record.problems.push(format!(
            "{}= is from RFC 7489 and has no effect in RFC 9989",
            tag.tag
        ));
    }
    record
}

/// The mark of a domain, or else of its organization.
async fn look_up_bimi(dns: &Dns, domain: &str) -> Published {
    let own = tagged(dns, domain, &policy::BIMI).await;
    let above = organization(domain);
    match &own.record {
        Checked::Done(record) if !record.present && above != domain => {
            let above = tagged(dns, &above, &policy::BIMI).await;
            match &above.record {
                Checked::Done(record) if !record.present => own,
                _ => above,
            }
        }
        _ => own,
    }
}

async fn tagged(dns: &Dns, domain: &str, policy: &TagPolicy) -> Published {
    let name = format!("{}.{domain}", policy.label);
    let answer = dns.lookup(&name, RecordType::Txt).await;
    let record = match ask::texts(&answer) {
        Checked::Skipped(why) => Checked::Skipped(why),
        Checked::Done(texts) => Checked::Done(policy.read(&texts)),
    };
    Published {
        kind: policy.kind,
        name,
        record,
    }
}
