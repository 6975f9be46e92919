//! Settings of the program itself, beside those of the analysis.

use crate::args::words::{Color, Format, Severity};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Settings of the program itself.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Own {
    /// The severity from which on the exit code says that something was found.
    pub fail_on: Option<Severity>,
    /// The files of the team's rules.
    #[serde(deserialize_with = "hdrtrace::one_or_several")]
    pub rules: Vec<PathBuf>,
    /// How output looks.
    pub output: Output,
    /// Reports of abuse.
    pub report: AbuseReport,
    /// How messages are redacted.
    pub redaction: Redaction,
}

/// How output looks.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "switches that do not depend on each other"
)]
pub(crate) struct Output {
    /// What is printed.
    pub format: Format,
    /// When it has color.
    pub color: Color,
    /// How many columns are filled.
    pub width: Option<Width>,
    /// Whether it shows everything.
    pub verbose: bool,
    /// Whether it shows the conclusion and four lines.
    pub brief: bool,
    /// Whether local time stands beside UTC.
    pub local_time: bool,
    /// Whether a long report goes through a pager, on a terminal.
    pub pager: bool,
    /// Whether links and names are broken, so that nobody follows one by mistake.
    pub defang: bool,
}

impl Default for Output {
    fn default() -> Self {
        Self {
            format: Format::Terminal,
            color: Color::Auto,
            width: None,
            verbose: false,
            brief: false,
            local_time: false,
            pager: true,
            defang: true,
        }
    }
}

/// Reports of abuse.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct AbuseReport {
    /// Who reports.
    pub reporter: Option<String>,
    /// Whether Abusix and abuse.net are asked for contacts.
    pub lookup_contacts: bool,
    /// Whether registries are.
    pub rdap: bool,
    /// Whether the body is left out.
    pub headers_only: bool,
}

/// How messages are redacted.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Redaction {
    /// Who is protected beside the recipients.
    #[serde(deserialize_with = "hdrtrace::one_or_several")]
    pub protect_address: Vec<String>,
    /// The file of the key.
    pub key: Option<PathBuf>,
}

/// Columns of a terminal.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub(crate) struct Width(pub u16);

impl TryFrom<i64> for Width {
    type Error = String;

    fn try_from(columns: i64) -> Result<Self, String> {
        match u16::try_from(columns) {
            Ok(columns @ 40..=400) => Ok(Self(columns)),
            _ => Err(format!("{columns} is not in 40..=400")),
        }
    }
}

impl From<Width> for i64 {
    fn from(width: Width) -> Self {
        width.0.into()
    }
}
