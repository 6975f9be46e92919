//! Indicators → bytes: for people with links and names broken, for programs as they are.

mod csv;
mod rows;
#[cfg(test)]
mod tests;
mod text;

pub(super) use rows::groups;
#[cfg(feature = "html")]
pub(super) use rows::{Group, remark};
pub(super) use text::write;

use super::siem::{misp, stix};
use super::{RenderError, Style, json};
use crate::indicators::Sum;
use serde::Serialize;

/// What indicators are rendered as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Iocs {
    /// Text for a terminal.
    Text,
    /// One record an indicator.
    Csv,
    /// One object.
    Json,
    /// A bundle of STIX 2.1.
    Stix,
    /// A MISP event.
    Misp,
}

/// The name and version of the JSON.
pub const SCHEMA: &str = "hdrtrace-iocs/1";

/// Indicators as they are in JSON.
#[derive(Serialize)]
pub struct Document<'s> {
    schema: &'static str,
    #[serde(flatten)]
    sum: &'s Sum,
}

impl<'s> Document<'s> {
    /// Of some messages.
    pub fn of(sum: &'s Sum) -> Self {
        Self {
            schema: SCHEMA,
            sum,
        }
    }
}

/// Renders the indicators of some messages. The bytes end with a line end.
pub fn iocs(sum: &Sum, format: Iocs, style: &Style) -> Result<Vec<u8>, RenderError> {
    match format {
        Iocs::Text => Ok(text::render(sum, style)),
        Iocs::Csv => Ok(csv::render(sum)),
        Iocs::Stix => json::render(&stix::of_sum(sum)),
        Iocs::Misp => json::render(&misp::of_sum(sum)),
        Iocs::Json => json::render(&Document::of(sum)),
    }
}
