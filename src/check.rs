//! One check by itself, without a message: an SPF evaluation, a DMARC evaluation, a DKIM key, the records of a domain.

use crate::auth::AuthResult;
use crate::auth::dmarc::{self, DmarcCheck, Identifier};
use crate::auth::key::{self, KeyCheck, KeyStatus};
use crate::auth::spf::{self, Identity, SpfCheck, SpfRequest, Unknown};
use crate::checked::{Checked, Why};
use crate::dns::{Answer, Dns};
use crate::enrich::{self, DomainReport, RecordKind};
use crate::report::{self, CheckReport, SCHEMA};
use crate::write::Plain;
use chrono::{DateTime, Utc};
use std::net::IpAddr;
use std::sync::Arc;

/// The receiver that macros may name, where there is none.
const RECEIVER: &str = "unknown";

/// What is asked.
#[derive(Clone, Debug)]
pub enum Question {
    /// May this client use these names? HELO and MAIL FROM, as far as they are given (RFC 7208).
    Spf {
        /// The client, its words, the time.
        request: SpfRequest,
        /// Whether the HELO name is checked.
        helo: bool,
        /// Whether the envelope sender is checked.
        mail_from: bool,
    },
    /// Would mail from this domain pass with these identifiers, and what does its owner ask for (RFC 9989)?
    Dmarc {
        /// The domain in From.
        from: String,
        /// The domain for which SPF passes.
        spf: Option<String>,
        /// The domains of signatures that pass.
        dkim: Vec<String>,
    },
    /// What is the key of this selector (RFC 6376 section 3.6)?
    DkimKey {
        /// `s=`.
        selector: String,
        /// `d=`.
        domain: String,
    },
    /// What does this domain publish about its mail?
    Domain {
        /// The domain.
        domain: String,
    },
}

impl Question {
    /// Of SPF, for the names that are given; angle brackets around the sender are left out. `None` if there is no name to check:
    /// for the null sender that is the HELO name (RFC 7208 section 2.4).
    pub fn spf(
        client: IpAddr,
        helo: Option<String>,
        mail_from: Option<&str>,
        now: DateTime<Utc>,
    ) -> Option<Self> {
        let sender = mail_from.map(|sender| sender.trim_matches(['<', '>']));
        if helo.is_none() && sender.is_none_or(str::is_empty) {
            return None;
        }
        let is_unnamed = helo.is_none();
        Some(Self::Spf {
            helo: helo.is_some(),
            mail_from: sender.is_some(),
            request: SpfRequest {
                client,
                helo: helo.unwrap_or_default(),
                mail_from: sender.unwrap_or_default().to_owned(),
                receiver: RECEIVER.to_owned(),
                identity: Identity::MailFrom,
                now,
                unknown: Unknown {
                    helo: is_unnamed,
                    local_part: false,
                },
            },
        })
    }
}

/// What was found.
#[derive(Clone, Debug)]
pub enum Check {
    /// Of SPF.
    Spf {
        /// For the HELO name, if it was asked for.
        helo: Option<Box<SpfCheck>>,
        /// For the envelope sender, if it was asked for.
        mail_from: Option<Box<SpfCheck>>,
    },
    /// Of DMARC.
    Dmarc {
        /// The evaluation.
        dmarc: Box<DmarcCheck>,
    },
    /// Of a key.
    DkimKey { key: Box<Checked<KeyCheck>> },
    /// Of what a domain publishes.
    Domain { domain: Box<DomainReport> },
}

/// What was found, and what DNS said for it.
#[derive(Clone, Debug)]
pub struct Found {
    pub check: Check,
    /// What DNS was asked and said.
    pub dns: Vec<Arc<Answer>>,
}

impl Found {
    pub fn report(&self) -> CheckReport {
        let check = match self.check.clone() {
            Check::Spf { helo, mail_from } => report::Check::Spf {
                helo: helo.plain(),
                mail_from: mail_from.plain(),
            },
            Check::Dmarc { dmarc } => report::Check::Dmarc {
                dmarc: dmarc.plain(),
            },
            Check::DkimKey { key } => report::Check::DkimKey { key: key.plain() },
            Check::Domain { domain } => report::Check::Domain {
                domain: domain.plain(),
            },
        };
        CheckReport {
            schema: SCHEMA.into(),
            check,
            dns: self.dns.iter().map(|answer| (&**answer).plain()).collect(),
        }
    }
}

/// How a check by itself came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A pass; a usable key; with no identifier given, a DMARC record; of a domain, records of both SPF and DMARC.
    Good,
    /// Anything else that DNS told.
    Bad,
    /// DNS gave no answer.
    Unknown,
}

/// Makes one check.
pub async fn ask(dns: &Dns, question: &Question) -> Found {
    let check = match question {
        Question::Spf {
            request,
            helo,
            mail_from,
        } => {
            let one = async |wanted: bool, identity| {
                let request = SpfRequest {
                    identity,
                    ..request.clone()
                };
                if wanted {
                    Some(Box::new(spf::check_host(dns, &request).await))
                } else {
                    None
                }
            };
            let (helo, mail_from) = futures::join!(
                one(*helo, Identity::Helo),
                one(*mail_from, Identity::MailFrom)
            );
            Check::Spf { helo, mail_from }
        }
        Question::Dmarc { from, spf, dkim } => {
            let authors = [from.clone()];
            let spf = spf.as_deref().map(passing);
            let dkim: Vec<Identifier> = dkim.iter().map(|domain| passing(domain)).collect();
            let mut dmarc = dmarc::evaluate(dns, &authors, spf.as_ref(), &dkim).await;
            if spf.is_none() && dkim.is_empty() {
                without_identifiers(&mut dmarc);
            }
            Check::Dmarc {
                dmarc: Box::new(dmarc),
            }
        }
        Question::DkimKey { selector, domain } => Check::DkimKey {
            key: Box::new(key::check(dns, selector, domain).await),
        },
        Question::Domain { domain } => Check::Domain {
            domain: Box::new(enrich::look_up_domain(dns, domain).await),
        },
    };
    Found {
        check,
        dns: dns.log(),
    }
}

/// Where nothing was given to evaluate, nothing failed: what is left is what the domain requests.
fn without_identifiers(check: &mut DmarcCheck) {
    if check.result == Checked::Done(AuthResult::Fail) {
        check.result = Checked::Skipped(Why::NoIdentifiers);
        check.reason = Some(Why::NoIdentifiers.text().to_owned());
        check.disposition = None;
    }
}

fn passing(domain: &str) -> Identifier {
    Identifier {
        domain: domain.to_owned(),
        result: Checked::Done(AuthResult::Pass),
    }
}

impl Check {
    /// How it came out: of SPF for MAIL FROM if that was asked for.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::Spf { helo, mail_from } => {
                let decides = mail_from.as_ref().or(helo.as_ref());
                decides.map_or(Outcome::Unknown, |check| Outcome::of(check.result))
            }
            Self::Dmarc { dmarc } => {
                if dmarc.result == Checked::Skipped(Why::NoIdentifiers) {
                    Outcome::Good
                } else {
                    Outcome::of(dmarc.result)
                }
            }
            Self::DkimKey { key } => match key.done().map(|key| key.status) {
                Some(KeyStatus::Present) => Outcome::Good,
                Some(KeyStatus::Revoked | KeyStatus::Absent | KeyStatus::Unusable) => Outcome::Bad,
                Some(KeyStatus::Unanswered) | None => Outcome::Unknown,
            },
            Self::Domain { domain } => of_domain(domain),
        }
    }
}

/// Both SPF and DMARC must be there.
fn of_domain(found: &DomainReport) -> Outcome {
    let Checked::Done(records) = &found.records else {
        return Outcome::Unknown;
    };
    let mut needed = records
        .iter()
        .filter(|record| matches!(record.kind, RecordKind::Spf | RecordKind::Dmarc));
    if needed.clone().any(|one| one.record.skipped().is_some()) {
        Outcome::Unknown
    } else if needed.all(|one| one.record.done().is_some_and(|record| record.present)) {
        Outcome::Good
    } else {
        Outcome::Bad
    }
}

impl Outcome {
    fn of(result: Checked<AuthResult>) -> Self {
        match result {
            Checked::Done(AuthResult::Pass) => Self::Good,
            Checked::Done(AuthResult::Temperror) | Checked::Skipped(_) => Self::Unknown,
            Checked::Done(_) => Self::Bad,
        }
    }
}
