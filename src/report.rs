//! The report: schema `hdrtrace/1`, the contract with other programs.
//!
//! Names and meanings stay; fields may be added. What is unknown is `null`; what was not done says
//! why, as `{"skipped": reason}`. This is the model that is written; the one that is computed is
//! [`crate::evidence`].

use crate::auth::arc::ArcCheck;
use crate::auth::dkim::DkimCheck;
use crate::auth::dmarc::DmarcCheck;
use crate::auth::spf::SpfCheck;
use crate::body::Body;
use crate::checked::Checked;
use crate::claims::Properties;
use crate::dns::Answer;
use crate::enrich::Enrichment;
use crate::evidence::{
    AsOf, Disagreement, Entry, Envelope, Evidence, Facts, FilterStanding, InputKind,
    SessionEvidence,
};
use crate::findings::verdict::Verdict;
use crate::findings::{self, Basis, Finding, Hit, Severity};
use crate::message::{Damage, DamageKind, Mailbox, Piece, PieceKind, Span};
use crate::received::{Auth, Received, ReceivedDate};
use crate::route::{
    Boundary, Break, CrossCheck, Cut, Hop, Role, SessionStep, Timing, TraceField, Trust,
};
use crate::session::Session;
use crate::vendor::VendorField;
use serde::{Serialize, Serializer};
use std::net::IpAddr;
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

/// One hop.
#[derive(Clone, Debug, Serialize)]
pub struct HopReport {
    /// From 1, origin first.
    pub index: usize,
    /// Topmost field 0; null for the step that an SMTP session shows.
    pub received_index: Option<usize>,
    /// RFC 3339 in UTC with the fraction as written.
    pub time: Option<String>,
    /// Why there is no time, or what is odd about it.
    pub time_note: Option<String>,
    /// Milliseconds since the hop before.
    pub delay_ms: Option<i64>,
    /// What explains the delay.
    pub timing: Option<Timing>,
    /// What the step is for.
    pub role: Role,
    /// Whose word it is.
    pub trust: Trust,
    /// Who handed the mail over.
    pub from: FromReport,
    /// Who took it.
    pub by: ByReport,
    /// All words of `via`.
    pub via: Option<String>,
    /// The protocol.
    pub with: Option<String>,
    /// The queue id.
    pub id: Option<String>,
    /// The recipient.
    #[serde(rename = "for")]
    pub for_: Option<String>,
    /// The envelope sender.
    pub envelope_from: Option<String>,
    /// The authenticated user, `true` if only that is known.
    pub auth: Option<AuthReport>,
    /// TLS.
    pub tls: Option<TlsReport>,
    /// The time inside the queue id.
    pub id_time: Option<IdTimeReport>,
    /// By whose habits the field was read.
    pub dialect: &'static str,
    /// What was not understood.
    pub unparsed: Vec<String>,
    /// Where the field stands; null for the step that an SMTP session shows.
    pub span: Option<Span>,
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

/// Who handed the mail over.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FromReport {
    /// The first token.
    pub name: Option<String>,
    /// What the client announced.
    pub helo: Option<String>,
    /// Its name by reverse DNS, as recorded.
    pub rdns: Option<String>,
    /// Its address, as the receiver saw it.
    pub ip: Option<IpAddr>,
    /// The receiver noted that forward and reverse DNS disagree.
    pub may_be_forged: bool,
}

/// Who took the mail.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ByReport {
    /// The name.
    pub name: Option<String>,
    /// The address.
    pub ip: Option<IpAddr>,
}

/// The authenticated user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthReport {
    /// By name.
    User(String),
    /// Somebody.
    Yes,
}

impl Serialize for AuthReport {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::User(name) => serializer.serialize_str(name),
            Self::Yes => serializer.serialize_bool(true),
        }
    }
}

/// TLS of a hop.
#[derive(Clone, Debug, Serialize)]
pub struct TlsReport {
    /// `TLSv1.2` and the like.
    pub version: Option<String>,
    /// The cipher suite.
    pub cipher: Option<String>,
}

/// The time inside a queue id.
#[derive(Clone, Debug, Serialize)]
pub struct IdTimeReport {
    /// RFC 3339 in UTC.
    pub time: String,
    /// Whose form of id it is.
    pub kind: &'static str,
    /// The header's time less the id's, in milliseconds.
    pub difference_ms: Option<i64>,
    /// Up to how many milliseconds the two may differ honestly.
    pub tolerance_ms: i64,
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

/// One claim with its standing.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimReport {
    /// The Received field of the host that could have written it.
    pub received_index: Option<usize>,
    /// The field's name.
    pub field: String,
    /// Who claims.
    pub authserv_id: Option<String>,
    /// Whether it is our own receiver's word.
    pub trusted: bool,
    /// Why.
    pub trust_reason: &'static str,
    /// The method.
    pub method: String,
    /// The result claimed.
    pub result: String,
    /// The reason claimed.
    pub reason: Option<String>,
    /// The comment beside it.
    pub comment: Option<String>,
    /// What it speaks of.
    pub properties: Properties,
    /// Whether our own verdict says the same.
    pub agrees: Option<bool>,
    /// Why it does not, as far as can be told.
    pub disagreement: Option<DisagreementReport>,
    /// Where it stands.
    pub span: Span,
}

/// A filter's field with its standing.
#[derive(Clone, Debug, Serialize)]
pub struct VendorReport {
    /// What it says.
    #[serde(flatten)]
    pub field: VendorField,
    /// Whether it is our own side's.
    pub trusted: bool,
    /// Why.
    pub trust_reason: &'static str,
}

impl VendorReport {
    fn of((field, standing): (VendorField, FilterStanding)) -> Self {
        Self {
            field,
            trusted: standing.trusted(),
            trust_reason: standing.text(),
        }
    }
}

/// Why a claim and our verdict differ.
#[derive(Clone, Debug, Serialize)]
pub struct DisagreementReport {
    /// A stable word.
    pub kind: Disagreement,
    /// The reason for a reader.
    pub text: &'static str,
}

/// One finding.
#[derive(Clone, Debug, Serialize)]
pub struct FindingReport {
    /// Stable code.
    pub code: &'static str,
    /// Stable name.
    pub name: &'static str,
    /// How severe it is here.
    pub severity: Severity,
    /// One line.
    pub title: &'static str,
    /// What was seen.
    pub detail: String,
    /// What it rests on.
    pub basis: Basis,
    /// Where it was seen.
    pub evidence: Vec<PlaceReport>,
    /// The steps of the session that show it; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<usize>,
}

/// Bytes that show a finding.
#[derive(Clone, Debug, Serialize)]
pub struct PlaceReport {
    /// The field's name.
    pub field: String,
    /// Its index among all fields of the header, topmost 0.
    pub index: usize,
    /// The bytes.
    pub span: Span,
}

/// The header block.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// Its bytes from the beginning of the (mended) input; spans of the report point into them.
    pub bytes: Vec<u8>,
    /// Where each field stands, without its final line end.
    pub fields: Vec<Span>,
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
        let findings = found
            .iter()
            .map(|(finding, hit)| FindingReport::of(&evidence, finding, hit));
        let (findings, header) = (findings.collect(), Header::of(&evidence));
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
                .map(|Mailbox { display, address }| MailboxReport { display, address })
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
            date: facts.date.and_then(|(_, date)| Some(date?.rfc3339())),
            message_id: facts.message_id.map(|(_, id)| id),
            return_path: facts.return_path.map(|(_, address)| address),
            list: facts.list.map(|(_, list)| list),
        }
    }
}

impl HopReport {
    fn of(hop: Hop) -> Self {
        let time = hop.received.time();
        let Received {
            from,
            by,
            tls,
            date,
            ..
        } = hop.received;
        let from = from.unwrap_or_default();
        let by = by.unwrap_or_default();
        Self {
            index: hop.index,
            received_index: Some(hop.received_index),
            time: date.as_ref().ok().map(ReceivedDate::rfc3339),
            time_note: date.as_ref().err().map(|problem| problem.text().to_owned()),
            delay_ms: hop.delay_ms,
            timing: hop.timing,
            role: hop.role,
            trust: hop.trust,
            from: FromReport {
                name: from.name,
                helo: from.helo.map(|helo| helo.as_str().to_owned()),
                rdns: from.rdns.map(|rdns| rdns.as_str().to_owned()),
                ip: from.ip,
                may_be_forged: from.may_be_forged,
            },
            by: ByReport {
                name: by.name,
                ip: by.ip,
            },
            via: hop.received.via,
            with: hop.received.with,
            id: hop.received.id,
            for_: hop.received.for_,
            envelope_from: hop.received.envelope_from,
            auth: hop.received.auth.map(|auth| match auth {
                Auth::User(name) => AuthReport::User(name),
                Auth::Yes => AuthReport::Yes,
            }),
            tls: tls.map(|tls| TlsReport {
                version: tls.version,
                cipher: tls.cipher,
            }),
            id_time: hop.received.id_time.map(|clock| IdTimeReport {
                time: clock
                    .time
                    .to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true),
                kind: clock.kind.text(),
                difference_ms: time.map(|time| (time - clock.time).num_milliseconds()),
                tolerance_ms: clock.tolerance.num_milliseconds(),
            }),
            dialect: hop.received.dialect,
            unparsed: hop
                .received
                .unparsed
                .into_iter()
                .map(|rest| rest.text)
                .collect(),
            span: Some(hop.span),
        }
    }
}

impl HopReport {
    /// Adds the step that a session shows, or marks the hop that it is.
    fn add_session(hops: &mut Vec<Self>, step: Option<SessionStep>) {
        let Some(step) = step else { return };
        if let Some(hop) = step.hop.and_then(|number| hops.get_mut(number - 1)) {
            hop.trust = Trust::Observed;
            return;
        }
        hops.push(Self {
            index: hops.len() + 1,
            received_index: None,
            time: step
                .time
                .map(|time| time.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)),
            time_note: None,
            delay_ms: step.delay_ms,
            timing: None,
            role: Role::Border,
            trust: Trust::Observed,
            from: FromReport {
                name: step.helo.clone(),
                helo: step.helo,
                rdns: None,
                ip: step.client_ip,
                may_be_forged: false,
            },
            by: ByReport {
                name: step.server_name,
                ip: step.server_ip,
            },
            via: None,
            with: Some(step.protocol.to_owned()),
            id: step.id,
            for_: step.recipient,
            envelope_from: step.envelope_from,
            auth: step
                .user
                .map(|user| user.map_or(AuthReport::Yes, AuthReport::User)),
            tls: step
                .tls
                .map(|(version, cipher)| TlsReport { version, cipher }),
            id_time: None,
            dialect: "session",
            unparsed: Vec::new(),
            span: None,
        });
    }
}

impl ClaimReport {
    fn of(entry: Entry) -> Self {
        let Entry {
            claim,
            received_index,
            standing,
            agrees,
            disagreement,
        } = entry;
        Self {
            received_index,
            field: claim.field,
            authserv_id: claim.authserv_id,
            trusted: standing.trusted(),
            trust_reason: standing.text(),
            method: claim.method,
            result: claim.result,
            reason: claim.reason,
            comment: claim.comment,
            properties: claim.properties,
            agrees,
            disagreement: disagreement.map(|kind| DisagreementReport {
                kind,
                text: kind.text(),
            }),
            span: claim.span,
        }
    }
}

impl FindingReport {
    fn of(evidence: &Evidence<'_>, finding: &'static Finding, hit: &Hit) -> Self {
        Self {
            code: finding.code,
            name: finding.name,
            severity: findings::severity(finding, hit),
            title: finding.title,
            detail: hit.detail.clone(),
            basis: finding.basis,
            evidence: hit
                .places
                .iter()
                // A message that a session carried may have no field at all.
                .filter_map(|place| {
                    let field = evidence.message.fields().get(place.field_index)?;
                    Some(PlaceReport {
                        field: field.name().to_owned(),
                        index: place.field_index,
                        span: place.span,
                    })
                })
                .collect(),
            steps: hit.steps.clone(),
        }
    }
}

impl Header {
    fn of(evidence: &Evidence<'_>) -> Self {
        let fields = evidence.message.fields();
        // A line that is no field may stand behind the last one.
        let is_header =
            |piece: &&Piece| matches!(piece.kind, PieceKind::Field(_) | PieceKind::Junk);
        let end = evidence
            .message
            .pieces()
            .iter()
            .rfind(is_header)
            .map_or(0, |piece| piece.span.end);
        Self {
            bytes: evidence.message.raw()[..end].to_vec(),
            fields: fields
                .iter()
                .map(crate::message::HeaderField::text_span)
                .collect(),
        }
    }
}
