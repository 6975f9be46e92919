//! Weak signs: what is seen in honest mail too, and says something only where several come together that rest on
//! different things.

mod hosting;
mod identifier;
mod names;
mod recipient;
mod sender;

pub(super) use hosting::platform;
pub(super) use names::why_impossible;

use super::Place;
use crate::evidence::Evidence;

/// A sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sign {
    /// What was seen, as a clause.
    pub text: String,
    /// Where.
    pub place: Option<Place>,
}

impl Sign {
    fn new(text: impl Into<String>, place: Option<Place>) -> Self {
        Self {
            text: text.into(),
            place,
        }
    }
}

type Look = fn(&Evidence<'_>) -> Option<Sign>;

/// What is looked for, by what it rests on: of one row only the first sign counts, since the others would say the same
/// of the same thing.
const KINDS: &[&[Look]] = &[
    // Whether the author's domain had a part in it.
    &[sender::unaligned, sender::unsigned],
    // The envelope sender.
    &[sender::null_sender, sender::impossible_envelope],
    // The host.
    &[sender::bare_host, sender::system_account],
    // The Message-ID.
    &[identifier::made_elsewhere],
    // How the recipient is named.
    &[recipient::named_in_text, recipient::undisclosed],
    // Where replies go.
    &[sender::replies_to_free_mail],
    // Where links go.
    &[hosting::links_to_shared_hosts, hosting::page_attached],
    // How the author's names are made.
    &[
        names::disguised_text,
        hosting::platform_author,
        names::made_at_random,
    ],
    // What kind of domain it is.
    &[names::cheap_suffix],
];

/// The signs of a message, one of each kind.
pub(super) fn of(evidence: &Evidence<'_>) -> Vec<Sign> {
    KINDS
        .iter()
        .filter_map(|kind| kind.iter().find_map(|look| look(evidence)))
        .collect()
}
