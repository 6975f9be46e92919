//! What broke a signature: the edit after which `bh=` matches again.
//!
//! `bh=` tells the truth about the original body without any key. The edits that lists and gateways make are undone
//! one after the other, the likeliest first, until a text is found that hashes to it: proof of what the original was.
//! A diagnosis explains; the result of the signature stays what it is.

mod body;
mod budget;
mod candidates;
mod charset;
mod covered;
mod downgrade;
mod encode;
mod ends;
mod found;
mod header;
mod mime;
mod multipart;
mod original;
mod quoted;
mod recode;
mod search;
mod styles;
mod text;

pub(super) use budget::Budget;
pub(super) use covered::Covered;
pub use header::RestoredField;
pub(super) use header::explain as explain_header;
pub use original::original;
pub use search::Target;

use crate::limits::MAX_REPAIR_BOUNDARIES;
use crate::message::{HeaderField, Message, to_crlf};
pub use crate::words::auth::Edit;
use mime::Entity;
use search::Search;
use serde::Serialize;

/// How a message was changed after signing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnosis {
    /// The most significant edit.
    pub edit: Edit,
    /// All edits, in the order in which they are undone.
    pub edits: Vec<Edit>,
    /// The edits in words.
    pub detail: String,
    /// The added text, if any; shortened, with its control characters.
    pub added: Option<String>,
    /// The signed fields that were changed, as they were; proven by the key.
    pub fields: Vec<RestoredField>,
    /// Whether the signature verifies over the recovered message as a whole, header and body: this is what was signed.
    /// False also when there was no key to verify with.
    pub verified: bool,
    /// The original body, CRLF line ends, if it was changed: its canonical form hashes to `bh=`.
    #[serde(skip)]
    pub recovered: Option<Vec<u8>>,
    /// The header of the part that is the original, where the body was made a part.
    #[serde(skip)]
    pub part_header: Vec<u8>,
    /// Whether another part was put in front of the original, where a reader sees it first.
    #[serde(skip)]
    pub is_behind: bool,
    /// The transfer encoding that the original body had, where it was changed.
    #[serde(skip)]
    pub encoding_was: Option<&'static str>,
}

impl Diagnosis {
    /// Whether words that the author did not write were put where a reader sees them before the author's.
    pub fn puts_words_in_front(&self) -> bool {
        self.is_behind || self.edits.contains(&Edit::Banner)
    }

    /// Of changed fields alone, or added to what became of the body.
    pub(super) fn with_fields(body: Option<Self>, fields: Vec<RestoredField>) -> Option<Self> {
        let first = fields.first()?.edit;
        let mut diagnosis = body.unwrap_or_else(|| Self {
            edit: first,
            edits: Vec::new(),
            detail: String::new(),
            added: None,
            fields: Vec::new(),
            verified: false,
            recovered: None,
            part_header: Vec::new(),
            is_behind: false,
            encoding_was: None,
        });
        let mut details = vec![std::mem::take(&mut diagnosis.detail)];
        for field in &fields {
            diagnosis.edits.push(field.edit);
            details.push(format!("{}: {}", field.name, field.edit.text_of_field()));
        }
        details.retain(|detail| !detail.is_empty());
        diagnosis.detail = details.join("; ");
        diagnosis.fields = fields;
        Some(diagnosis)
    }
}

/// The body and what the header says of it.
struct Context<'c> {
    /// CRLF line ends.
    text: &'c [u8],
    entity: Entity,
    /// Whether it was passed on by who may have changed it.
    passed_on: bool,
    /// Every boundary that some field of the header names.
    boundaries: Vec<Vec<u8>>,
}

/// How the names of those fields begin that lists add, and gateways which rewrite what they pass on.
const OF_PASSAGE: [&str; 13] = [
    "List-Id",
    "List-Post",
    "Mailing-List",
    "Resent-",
    "X-Barracuda-",
    "X-BeenThere",
    "X-Google-Group-",
    "X-Mailman-",
    "X-Mimecast-",
    "X-Original-From",
    "X-Original-Sender",
    "X-Proofpoint-",
    "X-Sympa-",
];

fn is_of_passage(field: &HeaderField<'_>) -> bool {
    OF_PASSAGE.iter().any(|begin| {
        let name = field.name().as_bytes().get(..begin.len());
        name.is_some_and(|name| name.eq_ignore_ascii_case(begin.as_bytes()))
    })
}

/// Looks for the original of a body whose hash is not the one that was signed, as if it were the message's only one.
pub fn explain(message: &Message<'_>, target: &Target) -> Option<Diagnosis> {
    explain_within(message, target, &mut Budget::new())
}

/// The same with what the message has left for it.
pub(super) fn explain_within(
    message: &Message<'_>,
    target: &Target,
    budget: &mut Budget,
) -> Option<Diagnosis> {
    let text = to_crlf(message.body()?, message.line_ends());
    let value = |name| message.first(name).map(HeaderField::unfolded);
    let named = |field: &HeaderField<'_>| {
        memchr::memmem::find(field.raw(), b"boundary")
            .and_then(|_| mime::parameter(&field.unfolded(), b"boundary"))
    };
    let context = Context {
        text: &text,
        entity: Entity::new(
            value("Content-Type").as_deref(),
            value("Content-Transfer-Encoding").as_deref(),
        ),
        passed_on: message.fields().iter().any(is_of_passage),
        boundaries: message
            .fields()
            .iter()
            .filter_map(named)
            .take(MAX_REPAIR_BOUNDARIES)
            .collect(),
    };
    body::explain(&mut Search::new(target, budget), &context)
}
