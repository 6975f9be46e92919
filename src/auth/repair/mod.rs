//! What broke a signature: the edit after which `bh=` matches again.
//!
//! `bh=` tells the truth about the original body without any key. The edits that lists and gateways make are undone
//! one after the other, the likeliest first, until a text is found that hashes to it: proof of what the original was.
//! A diagnosis explains; the result of the signature stays what it is.

mod body;
mod downgrade;
mod encode;
mod mime;
mod search;

use super::dkim::DkimCheck;
use super::signature::BodyHash;
use super::tags::decode_base64;
use crate::message::{Message, to_crlf};
use mime::Entity;
use search::{Search, Target};
use serde::Serialize;

/// A kind of edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Edit {
    /// Text was appended.
    Footer,
    /// The original was made one part of a multipart, or a part was added to the multipart that it is.
    MimePartAdded,
    /// The transfer encoding was changed.
    TransferEncoding,
    /// The character set was changed.
    Charset,
    /// `From ` at the beginning of lines was quoted as `>From `.
    FromQuoting,
    /// The hash is that of another canonical form than `c=` says: white space was changed, or the signer erred.
    Canonicalization,
    /// Line ends within the body were changed.
    LineEnds,
    /// White space at the end of lines was removed or added.
    TrailingWhiteSpace,
    /// The body was emptied.
    BodyRemoved,
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
    /// The text that was added, if any; shortened.
    pub added: Option<String>,
    /// The original body, CRLF line ends: its canonical form hashes to `bh=`.
    #[serde(skip)]
    pub recovered: Vec<u8>,
}

/// Looks for the edit that broke the body hash of a signature. `None` when it is not broken, or none was found.
pub fn explain(message: &Message<'_>, check: &DkimCheck) -> Option<Diagnosis> {
    if check.body_hash != BodyHash::Mismatch {
        return None;
    }
    let target = Target {
        canonical: check.canonicalization?.body,
        hash: check.algorithm?.hash(),
        length: check.body_length,
        stated: decode_base64(check.body_hash_stated.as_deref()?.as_bytes())?,
    };
    let text = to_crlf(message.body()?, message.line_ends());
    let value = |name| message.first(name).map(|field| field.unfolded());
    let entity = Entity::new(
        value("Content-Type").as_deref(),
        value("Content-Transfer-Encoding").as_deref(),
    );
    body::explain(&mut Search::new(&target), &text, &entity)
}
