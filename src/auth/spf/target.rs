//! What a mechanism is about.

use super::macros::MacroString;

/// A domain-spec, or the current domain where there is none.
pub(super) type Target = Option<MacroString>;
