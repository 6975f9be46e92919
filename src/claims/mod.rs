//! What headers say was checked: Authentication-Results (RFC 8601) with its many dialects, ARC-Authentication-Results
//! (RFC 8617 section 4.1.1), Received-SPF (RFC 7208 section 9.1) and a few single-word fields.
//!
//! A claim is somebody's word. Whoever wrote a message can write every one of these fields, so a [`Claim`] says what
//! stands there and where, never whether it is so: there is no conversion from it into a verdict of our own.
//!
//! ```compile_fail
//! # let message = hdrtrace::message::Message::parse(b"Authentication-Results: mx.example; dkim=pass\r\n\r\n");
//! let claim = hdrtrace::claims::read(&message).remove(0);
//! let verdict: hdrtrace::auth::AuthResult = claim.into();
//! ```

mod clause;
mod cursor;
mod field;
mod kind;
mod meaning;
mod oddity;
mod properties;
mod received_spf;
mod registry;
mod status;

#[cfg(test)]
mod dialect_tests;
#[cfg(test)]
mod forgery_tests;
#[cfg(test)]
mod property_tests;

pub use kind::FieldKind;
pub use oddity::Oddity;
pub use properties::Properties;
pub use registry::{
    METHODS, MethodRow, PROPERTIES, PropertyRow, RESULTS, ResultRow, is_registered,
};

use crate::limits::{MAX_CLAIM_FIELDS, MAX_CLAUSES};
use crate::message::{HeaderField, Message, Span};

/// One method result as a header states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Index in [`Message::fields`] of the field that states it.
    pub field_index: usize,
    /// The field's name as written.
    pub field: String,
    pub kind: FieldKind,
    /// Who claims to have checked, verbatim; `None` where the field does not say (Microsoft's does not).
    ///
    /// For Received-SPF, `receiver=` or the host that its comment begins with.
    pub authserv_id: Option<String>,
    /// The version behind the authserv-id (RFC 8601 section 2.2), verbatim.
    pub version: Option<String>,
    /// The method in lower case, registered or not: `spf`, `dkim`, `compauth`, `x-tls`.
    pub method: String,
    /// The version behind the method, verbatim.
    pub method_version: Option<String>,
    /// The result in lower case, registered or not: `pass`, `softfail`, `bestguesspass`, `timeout`.
    pub result: String,
    /// What stands behind `reason=`, unquoted.
    pub reason: Option<String>,
    /// The comments of the clause without their outer parentheses, joined by `; `.
    pub comment: Option<String>,
    /// `smtp.mailfrom`, `header.d` and the like, in the order written; names in lower case, values unquoted.
    pub properties: Properties,
    /// Where the clause stands in the message.
    pub span: Span,
    /// What is unusual about the clause.
    pub oddities: Vec<Oddity>,
}

impl Claim {
    /// The first value of a property, by its full name in lower case (`header.d`).
    pub fn property(&self, name: &str) -> Option<&str> {
        self.properties.get(name)
    }
}

/// One field that states results, even when it states none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthResField {
    /// Index in [`Message::fields`].
    pub field_index: usize,
    /// The field's name as written.
    pub field: String,
    pub kind: FieldKind,
    /// Who claims to have checked, verbatim.
    pub authserv_id: Option<String>,
    /// The version behind it, verbatim.
    pub version: Option<String>,
    /// Whether it says `none`: nothing was checked (RFC 8601 section 2.2, no-result).
    pub no_result: bool,
    /// The results in the order written.
    pub claims: Vec<Claim>,
    /// Where text stands that is not understood: no claim was made from it.
    pub unread: Vec<Span>,
    /// What is unusual about the field as a whole; what concerns one clause stands there.
    pub oddities: Vec<Oddity>,
}

/// Every method result that the headers of a message state, topmost field first, in the order written.
pub fn read(message: &Message) -> Vec<Claim> {
    let mut claims = Vec::new();
    for field in fields(message) {
        claims.extend(field.claims);
    }
    claims
}

/// Every field that states results, topmost first, at most [`MAX_CLAIM_FIELDS`].
pub fn fields(message: &Message) -> Vec<AuthResField> {
    message
        .fields()
        .iter()
        .enumerate()
        .filter_map(|(index, field)| Some((index, field, FieldKind::of(field.name())?)))
        .take(MAX_CLAIM_FIELDS)
        .map(|(index, field, kind)| read_field(index, field, kind))
        .collect()
}

/// The fields that [`fields`] leaves out: where the first begins, and how many they are.
pub(crate) fn left_out(message: &Message<'_>) -> Option<(usize, usize)> {
    message.beyond(MAX_CLAIM_FIELDS, |field| {
        FieldKind::of(field.name()).is_some()
    })
}

fn read_field(index: usize, source: &HeaderField, kind: FieldKind) -> AuthResField {
    let mut field = AuthResField {
        field_index: index,
        field: source.name().to_owned(),
        kind,
        authserv_id: None,
        version: None,
        no_result: false,
        claims: Vec::new(),
        unread: Vec::new(),
        oddities: Vec::new(),
    };
    match kind {
        FieldKind::ReceivedSpf => received_spf::read(source, &mut field),
        FieldKind::SidResult | FieldKind::StatusWord { .. } | FieldKind::DkimFilter => {
            status::read(source, &mut field);
        }
        _ => field::read(source, &mut field),
    }
    field
}
