//! How a result that may be missing is written: `"result": word`, or `"skipped": reason` in its place. For
//! `#[serde(flatten, with = …)]` on the result of a check that keeps what it learned when it was not finished.

use crate::checked::{Checked, Why};
use crate::words::auth::AuthResult;
use schemars::JsonSchema;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One of the two.
#[derive(Serialize, Deserialize, JsonSchema)]
pub(super) struct Outcome {
    /// The result, in the words of RFC 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    result: Option<AuthResult>,
    /// Why there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    skipped: Option<Why>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the form that serde calls"
)]
pub(super) fn serialize<S: Serializer>(
    result: &Checked<AuthResult>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    Outcome {
        result: result.done().copied(),
        skipped: result.skipped(),
    }
    .serialize(serializer)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Checked<AuthResult>, D::Error> {
    let written = Outcome::deserialize(deserializer)?;
    match (written.result, written.skipped) {
        (Some(result), None) => Ok(Checked::Done(result)),
        (None, Some(why)) => Ok(Checked::Skipped(why)),
        _ => Err(D::Error::custom("neither `result` nor `skipped`, or both")),
    }
}
