//! What speaks for the sender, strongest first: proven, all of it.

use super::{Rule, first};
use crate::auth::AuthResult;
use crate::evidence::Evidence;
use crate::findings::model::Found;
use crate::findings::support::context::{self, Context};

const IN_FAVOR: &[Rule] = &[
    author_passes,
    receiver_found_author,
    author_signed,
    author_sent,
    logged_in,
];

/// The strongest of it.
pub(super) fn strongest(evidence: &Evidence<'_>, found: &[Found]) -> Option<String> {
    first(IN_FAVOR, evidence, found)
}

fn author_passes(evidence: &Evidence<'_>, _: &[Found]) -> Option<String> {
    let domain = evidence.auth.dmarc.domain.as_ref()?;
    (evidence.auth.dmarc() == Some(AuthResult::Pass)).then(|| format!("DMARC pass for {domain}"))
}

fn receiver_found_author(evidence: &Evidence<'_>, _: &[Found]) -> Option<String> {
    shown(context::receiver_found_author(evidence))
}

fn author_signed(evidence: &Evidence<'_>, _: &[Found]) -> Option<String> {
    shown(context::aligned_signature(evidence))
}

fn author_sent(evidence: &Evidence<'_>, _: &[Found]) -> Option<String> {
    shown(context::aligned_sender(evidence))
}

fn logged_in(evidence: &Evidence<'_>, _: &[Found]) -> Option<String> {
    context::submitted(evidence)
        .then(|| "the client was authenticated (AUTH) on receipt".to_owned())
}

fn shown(context: Option<Context>) -> Option<String> {
    context
        .filter(Context::is_shown)
        .map(|context| context.text().to_owned())
}
