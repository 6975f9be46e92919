//! Of SMTP sessions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the data ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// With a line of one dot, or the last chunk.
    Dot,
    /// The server answered before a line of one dot.
    Reply,
    /// The session ends within the data.
    CutOff,
}

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The host that opened the connection.
    Client,
    /// The host that answers.
    Server,
}

/// What a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// A command.
    Command,
    /// A reply, all its lines.
    Reply,
    /// A response of the log-in: what it says is not shown.
    Credentials,
    /// The message.
    Data,
    /// Something that is neither, and is not shown.
    Other,
}
