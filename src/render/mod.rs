//! Reports → bytes. A renderer shows what the report says; it computes no verdict.

pub mod escape;
mod json;
mod notes;
mod terminal;
mod text;

use crate::probe::ProbeReport;
use crate::recovery::Recovery;
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
    /// Whether to show how SPF and DMARC came to their verdicts; the terminal format only.
    pub verbose: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            width: 80,
            color: false,
            unicode: true,
            verbose: false,
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

/// Renders one check by itself. The bytes end with a line end.
pub fn render_probe(report: &ProbeReport, format: Format, style: &Style) -> Vec<u8> {
    match format {
        Format::Terminal => terminal::probe::render(report, style),
        Format::Json => json::render(report),
    }
}

/// Renders what was recovered, without the message itself, for a terminal. The bytes end with a line end.
pub fn render_recovery(recovery: &Recovery, style: &Style) -> Vec<u8> {
    terminal::recovery::render(recovery, style)
}
