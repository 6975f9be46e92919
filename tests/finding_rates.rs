//! The rates that the catalogue quotes, held against the corpora; and what may be called a warning.

mod corpus;

use corpus::Counts;
use hdrtrace::findings::{CATALOGUE, Severity};
use std::path::PathBuf;
use std::sync::LazyLock;

/// How far a quoted rate may be off, in percentage points.
const TOLERANCE: f64 = 1.0;
/// What is found in more than this share of genuine mail, in percent, is at most a notice.
const GENUINE: f64 = 2.0;

/// Warnings that are known to be too many on genuine mail, until their rule is narrower. One that no longer is must
/// leave this list.
const TOO_MANY: &[&str] = &[];

fn counts(name: &str) -> Counts {
    let named = std::env::var_os("HDRTRACE_SHARED").map(PathBuf::from);
    let shared =
        named.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    Counts::of(&shared.join("corpus").join(name))
}

static PHISH: LazyLock<Counts> = LazyLock::new(|| counts("phish"));
static HAM: LazyLock<Counts> = LazyLock::new(|| counts("ham2002"));
static LISTS: LazyLock<Counts> = LazyLock::new(|| counts("lists"));

#[test]
fn quoted_rates_are_what_is_measured() {
    let mut wrong = Vec::new();
    for finding in CATALOGUE {
        let Some(quoted) = finding.rates() else {
            // What was not measured was not made either.
            let made = [&*PHISH, &*HAM, &*LISTS]
                .iter()
                .any(|counts| counts.percent(finding.code) > 0.0);
            if made {
                wrong.push(format!("{} quotes no rates", finding.code));
            }
            continue;
        };
        for (name, quoted, counts) in [
            ("phish", quoted.phish, &*PHISH),
            ("ham2002", quoted.ham2002, &*HAM),
            ("lists", quoted.lists, &*LISTS),
        ] {
            let measured = counts.percent(finding.code);
            if (measured - quoted).abs() > TOLERANCE {
                wrong.push(format!(
                    "{}: {quoted} % of {name} is quoted, {measured:.1} % is measured",
                    finding.code
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "run `cargo run --example finding-rates -- --write SHARED`\n{}",
        wrong.join("\n")
    );
}

#[test]
fn what_genuine_mail_shows_is_at_most_a_notice() {
    let mut wrong = Vec::new();
    for finding in CATALOGUE {
        for (name, counts) in [("ham2002", &*HAM), ("lists", &*LISTS)] {
            let share = counts.percent_at(finding.code, Severity::Warning);
            let is_known = TOO_MANY.contains(&finding.code);
            if share > GENUINE && !is_known {
                wrong.push(format!("{} warns on {share:.1} % of {name}", finding.code));
            }
        }
        let share = HAM.percent_at(finding.code, Severity::Warning);
        if TOO_MANY.contains(&finding.code) && share <= GENUINE {
            wrong.push(format!("{} no longer warns too often", finding.code));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn verdicts_tell_the_corpora_apart() {
    let severe = |counts: &Counts| {
        counts.verdict_percent(Severity::Warning) + counts.verdict_percent(Severity::High)
    };
    assert!(severe(&PHISH) > 80.0, "phish: {:.1} %", severe(&PHISH));
    assert!(severe(&LISTS) < GENUINE, "lists: {:.1} %", severe(&LISTS));
    assert!(
        HAM.verdict_percent(Severity::High) < 1.0,
        "ham2002: {:.1} %",
        HAM.verdict_percent(Severity::High)
    );
}
