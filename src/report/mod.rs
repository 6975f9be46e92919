//! The report: schema `hdrtrace/1`, the contract with other programs.
//!
//! Names and meanings stay; fields may be added. What is unknown is `null`; what was not done says
//! why, as `{"skipped": reason}`. This is the model that is written; the one that is computed is
//! [`crate::evidence`].

mod claim;
mod finding;
mod hop;

pub use claim::{ClaimReport, DisagreementReport, ReceiverReport, SaidReport, VendorReport};
pub use finding::{FindingReport, Header, PlaceReport};
pub use hop::{AuthReport, ByReport, FromReport, HopReport, IdTimeReport, TlsReport};

use crate::auth::arc::ArcCheck;
use crate::auth::dkim::DkimCheck;
use crate::auth::dmarc::DmarcCheck;
use crate::auth::spf::SpfCheck;
use crate::body::Body;
use crate::checked::Checked;
use crate::dns::Answer;
use crate::enrich::Enrichment;
use crate::evidence::{
    AsOf, Envelope, Evidence, Facts, FilterStanding, InputKind, SessionEvidence,
};
use crate::findings::verdict::Verdict;
use crate::findings::{self, Severity};
use crate::message::{Damage, DamageKind, Mailbox};
use crate::route::{Boundary, Break, CrossCheck, Cut, TraceField};
use crate::session::Session;
use serde::Serialize;
use std::sync::Arc;

/// The name and version of this schema.
pub const SCHEMA: &str = "hdrtrace/1";

/// A report on one message.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// The input.
    pub input: Input,
    /// The time that expiry was judged at.
    pub as_of: AsOf,
    /// What the message says of itself: its sender's word.
    pub message: Summary,
    /// The SMTP session that carried it; left out where none was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionReport>,
    /// Its path.
    pub route: RouteReport,
    /// What was found out about the sender now.
    pub authentication: AuthenticationReport,
    /// What headers say was found out.
    pub claims: Vec<ClaimReport>,
    /// What filters noted.
    pub vendors: Vec<VendorReport>,
    /// What is attached, and where links lead: the sender's word.
    pub body: Checked<Body>,
    /// What stands out.
    pub findings: Vec<FindingReport>,
    /// What was looked up beside authentication; left out if nothing was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enrichment: Option<Enrichment>,
    /// What DNS was asked and said.
    pub dns: Vec<Arc<Answer>>,
    /// Why some of that is not believed, if so.
    pub dns_doubt: Option<String>,
    /// The conclusion.
    pub verdict: Verdict,
    /// The header block, for renderers that show its bytes.
    #[serde(skip)]
    pub header: Header,
}

/// The input.
#[derive(Clone, Debug, Serialize)]
pub struct Input {
    /// A file's name, or `-`.
    pub name: String,
    /// SHA-256 of the bytes as given, in hexadecimal.
    pub sha256: String,
    /// Their number.
    pub size: usize,
    /// Message or headers only.
    pub kind: InputKind,
    /// What is wrong with it.
    pub damage: Vec<DamageReport>,
}

/// A damage with its explanation.
#[derive(Clone, Debug, Serialize)]
pub struct DamageReport {
    /// Which, where and how often.
    #[serde(flatten)]
    pub damage: Damage,
    /// What it is and what was done about it.
    pub text: &'static str,
    /// The verdicts that it makes impossible.
    pub rules_out: &'static [&'static str],
}

impl DamageReport {
    fn of(damage: &Damage) -> Self {
        Self {
            damage: damage.clone(),
            text: damage.kind.text(),
            rules_out: damage.kind.rules_out(),
        }
    }
}

/// What the message says of itself.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
    /// The authors.
    pub from: Vec<MailboxReport>,
    /// Where answers go, if elsewhere.
    pub reply_to: Vec<MailboxReport>,
    /// To and Cc.
    pub recipients: Vec<MailboxReport>,
    /// The subject, decoded.
    pub subject: Option<String>,
    /// The time in Date: RFC 3339 in UTC.
    pub date: Option<String>,
    /// Why the moment in Date is not known exactly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_note: Option<String>,
    /// With its brackets.
    pub message_id: Option<String>,
    /// The envelope sender as the last host noted it; empty for the null sender.
    pub return_path: Option<String>,
    /// The mailing list that it came through.
    pub list: Option<String>,
}

/// An address with its display name.
#[derive(Clone, Debug, Serialize)]
pub struct MailboxReport {
    /// The display name, decoded.
    pub display: Option<String>,
    /// The address.
    pub address: String,
}

/// The path.
#[derive(Clone, Debug, Serialize)]
pub struct RouteReport {
    /// Origin first.
    pub hops: Vec<HopReport>,
    /// Where our side took the mail.
    pub boundary: Option<Boundary>,
    /// From the first to the last known time.
    pub total_delay_ms: Option<i64>,
    /// Neighbours that do not fit together.
    pub gaps: Vec<Break>,
    /// What the receiver's side noted elsewhere about the boundary.
    pub cross_checks: Vec<CrossCheck>,
    /// Where the chain stops being supported.
    pub cut: Option<Cut>,
    /// Other fields that are traces of a step.
    pub traces: Vec<TraceField>,
    /// Hops that were left out because there are too many.
    pub left_out: usize,
}

/// The SMTP session.
#[derive(Clone, Debug, Serialize)]
pub struct SessionReport {
    /// The mail that this report is about: its place in `transactions`, from 0; null where there is none.
    pub mail: Option<usize>,
    /// Whether the session holds a message. Without one nothing about a message is checked.
    pub has_message: bool,
    /// What was said.
    #[serde(flatten)]
    pub session: Session,
}

/// What was found out about the sender now.
#[derive(Clone, Debug, Serialize)]
pub struct AuthenticationReport {
    /// SPF.
    pub spf: SpfReport,
    /// One entry a signature.
    pub dkim: Vec<DkimCheck>,
    /// DMARC.
    pub dmarc: DmarcCheck,
    /// ARC.
    pub arc: ArcCheck,
    /// What our receiver said of the same things.
    pub receiver: ReceiverReport,
}

/// SPF for both identities.
#[derive(Clone, Debug, Serialize)]
pub struct SpfReport {
    /// For the HELO name.
    pub helo: Checked<SpfCheck>,
    /// For the envelope sender.
    pub mail_from: Checked<SpfCheck>,
    /// What was asked about, and where that was found.
    pub envelope: Envelope,
}

/// Facts about the input that the evidence does not hold.
pub(crate) struct InputFacts {
    pub name: String,
    pub sha256: String,
    pub size: usize,
}

impl Report {
    /// Writes down what is known.
    pub(crate) fn of(evidence: Evidence<'_>, input: InputFacts, dns: Vec<Arc<Answer>>) -> Self {
        let has_message = evidence.has_message();
        let found = findings::find(&evidence);
        let verdict = findings::verdict::of(&evidence, &found);
        let answered = dns.iter().any(|answer| answer.is_answered());
        let findings = found
            .iter()
            .map(|(finding, hit)| FindingReport::of(&evidence, (finding, hit), answered));
        let (findings, header) = (findings.collect(), Header::of(&evidence));
        let receiver = ReceiverReport::of(&evidence);
        let standings: Vec<FilterStanding> = evidence
            .vendors
            .iter()
            .map(|field| evidence.filter_standing(field))
            .collect();
        // From here on the evidence is taken apart: nothing is copied that can be moved.
        let Evidence {
            kind,
            damage,
            facts,
            route,
            auth,
            ledger,
            vendors,
            body,
            enrichment,
            as_of,
            session,
            ..
        } = evidence;
        let mut hops: Vec<HopReport> = route.hops.into_iter().map(HopReport::of).collect();
        HopReport::add_session(&mut hops, route.session);
        Self {
            schema: SCHEMA,
            input: Input {
                name: input.name,
                sha256: input.sha256,
                size: input.size,
                kind,
                damage: damage.iter().map(DamageReport::of).collect(),
            },
            as_of,
            message: Summary::of(facts),
            session: session.map(|SessionEvidence { session, mail }| SessionReport {
                mail,
                has_message,
                session,
            }),
            route: RouteReport {
                hops,
                boundary: route.boundary,
                total_delay_ms: route.total_delay_ms,
                gaps: route.breaks,
                cross_checks: route.cross_checks,
                cut: route.cut,
                traces: route.traces,
                left_out: route.left_out,
            },
            authentication: AuthenticationReport {
                spf: SpfReport {
                    helo: auth.spf_helo,
                    mail_from: auth.spf_mail_from,
                    envelope: auth.envelope,
                },
                dkim: auth.dkim,
                dmarc: auth.dmarc,
                arc: auth.arc,
                receiver,
            },
            claims: ledger.into_iter().map(ClaimReport::of).collect(),
            vendors: vendors
                .into_iter()
                .zip(standings)
                .map(VendorReport::of)
                .collect(),
            body,
            findings,
            enrichment,
            dns,
            dns_doubt: auth.dns_doubt.text(),
            verdict,
            header,
        }
    }

    /// Notes that the input was longer than is read.
    pub fn note_cut(&mut self) {
        self.input.damage.push(DamageReport::of(&Damage {
            kind: DamageKind::TooLarge,
            offset: self.input.size,
            count: 1,
        }));
    }

    /// Whether there is a message: a session may hold none.
    pub fn has_message(&self) -> bool {
        self.session.as_ref().is_none_or(|one| one.has_message)
    }

    /// The severity of the verdict, which is that of the most severe finding or above; `None` if nothing was found.
    pub fn worst(&self) -> Option<Severity> {
        let found = self.findings.iter().map(|finding| finding.severity).max()?;
        Some(found.max(self.verdict.severity))
    }
}

impl Summary {
    fn of(facts: Facts) -> Self {
        let all = |mailboxes: Vec<Mailbox>| {
            mailboxes
                .into_iter()
                .map(|one| MailboxReport {
                    display: one.display,
                    address: one.address,
                })
                .collect()
        };
        Self {
            from: all(facts.from),
            reply_to: facts
                .reply_to
                .map(|(_, list)| all(list))
                .unwrap_or_default(),
            recipients: all(facts.recipients),
            subject: facts.subject,
            date_note: facts
                .date
                .as_ref()
                .and_then(|(_, date)| date.as_ref()?.doubt()),
            date: facts.date.and_then(|(_, date)| Some(date?.rfc3339())),
            message_id: facts.message_id.map(|(_, id)| id),
            return_path: facts.return_path.map(|(_, address)| address),
            list: facts.list.map(|(_, list)| list),
        }
    }
}
