//! Of attachments.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why a name, or its content, is suspicious.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum RiskKind {
    /// The content is an executable, the name says otherwise.
    HiddenProgram,
    /// Characters that reverse the extension or push it out of view.
    DisguisedName,
    /// A harmless extension before the real one.
    DoubledExtension,
    /// It runs when it is opened.
    Program,
    /// A disk image.
    DiskImage,
    /// A document with macros.
    Macro,
    /// An HTML page: opened from disk, its target is visible to no filter.
    WebPage,
    /// The content does not match the extension.
    OtherType,
    /// An archive that filters cannot look into.
    Encrypted,
}
