//! Reports → bytes. A renderer shows what the report says; it computes no verdict.

mod body;
mod csv;
mod defang;
mod enriched;
pub mod escape;
mod excerpt;
mod filter;
mod hops;
#[cfg(feature = "html")]
mod html;
mod iocs;
mod json;
mod ladder;
mod ledger;
mod markdown;
mod messages;
mod next;
mod notes;
mod numbers;
mod origin;
mod own;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod siem;
mod terminal;
mod text;
mod who;

use crate::report::{CheckReport, RecoveredReport, Report};
use crate::words::{Phrases, Remedy};
use chrono::{DateTime, FixedOffset, Utc};

/// What a report is rendered as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Text for a terminal.
    Terminal,
    /// The header block with findings under the exact bytes, for a terminal.
    Annotated,
    /// One JSON object in one line.
    Json,
    /// A whole document that needs nothing else: no script, no request.
    #[cfg(feature = "html")]
    Html,
    /// Text for a ticket, as GitHub and GitLab read it.
    Markdown,
    /// One table, for a spreadsheet.
    Csv(Table),
    /// What a security system reads.
    Siem(&'static siem::System),
}

/// A table of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// One record a hop, origin first.
    Hops,
    /// One record a finding, most severe first.
    Findings,
    /// One record a message.
    Messages,
}

/// How much of a report is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The conclusion and four lines.
    Brief,
    /// What matters: notices are counted, hops that say nothing new stand together.
    Usual,
    /// All of it, with how SPF and DMARC came to their verdicts.
    Verbose,
}

/// The reader's time zone.
#[derive(Clone, Copy, Debug)]
pub enum LocalTime {
    /// Who calls knows it.
    By(fn(DateTime<Utc>) -> DateTime<FixedOffset>),
    /// It is this far from UTC.
    In(FixedOffset),
}

impl LocalTime {
    /// A moment in it.
    pub(crate) fn of(self, time: DateTime<Utc>) -> DateTime<FixedOffset> {
        match self {
            Self::By(local) => local(time),
            Self::In(zone) => time.with_timezone(&zone),
        }
    }
}

/// How a report is rendered.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools)] // Switches that do not depend on each other.
pub struct Style {
    /// Columns to fill; the terminal format only.
    pub width: usize,
    /// Whether to use colors (ANSI escapes); the terminal format only.
    pub color: bool,
    /// Whether characters beyond ASCII may be used; the terminal format only.
    pub unicode: bool,
    /// Whether links, and in HTML and Markdown names too, are broken so that no program makes them clickable: `hxxps://a[.]example`.
    /// Never done in JSON and CSV.
    pub defang: bool,
    /// Whether a first record names the columns; CSV only.
    pub columns: bool,
    /// How much is shown; the terminal format only.
    pub detail: Detail,
    /// Lines of the screen: the conclusion is repeated at the end of a longer report. `None` where there is no screen, or
    /// where something shows it page by page; the terminal format only.
    pub rows: Option<usize>,
    /// Whether a line across names the input, as where several stand one after the other; the terminal format only.
    pub titled: bool,
    /// The local time that stands beside UTC; the terminal format only.
    pub local: Option<LocalTime>,
    /// How to say what helps where something is missing. JSON and CSV say nothing of it.
    pub phrases: Phrases,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            width: 80,
            color: false,
            unicode: true,
            defang: true,
            columns: true,
            detail: Detail::Usual,
            rows: None,
            titled: false,
            local: None,
            phrases: Remedy::neutral,
        }
    }
}

/// A text whose links no program makes clickable: `hxxps://evil[.]example/x`.
pub(crate) fn defanged(text: &str) -> String {
    defang::Defang::Links.text(text).into_owned()
}

/// Why a report cannot be rendered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RenderError {
    /// It holds something that JSON cannot.
    #[error("the report cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// Renders a report. The bytes end with a line end.
pub fn try_render(report: &Report, format: Format, style: &Style) -> Result<Vec<u8>, RenderError> {
    Ok(match format {
        Format::Terminal => terminal::render(report, style),
        Format::Annotated => terminal::annotated(report, style),
        Format::Json => json::render(report)?,
        #[cfg(feature = "html")]
        Format::Html => html::render(report, style),
        Format::Markdown => markdown::render(report, style),
        Format::Csv(table) => csv::render(report, table, style),
        Format::Siem(system) => json::render(&system.value(report)?)?,
    })
}

/// The same for those who only show it: an error stands in place of a report that cannot be written.
pub fn render(report: &Report, format: Format, style: &Style) -> Vec<u8> {
    try_render(report, format, style).unwrap_or_else(|error| json::error(&error))
}

/// The record that names the columns of [`Table::Messages`], where no report is at hand.
pub fn message_columns() -> Vec<u8> {
    csv::message_columns().into_bytes()
}

pub use iocs::{Document as IocsDocument, Iocs, SCHEMA as IOCS_SCHEMA, iocs};
pub use messages::{ColumnType, Value, columns, values};
pub use terminal::list::Line;

/// A list of several messages for a terminal, line by line.
pub struct List {
    style: Style,
    has_attached: bool,
}

impl List {
    /// An empty list.
    pub fn new(style: &Style) -> Self {
        Self {
            style: *style,
            has_attached: false,
        }
    }

    /// The titles above it.
    pub fn head(&self) -> Vec<u8> {
        terminal::list::head(&self.style)
    }

    /// One message, with its number.
    pub fn line(&mut self, line: &Line, number: u64) -> Vec<u8> {
        self.has_attached |= line.is_attached();
        line.render(number, &self.style)
    }

    /// What its marks mean.
    pub fn legend(&self) -> Vec<u8> {
        terminal::list::legend(self.has_attached, &self.style)
    }

    /// What stands below the list of one input: what its marks mean, and how to see one message whole.
    pub fn foot(&self, count: u64) -> Vec<u8> {
        let mut foot = self.legend();
        foot.extend(terminal::list::how(count, &self.style));
        foot
    }
}

/// A value as reports are written in JSON: in one line, with what a terminal acts on written by its number.
pub fn json_line(value: &impl serde::Serialize) -> Result<Vec<u8>, RenderError> {
    json::render(value)
}

/// The hash of the style sheet of HTML reports, as a policy names it: whoever serves them allows this one.
#[cfg(feature = "html")]
pub fn report_style_hash() -> &'static str {
    html::style_hash()
}

/// Renders one check by itself: as JSON, and as text for every other format. The bytes end with a line end.
pub fn render_check(
    report: &CheckReport,
    format: Format,
    style: &Style,
) -> Result<Vec<u8>, RenderError> {
    match format {
        Format::Json => json::render(report),
        _ => Ok(terminal::check::render(report, style)),
    }
}

/// Renders what was recovered, without the message itself, for a terminal. The bytes end with a line end.
pub fn render_recovered(recovered: &RecoveredReport, style: &Style) -> Vec<u8> {
    terminal::recover::render(recovered, style)
}
