//! What is attached, where links lead, and what to do next.

use super::Page;
use crate::indicators::Sum;
use crate::render::{body, iocs, next};
use crate::report::Report;

/// The most indicators.
const MAX_INDICATORS: usize = 25;
/// The most links.
const MAX_LINKS: usize = 12;

impl Page {
    pub(super) fn body(&mut self, report: &Report) {
        let Some(found) = report.body.done().filter(|body| !body.is_empty()) else {
            return;
        };
        self.line("\n**Attachments and links** (sender-supplied; nothing was opened or fetched)\n");
        let (rows, more) = body::rows(found);
        for row in rows {
            let careful = match row.careful.as_str() {
                "" => String::new(),
                careful => format!("; **risk:** {}", self.prose(careful)),
            };
            let (name, facts) = (self.value(&row.name), self.prose(&row.facts));
            self.line(&format!(
                "- {name} {facts}{careful}; SHA-256 {}",
                self.ours(&row.sha256)
            ));
        }
        if more > 0 {
            self.line(&format!("- and {more} more attachments"));
        }
        if found.links.is_empty() {
            return;
        }
        self.line(&format!("- {}:", body::count(found)));
        let (links, more) = body::links(found, MAX_LINKS);
        for row in links {
            let times = match row.count {
                0 | 1 => String::new(),
                count => format!(" ({count} times)"),
            };
            let odd = match row.odd.as_str() {
                "" => String::new(),
                odd => format!("; **misleading:** {}", self.prose(odd)),
            };
            let url = self.value(&row.url);
            self.line(&format!("  - {url}{times}{odd}"));
        }
        if more > 0 {
            self.line(&format!("  - and {more} more"));
        }
    }

    /// What may be blocked: the rest is in other formats.
    pub(super) fn indicators(&mut self, report: &Report) {
        let sum = Sum::of_one(report).blockable();
        if sum.indicators.is_empty() {
            return;
        }
        self.line("\n**Indicators that may be blocked**\n");
        let (groups, more) = iocs::groups(&sum, MAX_INDICATORS);
        for row in groups.iter().flat_map(|group| &group.rows) {
            let (value, facts) = (self.value(&row.value), self.prose(&row.facts()));
            self.line(&format!("- {value} {facts}"));
        }
        if more > 0 {
            self.line(&format!("- and {more} more"));
        }
    }

    pub(super) fn next(&mut self, report: &Report) {
        let steps = next::steps(report, self.phrases, true);
        if steps.is_empty() {
            return;
        }
        self.line("\n**Next steps**\n");
        for step in steps {
            let text = self.prose(&step.text);
            self.line(&format!("- {}: {text}", step.label));
        }
    }
}
