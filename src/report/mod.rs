//! The report: schema `hdrtrace/1`, the contract with other programs.
//!
//! Names and meanings stay; fields may be added. What is unknown is `null`; what was not done says
//! why, as `{"skipped": reason}`. Plain data: nothing computed is needed to read one back, and what is
//! computed is [`crate::evidence`].

pub mod arc;
pub mod authentication;
pub mod body;
pub mod check;
pub mod claim;
pub mod dkim;
pub mod dmarc;
pub mod dns;
pub mod enrichment;
pub mod finding;
pub mod header;
pub mod hop;
pub mod input;
pub mod kept;
pub mod key;
pub mod message;
mod outcome;
pub mod pairs;
pub mod recovered;
pub mod route;
mod schema;
pub mod session;
pub mod spf;
pub mod vendor;
pub mod verdict;

pub use authentication::{AuthenticationReport, ReceiverReport, SaidReport, SpfReport};
pub use check::{Check, CheckReport};
pub use claim::{ClaimReport, DisagreementReport};
pub use finding::{FindingReport, LoweredReport, PlaceReport, TeamReport};
pub use header::Header;
pub use hop::{AuthReport, ByReport, FromReport, HopReport, IdTimeReport, TlsReport};
pub use input::{AsOf, DamageReport, Input};
pub use kept::KeptError;
pub use message::{MailboxReport, Summary};
pub use recovered::{Change, RecoveredReport};
pub use route::RouteReport;
pub use session::SessionReport;
pub use vendor::VendorReport;

use crate::checked::{Checked, Why};
use crate::words::findings::Severity;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The name and version of this schema.
pub const SCHEMA: &str = "hdrtrace/1";

/// A report on one message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// [`SCHEMA`].
    #[schemars(extend("const" = SCHEMA))]
    pub schema: Cow<'static, str>,
    /// The input.
    pub input: Input,
    /// The time for which expiration was checked.
    pub as_of: AsOf,
    /// The message's own claims: sender-supplied (unverified).
    pub message: Summary,
    /// The SMTP session that carried it; left out where none was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionReport>,
    /// Its path.
    pub route: RouteReport,
    /// What was found out about the sender now.
    pub authentication: AuthenticationReport,
    /// What headers say was found out.
    pub claims: Vec<ClaimReport>,
    /// What filters noted.
    pub vendors: Vec<VendorReport>,
    /// Attachments and links: sender-supplied (unverified).
    pub body: Checked<body::Body>,
    /// The findings.
    pub findings: Vec<FindingReport>,
    /// What was looked up beside authentication; left out if nothing was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enrichment: Option<enrichment::Enrichment>,
    /// What DNS was asked and said.
    pub dns: Vec<dns::Answer>,
    /// Why some of that is not trusted, if so.
    pub dns_doubt: Option<String>,
    /// The conclusion.
    pub verdict: verdict::Verdict,
    /// Domains that the caller named as his own side's; left out where he named none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub protected: Vec<String>,
    /// Whether it was attached to another message and nobody vouches for it: whoever attached it may have written all of it, the
    /// receiver's fields too. Left out where it is not so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub carried: bool,
    /// The header block, for whoever shows its bytes.
    pub header: Header,
}

/// Why a question was not asked that could be.
const ANSWERABLE: &[&str] = &[Why::Offline.word(), Why::NotInCapsule.word()];

impl Report {
    /// Whether there is a message: a session may hold none.
    pub fn has_message(&self) -> bool {
        self.session.as_ref().is_none_or(|one| one.has_message)
    }

    /// The questions of DNS that nobody was asked, as `NAME TYPE`: what another run may answer.
    pub fn not_asked(&self) -> Vec<String> {
        let skipped = self.dns.iter().filter(|answer| {
            let detail = answer.detail.as_deref();
            answer.rcode == dns::Rcode::Skipped
                && detail.is_some_and(|why| ANSWERABLE.contains(&why))
        });
        skipped
            .map(|answer| format!("{} {}", answer.name, answer.rtype.word()))
            .collect()
    }

    /// How severe what was found is, by the verdict where nothing was.
    pub fn severity(&self) -> Severity {
        self.worst().unwrap_or(self.verdict.severity)
    }

    /// The severity of the verdict, which is that of the most severe finding or above, or of a message that carries this one;
    /// `None` if nothing was found.
    pub fn worst(&self) -> Option<Severity> {
        let found = self.findings.iter().map(|finding| finding.severity).max();
        let own = found.map(|found| found.max(self.verdict.severity));
        // Whoever carried it chose what is looked at.
        let carriers = self
            .input
            .wrappers
            .iter()
            .filter_map(|wrapper| wrapper.verdict.as_ref());
        own.max(carriers.map(|verdict| verdict.severity).max())
    }
}
