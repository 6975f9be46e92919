//! What the HTML page looks like, as far as it can be read from its source.

use crate::inert::{read, text};
use crate::render::{offline, sample};
use hdrtrace::render::Format;
use std::collections::BTreeMap;

const CSS: &str = concat!(
    include_str!("../../templates/colors.css"),
    include_str!("../../templates/report.css")
);

/// Least contrast of text with what is behind it (WCAG 2.2, 1.4.3, AA); of lines and signs (1.4.11).
const TEXT: f64 = 4.5;
const SIGN: f64 = 3.0;

const ALL_GROUNDS: &[&str] = &[
    "paper",
    "panel",
    "high-ground",
    "warning-ground",
    "notice-ground",
    "info-ground",
];

/// Inks, and the grounds on which each is read.
const PAIRS: &[(&str, &[&str], f64)] = &[
    ("ink", ALL_GROUNDS, TEXT),
    ("dim", &["paper", "panel", "notice-ground"], TEXT),
    ("doubt", ALL_GROUNDS, TEXT),
    ("good", &["paper"], TEXT),
    ("bad", &["paper"], TEXT),
    ("notice", &["paper", "panel"], TEXT),
    ("mark-ink", &["mark"], TEXT),
    ("high-badge-ink", &["high-badge"], TEXT),
    ("warning-badge-ink", &["warning-badge"], TEXT),
    ("notice-badge-ink", &["notice-badge"], TEXT),
    ("info-badge-ink", &["info-badge"], TEXT),
    ("strong", &["paper", "panel"], SIGN),
];

/// The variables of light, of dark and of print.
fn themes() -> Vec<BTreeMap<&'static str, &'static str>> {
    CSS.split(":root {")
        .skip(1)
        .map(|rest| {
            let block = rest.split('}').next().unwrap_or_default();
            let lines = block.split(';').filter_map(|line| line.split_once(':'));
            lines
                .filter_map(|(name, value)| Some((name.trim().strip_prefix("--")?, value.trim())))
                .collect()
        })
        .collect()
}

/// Relative luminance of `#rrggbb` (WCAG 2.2).
fn luminance(color: &str) -> f64 {
    let part = |at: usize| {
        let value = u8::from_str_radix(&color[at..at + 2], 16).expect("a color");
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn all_text_can_be_read_on_its_ground() {
    assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 0.01);
    let themes = themes();
    assert_eq!(themes.len(), 3, "light, dark, print");
    let mut faint = Vec::new();
    for (theme, colors) in ["light", "dark", "print"].iter().zip(&themes) {
        for (ink, grounds, least) in PAIRS {
            for ground in *grounds {
                let found = contrast(colors[ink], colors[ground]);
                if found < *least {
                    faint.push(format!(
                        "{theme}: {ink} on {ground} is {found:.2}, not {least}"
                    ));
                }
            }
        }
    }
    assert_eq!(faint, [""; 0]);
}

#[test]
fn severities_differ_in_more_than_hue() {
    // The word is beside each color, and the warning's badge is lighter than the others.
    for colors in themes().iter().step_by(2) {
        let badge = |severity: &str| luminance(colors[format!("{severity}-badge").as_str()]);
        for other in ["high", "notice", "info"] {
            assert!(badge("warning") > 3.0 * badge(other), "{other}");
        }
    }
    let page = text(&sample("spoofed-bank"), Format::Html);
    for severity in ["high", "warning", "notice", "info"] {
        let badge = format!("<span class=\"badge\">{severity}</span>");
        assert!(page.contains(&badge), "{severity}");
    }
    let chips = page.matches("<b class=\"chip r-").count();
    let worded = ["pass", "fail", "softfail", "none", "unchecked"]
        .iter()
        .map(|word| {
            page.matches(&format!("<b class=\"chip r-{word}\">{word}</b>"))
                .count()
        });
    assert!(chips > 4 && worded.sum::<usize>() == chips);
}

#[test]
fn the_page_is_called_after_its_subject_and_names_no_folder() {
    let page = text(&sample("spoofed-bank"), Format::Html);
    assert!(page.contains("<title>high: Your invoice is due – header report</title>"));
    for format in [Format::Html, Format::Markdown] {
        let shown = read(&sample("spoofed-bank"), format);
        assert!(shown.contains("spoofed-bank.eml") && !shown.contains("samples/"));
    }
    let page = read(
        &offline(b"Subject: see https://a.evil.example/\r\nFrom: a@b.example\r\n\r\nx\r\n"),
        Format::Html,
    );
    assert!(page.contains("<title>") && !page.contains("evil.example"));
}

#[test]
fn names_of_your_own_side_stay_whole() {
    for format in [Format::Html, Format::Markdown] {
        let shown = read(&sample("spoofed-bank"), format);
        assert!(shown.contains("mx.example.net"), "{format:?}");
        assert!(!shown.contains("mx[.]example[.]net"), "{format:?}");
        for name in ["example-bank.test", "bank-desk.example", "sender.example"] {
            assert!(!shown.contains(name), "{format:?}: {name}");
        }
    }
}

#[test]
fn filter_links_and_next_steps_are_told() {
    for format in [Format::Html, Format::Markdown] {
        let shown = read(&sample("microsoft"), format);
        for words in [
            "marked as phishing",
            "SCL 8",
            "Delivered to",
            "Next steps",
            "hxxp",
        ] {
            assert!(shown.contains(words), "{format:?}: {words}");
        }
    }
}

#[test]
fn findings_come_first_and_the_raw_header_last() {
    let page = text(&sample("spoofed-bank"), Format::Html);
    let places: Vec<usize> = [
        "findings", "body", "next", "proof", "path", "dns", "input", "header",
    ]
    .iter()
    .map(|id| {
        page.find(&format!("<section id=\"{id}\">"))
            .expect("a section")
    })
    .collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(CSS.contains("counter(page)") && !CSS.contains("break-all"));
}

/// The bar behind a gap begins at the hop before it, which is not drawn, and not where the gap begins.
#[test]
fn bars_are_right_across_the_gap() {
    let fields: Vec<String> = (0..100)
        .rev()
        .map(|hop| {
            format!(
                "Received: from h{hop}.example.org ([198.51.100.{hop}]) by h{}.example.org with ESMTPS id {hop}A;\r\n\tSat, 02 May 2026 10:{:02}:00 +0000\r\n",
                hop + 1,
                hop / 2
            )
        })
        .collect();
    let mut message = fields.concat();
    message.push_str("From: a@example.org\r\n\r\nx\r\n");
    let page = text(&offline(message.as_bytes()), Format::Html);
    let picture = page
        .split("class=\"picture wide\"")
        .nth(1)
        .expect("a picture");
    let picture = picture.split("</figure>").next().expect("its end");
    assert!(picture.contains("60 more hops are left out"));
    let widths: Vec<u32> = picture
        .split("<rect class=\"bar")
        .skip(1)
        .filter_map(|bar| {
            bar.split(" width=\"")
                .nth(1)?
                .split('"')
                .next()?
                .parse()
                .ok()
        })
        .collect();
    // A minute of 49, of about 800 pixels.
    assert!(
        widths.len() > 10 && widths.iter().all(|width| *width < 40),
        "{widths:?}"
    );
}
