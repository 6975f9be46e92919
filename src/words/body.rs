//! Of attachments.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why a name, or what is behind it, should make one careful.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum RiskKind {
    /// The bytes are a program's, the name says otherwise.
    HiddenProgram,
    /// Characters that turn or push the extension out of sight.
    DisguisedName,
    /// An extension in front of the real one, so that it looks harmless.
    DoubledExtension,
    /// It runs when it is opened.
    Program,
    /// A disk image.
    DiskImage,
    /// A document with macros.
    Macro,
    /// A page that is opened from the disk, where no filter sees where it leads.
    WebPage,
    /// The bytes are of another kind than the name says.
    OtherType,
    /// An archive that filters cannot look into.
    Encrypted,
}
