//! What broke a signature: the edit after which `bh=` matches again.
//!
//! `bh=` tells the truth about the original body without any key. The edits that lists and gateways make are undone
//! one after the other, the likeliest first, until a text is found that hashes to it: proof of what the original was.
//! A diagnosis explains; the result of the signature stays what it is.

mod body;
mod charset;
mod downgrade;
mod encode;
mod mime;
mod multipart;
mod search;
mod text;

pub use search::Target;

use crate::message::{HeaderField, Message, to_crlf};
use mime::Entity;
use search::Search;
use serde::Serialize;

/// A kind of edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Edit {
    /// Text was appended.
    Footer,
    /// Text was put on top.
    Banner,
    /// The original was made one part of a multipart, or a part was added to the multipart that it is.
    MimePartAdded,
    /// The transfer encoding was changed.
    TransferEncoding,
    /// The character set was changed.
    Charset,
    /// The boundary of a multipart was changed.
    Boundary,
    /// `From ` at the beginning of lines was quoted as `>From `.
    FromQuoting,
    /// The hash is that of another canonical form than `c=` says: the signer erred.
    Canonicalization,
    /// Line ends were changed.
    LineEnds,
    /// White space at the end of lines was removed or added.
    TrailingWhiteSpace,
}

/// What became of a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnosis {
    /// The edit that says most.
    pub edit: Edit,
    /// All edits, in the order in which they are undone.
    pub edits: Vec<Edit>,
    /// The edits in words.
    pub detail: String,
    /// The text that was added, if any; shortened, and still with what control characters it has.
    pub added: Option<String>,
    /// The original body, CRLF line ends: its canonical form hashes to `bh=`.
    #[serde(skip)]
    pub recovered: Vec<u8>,
}

/// The body and what the header says of it.
struct Context<'c> {
    /// CRLF line ends.
    text: &'c [u8],
    entity: Entity,
    /// Every boundary that some field of the header names.
    boundaries: Vec<Vec<u8>>,
}

/// The most boundaries of other fields that are tried.
const MAX_BOUNDARIES: usize = 4;

/// Looks for the original of a body whose hash is not the one that was signed.
pub fn explain(message: &Message<'_>, target: &Target) -> Option<Diagnosis> {
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
        boundaries: message
            .fields()
            .iter()
            .filter_map(named)
            .take(MAX_BOUNDARIES)
            .collect(),
    };
    body::explain(&mut Search::new(target), &context)
}
