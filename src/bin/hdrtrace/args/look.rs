//! How output looks.

use super::words::{Color, Format};
use clap::Args;

/// How output looks.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub struct Look {
    /// Output format
    #[arg(long, global = true, value_enum, default_value_t = Format::Terminal)]
    pub format: Format,

    /// When to use color
    ///
    /// auto: on a terminal, unless NO_COLOR is set.
    #[allow(clippy::doc_markdown, reason = "help is no Markdown")]
    #[arg(long, global = true, hide_short_help = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,

    /// Width of the output in columns [default: the terminal's, else 80]
    #[arg(long, global = true, hide_short_help = true, value_name = "N", value_parser = clap::value_parser!(u16).range(40..=400))]
    pub width: Option<u16>,
}
