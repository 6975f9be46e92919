//! Markdown for tickets: compact, and the same in GitHub's and GitLab's renderers. How values are kept from meaning anything stands
//! in [`super::escape::markdown`].

mod body;

use super::defang::Defang;
use super::escape::markdown::{block, code, prose, sentence, word};
use super::escape::terminal;
use super::{
    Style, enriched, excerpt, filter, hops, ladder, ledger, notes, numbers, own, text, who,
};
use crate::report::{FindingReport, HopReport, Report};
use crate::words::Phrases;
use crate::words::auth::AuthResult;
use crate::words::evidence::AsOfSource;
use crate::words::route::Trust;
use std::fmt::Write;

/// The most hops in the table; of more, the first and the last half of these.
const MAX_HOPS: usize = 40;
/// The most steps of a session.
const MAX_RUNGS: usize = 80;
/// The most signatures in the table.
const MAX_SIGNATURES: usize = 8;
/// The most findings.
const MAX_FINDINGS: usize = 25;
/// Columns of an excerpt.
const EXCERPT: usize = 100;
/// The most columns of one value.
const MAX_VALUE: usize = 300;

pub(super) fn render(report: &Report, style: &Style) -> Vec<u8> {
    let mut page = Page {
        out: String::with_capacity(4096),
        names: if style.defang {
            Defang::Names
        } else {
            Defang::Off
        },
        links: if style.defang {
            Defang::Links
        } else {
            Defang::Off
        },
        own: own::names(report),
        phrases: style.phrases,
    };
    page.head(report);
    page.session(report);
    page.path(report);
    if report.has_message() {
        page.authentication(report);
    }
    page.enrichment(report);
    page.findings(report);
    page.body(report);
    page.indicators(report);
    page.next(report);
    page.foot(report);
    page.out.into_bytes()
}

struct Page {
    out: String,
    names: Defang,
    links: Defang,
    /// Names that stay whole.
    own: Vec<String>,
    phrases: Phrases,
}

impl Page {
    /// A value of the message.
    fn value(&self, value: &str) -> String {
        code(&text::cut(
            &self.names.text_but(value, &self.own),
            MAX_VALUE,
            "…",
        ))
    }

    /// The name of one of our own hosts, and what is searched for as it is.
    fn ours(&self, name: &str) -> String {
        code(&text::cut(&self.links.text(name), MAX_VALUE, "…"))
    }

    /// A sentence that holds values of the message.
    fn prose(&self, sentence: &str) -> String {
        prose(&self.names.text_but(sentence, &self.own))
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn head(&mut self, report: &Report) {
        let name = self.ours(own::file(&report.input.name));
        self.line(&format!("### Header report of {name}\n"));
        let severity = report.verdict.severity.word().to_uppercase();
        let sentence = self.prose(&report.verdict.summary);
        self.line(&format!("**{severity}:** {sentence}\n"));
        if let Some(silent) = notes::silent(&report.dns, self.phrases) {
            let silent = self.prose(&silent);
            self.line(&format!("{silent}.\n"));
        }
        if !report.has_message() {
            return;
        }
        self.line("| | |\n|---|---|");
        for line in who::lines(report, self.phrases) {
            let remark = line.remark.map(|remark| format!(" ({remark})"));
            let value = match line.label {
                "Message-ID" | "Network ID" => self.ours(&line.value),
                _ => self.value(&line.value),
            };
            self.line(&format!(
                "| {} | {value}{} |",
                line.label,
                remark.unwrap_or_default()
            ));
        }
        self.filters(report);
    }

    /// What filters decided, and where the message was put, in rows of the same table.
    fn filters(&mut self, report: &Report) {
        for filter in filter::filters(report) {
            let vendor = self.prose(&filter.vendor);
            let facts: Vec<String> = filter.facts.iter().map(|fact| self.value(fact)).collect();
            let facts = facts.join(", ");
            let line = match (filter.verdict, facts.as_str()) {
                (Some(verdict), "") => format!("| Filter | {vendor}: **{verdict}** |"),
                (Some(verdict), _) => format!("| Filter | {vendor}: **{verdict}** ({facts}) |"),
                (None, _) => format!("| Filter | {vendor}: {facts} |"),
            };
            self.line(&line);
        }
        if let Some(delivery) = filter::delivery(report) {
            let delivery = self.prose(&delivery);
            self.line(&format!("| Delivered to | {delivery} |"));
        }
    }

    fn session(&mut self, report: &Report) {
        let Some(one) = &report.session else { return };
        self.line(&format!("\n**Session:** {}\n", ladder::remark(one)));
        self.line("| | |\n|---|---|");
        for (label, value) in ladder::facts(report, one) {
            let value = self.value(&value);
            self.line(&format!("| {label} | {value} |"));
        }
        self.line("\n| # | side | sent | meaning |\n|--:|---|---|---|");
        for rung in ladder::rungs(report, one, MAX_RUNGS) {
            if rung.hidden_before > 0 {
                self.line(&format!("| … | | {} more steps | |", rung.hidden_before));
            }
            if rung.tls_begins {
                self.line("| | | *TLS starts here* | |");
            }
            let who = if rung.is_client() { "client" } else { "server" };
            let said: Vec<String> = rung.lines.iter().map(|line| self.value(line)).collect();
            let remark = self.prose(&text::cut(&rung.remark, MAX_VALUE, "…"));
            let codes: Vec<String> = rung
                .codes
                .iter()
                .map(|code| format!(" **{}**", word(&self.links.text(code))))
                .collect();
            let line = format!(
                "| {} | {who} | {} | {remark}{} |",
                rung.number,
                said.join("<br>"),
                codes.concat()
            );
            self.line(&line);
        }
    }

    fn path(&mut self, report: &Report) {
        let route = &report.route;
        if route.hops.is_empty() {
            self.line("\n**Route:** no Received header (local message, or the header was cut)");
            return;
        }
        self.line(&format!("\n**Route:** {}\n", hops::remark(report)));
        self.line("| # | time (UTC) | delay | from | by | protocol | trust |");
        self.line("|--:|---|--:|---|---|---|---|");
        let hidden = route.hops.len().saturating_sub(MAX_HOPS);
        for hop in &route.hops {
            if hidden > 0 && hop.index > MAX_HOPS / 2 && hop.index <= MAX_HOPS / 2 + hidden {
                if hop.index == MAX_HOPS / 2 + 1 {
                    self.line(&format!("| … | | | {hidden} more hops | | | |"));
                }
                continue;
            }
            self.hop(hop);
        }
        if route.left_out > 0 {
            self.line(&format!(
                "\n{} older Received fields were not read.",
                route.left_out
            ));
        }
        match &route.boundary {
            Some(boundary) => {
                let reason = hops::reason(boundary, self.phrases);
                let reason = self.prose(&reason);
                self.line(&format!(
                    "\nTrust boundary at hop {}: {reason}.",
                    boundary.hop
                ));
            }
            None => self.line("\nNo trust boundary was found: every hop may be sender-supplied."),
        }
    }

    fn hop(&mut self, hop: &HopReport) {
        let (from, by) = (hops::peer(hop), hop.by.name.as_deref().unwrap_or("?"));
        let (from, by) = match hop.trust {
            Trust::Claimed => (self.value(&from), self.value(by)),
            Trust::Boundary | Trust::Observed => (self.value(&from), self.ours(by)),
            Trust::Trusted => (self.ours(&from), self.ours(by)),
        };
        let line = format!(
            "| {} | {} | {} | {from} | {by} | {} | {} |",
            hop.index,
            hop.time
                .as_deref()
                .map_or("no time".to_owned(), |time| self.ours(time)),
            hop.delay_ms.map(numbers::delay).unwrap_or_default(),
            self.value(&hops::protocol(hop)),
            hops::word_of(hop.trust),
        );
        self.line(&line);
    }

    fn authentication(&mut self, report: &Report) {
        let by =
            ledger::receiver(report).map(|by| format!(", beside what {} reported", self.ours(&by)));
        self.line(&format!(
            "\n**Authentication:** checked now{}\n",
            by.unwrap_or_default()
        ));
        self.line(
            "| method | domain | checked now | detail | receiver reported |\n|---|---|---|---|---|",
        );
        for row in ledger::rows(report, MAX_SIGNATURES) {
            let agrees = match row.said.agrees {
                Some(true) => " ✓",
                Some(false) => " ✗ **differs**",
                None => "",
            };
            let said = if row.said.text.is_empty() {
                String::new()
            } else {
                self.value(&row.said.text) + agrees
            };
            let line = format!(
                "| {} | {} | **{}** | {} | {said} |",
                row.method,
                self.value(&row.domain),
                row.result.map_or("unchecked", AuthResult::word),
                self.prose(&text::cut(&row.detail, MAX_VALUE, "…")),
            );
            self.line(&line);
        }
    }

    fn enrichment(&mut self, report: &Report) {
        let Some(enrichment) = &report.enrichment else {
            return;
        };
        self.line(&format!(
            "\n**Enrichment:** {}\n",
            enriched::kinds(enrichment)
        ));
        for block in enriched::blocks(enrichment, self.phrases) {
            let (subject, remark) = (self.value(&block.subject), self.prose(&block.remark));
            self.line(&format!("- {subject}: {remark}"));
            for row in &block.rows {
                let text = self.prose(&text::cut(&row.text, MAX_VALUE, "…"));
                let label = if row.label.is_empty() {
                    String::new()
                } else {
                    format!("{}: ", row.label)
                };
                self.line(&format!("  - {label}{text}"));
            }
        }
        for note in enriched::notes(enrichment, self.phrases) {
            let note = self.prose(&note);
            self.line(&format!("- {note}"));
        }
    }

    fn findings(&mut self, report: &Report) {
        if report.findings.is_empty() {
            self.line("\n**Findings:** none");
            return;
        }
        self.line("\n**Findings**\n");
        for finding in report.findings.iter().take(MAX_FINDINGS) {
            self.finding(report, finding);
        }
        if let Some(more @ 1..) = report.findings.len().checked_sub(MAX_FINDINGS) {
            self.line(&format!("- and {more} more"));
        }
    }

    fn finding(&mut self, report: &Report, finding: &FindingReport) {
        let detail = self.prose(&finding.detail);
        let severity = finding.severity.word();
        let team = finding.team.as_ref().map_or("", |_| " (team rule)");
        self.line(&format!(
            "- **{severity}** {} {}{team}: {detail}",
            word(&self.links.text(&finding.code)),
            word(&self.links.text(&finding.name))
        ));
        let Some(found) = finding
            .evidence
            .first()
            .and_then(|place| excerpt::excerpt(&report.header, place))
        else {
            return;
        };
        // Made harmless before it is measured, so that the carets stay under what they mean.
        let found = found.defanged_but(self.names, &self.own);
        let safe = |part: &str| terminal(part, false).into_owned();
        let (before, after) = (safe(&found.before), safe(&found.after));
        let marked = text::cut(&safe(&found.marked), EXCERPT, "…");
        let room = EXCERPT.saturating_sub(text::width(&marked));
        let before = text::cut_left(&before, room.max(EXCERPT / 2), "…");
        let after = text::cut(&after, room.saturating_sub(text::width(&before)), "…");
        let carets = format!(
            "{}{}",
            " ".repeat(text::width(&before)),
            "^".repeat(text::width(&marked).max(1))
        );
        let lines = block(&[&format!("{before}{marked}{after}"), &carets], 2);
        self.out.push_str(&lines);
    }

    fn foot(&mut self, report: &Report) {
        let is_silent = notes::silent(&report.dns, self.phrases).is_some();
        let nobody = notes::nobody(&report.dns, self.phrases).filter(|_| !is_silent);
        for told in report.dns_doubt.iter().chain(&nobody) {
            let told = self.prose(told);
            self.line(&format!("\n**DNS:** {told}"));
        }
        let source = match report.as_of.source {
            AsOfSource::Received => "the time of receipt",
            AsOfSource::Now => "the time of the check",
            AsOfSource::Given => "as given",
        };
        for damage in &report.input.damage {
            self.line(&format!(
                "\nInput: {}.",
                sentence(&self.links.text(&damage.text))
            ));
        }
        let about = if report.as_of.is_approximate() {
            ", approximate"
        } else {
            ""
        };
        let time = report.as_of.time.format("%Y-%m-%d %H:%M:%SZ");
        let _ = writeln!(
            self.out,
            "\nAs of {time} ({source}{about}) · {} bytes · SHA-256 {} · hdrtrace {}",
            report.input.size,
            self.ours(&report.input.sha256),
            env!("CARGO_PKG_VERSION"),
        );
    }
}
