//! Weak signs: what is seen in honest mail too, and says something only where several come together that rest on
//! different things.

mod hosting;
mod identifier;
mod names;
mod place;
mod recipient;
mod sender;

pub(in crate::findings) use hosting::platform;
pub(in crate::findings) use names::why_impossible;

use crate::evidence::Evidence;
use crate::findings::model::Place;
use crate::message::DamageKind;
use chrono::Datelike;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::findings) struct Sign {
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

/// What is looked for, by what it rests on: of one kind only the first sign counts, since the others would say the same
/// of the same thing.
struct Kind {
    looks: &'static [Look],
    /// Whether honest senders come to it by neglect or for their convenience.
    is_neglect: bool,
}

const fn neglect(looks: &'static [Look]) -> Kind {
    Kind {
        looks,
        is_neglect: true,
    }
}

const fn effort(looks: &'static [Look]) -> Kind {
    Kind {
        looks,
        is_neglect: false,
    }
}

const KINDS: &[Kind] = &[
    // Whether the author's domain had a part in it.
    neglect(&[sender::unaligned, sender::unsigned, names::throwaway_tenant]),
    // The envelope sender.
    effort(&[sender::null_sender]),
    // The host.
    neglect(&[
        sender::bare_host,
        sender::impossible_envelope,
        sender::system_account,
    ]),
    // The Message-ID.
    effort(&[identifier::made_elsewhere]),
    // Whether the recipient is named, and how.
    neglect(&[recipient::undisclosed]),
    effort(&[recipient::named_in_text]),
    // Where replies go.
    neglect(&[sender::replies_to_free_mail]),
    // Where links go.
    effort(&[hosting::links_to_shared_hosts, hosting::page_attached]),
    // How the author's names are made.
    effort(&[
        names::disguised_text,
        hosting::platform_author,
        names::made_at_random,
    ]),
    // What kind of domain it is.
    effort(&[names::cheap_suffix]),
];

/// The signs of a message, one of each kind, and how many of them are more than neglect.
pub(in crate::findings) fn of(evidence: &Evidence<'_>) -> (Vec<Sign>, usize) {
    // Where a page took the addresses for markup, their absence is no sign.
    if evidence.is_damaged(&[DamageKind::LostAngleBrackets]) {
        return (Vec::new(), 0);
    }
    let mut efforts = 0;
    let found = KINDS.iter().filter_map(|kind| {
        let sign = kind.looks.iter().find_map(|look| look(evidence))?;
        efforts += usize::from(!kind.is_neglect);
        Some(sign)
    });
    (found.collect(), efforts)
}

/// Since then nearly every sender signs its mail. That of earlier years is not held to it.
const SIGNED_SINCE: i32 = 2014;

/// Whether our own receiver took the mail in a year in which mail is signed; without a time, it did.
pub(in crate::findings) fn is_of_signed_years(evidence: &Evidence<'_>) -> bool {
    evidence
        .route
        .boundary_hop()
        .and_then(|hop| hop.received.time())
        .is_none_or(|time| time.year() >= SIGNED_SINCE)
}
