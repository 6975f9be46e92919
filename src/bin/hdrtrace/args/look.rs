//! How output looks.

use super::words::{Color, Format};
use clap::Args;

/// How output looks.
#[derive(Debug, Args)]
pub struct Look {
    /// What to print
    #[arg(long, global = true, value_enum, default_value_t = Format::Terminal)]
    pub format: Format,

    /// When to colour: auto asks whether it is a terminal, and honours NO_COLOR
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,

    /// Columns to fill [default: the terminal's, 80 on a pipe]
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(40..=400))]
    pub width: Option<u16>,
}
