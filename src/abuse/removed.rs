//! Fields that a report leaves out of the header that it quotes: the receiver's own business, and sealed values that only
//! their writer can read.
//!
//! A field that a signature covers stays, whatever it is: without it the desk could not verify the signature.

use crate::evidence::Evidence;
use crate::message::{HeaderField, decoded_text};
use std::collections::HashSet;

/// When a field of this name is left out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    /// Wherever it stands: nobody but its writer has a use for it.
    Always,
    /// Where the receiver wrote it; the sender's own names the account or tenant that was used.
    Receivers,
}

use When::{Always, Receivers};

/// Names in lower case; `*` stands for anything, once.
#[rustfmt::skip]
const ROWS: &[(&str, When)] = &[
    // When the recipient last logged in, and which rule put the message into which folder.
    ("x-ms-userlastlogontime", Always),
    ("x-microsoft-antispam-mailbox-delivery", Always),
    ("x-ms-exchange-processed-by-bccfoldering", Always),
    // The receiver's tenant, and how its own hosts passed the message on.
    ("x-ms-exchange-eopdirect*", Receivers),
    ("x-eopattributedmessage", Receivers),
    ("x-eoptenantattributedmessage", Receivers),
    ("x-ms-exchange-crosstenant-id", Receivers),
    ("x-ms-exchange-crosstenant-fromentityheader", Receivers),
    ("x-ms-exchange-crosstenant-authsource", Receivers),
    ("x-ms-exchange-crosstenant-mailboxtype", Receivers),
    ("x-ms-exchange-crosstenant-rms-persistedconsumerorg", Receivers),
    ("x-ms-exchange-crosstenant-originalattributedtenantconnectingip", Receivers),
    ("x-ms-exchange-crosstenant-userprincipalname", Receivers),
    ("x-ms-exchange-*tenantid", Receivers),
    ("x-ms-exchange-transport-crosstenantheaders*", Receivers),
    ("x-ms-exchange-transport-endtoendlatency", Receivers),
    ("x-ms-exchange-organization-expiration*", Receivers),
    ("x-ms-exchange-organization-authsource", Receivers),
    ("x-ms-exchange-organization-messagedirectionality", Receivers),
    ("x-ms-exchange-organization-recipient-p2-type", Receivers),
    ("x-ms-publictraffictype", Receivers),
    ("x-ms-traffictypediagnostic", Receivers),
    ("x-ms-exchange-antispam-relay", Receivers),
    ("x-incomingheadercount", Receivers),
    ("x-incomingtopheadermarker", Receivers),
    // Sealed values.
    ("x-microsoft-antispam-message-info*", Always),
    ("x-message-info", Always),
    ("x-message-delivery", Always),
    ("x-ms-exchange-antispam-messagedata-*", Always),
    ("x-forefront-antispam-report-diagnostic*", Always),
    ("x-gm-message-state", Always),
    ("x-gm-gg", Always),
    ("x-gm-features", Always),
    ("x-google-smtp-source", Always),
    ("x-sg-eid", Always),
];

/// The least characters of a value that counts as sealed, without white space.
const LONG: usize = 200;

/// The fields to leave out, as indices into the message's fields. Those of these names stay: they tell a party which of its
/// customers it was.
pub fn removable(evidence: &Evidence<'_>, kept: &[&str]) -> Vec<usize> {
    let signed = signed(evidence);
    let fields = evidence.message.fields().iter().enumerate();
    fields
        .filter(|(index, field)| {
            let is_kept = kept.iter().any(|name| field.is(name));
            !is_kept && !signed.contains(index) && is_removable(evidence, *index, field)
        })
        .map(|(index, _)| index)
        .collect()
}

fn is_removable(evidence: &Evidence<'_>, index: usize, field: &HeaderField<'_>) -> bool {
    match row(field.name()) {
        Some(Always) => true,
        Some(Receivers) => is_receivers(evidence, index),
        None => is_sealed(field),
    }
}

/// Whether a field of this name is the receiver's own in this message, and says nothing of the sender.
pub(super) fn is_own_business(evidence: &Evidence<'_>, index: usize, name: &str) -> bool {
    row(name) == Some(Receivers) && is_receivers(evidence, index)
}

/// Whether our side wrote such a field. Exchange Online adds its own after what came from outside, and removes such fields
/// of the sender's.
fn is_receivers(evidence: &Evidence<'_>, index: usize) -> bool {
    let is_microsoft = |rule: &str| rule == "Microsoft";
    let boundary = evidence.route.boundary.as_ref();
    boundary.is_some_and(|boundary| is_microsoft(boundary.rule))
        || evidence
            .route
            .boundary_hop()
            .is_some_and(|hop| index < hop.field_index)
}

fn row(name: &str) -> Option<When> {
    let name = name.to_ascii_lowercase();
    let found = ROWS.iter().find(|(known, _)| match known.split_once('*') {
        Some((start, end)) => name
            .strip_prefix(start)
            .is_some_and(|rest| rest.ends_with(end)),
        None => name == *known,
    });
    found.map(|(_, when)| *when)
}

/// What DKIM and ARC signatures cover, whether they verify or not.
fn signed(evidence: &Evidence<'_>) -> HashSet<usize> {
    let auth = &evidence.auth;
    let dkim = auth.dkim.iter().flat_map(|check| &check.signed_fields);
    let arc = auth.arc.instances.iter().flat_map(|instance| {
        let facts = instance.message_signature_facts.as_ref();
        facts.into_iter().flat_map(|facts| &facts.signed_fields)
    });
    dkim.chain(arc).copied().collect()
}

/// Whether a field outside the standards holds one long run of base64 or hexadecimal digits. Signatures are such, and stay.
fn is_sealed(field: &HeaderField<'_>) -> bool {
    let name = field.name().to_ascii_lowercase();
    if !name.starts_with("x-") || name.contains("signature") {
        return false;
    }
    if field.raw_value().len() < LONG {
        return false;
    }
    let decoded = decoded_text(field);
    let mut length = 0;
    let are_digits = decoded
        .chars()
        .filter(|c| !c.is_whitespace())
        .inspect(|_| length += 1)
        .all(|c| c.is_ascii_alphanumeric() || "+/=-_".contains(c));
    are_digits && length >= LONG
}
