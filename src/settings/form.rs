//! What an input is taken for.

use serde::{Deserialize, Serialize};

/// What an input is taken for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum InputForm {
    /// What its first bytes show.
    #[default]
    Auto,
    /// A message or header block, even if it looks like a session.
    Message,
    /// An SMTP session.
    #[serde(rename = "smtp")]
    Session,
}
