//! All that is known about one message, joined: what findings judge by and reports show.

mod about;
mod alignment;
mod delivery;
mod disagreement;
mod facts;
mod filters;
mod ledger;
mod platforms;
mod relay;
mod sealers;
mod standing;

pub use alignment::Unaligned;
pub(crate) use alignment::may_pass;
pub(crate) use platforms::is_platforms;
mod receiver;
mod vouched;

pub use crate::words::evidence::Standing;
pub use about::About;
pub use delivery::Delivery;
pub use disagreement::Disagreement;
pub use facts::Facts;
pub use filters::FilterStanding;
pub use ledger::{Entry, checked_sender, doubt_passes, of as ledger};
pub use platforms::{PLATFORMS, Platform};
pub use receiver::{ClaimsOf, Said};
pub use relay::{Noted, Relay, RelayBasis};

use crate::auth::AuthResult;
use crate::auth::arc::ArcCheck;
use crate::auth::dkim::DkimCheck;
use crate::auth::dmarc::DmarcCheck;
use crate::auth::spf::SpfCheck;
use crate::body::Body;
use crate::checked::Checked;
use crate::dns::Doubt;
use crate::enrich::Enrichment;
use crate::message::{Damage, DamageKind, Mailbox, Message};
use crate::route::Route;
use crate::session::{Session, Transaction};
use crate::vendor_headers::VendorField;
pub use crate::words::evidence::{AsOfSource, InputKind};
use chrono::{DateTime, Utc};
use std::net::IpAddr;
use std::sync::OnceLock;

/// The time for which expiration was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AsOf {
    pub time: DateTime<Utc>,
    /// Where it comes from.
    pub source: AsOfSource,
    /// The earliest and latest possible time, where it is not known exactly: nothing counts as expired that had not at
    /// the first of them.
    pub range: Option<[DateTime<Utc>; 2]>,
}

impl AsOf {
    /// A moment that is known.
    pub fn exact(time: DateTime<Utc>, source: AsOfSource) -> Self {
        Self {
            time,
            source,
            range: None,
        }
    }

    /// Whether the moment is known only about.
    pub fn is_approximate(&self) -> bool {
        self.range.is_some()
    }
}

/// A value with where it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sourced<T> {
    pub value: T,
    /// Where it was found, such as `the user` or `the boundary hop`.
    pub source: &'static str,
    /// Whether the message's sender can have written it there: it may speak against the message, and not for it.
    pub is_claimed: bool,
}

impl<T> Sourced<T> {
    /// A value and where it was found: where our side wrote it, or the user.
    pub fn new(value: T, source: &'static str) -> Self {
        Self {
            value,
            source,
            is_claimed: false,
        }
    }

    /// The same where the sender can have written it.
    pub fn claimed(value: T, source: &'static str) -> Self {
        Self {
            is_claimed: true,
            ..Self::new(value, source)
        }
    }
}

/// What SPF was asked about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Envelope {
    /// The client's address.
    pub client_ip: Option<Sourced<IpAddr>>,
    /// What it announced.
    pub helo: Option<Sourced<String>>,
    /// The envelope sender; empty for the null sender.
    pub mail_from: Option<Sourced<String>>,
}

/// What was found out about the sender now.
#[derive(Clone, Debug)]
pub struct Authentication {
    /// What SPF was asked about.
    pub envelope: Envelope,
    /// SPF for the HELO name.
    pub spf_helo: Checked<SpfCheck>,
    /// SPF for the envelope sender.
    pub spf_mail_from: Checked<SpfCheck>,
    /// One entry a signature, topmost first.
    pub dkim: Vec<DkimCheck>,
    /// The ARC chain.
    pub arc: ArcCheck,
    /// DMARC for the From domain.
    pub dmarc: DmarcCheck,
    /// Whether DNS told of any name that it exists. Where it did not, what it says is missing may be missing, or the
    /// resolver knows nothing.
    pub dns_knows_a_name: bool,
    /// What is not believed of the answers of DNS.
    pub dns_doubt: Doubt,
}

impl Authentication {
    /// SPF's result for the envelope sender, if it was checked.
    pub fn spf(&self) -> Option<AuthResult> {
        self.spf_mail_from.done()?.result.done().copied()
    }

    /// DMARC's result, if it was checked.
    pub fn dmarc(&self) -> Option<AuthResult> {
        self.dmarc.result.done().copied()
    }

    /// The ARC chain's result, if it was checked.
    pub fn arc(&self) -> Option<AuthResult> {
        self.arc.result.done().copied()
    }

    /// The signatures with this result.
    pub fn signatures(&self, result: AuthResult) -> impl Iterator<Item = &DkimCheck> {
        self.dkim
            .iter()
            .filter(move |check| check.result.done() == Some(&result))
    }
}

/// All that is known about one message.
#[derive(Clone, Debug)]
pub struct Evidence<'m> {
    pub message: &'m Message<'m>,
    /// Message or headers only.
    pub kind: InputKind,
    /// What is wrong with the input.
    pub damage: Vec<Damage>,
    /// What it says of itself.
    pub facts: Facts,
    /// Its path.
    pub route: Route,
    /// What was found out now.
    pub auth: Authentication,
    /// What headers say was found out, beside our own verdict.
    pub ledger: Vec<Entry>,
    /// What filters noted.
    pub vendors: Vec<VendorField>,
    /// What is attached, and where links lead.
    pub body: Checked<Body>,
    /// Domains that the caller wants guarded against lookalikes.
    pub protected: Vec<String>,
    /// Domains whose ARC seals the caller trusts.
    pub trusted_sealers: Vec<String>,
    /// What was looked up beside, if anything was asked for.
    pub enrichment: Option<Enrichment>,
    /// When expiry was judged.
    pub as_of: AsOf,
    /// Whether it was attached to another message, whose sender can have written all of it.
    pub is_carried: bool,
    /// The session that carried the message, or all there is.
    pub session: Option<SessionEvidence>,
    /// What is derived from all this where it is asked for, once.
    pub(crate) derived: Derived,
}

/// What several judgments ask for and takes more than a look. It is kept from the first time on: by then the evidence stands.
#[derive(Clone, Debug, Default)]
pub(crate) struct Derived {
    relay: OnceLock<Option<Relay>>,
    unaligned: OnceLock<Option<Unaligned>>,
}

/// A session, and the mail of it that this is about.
#[derive(Clone, Debug)]
pub struct SessionEvidence {
    pub session: Session,
    /// The mail's number in it, from 0; `None` where it holds none.
    pub mail: Option<usize>,
}

impl SessionEvidence {
    /// The mail that this is about.
    pub fn mail(&self) -> Option<&Transaction> {
        self.session.transactions.get(self.mail?)
    }

    /// Whether it holds a message that can be judged.
    pub fn has_message(&self) -> bool {
        self.mail().is_some_and(|mail| mail.message.is_some())
    }
}

impl Evidence<'_> {
    /// Whether the input is damaged so.
    pub fn is_damaged(&self, kinds: &[DamageKind]) -> bool {
        self.damage
            .iter()
            .any(|damage| kinds.contains(&damage.kind))
    }

    /// Whether fields that were there may be missing from the input.
    pub fn may_lack_fields(&self) -> bool {
        self.damage
            .iter()
            .any(|damage| damage.kind.may_lack_fields())
    }

    /// Whether there is a message to judge: a session may hold none.
    pub fn has_message(&self) -> bool {
        self.session
            .as_ref()
            .is_none_or(SessionEvidence::has_message)
    }
}

impl Evidence<'_> {
    /// The field that an address stands in.
    pub(crate) fn field_of(&self, mailbox: &Mailbox) -> Option<usize> {
        let fields = self.message.fields();
        let index = fields.partition_point(|field| field.span().end <= mailbox.span.start);
        (index < fields.len()).then_some(index)
    }
}
