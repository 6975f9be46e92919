//! Reports for a terminal over real messages: short enough to be read, without losing what matters, within the screen.

use crate::corpus_reports::{messages, options};
use crate::given::analyze;
use hdrtrace::Report;
use hdrtrace::findings::Severity;
use hdrtrace::render::{self, Detail, Format, Style};
use std::fs;
use unicode_width::UnicodeWidthStr;

/// The most lines of half of the phishing messages at 80 columns, and of nine in ten.
const MEDIAN: usize = 40;
const NINE_IN_TEN: usize = 60;

fn shown(report: &Report, width: usize, detail: Detail) -> String {
    let style = Style {
        width,
        detail,
        ..Style::default()
    };
    String::from_utf8(render::render(report, Format::Terminal, &style)).expect("UTF-8")
}

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn reports_on_phishing_fit_a_screen_and_name_every_warning() {
    let mut lines = Vec::new();
    for file in messages()
        .into_iter()
        .filter(|file| file.iter().any(|part| part == "phish"))
    {
        let report = analyze(&fs::read(&file).expect("a message"), &options()).expect("a report");
        let text = shown(&report, 80, Detail::Usual);
        lines.push(text.lines().count());
        let (_, findings) = text.split_once(" FINDINGS").expect("findings");
        for finding in &report.findings {
            let is_told = findings.contains(&*finding.code) || findings.contains(&*finding.name);
            assert!(
                is_told || finding.severity < Severity::Warning,
                "{}: {} is lost\n{text}",
                file.display(),
                finding.code
            );
        }
    }
    lines.sort_unstable();
    let at = |percent: usize| lines[lines.len() * percent / 100];
    assert!(at(50) <= MEDIAN, "median {}", at(50));
    assert!(at(90) <= NINE_IN_TEN, "nine in ten {}", at(90));
}

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn no_line_is_wider_than_the_screen() {
    for file in messages().into_iter().step_by(4) {
        let report = analyze(&fs::read(&file).expect("a message"), &options()).expect("a report");
        for (width, detail) in [
            (40, Detail::Usual),
            (40, Detail::Brief),
            (63, Detail::Verbose),
            (80, Detail::Usual),
            (120, Detail::Verbose),
        ] {
            for line in shown(&report, width, detail).lines() {
                assert!(line.width() <= width, "{}: {line}", file.display());
            }
        }
    }
}
