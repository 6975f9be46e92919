//! The catalogue of findings as a page: `docs/findings.md` is this, and a test holds it against it.

use crate::findings::{CATALOGUE, Finding};
use std::fmt::Write;

const HEAD: &str = "# Findings\n\n\
    What `hdrtrace` looks for, generated from the catalogue. Codes and names are stable. \
    The rates are the share of messages with the finding, measured without DNS, in three corpora: phishing since 2022 \
    (phish), legitimate messages of 2002 (ham), and current messages of mailing lists (lists). The column *own* is phish \
    without the header fields in which the receiver and its filters report their results. A dash means not measured: \
    the finding needs DNS or an SMTP session.\n";

/// The families in the catalogue's order.
const FAMILIES: &[(&str, &str)] = &[
    ("RTE", "Route"),
    ("AUT", "Authentication"),
    ("IDN", "Identity"),
    ("FRM", "Form"),
    ("VND", "Filters"),
    ("BDY", "Body"),
    ("ENR", "Enrichment"),
    ("SMT", "Session"),
    ("SUM", "Agreement"),
];

/// The page.
pub fn findings() -> String {
    let mut out = HEAD.to_owned();
    for (family, title) in FAMILIES {
        let all = || {
            CATALOGUE
                .iter()
                .filter(|finding| finding.family() == *family)
        };
        // Writing to a String cannot fail.
        let _ = write!(
            out,
            "\n## {title}\n\n| code | name | severity | phish | own | ham | lists |\n|---|---|---|---:|---:|---:|---:|\n"
        );
        for finding in all() {
            let rates = finding.rates().map_or_else(
                || "– | – | – | –".to_owned(),
                |rates| {
                    format!(
                        "{:.1} % | {:.1} % | {:.1} % | {:.1} %",
                        rates.phish, rates.own[0], rates.ham2002, rates.lists
                    )
                },
            );
            let _ = writeln!(
                out,
                "| {} | {} | {} | {rates} |",
                finding.code,
                finding.name,
                finding.severity.word()
            );
        }
        for finding in all() {
            one(finding, &mut out);
        }
    }
    out
}

fn one(finding: &Finding, out: &mut String) {
    let _ = write!(
        out,
        "\n### {} {}\n\n{}. *{}, {}.*\n\n{}\n\n**Why it matters.** {}\n\n**How it can be wrong.** {}\n\n**References.** {}\n",
        finding.code,
        finding.name,
        literal(finding.title),
        finding.severity.word(),
        finding.basis.text(),
        literal(finding.meaning),
        literal(finding.why),
        literal(finding.wrong),
        finding
            .references
            .iter()
            .map(|reference| literal(reference))
            .collect::<Vec<_>>()
            .join("; "),
    );
}

/// Text in which nothing but back-ticks means anything: `<` begins no tag and `*` no emphasis outside of them.
fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut code = false;
    for c in text.chars() {
        match c {
            '`' => code = !code,
            '<' | '>' | '*' | '_' if !code => out.push('\\'),
            _ => {}
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_every_finding_once() {
        let page = findings();
        for finding in CATALOGUE {
            let heading = format!("\n### {} {}\n", finding.code, finding.name);
            assert_eq!(page.matches(&heading).count(), 1, "{}", finding.code);
        }
    }

    #[test]
    fn the_page_in_docs_is_this_one() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/findings.md");
        let page = std::fs::read_to_string(path).expect("docs/findings.md");
        assert!(page == findings(), "run `cargo xtask make-catalogue`");
    }
}
