//! OCSF 1.8.0, Email Activity (class 4009).

use super::object::Object;
use crate::report::Report;
use serde_json::{Error, Value};

pub(super) fn event(_: &Report) -> Result<Value, Error> {
    Ok(Object::new().into())
}
