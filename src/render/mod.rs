//! Reports → bytes. A renderer shows what the report says; it computes no verdict.

mod arf;
pub mod escape;
mod json;
mod letter;
mod terminal;
mod text;
mod xarf;

pub use arf::{arf, fields as arf_fields};
pub use letter::{letter, letter_with_header};
pub use xarf::{XarfError, xarf};

use crate::report::Report;

/// What a report is rendered as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text for a terminal.
    Terminal,
    /// One JSON object in one line.
    Json,
}

/// How a report is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Columns to fill; the terminal format only.
    pub width: usize,
    /// Whether to use colours (ANSI escapes); the terminal format only.
    pub color: bool,
    /// Whether characters beyond ASCII may be used; the terminal format only.
    pub unicode: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            width: 80,
            color: false,
            unicode: true,
        }
    }
}

/// Renders a report. The bytes end with a line end.
pub fn render(report: &Report, format: Format, style: &Style) -> Vec<u8> {
    match format {
        Format::Terminal => terminal::render(report, style),
        Format::Json => json::render(report),
    }
}
