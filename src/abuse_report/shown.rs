//! The message as an abuse desk sees it: redacted, and with as much of it as can be.

use super::AbuseReportError;
use crate::message::{Message, PieceKind, to_crlf};
use crate::redact::{Redacted, Redactor};

/// The message as it is handed over.
pub(super) struct Shown {
    pub bytes: Vec<u8>,
    /// Whether it has a body.
    pub whole: bool,
    pub redacted: Option<Redacted>,
    /// Whether the body had to be left out.
    pub lacks_body: bool,
}

impl Shown {
    /// The message, or its header alone where something protected would be left in the body: what a sender hides there is no
    /// reason to report nothing.
    pub fn of(
        message: &Message<'_>,
        headers_only: bool,
        removed: &[usize],
        redactor: Option<&Redactor>,
    ) -> Result<Self, AbuseReportError> {
        let original = exhibit_bytes(message, headers_only, removed);
        let body = Message::parse(&original).body().map(<[u8]>::len);
        let whole = body.is_some_and(|length| length > 0);
        let Some(redactor) = redactor else {
            return Ok(Self {
                bytes: original,
                whole,
                redacted: None,
                lacks_body: false,
            });
        };
        let leaks = match redactor.redact(&original) {
            Ok(redacted) => {
                let leaks = redactor.leaks(&redacted.bytes);
                if leaks.is_empty() {
                    return Ok(Self {
                        bytes: redacted.bytes.clone(),
                        whole,
                        redacted: Some(redacted),
                        lacks_body: false,
                    });
                }
                AbuseReportError::Leak(leaks)
            }
            Err(error) => error.into(),
        };
        if headers_only || !whole {
            return Err(leaks);
        }
        let shown = Self::of(message, true, removed, Some(redactor))?;
        Ok(Self {
            lacks_body: true,
            ..shown
        })
    }
}

/// The message as evidence: without what a mailbox file put before it and without the fields at `removed` (ascending), with CRLF.
fn exhibit_bytes(message: &Message<'_>, headers_only: bool, removed: &[usize]) -> Vec<u8> {
    let raw = message.raw();
    let kept: Vec<u8> = message
        .pieces()
        .iter()
        .filter(|piece| match piece.kind {
            PieceKind::Prologue => false,
            PieceKind::Body | PieceKind::Separator => !headers_only,
            PieceKind::Field(index) => removed.binary_search(&index).is_err(),
            PieceKind::Junk => true,
        })
        .flat_map(|piece| piece.span.of(raw))
        .copied()
        .collect();
    to_crlf(&kept, message.line_ends()).into_owned()
}
