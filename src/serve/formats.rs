//! The formats of reports and indicators: by their words, or by the media types that a client accepts.

use super::negotiate;
use super::problem::Problem;
use crate::render::siem::{self, SYSTEMS, System};
use crate::render::{self, Iocs, Table};
use axum::http::header::ACCEPT;
use axum::http::{HeaderMap, StatusCode};
use std::sync::LazyLock;

/// Something that can be answered in this form.
pub(super) struct Format<F: 'static> {
    /// Its word.
    pub word: &'static str,
    pub media: &'static str,
    pub form: F,
}

/// How a report is given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Form {
    /// An object, or a list of several.
    Json,
    /// What this format has, one after the other.
    Each(render::Format),
    /// The same with this between two.
    Between(render::Format, &'static [u8]),
    /// One, or a list of several.
    Terminal,
    /// A table, which may be chosen.
    Table,
    /// One only.
    One(render::Format),
}

/// One JSON value a line.
const LINES: &str = "application/x-ndjson";

#[rustfmt::skip]
const OWN: &[(&str, &str, Form)] = &[
    ("json", "application/json", Form::Json),
    ("html", "text/html; charset=utf-8", Form::One(render::Format::Html)),
    ("markdown", "text/markdown; charset=utf-8", Form::Between(render::Format::Markdown, b"\n---\n\n")),
    ("terminal", "text/plain; charset=utf-8", Form::Terminal),
    ("csv", "text/csv; charset=utf-8", Form::Table),
    ("ndjson", LINES, Form::Each(render::Format::Json)),
];

/// The formats of reports. Where the media type is all that is known, the first that has it counts.
pub(super) static REPORTS: LazyLock<Vec<Format<Form>>> = LazyLock::new(|| {
    let own = OWN
        .iter()
        .map(|&(word, media, form)| Format { word, media, form });
    own.chain(SYSTEMS.iter().map(of_system)).collect()
});

fn of_system(system: &'static System) -> Format<Form> {
    let format = render::Format::Siem(system);
    Format {
        word: system.word,
        media: system.media_type,
        form: match system.several {
            siem::Several::Lines => Form::Each(format),
            siem::Several::Log | siem::Several::One => Form::One(format),
        },
    }
}

/// The formats of indicators.
#[rustfmt::skip]
pub(super) const INDICATORS: &[Format<Iocs>] = &[
    Format { word: "json", media: "application/json", form: Iocs::Json },
    Format { word: "text", media: "text/plain; charset=utf-8", form: Iocs::Text },
    Format { word: "csv", media: "text/csv; charset=utf-8", form: Iocs::Csv },
    Format { word: "stix", media: "application/stix+json;version=2.1", form: Iocs::Stix },
    Format { word: "misp", media: "application/json", form: Iocs::Misp },
];

/// What can be answered as an object or as text.
#[rustfmt::skip]
pub(super) const TEXTS: &[Format<render::Format>] = &[
    Format { word: "json", media: "application/json", form: render::Format::Json },
    Format { word: "terminal", media: "text/plain; charset=utf-8", form: render::Format::Terminal },
];

/// The tables of CSV.
#[rustfmt::skip]
pub(super) const TABLES: &[(&str, Table)] = &[
    ("messages", Table::Messages),
    ("hops", Table::Hops),
    ("findings", Table::Findings),
];

/// The format that was named; else the one that the client accepts.
pub(super) fn chosen<'f, F>(
    named: Option<&'f Format<F>>,
    all: &'f [Format<F>],
    headers: &HeaderMap,
) -> Result<&'f Format<F>, Problem> {
    if let Some(named) = named {
        return Ok(named);
    }
    let accept: Vec<&str> = headers
        .get_all(ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .collect();
    let offered: Vec<&str> = all.iter().map(|format| format.media).collect();
    match negotiate::best(&accept.join(","), &offered) {
        Some(at) => Ok(&all[at]),
        None => Err(Problem::new(
            StatusCode::NOT_ACCEPTABLE,
            "none of the media types in Accept is served here",
        )
        .near(offered.iter().map(|&media| media.to_owned()).collect())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_format_is_chosen_by_word_or_by_media_type() {
        for (accept, word) in [
            ("*/*", "json"),
            ("application/json", "json"),
            ("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "html"),
            ("text/markdown", "markdown"),
            ("text/plain", "terminal"),
            ("text/csv", "csv"),
            ("application/x-ndjson", "ndjson"),
            ("application/sarif+json", "sarif"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT, HeaderValue::from_static(accept));
            let found = chosen(None, &REPORTS, &headers).unwrap();
            assert_eq!(found.word, word, "{accept}");
        }
        let mut headers = HeaderMap::new();
        assert_eq!(chosen(None, &REPORTS, &headers).unwrap().word, "json");
        headers.insert(ACCEPT, HeaderValue::from_static("image/png"));
        let problem = chosen(None, &REPORTS, &headers).err().unwrap();
        assert_eq!(problem.status, StatusCode::NOT_ACCEPTABLE);
        let named = REPORTS.iter().find(|format| format.word == "ocsf");
        assert_eq!(chosen(named, &REPORTS, &headers).unwrap().word, "ocsf");
    }
}
