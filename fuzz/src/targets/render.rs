//! A message or session in every format: nothing of it leaves its place, and the report kept as JSON is the same report.

use crate::given;
use crate::inert::assert_inert;
use hdrtrace::render::{Detail, Format, Style, Table, render};
use hdrtrace::{AnalyzeError, Known, Report};

/// The most characters of the input that are its name, too.
const NAME: usize = 40;

/// The most reports of one input that are looked at.
const MOST: usize = 2;

pub fn run(data: &[u8]) {
    let known = Known {
        name: String::from_utf8_lossy(data).chars().take(NAME).collect(),
        ..Known::default()
    };
    match given::ANY.analyze_all(data, &known) {
        Ok(reports) => {
            for report in reports.iter().take(MOST) {
                assert_inert(report);
                assert_kept(report);
            }
        }
        Err(AnalyzeError::Fault(fault)) => panic!("{fault}"),
        Err(_) => {}
    }
}

/// Formats that show what is left out of others.
const AGAIN: &[Format] = &[Format::Terminal, Format::Json, Format::Csv(Table::Findings)];

fn assert_kept(report: &Report) {
    let style = Style {
        detail: Detail::Verbose,
        ..Style::default()
    };
    let kept = render(report, Format::Json, &style);
    let line_end = kept.iter().position(|&byte| byte == b'\n');
    assert_eq!(line_end, Some(kept.len() - 1), "one line");
    let read = Report::read(&kept).unwrap_or_else(|error| panic!("{error}"));
    assert!(read == [report.clone()], "read back it is another");
    for &format in AGAIN {
        let (now, then) = (
            render(&read[0], format, &style),
            render(report, format, &style),
        );
        assert!(now == then, "{format:?}");
    }
}
