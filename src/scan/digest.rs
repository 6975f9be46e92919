//! What a scan keeps of a report: what its summary counts and its campaigns compare.

use super::campaign::{Trait, short, traits};
use crate::checked::Checked;
use crate::names::{is_within, network, normalize};
use crate::report::{Report, SaidReport};
use crate::words::auth::AuthResult;
use crate::words::evidence::AsOfSource;
use crate::words::findings::Severity;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What is kept of a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Digest {
    pub(super) input: String,
    pub(super) member: String,
    pub(super) severity: Severity,
    /// The codes of its findings, each once.
    pub(super) findings: Vec<String>,
    /// When our side received it, where its field says so.
    pub(super) received: Option<DateTime<Utc>>,
    pub(super) client_network: Option<String>,
    /// The address in From.
    pub(super) from: Option<String>,
    pub(super) subject: Option<String>,
    pub(super) spf: String,
    pub(super) dkim: String,
    pub(super) dmarc: String,
    pub(super) arc: String,
    /// Domains that imitate a protected one, or the recipient's.
    pub(super) imitations: Vec<String>,
    /// Whether it is in the name of a protected domain, and nothing proves it.
    pub(super) is_in_our_name: bool,
    pub(super) traits: Vec<Trait>,
}

/// The finding of a domain that looks like a protected one.
const IMITATION: &str = "IDN009";

impl Digest {
    /// What is kept of a report, where these are the domains whose owners want to know who imitates them.
    pub fn of(report: &Report, protected: &[String]) -> Self {
        let mut findings: Vec<String> = report
            .findings
            .iter()
            .map(|finding| finding.code.clone().into_owned())
            .collect();
        findings.sort_unstable();
        findings.dedup();
        let from = report.message.from.first();
        let from = from.map(|from| short(&from.address));
        let domain = from.as_deref().and_then(domain_of);
        let is_ours = domain.as_deref().is_some_and(|domain| {
            let mut own = protected.iter().map(|own| normalize(own));
            own.any(|own| is_within(domain, &own))
        });
        let boundary = report.route.boundary.as_ref();
        Self {
            input: report.input.name.clone(),
            member: report.input.path(),
            severity: report.severity(),
            imitations: imitations(report),
            findings,
            received: (report.as_of.source == AsOfSource::Received).then_some(report.as_of.time),
            client_network: boundary.and_then(|boundary| boundary.ip).map(network),
            from,
            subject: report.message.subject.as_deref().map(short),
            spf: report.authentication.spf_word().to_owned(),
            dkim: report.authentication.dkim_word().to_owned(),
            dmarc: report.authentication.dmarc.result.word().to_owned(),
            arc: report.authentication.arc.result.word().to_owned(),
            is_in_our_name: is_ours && !is_proven(report),
            traits: traits(report),
        }
    }

    /// The codes of its findings, each once.
    pub fn codes(&self) -> &[String] {
        &self.findings
    }

    /// How severe what was found is.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// The domain in From.
    pub(super) fn author_domain(&self) -> Option<String> {
        self.from.as_deref().and_then(domain_of)
    }
}

/// The domains in From and Reply-To that the finding points at.
fn imitations(report: &Report) -> Vec<String> {
    let found = report.findings.iter();
    let places = found
        .filter(|finding| finding.code == IMITATION)
        .flat_map(|finding| &finding.evidence);
    let mut domains: Vec<String> = places
        .filter_map(|place| report.header.bytes.get(place.span.start..place.span.end))
        .map(|bytes| short(&normalize(&String::from_utf8_lossy(bytes))))
        .collect();
    domains.sort_unstable();
    domains.dedup();
    domains
}

/// Whether DMARC proves the author's domain, by our check or by what the receiver reported.
fn is_proven(report: &Report) -> bool {
    let auth = &report.authentication;
    let reported = auth.receiver.dmarc.as_ref().and_then(SaidReport::proven);
    auth.dmarc.result == Checked::Done(AuthResult::Pass) || reported == Some("pass")
}

fn domain_of(address: &str) -> Option<String> {
    address
        .rsplit_once('@')
        .map(|(_, domain)| normalize(domain))
}
