//! The words that options take.

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use hdrtrace::render::siem::{SYSTEMS, Several, System};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::sync::LazyLock;

/// Output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Terminal,
    Table,
    Json,
    Html,
    Markdown,
    Csv,
    /// What a security system reads.
    Siem(&'static System),
}

/// The formats with their words, and what the help says of them.
static FORMATS: LazyLock<Vec<(Format, &'static str, &'static str)>> = LazyLock::new(|| {
    let mut formats = vec![
        (Format::Terminal, "terminal", "Report for a terminal"),
        (Format::Table, "table", "One line per message"),
        (
            Format::Json,
            "json",
            "One JSON object per message, each on a line (see docs/json.md)",
        ),
        (
            Format::Html,
            "html",
            "Document to keep, print and forward: one file without scripts or requests",
        ),
        (Format::Markdown, "markdown", "Text for a ticket"),
        (Format::Csv, "csv", "Table for a spreadsheet; needs --table"),
    ];
    let systems = SYSTEMS.iter();
    formats.extend(systems.map(|system| (Format::Siem(system), system.word, system.what)));
    formats
});

impl Format {
    /// The word of a format that takes one message, if this is one.
    pub fn takes_one(self) -> Option<&'static str> {
        match self {
            Self::Html => Some("html"),
            Self::Siem(system) if system.several != Several::Lines => Some(system.word),
            _ => None,
        }
    }
}

/// Reads the formats that a scan prints; the others are not listed.
pub fn formats_of_scan() -> impl TypedValueParser<Value = Format> {
    let all = FORMATS.iter().filter_map(|(format, word, what)| {
        let value = PossibleValue::new(*word);
        Some(match format {
            // The table is what people get.
            Format::Terminal => value.alias("text").hide(true),
            Format::Csv => value.help("Table for a spreadsheet"),
            Format::Html | Format::Markdown => return None,
            Format::Siem(system) if system.several == Several::One => return None,
            _ => value.help(*what),
        })
    });
    let all: Vec<PossibleValue> = all.collect();
    PossibleValuesParser::new(all).try_map(|word| Format::from_str(&word, false))
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        static ALL: LazyLock<Vec<Format>> =
            LazyLock::new(|| FORMATS.iter().map(|(format, ..)| *format).collect());
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (_, word, what) = FORMATS.iter().find(|(format, ..)| format == self)?;
        let value = PossibleValue::new(*word).help(*what);
        Some(match self {
            // What a list for people is called.
            Self::Terminal => value.alias("text"),
            _ => value,
        })
    }
}

impl Serialize for Format {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let row = FORMATS.iter().find(|(format, ..)| format == self);
        serializer.serialize_str(row.map_or("", |(_, word, _)| *word))
    }
}

impl<'de> Deserialize<'de> for Format {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        static WORDS: LazyLock<Vec<&'static str>> =
            LazyLock::new(|| FORMATS.iter().map(|(_, word, _)| *word).collect());
        let given = String::deserialize(deserializer)?;
        let row = FORMATS.iter().find(|(_, word, _)| *word == given);
        row.map(|(format, ..)| *format)
            .ok_or_else(|| D::Error::unknown_variant(&given, &WORDS))
    }
}

/// What an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Input {
    /// Detect from the first bytes
    Auto,
    /// Message or header block, even if it looks like a session
    Message,
    /// SMTP session: JSON, S: and C: lines, swaks, telnet, openssl `s_client`, a log of Postfix -v or Exim -d
    Smtp,
}

/// Depth of the analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DepthWord {
    /// Do not read the body: no body hashes, no links
    Headers,
    /// Do not search for what broke a signature
    Verdict,
    /// Everything
    Full,
}

/// A table of CSV.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Table {
    /// One row for each hop
    Hops,
    /// One row for each finding
    Findings,
}

/// When to use color.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Color {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How severe a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing
    Info,
    /// Unusual, also seen in legitimate messages
    Notice,
    /// Rare in legitimate messages
    Warning,
    /// Strong evidence of deception
    High,
}
