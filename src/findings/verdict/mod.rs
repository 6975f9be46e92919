//! The verdict: one sentence and a severity, by tables that are read from top to bottom.
//!
//! The severity is that of the most severe finding, no other. The sentence names the decisive fact first: our own proof,
//! then what our receiver found of the sender, then what no answer of DNS can mend, then filters, then what the message
//! shows of itself. Where nothing accuses, the sentence says what is known of the sender, and which notice made the
//! severity. Nothing is added up, and what speaks for the sender is named, never subtracted.

mod favor;
mod grounds;
mod otherwise;
mod subject;

use crate::evidence::{Delivery, Evidence, Relay};
use crate::findings::model::{Found, Severity, severity};
use subject::received_from;

/// The conclusion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// One sentence: the decisive fact first, then what contradicts it.
    pub summary: String,
    /// How severe it is: that of the most severe finding, info when nothing was found.
    pub severity: Severity,
    /// The strongest evidence against the sender's identity; null where there is none.
    pub against: Option<String>,
    /// The strongest evidence for the sender's identity; null where there is none.
    pub in_favour: Option<String>,
    /// The shared relay that delivered the message; omitted where none is known.
    pub relay: Option<Relay>,
    /// Where our side delivered the message, and by which rule; omitted where it does not say.
    pub delivery: Option<Delivery>,
}

type Rule = fn(&Evidence<'_>, &[Found]) -> Option<String>;

/// Composes the verdict. `found` is most severe first.
pub fn of(evidence: &Evidence<'_>, found: &[Found]) -> Verdict {
    let worst = found
        .iter()
        .map(|(finding, hit)| severity(finding, hit))
        .max()
        .unwrap_or(Severity::Info);
    let against = (worst >= Severity::Warning).then(|| grounds::against(evidence, found));
    let in_favour = favor::strongest(evidence, found);
    let delivery = evidence.delivery();
    let (mut summary, ends_in_peer) = match (&against, &in_favour) {
        (Some(against), Some(favor)) => (format!("{against}; but {favor}"), true),
        // A ground that does not name the From domain is followed by what is known of it.
        (Some(against), None)
            if subject::author(evidence).is_some_and(|domain| !against.contains(&domain)) =>
        {
            (
                format!("{against}; {}", otherwise::plain(evidence, found)),
                false,
            )
        }
        (Some(against), None) => (against.clone(), true),
        (None, _) => (otherwise::plain(evidence, found), false),
    };
    if worst == Severity::Notice
        && let Some(noticed) = grounds::noticed(evidence, found)
    {
        // A context that is told already is not told again.
        for clause in noticed.split("; ") {
            if !summary.contains(clause) {
                summary.push_str("; ");
                summary.push_str(clause);
            }
        }
    }
    if ends_in_peer {
        summary.push_str(&received_from(evidence));
    }
    if let Some(delivery) = &delivery {
        summary.push_str("; ");
        summary.push_str(&delivery.text());
    }
    Verdict {
        summary,
        severity: worst,
        against,
        in_favour,
        relay: evidence.relay().cloned(),
        delivery,
    }
}

fn first(rules: &[Rule], evidence: &Evidence<'_>, found: &[Found]) -> Option<String> {
    rules.iter().find_map(|rule| rule(evidence, found))
}

#[cfg(test)]
mod tests;
