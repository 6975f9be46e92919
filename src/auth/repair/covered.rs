//! What one signature covers.

use crate::auth::canonical::Canonical;
use crate::message::Message;

/// What one signature covers.
pub(in crate::auth) struct Covered<'c> {
    pub message: &'c Message<'c>,
    pub canonical: Canonical,
    /// `h=`, in lower case.
    pub names: &'c [String],
    /// The field that each name stands for, if there is one.
    pub slots: &'c [Option<usize>],
    /// The signature itself in canonical form, `b=` emptied.
    pub own: &'c [u8],
    /// The header of the part that is the original, where the body was made a part.
    pub part: &'c [u8],
}
