//! Of SMTP sessions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the data ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// With a line that has only a dot, or the last chunk.
    Dot,
    /// The server replied before the terminating dot.
    Reply,
    /// The session ends within the data.
    CutOff,
}

/// Client or server.
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
    /// A login response: its content is not shown.
    Credentials,
    /// The message.
    Data,
    /// Something else, not shown.
    Other,
}
