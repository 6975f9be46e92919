//! From what is known to the report: everything computed is written down as plain data. The one place that knows both.

mod authentication;
mod body;
mod claim;
mod dns;
mod enrichment;
mod finding;
mod input;
mod plain;
mod route;
mod session;
#[cfg(feature = "rules")]
mod team;

use crate::dns::Answer;
use crate::evidence::{Evidence, FilterStanding};
use crate::findings;
use crate::report::{Report, SCHEMA};
use crate::words::origin::Origin;
pub(crate) use plain::Plain;
use std::sync::Arc;

/// Facts about the input that the evidence does not hold.
#[derive(Clone, Debug)]
pub(crate) struct InputFacts {
    pub name: String,
    pub sha256: String,
    pub size: usize,
    pub origin: Option<Box<Origin>>,
}

/// The rules of a team.
#[cfg(feature = "rules")]
pub(crate) type Rules = [crate::rules::RuleSet];

/// There are none without their feature.
#[cfg(not(feature = "rules"))]
pub(crate) type Rules = [std::convert::Infallible];

/// Writes down what is known, and what the rules of a team find in that.
pub(crate) fn report(
    evidence: Evidence<'_>,
    input: InputFacts,
    log: &[Arc<Answer>],
    rules: &Rules,
) -> Report {
    let found = findings::find(&evidence);
    #[cfg(feature = "rules")]
    let spare = team::spare(&evidence, &found, rules);
    #[cfg(not(feature = "rules"))]
    let _ = rules;
    let verdict = findings::verdict::of(&evidence, &found);
    let answered = log.iter().any(|answer| answer.is_answered());
    let findings = found
        .iter()
        .map(|(entry, hit)| finding::finding(&evidence, (entry, hit), answered));
    let (findings, header) = (findings.collect(), finding::header(&evidence));
    let receiver = authentication::receiver(&evidence);
    let standings: Vec<FilterStanding> = evidence
        .vendors
        .iter()
        .map(|field| evidence.filter_standing(field))
        .collect();
    // From here on the evidence is taken apart: nothing is copied that can be moved.
    let auth = evidence.auth;
    let report = Report {
        schema: SCHEMA.into(),
        input: input::input(input, evidence.kind, evidence.damage, &auth),
        as_of: evidence.as_of.plain(),
        message: input::summary(evidence.facts),
        session: evidence.session.map(session::report),
        route: route::report(evidence.route),
        claims: evidence.ledger.into_iter().map(claim::claim).collect(),
        vendors: evidence
            .vendors
            .into_iter()
            .zip(standings)
            .map(claim::vendor)
            .collect(),
        body: evidence.body.plain(),
        findings,
        enrichment: evidence.enrichment.plain(),
        dns: log.iter().map(|answer| (&**answer).plain()).collect(),
        dns_doubt: auth.dns_doubt.text(),
        authentication: authentication::report(auth, receiver),
        verdict: verdict.plain(),
        carried: evidence.is_carried,
        protected: evidence.protected,
        header,
    };
    #[cfg(feature = "rules")]
    let report = team::ruled(report, found, spare.as_ref(), answered, rules);
    report
}
