//! How a result that may be missing is written in JSON: `"result": word`, or `"skipped": reason` in its place.

use super::AuthResult;
use crate::checked::Checked;
use serde::{Serialize, Serializer};

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Written<'a> {
    Result(&'a AuthResult),
    Skipped(&'static str),
}

/// For `#[serde(flatten, serialize_with = …)]` on the result of a check that keeps what it learned when it was
/// not finished.
#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "the form that serde calls"
)]
pub(super) fn flat<S: Serializer>(
    result: &Checked<AuthResult>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match result {
        Checked::Done(result) => Written::Result(result),
        Checked::Skipped(why) => Written::Skipped(why.word()),
    }
    .serialize(serializer)
}
