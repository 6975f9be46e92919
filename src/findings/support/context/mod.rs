//! What makes honest mail look suspicious: the ways on which signatures break and senders change.
//!
//! This is the one gate through which context lowers a finding. A `List-Id`, an SRS address or a broken signature is
//! written as easily as any field, so what the message only *says* is told and lowers nothing; what is *shown* may. Shown
//! is what we proved (a signature that verifies), or what our own receiver found. Only this room makes a [`Shown`].

mod aligned;
mod author;
mod before;
mod list;
mod receiver;

pub(in crate::findings) use aligned::{aligned_sender, aligned_signature, author_is_shown};
pub(in crate::findings) use author::signer;
pub(in crate::findings) use before::sealed_before;
pub(in crate::findings) use list::{list_domain, mailing_list};
pub(in crate::findings) use receiver::{
    judged_our_gateway, receiver_found_author, receiver_name, receiver_said, trusted,
    vouched_domains, who_says,
};

use crate::auth::repair::Diagnosis;
use crate::evidence::{Evidence, RelayBasis};
use crate::findings::model::{Hit, Severity};
use before::{author_repaired, vouched_by_sealer};
use list::{forwarded, list_broke_it};

/// A circumstance that explains what was seen, as a clause that follows what was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::findings) enum Context {
    /// The message says so, and its sender could have written it. It lowers nothing.
    Said(String),
    /// It is proven.
    Shown(Shown),
}

/// A proven circumstance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::findings) struct Shown(String);

impl Context {
    fn shown(text: impl Into<String>) -> Self {
        Self::Shown(Shown(text.into()))
    }

    /// Whether it is proven.
    pub(in crate::findings) fn is_shown(&self) -> bool {
        matches!(self, Self::Shown(_))
    }

    /// The clause.
    pub(in crate::findings) fn text(&self) -> &str {
        match self {
            Self::Said(text) | Self::Shown(Shown(text)) => text,
        }
    }
}

/// The first of these that is shown; without one, the first that is said.
pub(in crate::findings) fn strongest(
    contexts: impl IntoIterator<Item = Option<Context>>,
) -> Option<Context> {
    let mut said = None;
    for context in contexts.into_iter().flatten() {
        if context.is_shown() {
            return Some(context);
        }
        said.get_or_insert(context);
    }
    said
}

/// What proves that the author's domain authenticated the message, though a later host broke that: what the receiver
/// found, the repair that makes the author's signature verify, or a sealer whose word counts.
pub(in crate::findings) fn authenticated_before(evidence: &Evidence<'_>) -> Option<Context> {
    strongest([
        receiver_found_author(evidence),
        author_repaired(evidence),
        vouched_by_sealer(evidence),
    ])
}

/// The list or forwarder that may have broken it; neither is proof.
pub(in crate::findings) fn handled_on_the_way(evidence: &Evidence<'_>) -> Option<Context> {
    list_broke_it(evidence).or_else(|| forwarded(evidence))
}

/// An accusation that the author's domain does not authenticate the message, with what explains it: proof that it did makes it a
/// notice. A list or forwarder is told, and is no proof.
pub(in crate::findings) fn explained(hit: Hit, evidence: &Evidence<'_>) -> Hit {
    match authenticated_before(evidence) {
        Some(proof) if proof.is_shown() => hit.in_context(Some(proof), Severity::Notice),
        said => hit.told(said).told(handled_on_the_way(evidence)),
    }
}

/// That a name which is shown is vouched for: SPF or a signature of its organization passes.
pub(in crate::findings) fn vouched(name: &str) -> Context {
    Context::shown(format!("{name} itself is authenticated by DKIM or SPF"))
}

/// That a delivery report came without an envelope sender from a host that is proven to be Microsoft's. Such reports are often
/// not signed, and no domain answers for their empty sender.
pub(in crate::findings) fn exchange_report(evidence: &Evidence<'_>) -> Option<Context> {
    let sender = evidence.auth.envelope.mail_from.as_ref()?;
    // What the sender wrote himself excuses nothing.
    let is_null = sender.value.is_empty() && !sender.is_claimed;
    let relay = evidence.relay()?;
    let is_proven =
        relay.basis != RelayBasis::ReverseName && relay.platform.starts_with("Microsoft");
    (is_null && is_proven).then(|| {
        let platform = relay.platform;
        Context::shown(format!(
            "received from a host of {platform}, which sends such reports"
        ))
    })
}

/// That the author's domain is authenticated, and says in the name for whom it passes mail on.
pub(in crate::findings) fn passed_on_by(evidence: &Evidence<'_>, domain: &str) -> Option<Context> {
    author_is_shown(evidence).map(|_| {
        Context::shown(format!(
            "{domain}, which is authenticated, states that it forwards the message"
        ))
    })
}

/// That a signature verifies once a later change is undone.
pub(in crate::findings) fn repaired(found: &Diagnosis) -> Context {
    Context::shown(format!(
        "the signature verifies once a later change is undone ({})",
        found.edit.text()
    ))
}

/// Whether the client logged in where our side took the mail: it is a user of ours, not a stranger.
pub(in crate::findings) fn submitted(evidence: &Evidence<'_>) -> bool {
    evidence
        .route
        .boundary_hop()
        .is_some_and(|hop| hop.received.auth.is_some())
}

impl Hit {
    /// Tells the circumstances, whatever is known of them.
    #[must_use]
    pub(in crate::findings) fn told(mut self, context: Option<Context>) -> Self {
        if let Some(context) = context {
            self.detail = format!("{}; {}", self.detail, context.text());
        }
        self
    }

    /// Tells the circumstances, and lowers the severity where they are shown: the one way on which anything but the
    /// occurrence itself does.
    #[must_use]
    pub(in crate::findings) fn in_context(self, context: Option<Context>, shown: Severity) -> Self {
        let is_shown = context.as_ref().is_some_and(Context::is_shown);
        self.told(context).graded_if(is_shown, shown)
    }
}
